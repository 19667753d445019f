using Bureau.Jurisdictions;
using Bureau.Kernel.Clients;
using Bureau.Kernel.Data;
using Bureau.Kernel.Jobs;
using Bureau.Payroll.PayRuns;

namespace Bureau.Payroll.Calculation;

/// <summary>
/// Freezes, calculates and seals a run. It may be killed at any point and run again: what is stored says how far it came, and a finished chunk is not done twice.
/// </summary>
internal sealed class CalculateJob(PayrollStore store, PackSource packs, FreezeInputs freeze, CalculateChunks chunks, CompleteCalculation complete) : IJob
{
    public const string JobName = "payroll.calculate";

    public string Name => JobName;

    public sealed record Args(long RunId);

    public static Task RequestAsync(UnitOfWork unit, long runId, int version, CancellationToken ct) =>
        unit.EnqueueAsync(JobName, new Args(runId), dedupeKey: string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{runId}/{version}"), ct: ct);

    public async Task RunAsync(JobRequest request, CancellationToken ct)
    {
        var runId = request.ArgsAs<Args>().RunId;
        try
        {
            await RunAsync(request.Client, runId, ct);
        }
        catch (SupersededException)
        {
            // Called off or finished elsewhere: nothing is left to do. While it is still being calculated, the other runner may yet die: fail, to be asked again.
            if (await LoadAsync(request.Client, runId, ct) is { State: PayRunState.Calculating }) throw;
        }
    }

    private async Task RunAsync(ClientId client, long runId, CancellationToken ct)
    {
        if (await LoadAsync(client, runId, ct) is not { State: PayRunState.Calculating } run) return;
        IRulePack pack;
        try
        {
            pack = packs(run.PackCountry);
        }
        catch (RulePackException e)
        {
            await complete.BlockAsync(run, new Finding("no_rule_pack", null, e.Message, true), ct);
            return;
        }
        if (pack.WhyNotPayable(run.PayDate) is { } why)
        {
            await complete.BlockAsync(run, new Finding("pack_not_payable", null, why, true), ct);
            return;
        }
        // A program with another pack version cannot go on with inputs frozen for the former one.
        if (run.Frozen == 0 || run.PackVersion != pack.Version)
        {
            if (run.Frozen == 1) await ThawAsync(run, ct);
            await freeze.RunAsync(run, pack, ct);
        }
        var frame = await FrameAsync(run, ct);
        await chunks.RunAsync(run, frame, pack, ct);
        await complete.RunAsync(run, frame, pack, ct);
    }

    private async Task ThawAsync(PayRun run, CancellationToken ct)
    {
        await using var unit = await store.BeginAsync(new ClientId(run.ClientId), ct);
        await unit.ExecuteAsync("update payroll.pay_run set frozen = 0 where client_id = @Client and id = @Id and state = 'calculating' and known_at = @KnownAt", new { run.Id, run.KnownAt }, ct);
        await unit.CommitAsync(ct);
    }

    private async Task<PayRun?> LoadAsync(ClientId client, long runId, CancellationToken ct)
    {
        await using var db = await store.OpenAsync(client, ct);
        return await db.SingleOrDefaultAsync<PayRun>(PayRun.SelectById, new { Id = runId }, ct);
    }

    private async Task<RunFrame> FrameAsync(PayRun run, CancellationToken ct)
    {
        await using var db = await store.OpenAsync(new ClientId(run.ClientId), ct);
        return RunFrame.FromBytes(await db.SingleAsync<byte[]>("select frame from payroll.pay_run where client_id = @Client and id = @Id", new { run.Id }, ct));
    }
}
