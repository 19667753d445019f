using Bureau.Jurisdictions;
using Bureau.Kernel.Clients;
using Bureau.Kernel.Data;
using Bureau.Kernel.Identity;
using Bureau.Kernel.Jobs;
using Bureau.Kernel.Outbox;
using Bureau.Payroll.Calculation;
using Bureau.Payroll.Certificates;
using Bureau.Payroll.Contracts;
using Bureau.Payroll.Journals;

namespace Bureau.Payroll.PayRuns;

/// <summary>
/// Releases an approved run at its time: the journal is written, the certificate is issued, and with it, in one step, the payslips are published and other
/// modules told. A run whose certificate does not hold is not released but goes back to review. Killed at any point it starts again.
/// </summary>
internal sealed class ReleaseJob(PayrollStore store, PackSource packs, DocumentCipher documents, Timeline timeline, StaleRuns stale) : IJob
{
    public const string JobName = "payroll.release";

    public string Name => JobName;

    public sealed record Args(long RunId);

    /// <summary>Nothing happens at that instant if the run is not, or no longer, approved.</summary>
    public static Task RequestAsync(UnitOfWork unit, long runId, DateTimeOffset releaseAt, CancellationToken ct) =>
        unit.EnqueueAsync(JobName, new Args(runId), dedupeKey: string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{runId}/{releaseAt.UtcTicks}"), dueAt: releaseAt, ct: ct);

    public async Task RunAsync(JobRequest request, CancellationToken ct)
    {
        try
        {
            await RunAsync(request.Client, request.ArgsAs<Args>().RunId, ct);
        }
        catch (SupersededException)
        {
            // Released, sent back or changed elsewhere in the meantime: not ours to release.
        }
    }

    private async Task RunAsync(ClientId client, long runId, CancellationToken ct)
    {
        PayRun? run;
        RunFrame frame;
        await using (var db = await store.OpenAsync(client, ct))
        {
            run = await db.SingleOrDefaultAsync<PayRun>(PayRun.SelectById, new { Id = runId }, ct);
            if (run is not { State: PayRunState.Approved } || run.ReleaseAt > db.Now) return;
            frame = RunFrame.FromBytes(await db.SingleAsync<byte[]>("select frame from payroll.pay_run where client_id = @Client and id = @Id", new { run.Id }, ct));
        }
        var pack = packs(run.PackCountry);
        var stored = await StoredPayslips.ReadAsync(store, documents, run, frame, pack, ct);

        await using var unit = await store.BeginAsync(client, ct);
        await JournalAsync(unit, run, stored.Paid, pack, ct);
        var certificate = await IssueCertificate.OfAsync(unit, run, stored, ct);
        await IssueCertificate.StoreAsync(unit, run, certificate, ct);
        if (certificate.Holds) await ReleaseAsync(unit, run, frame, stored, ct);
        else await RefuseAsync(unit, run, certificate, ct);
        await unit.CommitAsync(ct);
    }

    private static async Task JournalAsync(UnitOfWork unit, PayRun run, long paid, IRulePack pack, CancellationToken ct)
    {
        await unit.ExecuteAsync("delete from payroll.journal_line where client_id = @Client and pay_run_id = @Id", new { run.Id }, ct);
        await unit.BulkInsertAsync(JournalLine.Table(run), Journal.Of(await TotalRow.ReadAsync(unit, run.Id, ct), paid, pack), ct);
    }

    private async Task ReleaseAsync(UnitOfWork unit, PayRun run, RunFrame frame, StoredPayslips stored, CancellationToken ct)
    {
        var released = await unit.ExecuteAsync("""
            update payroll.pay_run set state = 'released', version = version + 1, released_at = @Now
            where client_id = @Client and id = @Id and state = 'approved' and seal = @Seal and stale = 0
            """, new { run.Id, run.Seal, unit.Now }, ct);
        if (released == 0) throw new SupersededException(run.Id);
        await timeline.AddAsync(unit, run.Id, Actor.System, PayRunAction.Release, details: new { seal = run.Seal }, ct: ct);
        await stale.AfterReleaseAsync(unit, run, ct);
        var lines = stored.Totals.ByLine();
        lines["gross_pay"] = stored.Totals.GrossMinor;
        lines["net_pay"] = stored.Totals.NetMinor;
        await unit.PublishAsync(new PayRunReleased(run.ClientId, run.Id, run.PayGroupId, frame.LegalEntityId, run.PackCountry, run.Currency, run.PayDate, stored.Totals.Payslips, lines, frame.EmployerFields, run.Seal!), ct);
    }

    private async Task RefuseAsync(UnitOfWork unit, PayRun run, RunCertificate certificate, CancellationToken ct)
    {
        var refused = await unit.ExecuteAsync("""
            update payroll.pay_run
            set state = 'in-review', version = version + 1, submitted_by = null, submitted_by_name = null, submitted_at = null, approved_by = null, approved_by_name = null, approved_at = null
            where client_id = @Client and id = @Id and state = 'approved' and seal = @Seal
            """, new { run.Id, run.Seal }, ct);
        if (refused == 0) throw new SupersededException(run.Id);
        var broken = string.Join("; ", certificate.Broken.Select(s => s.Label));
        await timeline.AddAsync(unit, run.Id, Actor.System, PayRunAction.SendBack, $"The certificate does not hold: {broken}. Recalculate the run.", new { statements = certificate.Broken.Select(s => s.Key) }, ct);
    }
}
