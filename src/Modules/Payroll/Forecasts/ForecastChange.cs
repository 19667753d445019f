using Bureau.Benefits.Contracts;
using Bureau.Jurisdictions;
using Bureau.Kernel.Clients;
using Bureau.Kernel.Web;
using Bureau.Onboarding.Contracts;
using Bureau.Payroll.Calculation;
using Bureau.Payroll.Calendars;
using Bureau.Payroll.Contracts;
using Bureau.Payroll.Inputs;
using Bureau.Payroll.PayRuns;

namespace Bureau.Payroll.Forecasts;

/// <summary>
/// Pays a person twice, by what is known and by what would be known, for the next period, back pay included, and for every released period that the change reaches. Nothing is
/// written. Within a tax year each released period goes on from the balances of the one before it, once that one differs: so tax on the year so far is right.
/// </summary>
internal sealed class ForecastChange(PayrollStore store, IPayPeriods periods, IPayGroups groups, IContributions contributions, OwedBackPay backPay, PackSource packs) : IPayForecasts
{
    /// <summary>Two years of monthly pay: who reaches further back is told.</summary>
    private const int MostReleased = 24;

    public async Task<PayForecast> OfChangeAsync(Client client, EmployeeForPay known, EmployeeForPay changed, DateOnly effectiveFrom, CancellationToken ct = default)
    {
        var pack = packs(client.Country);
        var notes = new List<string>();
        var released = await ReleasedAsync(client.Id, pack, known, changed, effectiveFrom, notes, ct);
        return new(pack.Currency, await NextAsync(client, pack, known, changed, effectiveFrom, notes, ct), [.. released.Where(p => p.Differs)], [.. notes.Distinct()]);
    }

    private async Task<PeriodForecast?> NextAsync(Client client, IRulePack pack, EmployeeForPay known, EmployeeForPay changed, DateOnly effectiveFrom, List<string> notes, CancellationToken ct)
    {
        PayRun run;
        var balances = new Balances();
        await using (var db = await store.OpenAsync(client.Id, ct))
        {
            var today = client.DayAt(db.Now);
            var day = effectiveFrom > today ? effectiveFrom : today;
            var code = changed.On(day, FactNames.PayGroup);
            var group = (await groups.ListAsync(client.Id, ct)).FirstOrDefault(g => g.Code == code);
            // A run that is calculated but not released becomes stale by the change, and pays by it when it is calculated again.
            var open = group is null ? null : await db.SingleOrDefaultAsync<PayRun>(PayRun.Select + """
                 where client_id = @Client and pay_group_id = @Group and kind = 'regular' and state not in ('released', 'closed', 'cancelled') and period_end >= @From
                order by period_start
                offset 0 rows fetch next 1 rows only
                """, new { Group = group.Id, From = effectiveFrom }, ct);
            var upcoming = group is null || open is not null ? [] : await periods.UpcomingAsync(client.Id, group.Id, day, 1, ct);
            if (group is null || open is null && upcoming.Count == 0)
            {
                notes.Add("No pay period that can still be paid is known for that day, so the next net pay cannot be shown.");
                return null;
            }
            run = open ?? Coming(group.Id, upcoming[0]);
            if (known.LeavingDate < run.PeriodStart && changed.LeavingDate < run.PeriodStart) return null;
            if (await db.ScalarAsync<byte[]?>("""
                select p.balances from payroll.payslip p
                join payroll.pay_run r on r.client_id = @Client and r.id = p.pay_run_id
                where p.client_id = @Client and p.employee_id = @EmployeeId and r.tax_year = @TaxYear and r.state in ('released', 'closed')
                order by r.pay_date desc, r.released_at desc, r.id desc
                offset 0 rows fetch next 1 rows only
                """, new { EmployeeId = known.Id, run.TaxYear }, ct) is { } last) balances = BalancesFormat.FromBytes(last);
        }
        var frame = RunFrame.Of(run, pack, (await groups.GetAsync(client.Id, run.PayGroupId, ct)).Employer);
        var period0 = new Period(run, frame, pack, await EntriesAsync(client.Id, run, known.Id, null, ct), await ContributionsAsync(client.Id, run, known.Id, null, ct));
        var before = period0.Pay(known, balances, [], await backPay.OfAsync(client.Id, run.PeriodStart, pack, known, ct));
        var after = period0.Pay(changed, balances, notes, await backPay.OfAsync(client.Id, run.PeriodStart, pack, changed, ct));
        return new(run.PeriodStart, run.PeriodEnd, run.PayDate, before.GrossMinor, after.GrossMinor, before.NetMinor, after.NetMinor);

        PayRun Coming(long groupId, PayPeriod period)
        {
            var frequency = Enum.GetValues<PayFrequency>().First(f => f.PerYear() == period.PeriodsPerYear);
            return new() { PayGroupId = groupId, Kind = PayRun.Regular, Frequency = frequency.ToString(), PeriodStart = period.Start, PeriodEnd = period.End, PayDate = period.PayDate, TaxYear = pack.TaxYearOf(period.PayDate).Label, PeriodNumber = pack.PeriodOf(period.PayDate, frequency) };
        }
    }

    private async Task<IReadOnlyList<PeriodForecast>> ReleasedAsync(
        ClientId client, IRulePack pack, EmployeeForPay known, EmployeeForPay changed, DateOnly effectiveFrom, List<string> notes, CancellationToken ct)
    {
        IReadOnlyList<PayRun> runs;
        var frames = new Dictionary<long, RunFrame>();
        var first = new Dictionary<string, Balances>(StringComparer.Ordinal);
        await using (var db = await store.OpenAsync(client, ct))
        {
            runs = await ReleasedPeriods.OfAsync(db, known.Id, effectiveFrom, DateOnly.MaxValue, MostReleased + 1, ct);
            if (runs.Count > MostReleased) notes.Add($"It reaches further back than the last {MostReleased} released periods; earlier ones are not shown.");
            runs = [.. runs.TakeLast(MostReleased)];
            foreach (var run in runs)
            {
                frames[run.Id] = RunFrame.FromBytes(await db.SingleAsync<byte[]>("select frame from payroll.pay_run where client_id = @Client and id = @Id", new { run.Id }, ct));
                if (first.ContainsKey(run.TaxYear)) continue;
                // The balances before the first period that the change reaches in a tax year are those of the released payslip before it.
                first[run.TaxYear] = await db.ScalarAsync<byte[]?>("""
                    select p.balances from payroll.payslip p
                    join payroll.pay_run r on r.client_id = @Client and r.id = p.pay_run_id
                    where p.client_id = @Client and p.employee_id = @EmployeeId and r.tax_year = @TaxYear and r.state in ('released', 'closed') and r.pay_date < @PayDate
                    order by r.pay_date desc, r.released_at desc, r.id desc
                    offset 0 rows fetch next 1 rows only
                    """, new { EmployeeId = known.Id, run.TaxYear, run.PayDate }, ct) is { } before ? BalancesFormat.FromBytes(before)
                    : await db.ScalarAsync<byte[]?>("select balances from payroll.opening_balance where client_id = @Client and employee_id = @EmployeeId and tax_year = @TaxYear", new { EmployeeId = known.Id, run.TaxYear }, ct) is { } opening
                    ? BalancesFormat.FromBytes(opening) : new();
            }
        }
        var found = new List<PeriodForecast>();
        var (year, knownBalances, changedBalances) = ("", new Balances(), new Balances());
        foreach (var run in runs)
        {
            if (run.TaxYear != year) (year, knownBalances, changedBalances) = (run.TaxYear, first[run.TaxYear], first[run.TaxYear]);
            var period = new Period(run, frames[run.Id], pack, await EntriesAsync(client, run, known.Id, run.KnownAt, ct), await ContributionsAsync(client, run, known.Id, run.KnownAt, ct));
            var (before, after) = (period.Pay(known, knownBalances, []), period.Pay(changed, changedBalances, notes));
            found.Add(new(run.PeriodStart, run.PeriodEnd, run.PayDate, before.GrossMinor, after.GrossMinor, before.NetMinor, after.NetMinor));
            (knownBalances, changedBalances) = (before.After ?? knownBalances, after.After ?? changedBalances);
        }
        return found;
    }

    private async Task<IReadOnlyList<PayInput>> EntriesAsync(ClientId client, PayRun run, long employeeId, DateTimeOffset? knownAt, CancellationToken ct)
    {
        await using var db = await store.OpenAsync(client, ct);
        var entries = new List<PayInput>();
        await foreach (var entry in PayInputs.ForRunAsync(db, run, run.PeriodStart, knownAt ?? db.Now, employeeId, ct)) entries.Add(entry);
        return entries;
    }

    private async Task<IReadOnlyList<Contribution>> ContributionsAsync(ClientId client, PayRun run, long employeeId, DateTimeOffset? knownAt, CancellationToken ct)
    {
        var found = new List<Contribution>();
        await foreach (var contribution in contributions.StreamForPayAsync(client, run.PeriodEnd, Enum.Parse<PayFrequency>(run.Frequency).PerYear(), knownAt ?? store.Database.Clock.GetUtcNow(), employeeId, ct))
            found.Add(contribution);
        return found;
    }

    private readonly record struct Paid(long GrossMinor, long NetMinor, Balances? After);

    private sealed record Period(PayRun Run, RunFrame Frame, IRulePack Pack, IReadOnlyList<PayInput> Entries, IReadOnlyList<Contribution> Contributions)
    {
        /// <summary>Nothing is paid to somebody who is not employed in the period, or where something blocks; what blocks is noted.</summary>
        public Paid Pay(EmployeeForPay person, Balances before, List<string> notes, IReadOnlyList<BackPay>? owed = null)
        {
            if (person.LeavingDate < Run.PeriodStart || person.StartDate > Run.PeriodEnd) return new(0, 0, before);
            var input = new FrozenInput();
            new FreezeEmployee(Run, Pack).Fill(input, person, Contributions, Entries, owed);
            input.Before.Lines.AddRange(before.Lines);
            input.Before.Items.AddRange(before.Items);
            (input.Before.GrossMinor, input.Before.DeductionsMinor, input.Before.NetMinor) = (before.GrossMinor, before.DeductionsMinor, before.NetMinor);
            var calculator = new PayslipCalculator(Frame, Pack);
            var payslip = calculator.Calculate(FrozenInputFormat.ToBytes(input));
            foreach (var finding in payslip.Findings.Where(f => f.Blocks && f.Key != "no_bank_details")) notes.Add($"{Show.Day(Run.PayDate)}: {finding.Message}");
            return payslip.IsPayable ? new(payslip.GrossMinor, payslip.NetMinor, BalancesFormat.FromBytes(payslip.Balances.Span)) : new(0, 0, null);
        }
    }
}
