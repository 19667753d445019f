using System.Globalization;
using System.Text;
using Bureau.Benefits.Contracts;
using Bureau.Kernel.Clients;
using Bureau.Kernel.Identity;
using Bureau.Kernel.Imports;
using Bureau.Onboarding.Contracts;
using Bureau.Payroll.Contracts;

namespace Bureau.Host.Demonstration;

/// <summary>One client's part of the story: who maintains its people and enters its hours, and what they do on which day.</summary>
/// <param name="maintainer">Submits people and changes.</param>
/// <param name="approver">Approves them.</param>
/// <param name="inputs">Enters hours and one-off pay, and administers the benefits.</param>
/// <param name="peopleFile">Resource with everybody who works there this year, columns as in the template.</param>
/// <param name="runApprover">Approves its pay runs.</param>
internal sealed class DemonstrationClient(IServiceProvider services, Client client, Actor maintainer, Actor approver, Actor inputs, Actor runApprover, string peopleFile)
{
    private readonly List<Dictionary<string, string>> _rows = Read(peopleFile);
    private readonly List<Dictionary<string, string>> _brought = [];
    private readonly HashSet<long> _entered = [];

    public Client Client => client;

    public Actor RunApprover => runApprover;

    /// <summary>Signs runs off for the client; null where the engagement does not ask for it.</summary>
    public Actor? Signatory { get; init; }

    /// <summary>Numbers of the people who can spare some of their salary.</summary>
    public IEnumerable<string> WellPaid => _brought.Where(r => decimal.TryParse(r["annual_salary"], CultureInfo.InvariantCulture, out var salary) && salary > 24_000m && r["leaving_date"].Length == 0).Select(r => r["employee_number"]);

    /// <summary>What new starters may not have handed in: the field by which it shows, and the values that come late.</summary>
    public required IReadOnlyList<(string Missing, Func<Dictionary<string, string>, Dictionary<string, string?>> Late)> HandedInLate { get; init; }

    /// <summary>What is left for the approver to decide when the story ends.</summary>
    public Func<DemonstrationClient, DateOnly, CancellationToken, Task> LeaveWorkAsync { get; init; } = (_, _, _) => Task.CompletedTask;

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
                Hours(run).Concat(OneOffs(run)).Select(r => $"{r},{run.PayDate:yyyy-MM-dd}"), inputs, ct);
    }

    /// <summary>Supplies what new starters had not handed in.</summary>
    public async Task ClearBlockersAsync(CancellationToken ct)
    {
        var ids = await Get<IEmployees>().IdsByNumberAsync(client.Id, ct);
        foreach (var row in _brought)
        {
            var values = new Dictionary<string, string?>(StringComparer.Ordinal);
            foreach (var (missing, late) in HandedInLate.Where(h => row[h.Missing].Length == 0))
                foreach (var (field, value) in late(row)) values[field] = value;
            if (values.Count == 0) continue;
            foreach (var (field, value) in values) row[field] = value ?? "";
            Story.Done(await Get<IChanges>().SubmitAsync(maintainer, client, ids[row["employee_number"]], Day(row["start_date"]), values, "Handed in late", ct));
        }
        Story.Done(await Get<IChanges>().ApproveWaitingAsync(approver, client, ct));
    }

    /// <summary>Writes to whoever the law enrolled, put off or gave a right to join.</summary>
    public Task TellOfPensionsAsync(CancellationToken ct) => Get<IBenefitSetup>().TellWhoWaitsAsync(client, inputs, ct);

    private async Task RaisePayAsync(DateOnly from, CancellationToken ct)
    {
        foreach (var (_, person) in _brought.Select((r, i) => (r, i)).Where(p => p.i % 6 == 1).ToList())
            await ChangeAsync(person, from, Raise(person, 1.03m), "Pay review", ct);
        Story.Done(await Get<IChanges>().ApproveWaitingAsync(approver, client, ct));
    }

    /// <summary>Submits a change, unless the person has left by then.</summary>
    /// <param name="person">Counts people in order of arrival, from 0.</param>
    public async Task ChangeAsync(int person, DateOnly from, Dictionary<string, string?> values, string comment, CancellationToken ct)
    {
        var row = _brought[person];
        if (row["leaving_date"] is { Length: > 0 } leaving && Day(leaving) < from) return;
        var ids = await Get<IEmployees>().IdsByNumberAsync(client.Id, ct);
        Story.Done(await Get<IChanges>().SubmitAsync(maintainer, client, ids[row["employee_number"]], from, values, comment, ct));
    }

    /// <summary>More salary, in whole pounds or dollars, or more for the hour.</summary>
    public Dictionary<string, string?> Raise(int person, decimal factor)
    {
        var row = _brought[person];
        var (paid, decimals) = row["pay_basis"] == "hourly" ? ("hourly_rate", 2) : ("annual_salary", 0);
        row[paid] = Math.Round(Number(row, paid) * factor, decimals).ToString("F2", CultureInfo.InvariantCulture);
        return new() { [paid] = row[paid] };
    }

    /// <summary>Hours of everybody who is paid by them: now and then fewer, now and then overtime at time and a half.</summary>
    private IEnumerable<string> Hours(PayRunSummary run)
    {
        var (week, weeks) = (run.PeriodStart.DayNumber / 7, (run.PeriodEnd.DayNumber - run.PeriodStart.DayNumber + 1) / 7);
        foreach (var (row, i) in Employed(run).Where(p => p.Row["pay_basis"] == "hourly"))
        {
            var (hours, rate) = (Number(row, "weekly_hours") * weeks, Number(row, "hourly_rate"));
            var worked = (i * 7 + week) % 11 == 0 ? hours - Math.Min(8m, hours / 2) : hours;
            yield return FormattableString.Invariant($"{row["employee_number"]},regular,{worked},,,");
            if ((i * 5 + week) % 9 == 0) yield return FormattableString.Invariant($"{row["employee_number"]},overtime,{2 + i % 4},{rate * 1.5m:F2},,");
        }
    }

    private IEnumerable<string> OneOffs(PayRunSummary run)
    {
        foreach (var (row, i) in Employed(run).Where(p => p.Row["pay_basis"] == "salary"))
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

    private static decimal Number(Dictionary<string, string> row, string column) => decimal.Parse(row[column], CultureInfo.InvariantCulture);

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private T Get<T>() where T : notnull => services.GetRequiredService<T>();
}
