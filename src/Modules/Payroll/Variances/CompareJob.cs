using Bureau.Kernel.Clients;
using Bureau.Kernel.Data;
using Bureau.Kernel.Jobs;
using Bureau.Payroll.Calculation;
using Bureau.Payroll.PayRuns;

namespace Bureau.Payroll.Variances;

/// <summary>
/// Compares a calculated run with the one before, person by person, and keeps what differs with its causes, so that pages need not read the whole run. Asked for when the calculation is complete;
/// done again from the start when it was interrupted. Somebody paid in a follow-up run then is compared with that.
/// </summary>
internal sealed class CompareJob(PayrollStore store, DocumentCipher documents, PackSource packs) : IJob
{
    public const string JobName = "payroll.compare";
    private const int Slice = 1000;
    private static readonly int MostPayslips = 12;

    public string Name => JobName;

    public sealed record Args(long RunId, string Seal);

    public static Task RequestAsync(UnitOfWork unit, long runId, string seal, CancellationToken ct) =>
        unit.EnqueueAsync(JobName, new Args(runId, seal), dedupeKey: string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{runId}/{seal}"), ct: ct);

    public async Task RunAsync(JobRequest request, CancellationToken ct)
    {
        var args = request.ArgsAs<Args>();
        PayRun? run;
        VarianceThreshold threshold;
        await using (var db = await store.OpenAsync(request.Client, ct))
        {
            run = await db.SingleOrDefaultAsync<PayRun>(PayRun.SelectById, new { Id = args.RunId }, ct);
            threshold = await VarianceThreshold.ReadAsync(db, ct);
        }
        if (run is null || run.Seal != args.Seal || run.PreviousRunId is null) return;
        try
        {
            await CompareAsync(run, threshold, ct);
        }
        catch (SupersededException)
        {
            // Calculated anew meanwhile: that calculation has asked for its own comparison.
        }
    }

    private async Task CompareAsync(PayRun run, VarianceThreshold threshold, CancellationToken ct)
    {
        var client = new ClientId(run.ClientId);
        var pack = packs(run.PackCountry);
        await using var db = await store.OpenAsync(client, ct);
        var frame = await FrameAsync(db, run.Id, ct);
        var heldOut = run.FollowsRunId is null ? (await HeldOut.OfPeriodAsync(db, run, ct)).Select(h => h.EmployeeId).ToHashSet() : [];
        var before = await db.QueryAsync<long>("""
            select id from payroll.pay_run
            where client_id = @Client and (id = @Previous or follows_run_id = @Previous) and state in ('released', 'closed') and pack_country = @PackCountry
            order by id
            """, new { Previous = run.PreviousRunId, run.PackCountry }, ct);
        var comparison = new Comparison(threshold, run.Currency, await PeersAsync(db, run, before, ct));
        await ClearAsync(run, ct);
        var causes = new Dictionary<long, DifferenceCauses>();
        foreach (var id in before) causes[id] = new DifferenceCauses(await FrameAsync(db, id, ct), frame, pack);

        var sessions = new List<DbSession>();
        var streams = new List<(long RunId, ByEmployee<PaidInput> Rows)>();
        try
        {
            foreach (var id in before)
            {
                var session = await store.OpenAsync(client, ct);
                sessions.Add(session);
                // A follow-up run is about its own people: nobody else is missing in it.
                streams.Add((id, new(PaidInput.OfRunAsync(session, id, ct), p => p.EmployeeId, run.FollowsRunId is null ? p => comparison.Gone(p, heldOut.Contains(p.EmployeeId)) : null)));
            }
            var historySession = await store.OpenAsync(client, ct);
            sessions.Add(historySession);
            await using var history = new ByEmployee<PastPay>(PastPay.StreamAsync(historySession, run, ct), p => p.EmployeeId);
            await foreach (var now in PaidInput.OfRunAsync(db, run.Id, ct))
            {
                var (then, thenRun) = ((PaidInput?)null, 0L);
                foreach (var (id, rows) in streams)
                    foreach (var row in await rows.TakeAsync(now.EmployeeId)) (then, thenRun) = (row, id);
                var past = (await history.TakeAsync(now.EmployeeId)).OrderByDescending(p => p.PayDate).Take(MostPayslips).Select(p => p.NetMinor).ToList();
                if (then is null) comparison.New(now);
                else
                    comparison.Both(then, now, past, causes[thenRun].Of(
                        documents.DecryptInput(client, thenRun, now.EmployeeId, then.Document), then.Figures, documents.DecryptInput(client, run.Id, now.EmployeeId, now.Document), now.Figures));
                if (comparison.Found >= Slice) await WriteAsync(run, comparison.Take(), ct);
            }
            foreach (var (_, rows) in streams) await rows.FinishAsync();
        }
        finally
        {
            foreach (var (_, rows) in streams) await rows.DisposeAsync();
            foreach (var session in sessions) await session.DisposeAsync();
        }
        await CompleteAsync(run, comparison, ct);
    }

    private static async Task<(decimal Median, decimal Deviation)?> PeersAsync(DbSession db, PayRun run, IReadOnlyList<long> before, CancellationToken ct)
    {
        var changes = new List<decimal>();
        await db.ReadAsync("""
            select b.net_minor, n.net_minor
            from payroll.payslip n
            cross join payroll.payslip b
            where n.client_id = @Client and n.pay_run_id = @Id and b.client_id = @Client and b.pay_run_id in @Before and b.employee_id = n.employee_id and b.net_minor > 0
            """, new { run.Id, Before = before }, row => changes.Add(Comparison.Change(row.Number(0), row.Number(1))), ct);
        return Unusual.Peers(changes);
    }

    /// <exception cref="SupersededException">The run was calculated anew.</exception>
    private async Task<UnitOfWork> BeginAsync(PayRun run, CancellationToken ct)
    {
        var unit = await store.BeginAsync(new ClientId(run.ClientId), ct);
        if (await unit.ScalarAsync<string?>("select seal from payroll.pay_run where client_id = @Client and id = @Id", new { run.Id }, ct) == run.Seal) return unit;
        await unit.DisposeAsync();
        throw new SupersededException(run.Id);
    }

    private async Task ClearAsync(PayRun run, CancellationToken ct)
    {
        await using var unit = await BeginAsync(run, ct);
        await unit.ExecuteAsync("delete from payroll.pay_run_comparison where client_id = @Client and pay_run_id = @Id", new { run.Id }, ct);
        await unit.ExecuteAsync("delete from payroll.pay_run_variance where client_id = @Client and pay_run_id = @Id", new { run.Id }, ct);
        await unit.ExecuteAsync("delete from payroll.pay_run_cause where client_id = @Client and pay_run_id = @Id", new { run.Id }, ct);
        await unit.CommitAsync(ct);
    }

    private async Task WriteAsync(PayRun run, IEnumerable<Comparison.Row> rows, CancellationToken ct)
    {
        var client = new ClientId(run.ClientId);
        await using var unit = await BeginAsync(run, ct);
        await unit.BulkInsertAsync(Variance.Table(run), rows.Select(r => new Variance
        {
            EmployeeId = r.EmployeeId,
            Kind = r.Kind,
            NetBeforeMinor = r.NetBeforeMinor,
            NetMinor = r.NetMinor,
            SizeMinor = Math.Abs((r.NetMinor ?? 0) - (r.NetBeforeMinor ?? 0)),
            ToReview = r.ToReview ? 1 : 0,
            Document = documents.EncryptVariance(client, run.Id, r.EmployeeId, new VarianceDocument(r.Unusual, r.Causes).ToBytes()),
        }), ct);
        await unit.CommitAsync(ct);
    }

    private async Task CompleteAsync(PayRun run, Comparison comparison, CancellationToken ct)
    {
        await WriteAsync(run, comparison.Take(), ct);
        await using var unit = await BeginAsync(run, ct);
        await unit.BulkInsertAsync(RunCause.Table(run), comparison.Causes(), ct);
        await unit.ExecuteAsync("insert into payroll.pay_run_comparison (client_id, pay_run_id, seal, compared_at) values (@Client, @Id, @Seal, @Now)", new { run.Id, run.Seal, unit.Now }, ct);
        await unit.CommitAsync(ct);
    }

    private static async Task<RunFrame> FrameAsync(DbSession db, long runId, CancellationToken ct) =>
        RunFrame.FromBytes(await db.SingleAsync<byte[]>("select frame from payroll.pay_run where client_id = @Client and id = @Id", new { Id = runId }, ct));

    private sealed class PastPay
    {
        public long EmployeeId { get; init; }
        public DateOnly PayDate { get; init; }
        public long NetMinor { get; init; }

        /// <summary>Net pay of everybody of the client in the year before a run, by employee id.</summary>
        public static IAsyncEnumerable<PastPay> StreamAsync(DbSession db, PayRun run, CancellationToken ct) =>
            db.StreamAsync<PastPay>("""
                select p.employee_id, r.pay_date, p.net_minor
                from payroll.payslip p
                cross join payroll.pay_run r
                where p.client_id = @Client and r.client_id = @Client and r.id = p.pay_run_id and r.pay_group_id = @PayGroupId and r.state in ('released', 'closed') and r.pay_date < @PayDate and r.pay_date >= @Since
                order by p.employee_id
                """, new { run.PayGroupId, run.PayDate, Since = run.PayDate.AddYears(-1) }, ct);
    }
}
