using Bureau.Jurisdictions;
using Bureau.Kernel;
using Bureau.Kernel.Clients;
using Bureau.Onboarding.Contracts;
using Bureau.Payroll.Calculation;
using Bureau.Payroll.Contracts;
using Bureau.Payroll.PayRuns;
using Bureau.Payroll.Payslips.Document;

namespace Bureau.Payroll.Returns;

/// <summary>What one pay run adds to figures of a report, in their order.</summary>
/// <param name="Run">Null for what people brought from a former payroll.</param>
internal sealed record AddedByRun(PayRun? Run, decimal[] Amounts);

/// <summary>Reports on the employer as a whole, and what stands behind their figures: runs and people.</summary>
internal sealed class EmployerReports(PayrollStore store, DocumentCipher documents, PackSource packs, IPayGroups groups)
{
    /// <summary>What the run obliges the employer to file and pay, with what it adds to each payment in minor units; null for a report without payment.</summary>
    public async Task<IReadOnlyList<(Obligation Obligation, long? Minor)>> ObligationsOfAsync(ClientId client, PayRun run, IReadOnlyDictionary<string, string> employer, CancellationToken ct = default)
    {
        await using var db = await store.OpenAsync(client, ct);
        var sums = (await db.QueryAsync<LineSum>("select line, sum(amount_minor) as minor from payroll.pay_run_total where client_id = @Client and pay_run_id = @Id group by line", new { run.Id }, ct))
            .ToDictionary(l => l.Line, l => l.Minor, StringComparer.Ordinal);
        return [.. packs(run.PackCountry).ObligationsFor(run.PayDate, employer).Select(o => (o, o.AmountLines.Count > 0 ? o.AmountLines.Sum(line => sums.GetValueOrDefault(line)) : (long?)null))];
    }

    /// <summary>Facts of the employer as frozen in the run, by field name.</summary>
    public async Task<IReadOnlyDictionary<string, string>> FactsAsync(ClientId client, PayRun run, CancellationToken ct = default)
    {
        await using var db = await store.OpenAsync(client, ct);
        return RunFrame.FromBytes(await db.SingleAsync<byte[]>("select frame from payroll.pay_run where client_id = @Client and id = @Id", new { run.Id }, ct)).EmployerFields;
    }

    /// <summary>The employer's figures up to the run's pay date: of released runs, this run, and what people brought from a former payroll.</summary>
    public async Task<IReadOnlyList<ReportFigure>> EmployerAsync(ClientId client, PayRun run, Report report, IReadOnlyList<PaidToAuthority>? deposited = null, CancellationToken ct = default)
    {
        var employer = await FactsAsync(client, run, ct);
        var (paid, _) = await PaidAsync(client, run, ct);
        var currency = Currency.FromCode(run.Currency);
        if (deposited is not null) paid = paid with { Deposited = [.. deposited.Select(d => new PaidObligation(d.Obligation, d.PayDate, Money.FromMinor(d.AmountMinor, currency).Amount))] };
        return [.. packs(run.PackCountry).EmployerFiguresFor(report.Name, run.PayDate, employer, paid)];
    }

    /// <summary>Run by run what makes up figures that have <see cref="ReportFigure.Lines"/>; what people brought comes last.</summary>
    public async Task<IReadOnlyList<AddedByRun>> ByRunAsync(ClientId client, PayRun run, IReadOnlyList<ReportFigure> figures, CancellationToken ct = default)
    {
        var (paid, runs) = await PaidAsync(client, run, ct);
        return
        [
            .. runs.Select((r, i) => new AddedByRun(r, [.. figures.Select(f => f.From is null || r.PayDate >= f.From ? f.Lines.Sum(line => paid.Runs[i].Lines.GetValueOrDefault(line).Amount) : 0)]))
                .Append(new(null, [.. figures.Select(f => f.From is null ? f.Lines.Sum(line => paid.Brought.GetValueOrDefault(line)) : 0)]))
                .Where(r => r.Amounts.Any(a => a != 0)),
        ];
    }

    /// <summary>The same person by person, by employee id, from the payslips: without what was brought, and without people who add nothing.</summary>
    public async Task<IReadOnlyDictionary<long, decimal[]>> ByPersonAsync(ClientId client, PayRun run, IReadOnlyList<ReportFigure> figures, CancellationToken ct = default)
    {
        var people = new SortedDictionary<long, decimal[]>();
        var currency = Currency.FromCode(run.Currency);
        var runs = await RunsAsync(client, run, ct);
        await using var db = await store.OpenAsync(client, ct);
        foreach (var paid in runs)
        {
            var counting = figures.Select(f => f.From is null || paid.PayDate >= f.From).ToArray();
            if (!counting.Contains(true)) continue;
            await foreach (var row in db.StreamAsync<PayslipRow>("select employee_id, hash, document from payroll.payslip where client_id = @Client and pay_run_id = @Id order by employee_id", new { paid.Id }, ct))
            {
                var payslip = PayslipBytes.FromBytes(documents.DecryptPayslip(client, paid.Id, row.EmployeeId, row.Hash, row.Document));
                if (!people.TryGetValue(row.EmployeeId, out var sums)) people[row.EmployeeId] = sums = new decimal[figures.Count];
                for (var i = 0; i < sums.Length; i++)
                    if (counting[i]) sums[i] += Money.FromMinor(figures[i].Lines.Sum(payslip.AmountOf), currency).Amount;
            }
        }
        foreach (var (id, sums) in people.ToList())
            if (sums.All(a => a == 0)) people.Remove(id);
        return people;
    }

    /// <summary>Runs of the run's employer in its tax year up to its pay date: that run and released ones.</summary>
    public async Task<IReadOnlyList<PayRun>> RunsAsync(ClientId client, PayRun run, CancellationToken ct = default)
    {
        var args = await OfEmployerAsync(client, run, ct);
        await using var db = await store.OpenAsync(client, ct);
        return await db.QueryAsync<PayRun>(PayRun.Select + """
             where client_id = @Client and tax_year = @TaxYear and pay_date <= @PayDate and pay_group_id in @Groups and (id = @Id or state in ('released', 'closed'))
            order by pay_date, id
            """, args, ct);
    }

    private async Task<object> OfEmployerAsync(ClientId client, PayRun run, CancellationToken ct)
    {
        var employer = (await groups.GetAsync(client, run.PayGroupId, ct)).Employer.Id;
        return new { run.Id, run.TaxYear, run.PayDate, Groups = (await groups.ListAsync(client, ct)).Where(g => g.Employer.Id == employer).Select(g => g.Id).ToList() };
    }

    private async Task<(EmployerPay Paid, IReadOnlyList<PayRun> Runs)> PaidAsync(ClientId client, PayRun run, CancellationToken ct)
    {
        var pack = packs(run.PackCountry);
        var currency = Currency.FromCode(run.Currency);
        var (runs, args) = (await RunsAsync(client, run, ct), await OfEmployerAsync(client, run, ct));
        await using var db = await store.OpenAsync(client, ct);
        var lines = (await db.QueryAsync<LineSum>("""
            select t.pay_run_id, t.line, sum(t.amount_minor) as minor, sum(t.people) as people
            from payroll.pay_run r
            join payroll.pay_run_total t on t.client_id = r.client_id and t.pay_run_id = r.id
            where r.client_id = @Client and r.tax_year = @TaxYear and r.pay_date <= @PayDate and r.pay_group_id in @Groups and (r.id = @Id or r.state in ('released', 'closed'))
            group by t.pay_run_id, t.line
            """, args, ct)).Where(l => pack.Lines.TryGet(l.Line, out _)).ToLookup(l => l.PayRunId);
        var people = await db.ScalarAsync<int>("""
            select count(distinct p.employee_id)
            from payroll.payslip p
            join payroll.pay_run r on r.client_id = p.client_id and r.id = p.pay_run_id
            where p.client_id = @Client and r.tax_year = @TaxYear and r.pay_date <= @PayDate and r.pay_group_id in @Groups and (r.id = @Id or r.state in ('released', 'closed'))
            """, args, ct);
        // Opening balances are of people, who belong to the employer that pays them here.
        var brought = new Dictionary<string, decimal>(StringComparer.Ordinal);
        await foreach (var person in db.StreamAsync<BalanceRow>("""
            select o.employee_id, o.balances
            from payroll.opening_balance o
            where o.client_id = @Client and o.tax_year = @TaxYear
              and exists (
                select 1 from payroll.payslip p
                join payroll.pay_run r on r.client_id = p.client_id and r.id = p.pay_run_id
                where p.client_id = @Client and p.employee_id = o.employee_id and r.tax_year = @TaxYear and r.pay_date <= @PayDate and r.pay_group_id in @Groups
                  and (r.id = @Id or r.state in ('released', 'closed')))
            """, args, ct))
            foreach (var (line, amount) in BalancesFormat.FromBytes(person.Balances).Lines)
                if (pack.Lines.TryGet(line, out _)) brought[line] = brought.GetValueOrDefault(line) + amount;
        var paid = new EmployerPay([.. runs.Select(r => new PaidRun(r.PayDate, r.PeriodStart, r.PeriodEnd, lines[r.Id].ToDictionary(l => l.Line, l => new PaidLine(Money.FromMinor(l.Minor, currency).Amount, l.People), StringComparer.Ordinal)))])
        {
            Brought = brought,
            People = people,
        };
        return (paid, runs);
    }

    private sealed class LineSum
    {
        public long PayRunId { get; init; }
        public string Line { get; init; } = "";
        public long Minor { get; init; }
        public int People { get; init; }
    }
}
