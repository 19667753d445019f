using Bureau.Jurisdictions;
using Bureau.Kernel.Clients;
using Bureau.Kernel.Data;
using Bureau.Kernel.Identity;
using Bureau.Kernel.Outbox;
using Bureau.Payroll.Contracts;
using Bureau.Payroll.PayRuns;

namespace Bureau.Payroll.Calculation;

/// <summary>When every chunk is done: totals, seal, and the one step from calculating to in review.</summary>
internal sealed class CompleteCalculation(PayrollStore store, Timeline timeline)
{
    /// <exception cref="SupersededException">The run is no longer being calculated, or was frozen anew.</exception>
    public async Task RunAsync(PayRun run, RunFrame frame, IRulePack pack, CancellationToken ct)
    {
        // At once: each takes as long as the other.
        var adding = Task.Run(() => AddUpAsync(run, frame, pack, ct), ct);
        await using var unit = await store.BeginAsync(new ClientId(run.ClientId), ct);
        await SharedAccounts.FindAsync(unit, run.Id, ct);
        var (totals, seal, employees) = await adding;
        await unit.ExecuteAsync("delete from payroll.pay_run_total where client_id = @Client and pay_run_id = @Id", new { run.Id }, ct);
        await unit.BulkInsertAsync(TotalRow.Table(run), TotalRow.Of(totals, pack), ct);
        await CompleteAsync(unit, run, totals, employees, seal, ct);
        await timeline.AddAsync(unit, run.Id, Actor.System, PayRunAction.Complete, null, new { seal, employees, payslips = totals.Payslips }, ct);
        if (run.PreviousRunId is not null) await Variances.CompareJob.RequestAsync(unit, run.Id, seal, ct);
        await unit.PublishAsync(new PayRunCalculated(run.ClientId, run.Id, run.PackCountry), ct);
        await unit.CommitAsync(ct);
    }

    /// <summary>A run that may not be paid: into review without figures, with the reason as its blocker.</summary>
    public async Task BlockAsync(PayRun run, Finding finding, CancellationToken ct)
    {
        await using var unit = await store.BeginAsync(new ClientId(run.ClientId), ct);
        await unit.ExecuteAsync("delete from payroll.pay_run_blocker where client_id = @Client and pay_run_id = @Id and employee_id = 0 and finding_key = @Key", new { run.Id, finding.Key }, ct);
        await unit.BulkInsertAsync(BlockerRows.Table(run), [new PayRunBlocker { FindingKey = finding.Key, Field = finding.Field ?? "", Message = finding.Message, Blocks = 1 }], ct);
        await unit.ExecuteAsync("delete from payroll.pay_run_total where client_id = @Client and pay_run_id = @Id", new { run.Id }, ct);
        await CompleteAsync(unit, run, new RunTotals(), run.Employees, null, ct);
        await timeline.AddAsync(unit, run.Id, Actor.System, PayRunAction.Complete, finding.Message, new { finding.Key }, ct);
        await unit.CommitAsync(ct);
    }

    private async Task<(RunTotals Totals, string Seal, int Employees)> AddUpAsync(PayRun run, RunFrame frame, IRulePack pack, CancellationToken ct)
    {
        var sums = new TotalsBuilder(pack);
        using var hashes = new RunSeal();
        await using var db = await store.OpenAsync(new ClientId(run.ClientId), ct);
        await foreach (var chunk in db.StreamAsync<ChunkRow>("select totals, hashes from payroll.pay_run_chunk where client_id = @Client and pay_run_id = @Id and state = 'done' order by chunk_no", new { run.Id }, ct))
        {
            sums.AddChunk(chunk.Totals!);
            hashes.Add(new ChunkHashes(chunk.Hashes!));
        }
        var totals = sums.ToTotals();
        if (totals.Payslips != hashes.Results) throw new InvalidOperationException($"Pay run {run.Id}: {totals.Payslips} payslips were added up, {hashes.Results} have a hash.");
        return (totals, hashes.Seal(run, frame), hashes.Inputs);
    }

    private static async Task CompleteAsync(UnitOfWork unit, PayRun run, RunTotals totals, int employees, string? seal, CancellationToken ct)
    {
        // State and instant are checked where the row is written: a run cancelled or started anew in the meantime stays as it is. No chunk may be open.
        var done = await unit.ExecuteAsync("""
            update payroll.pay_run
            set state = 'in-review', version = version + 1, seal = @Seal, sealed_at = @SealedAt, employees = @Employees, payslips = @Payslips, gross_minor = @Gross,
                deductions_minor = @Deductions, reimbursements_minor = @Reimbursements, net_minor = @Net, employer_cost_minor = @EmployerCost,
                blockers = (select count(*) from payroll.pay_run_blocker b where b.client_id = @Client and b.pay_run_id = @Id and b.blocks = 1 and b.accepted_at is null),
                warnings = (select count(*) from payroll.pay_run_blocker b where b.client_id = @Client and b.pay_run_id = @Id and b.blocks = 0 and b.accepted_at is null)
            where client_id = @Client and id = @Id and state = 'calculating' and known_at = @KnownAt
              and (@Seal is null or (frozen = 1 and not exists (select 1 from payroll.pay_run_chunk c where c.client_id = @Client and c.pay_run_id = @Id and c.state <> 'done')))
            """, new
        {
            run.Id,
            run.KnownAt,
            Seal = seal,
            SealedAt = seal is null ? (DateTimeOffset?)null : unit.Now,
            Employees = employees,
            totals.Payslips,
            Gross = totals.GrossMinor,
            Deductions = totals.DeductionsMinor,
            Reimbursements = totals.ReimbursementsMinor,
            Net = totals.NetMinor,
            EmployerCost = totals.EmployerCostMinor,
        }, ct);
        if (done == 0) throw new SupersededException(run.Id);
    }
}

/// <summary>Sum of one line for one cost centre of a run.</summary>
internal sealed class TotalRow
{
    public string CostCentre { get; init; } = "";
    /// <summary>Name of a pay item or of a line of the pack.</summary>
    public string Line { get; init; } = "";
    /// <summary>Name of a <see cref="PayItemKind"/> or <see cref="LineKind"/>.</summary>
    public string Kind { get; init; } = "";
    public long AmountMinor { get; init; }
    public int People { get; init; }

    public static BulkTable<TotalRow> Table(PayRun run) => new BulkTable<TotalRow>("payroll.pay_run_total")
        .Column("client_id", _ => run.ClientId).Column("pay_run_id", _ => run.Id).Column("cost_centre", t => t.CostCentre).Column("line", t => t.Line)
        .Column("kind", t => t.Kind).Column("amount_minor", t => t.AmountMinor).Column("people", t => t.People);

    public static IEnumerable<TotalRow> Of(RunTotals totals, IRulePack pack) =>
        from centre in totals.ByCostCentre
        from line in centre.Value
        select new TotalRow
        {
            CostCentre = centre.Key,
            Line = line.Key,
            AmountMinor = line.Value.AmountMinor,
            People = line.Value.People,
            Kind = pack.PayItems.TryGet(line.Key, out var item) ? item.Kind.ToString() : pack.Lines[line.Key].Kind.ToString(),
        };

    public static Task<IReadOnlyList<TotalRow>> ReadAsync(DbSession db, long runId, CancellationToken ct = default) =>
        db.QueryAsync<TotalRow>("""
            select cost_centre, line, kind, amount_minor, people from payroll.pay_run_total
            where client_id = @Client and pay_run_id = @RunId
            order by cost_centre, line
            """, new { RunId = runId }, ct);
}
