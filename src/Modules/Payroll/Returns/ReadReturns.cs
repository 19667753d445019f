using System.Globalization;
using System.Runtime.CompilerServices;
using Bureau.Jurisdictions;
using Bureau.Kernel;
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
internal sealed class ReadReturns(PayrollStore store, CalculateAgain again, PackSource packs, IPayGroups groups)
{
    /// <summary>Reports that the run has figures for. What is made once a tax year belongs to the last run of the year.</summary>
    public IReadOnlyList<Report> ReportsOf(PayRun run)
    {
        var pack = packs(run.PackCountry);
        var next = run.PayDate.AddDays(run.PeriodEnd.DayNumber - run.PeriodStart.DayNumber + 1);
        var isLast = pack.TaxYearOf(next).Label != run.TaxYear;
        return [.. pack.Reports.Where(r => r.Scope != ReportScope.Year || isLast)];
    }

    /// <summary>Everybody whom the report concerns, by employee id.</summary>
    /// <param name="employeeId">Only this person; null = everybody.</param>
    /// <param name="leavingDate">Of that person, where it became known after the run was frozen.</param>
    public async IAsyncEnumerable<PersonsReturn> PeopleAsync(ClientId client, PayRun run, Report report, long? employeeId = null, DateOnly? leavingDate = null, [EnumeratorCancellation] CancellationToken ct = default)
    {
        var pack = packs(run.PackCountry);
        var leaving = pack.EmployeeFields.TryGet(FactNames.LeavingDate, out _) ? pack.EmployeeFields.Ordinal(FactNames.LeavingDate) : -1;
        await foreach (var person in again.StreamAsync(client, run, employeeId, ct))
        {
            if (leaving >= 0 && leavingDate is { } known) person.PayCase.Fields[leaving] = known.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            var left = leaving >= 0 && DateOnly.TryParseExact(person.PayCase.Fields[leaving], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : (DateOnly?)null;
            // Who left before the period has had it with an earlier payment; who stays to the end of the year gets the one of the year.
            if (report.Scope == ReportScope.Leaver && !(left >= run.PeriodStart)) continue;
            if (report.Scope == ReportScope.Year && left <= pack.TaxYearOf(run.PayDate).End) continue;
            if (pack.FiguresFor(report.Name, person.PayCase, person.Result).ToList() is { Count: > 0 } figures)
                yield return new(person.Input.EmployeeId, person.Input.Number, person.Input.Name, [.. person.Input.Address], figures);
        }
    }

    /// <summary>The employer's figures of the tax year up to the run's pay date: released runs, this run, and what people brought from a former payroll.</summary>
    public async Task<IReadOnlyList<ReportFigure>> EmployerAsync(ClientId client, PayRun run, Report report, CancellationToken ct = default)
    {
        var pack = packs(run.PackCountry);
        var employer = (await groups.GetAsync(client, run.PayGroupId, ct)).Employer.Id;
        var ofEmployer = (await groups.ListAsync(client, ct)).Where(g => g.Employer.Id == employer).Select(g => g.Id).ToList();
        await using var db = await store.OpenAsync(client, ct);
        var args = new { run.Id, run.TaxYear, run.PayDate, Groups = ofEmployer };
        var currency = Currency.FromCode(run.Currency);
        var sums = (await db.QueryAsync<LineSum>("""
            select t.line, sum(t.amount_minor) as minor
            from payroll.pay_run r
            join payroll.pay_run_total t on t.client_id = r.client_id and t.pay_run_id = r.id
            where r.client_id = @Client and r.tax_year = @TaxYear and r.pay_date <= @PayDate and r.pay_group_id in @Groups and (r.id = @Id or r.state in ('released', 'closed'))
            group by t.line
            """, args, ct)).Where(l => pack.Lines.TryGet(l.Line, out _)).ToDictionary(l => l.Line, l => Money.FromMinor(l.Minor, currency).Amount, StringComparer.Ordinal);
        // Opening balances are of people, who belong to the employer that pays them here.
        await foreach (var brought in db.StreamAsync<BalanceRow>("""
            select o.employee_id, o.balances
            from payroll.opening_balance o
            where o.client_id = @Client and o.tax_year = @TaxYear
              and exists (
                select 1 from payroll.payslip p
                join payroll.pay_run r on r.client_id = p.client_id and r.id = p.pay_run_id
                where p.client_id = @Client and p.employee_id = o.employee_id and r.tax_year = @TaxYear and r.pay_date <= @PayDate and r.pay_group_id in @Groups
                  and (r.id = @Id or r.state in ('released', 'closed')))
            """, args, ct))
            foreach (var (line, amount) in BalancesFormat.FromBytes(brought.Balances).Lines)
                if (pack.Lines.TryGet(line, out _)) sums[line] = sums.GetValueOrDefault(line) + amount;
        var frame = RunFrame.FromBytes(await db.SingleAsync<byte[]>("select frame from payroll.pay_run where client_id = @Client and id = @Id", new { run.Id }, ct));
        return [.. pack.EmployerFiguresFor(report.Name, run.PayDate, frame.EmployerFields, sums)];
    }

    private sealed class LineSum
    {
        public string Line { get; init; } = "";
        public long Minor { get; init; }
    }
}
