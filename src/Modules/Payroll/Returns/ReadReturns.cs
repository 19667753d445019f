using System.Globalization;
using System.Runtime.CompilerServices;
using Bureau.Jurisdictions;
using Bureau.Kernel.Clients;
using Bureau.Onboarding.Contracts;
using Bureau.Payroll.Calculation;
using Bureau.Payroll.PayRuns;

namespace Bureau.Payroll.Returns;

/// <summary>One person's figures of a report, under the official names of its data items.</summary>
internal sealed record PersonsReturn(long EmployeeId, string Number, string Name, IReadOnlyList<string> Address, IReadOnlyList<ReportFigure> Figures);

/// <summary>
/// What a run reports, worked out by the rule pack from the frozen inputs that the payslips were made of: the same figures as long as the run's seal holds.
/// </summary>
internal sealed class ReadReturns(PayrollStore store, CalculateAgain again, EmployerReports employers, PackSource packs)
{
    /// <summary>Reports that the run has figures for. What is made once a tax year, for those who stay, belongs to the last run of the year.</summary>
    /// <param name="employer">Facts of the employer by field name.</param>
    public IReadOnlyList<Report> ReportsOf(PayRun run, IReadOnlyDictionary<string, string> employer)
    {
        var pack = packs(run.PackCountry);
        var next = run.PayDate.AddDays(run.PeriodEnd.DayNumber - run.PeriodStart.DayNumber + 1);
        var isLast = pack.TaxYearOf(next).Label != run.TaxYear;
        return [.. pack.Reports.Where(r => (r.Scope != ReportScope.Year || isLast) && r.Where?.Holds(employer.GetValueOrDefault) != false)];
    }

    /// <summary>Everybody whom the report concerns, by employee id; after those of the run whoever was paid for the last time by an earlier run of the tax year, where the report is of them too.</summary>
    /// <param name="employeeId">Only this person; null = everybody.</param>
    /// <param name="leavingDate">Of that person, where it became known after the run was frozen.</param>
    public async IAsyncEnumerable<PersonsReturn> PeopleAsync(ClientId client, PayRun run, Report report, long? employeeId = null, DateOnly? leavingDate = null, [EnumeratorCancellation] CancellationToken ct = default)
    {
        if (report.Scope == ReportScope.EverybodysYear)
        {
            await foreach (var person in again.StreamAsync(client, run, employeeId, ct)) yield return Of(person);
            foreach (var (paidLast, id) in await GoneAsync(client, run, employeeId, ct))
                await foreach (var person in again.StreamAsync(client, paidLast, id, ct)) yield return Of(person);
            yield break;
        }

        var pack = packs(run.PackCountry);
        var leaving = pack.EmployeeFields.TryGet(FactNames.LeavingDate, out _) ? pack.EmployeeFields.Ordinal(FactNames.LeavingDate) : -1;
        await foreach (var person in again.StreamAsync(client, run, employeeId, ct))
        {
            if (leaving >= 0 && leavingDate is { } known) person.PayCase.Fields[leaving] = known.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            var left = leaving >= 0 && DateOnly.TryParseExact(person.PayCase.Fields[leaving], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : (DateOnly?)null;
            // Who left before the period has had it with an earlier payment; who stays to the end of the year gets the one of the year.
            if (report.Scope == ReportScope.Leaver && !(left >= run.PeriodStart)) continue;
            if (report.Scope == ReportScope.Year && left <= pack.TaxYearOf(run.PayDate).End) continue;
            if (Of(person) is { Figures.Count: > 0 } told) yield return told;
        }

        PersonsReturn Of(PayslipCalculator person) => new(
            person.Input.EmployeeId, person.Input.Number, person.Input.Name, [.. person.Input.Address], [.. packs(run.PackCountry).FiguresFor(report.Name, person.PayCase, person.Result)]);
    }

    /// <summary>People whom an earlier run of the pay group paid for the last time in the tax year, with that run.</summary>
    private async Task<IReadOnlyList<(PayRun Run, long EmployeeId)>> GoneAsync(ClientId client, PayRun run, long? employeeId, CancellationToken ct)
    {
        var runs = (await employers.RunsAsync(client, run, ct)).ToDictionary(r => r.Id);
        // Whoever was paid later by another pay group of the employer is told of there.
        var last = new Dictionary<long, long>();
        await using var db = await store.OpenAsync(client, ct);
        foreach (var paid in runs.Values)
            foreach (var id in await db.QueryAsync<long>("select employee_id from payroll.payslip where client_id = @Client and pay_run_id = @Id and (@EmployeeId is null or employee_id = @EmployeeId)", new { paid.Id, EmployeeId = employeeId }, ct))
                last[id] = paid.Id;
        return [.. last.Where(p => p.Value != run.Id && runs[p.Value].PayGroupId == run.PayGroupId).OrderBy(p => p.Key).Select(p => (runs[p.Value], p.Key))];
    }
}
