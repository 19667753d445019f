using System.Globalization;
using System.Text;
using Bureau.Kernel.Clients;
using Bureau.Kernel.Identity;
using Bureau.Kernel.Imports;
using Bureau.Onboarding.Contracts;
using Bureau.Payroll.Contracts;

namespace Bureau.Host.Demonstration;

/// <summary>One client's part of the story: who maintains its people and enters its hours, and what they do on which day.</summary>
/// <param name="maintainer">Submits people and changes.</param>
/// <param name="approver">Approves them.</param>
/// <param name="inputs">Enters hours and one-off pay.</param>
/// <param name="peopleFile">Resource with everybody who works there this year, columns as in the template.</param>
internal sealed class DemonstrationClient(IServiceProvider services, Client client, Actor maintainer, Actor approver, Actor inputs, string peopleFile)
{
    private readonly List<Dictionary<string, string>> _rows = Read(peopleFile);
    private readonly List<Dictionary<string, string>> _brought = [];
    private readonly HashSet<long> _entered = [];

    public Client Client => client;

    /// <summary>Numbers of the people who can spare some of their salary.</summary>
    public IEnumerable<string> WellPaid => _brought.Where(r => decimal.TryParse(r["annual_salary"], CultureInfo.InvariantCulture, out var salary) && salary > 24_000m && r["leaving_date"].Length == 0).Select(r => r["employee_number"]);

    /// <summary>People are paid by the hour; their hours come as a file every week.</summary>
    public bool EntersHours { get; init; }

    /// <summary>Imports everybody who begins by the end of the month, as client HR would, and has somebody else approve the import.</summary>
    public async Task BringPeopleAsync(DateOnly day, CancellationToken ct)
    {
        var due = _rows.Where(r => Day(r["start_date"]) < new DateOnly(day.Year, day.Month, 1).AddMonths(1)).ToList();
        if (due.Count == 0) return;
        foreach (var row in due) _rows.Remove(row);
        _brought.AddRange(due);
        await ImportAsync("people", $"{client.Code}-people-{day:yyyy-MM-dd}.csv", string.Join(',', due[0].Keys), due.Select(r => string.Join(',', r.Values)), maintainer, ct);
        Story.Done(await Get<IChanges>().ApproveWaitingAsync(approver, client, ct));
    }

    /// <summary>New starters begin, and the client's file of hours or one-off pay arrives in the day before a cut-off.</summary>
    public async Task MorningAsync(DateOnly day, DateTimeOffset now, CancellationToken ct)
    {
        await BringPeopleAsync(day, ct);
        if (day is { Month: 9, Day: 15 }) await RaisePayAsync(new DateOnly(day.Year, 10, 1), ct);
        foreach (var run in (await Get<IPayRuns>().ListAsync(client.Id, ct)).Where(r => r.State is "open" && r.CutOffAt - now < TimeSpan.FromHours(30) && _entered.Add(r.Id)))
            await ImportAsync("inputs", $"{client.Code}-inputs-{run.PayDate:yyyy-MM-dd}.csv", "employee_number,item,units,rate,amount,note,pay_date",
                (EntersHours ? Hours(run) : OneOffs(run)).Select(r => $"{r},{run.PayDate:yyyy-MM-dd}"), inputs, ct);
    }

    /// <summary>Supplies what new starters had not handed in: an emergency tax code, a category letter, an account.</summary>
    public async Task ClearBlockersAsync(CancellationToken ct)
    {
        var ids = await Get<IEmployees>().IdsByNumberAsync(client.Id, ct);
        foreach (var row in _brought.Where(r => r["tax_code"].Length == 0 || r["ni_category"].Length == 0 || r["bank_account_number"].Length == 0).ToList())
        {
            var values = new Dictionary<string, string?>(StringComparer.Ordinal);
            if (row["tax_code"].Length == 0) (values["tax_code"], values["tax_basis"]) = (row["tax_code"] = "1257L", "week1_month1");
            if (row["ni_category"].Length == 0) values["ni_category"] = row["ni_category"] = "A";
            if (row["bank_account_number"].Length == 0)
                (values["bank_account_name"], values["bank_sort_code"], values["bank_account_number"]) = ($"{row["given_name"]} {row["family_name"]}", "207106", row["bank_account_number"] = "41" + row["employee_number"][1..].PadLeft(6, '7'));
            Story.Done(await Get<IChanges>().SubmitAsync(maintainer, client, ids[row["employee_number"]], Day(row["start_date"]), values, "Handed in late", ct));
        }
        Story.Done(await Get<IChanges>().ApproveWaitingAsync(approver, client, ct));
    }

    /// <summary>Leaves changes for the approver to decide: a rise, a back-dated rise and an account.</summary>
    public async Task LeaveWorkAsync(DateOnly today, CancellationToken ct)
    {
        if (EntersHours) return;
        var month = new DateOnly(today.Year, today.Month, 1);
        await ChangeAsync(_brought[40], month, new() { ["annual_salary"] = Raised(_brought[40], 1.06m) }, "Promoted this month", ct);
        await ChangeAsync(_brought[57], month.AddMonths(-2), new() { ["annual_salary"] = Raised(_brought[57], 1.025m) }, "Agreed in the summer, forgotten since", ct);
        await ChangeAsync(_brought[72], today, new() { ["bank_account_name"] = "Joint account", ["bank_sort_code"] = "309412", ["bank_account_number"] = "68114402" }, "Moved bank", ct);
    }

    private async Task RaisePayAsync(DateOnly from, CancellationToken ct)
    {
        var paid = EntersHours ? "hourly_rate" : "annual_salary";
        foreach (var row in _brought.Where((r, i) => i % 6 == 1 && r[paid].Length > 0).ToList())
            await ChangeAsync(row, from, new() { [paid] = Raised(row, 1.03m) }, "Pay review", ct);
        Story.Done(await Get<IChanges>().ApproveWaitingAsync(approver, client, ct));
    }

    private async Task ChangeAsync(Dictionary<string, string> row, DateOnly from, Dictionary<string, string?> values, string comment, CancellationToken ct)
    {
        var leaving = row["leaving_date"];
        if (leaving.Length > 0 && Day(leaving) < from) return;
        var ids = await Get<IEmployees>().IdsByNumberAsync(client.Id, ct);
        Story.Done(await Get<IChanges>().SubmitAsync(maintainer, client, ids[row["employee_number"]], from, values, comment, ct));
    }

    private string Raised(Dictionary<string, string> row, decimal factor)
    {
        var paid = EntersHours ? "hourly_rate" : "annual_salary";
        return row[paid] = Math.Round(decimal.Parse(row[paid], CultureInfo.InvariantCulture) * factor, EntersHours ? 2 : 0).ToString("F2", CultureInfo.InvariantCulture);
    }

    /// <summary>Hours of the week for everybody who worked in it: now and then fewer, now and then overtime at time and a half.</summary>
    private IEnumerable<string> Hours(PayRunSummary run)
    {
        var week = run.PeriodStart.DayNumber / 7;
        foreach (var (row, i) in Employed(run))
        {
            var hours = decimal.Parse(row["weekly_hours"], CultureInfo.InvariantCulture);
            var rate = decimal.Parse(row["hourly_rate"], CultureInfo.InvariantCulture);
            var worked = (i * 7 + week) % 11 == 0 ? hours - Math.Min(8m, hours / 2) : hours;
            yield return FormattableString.Invariant($"{row["employee_number"]},regular,{worked},,,");
            if ((i * 5 + week) % 9 == 0) yield return FormattableString.Invariant($"{row["employee_number"]},overtime,{2 + i % 4},{rate * 1.5m:F2},,");
        }
    }

    private IEnumerable<string> OneOffs(PayRunSummary run)
    {
        foreach (var (row, i) in Employed(run))
        {
            if ((i + run.PayDate.Month) % 37 == 0) yield return $"{row["employee_number"]},bonus,,,{250 + 50 * (i % 7)}.00,Quarterly bonus";
            if ((i + run.PayDate.Month) % 29 == 0) yield return $"{row["employee_number"]},expenses,,,{18 + i % 60}.40,Train fares";
        }
    }

    private IEnumerable<(Dictionary<string, string> Row, int Index)> Employed(PayRunSummary run) =>
        _brought.Select((row, i) => (row, i)).Where(p => Day(p.row["start_date"]) <= run.PeriodEnd && (p.row["leaving_date"].Length == 0 || Day(p.row["leaving_date"]) >= run.PeriodStart));

    private async Task ImportAsync(string kind, string fileName, string header, IEnumerable<string> rows, Actor actor, CancellationToken ct)
    {
        var content = Encoding.UTF8.GetBytes(header + "\r\n" + string.Join("\r\n", rows) + "\r\n");
        var report = await Get<CsvImports>().RunAsync(client, actor, kind, fileName, content, commit: true, ct);
        Story.Done([.. report.Problems.First.Take(5).Select(p => $"{fileName} row {p.Row} {p.Column}: {p.Message}")]);
    }

    private static List<Dictionary<string, string>> Read(string file)
    {
        using var reader = new StreamReader(typeof(DemonstrationClient).Assembly.GetManifestResourceStream(file)!, Encoding.UTF8);
        var columns = reader.ReadLine()!.Split(',');
        var rows = new List<Dictionary<string, string>>();
        while (reader.ReadLine() is { } line) rows.Add(columns.Zip(line.Split(',')).ToDictionary(p => p.First, p => p.Second, StringComparer.Ordinal));
        return rows;
    }

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private T Get<T>() where T : notnull => services.GetRequiredService<T>();
}
