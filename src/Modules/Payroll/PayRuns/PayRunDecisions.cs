using Bureau.Kernel.Clients;
using Bureau.Kernel.Identity;
using Bureau.Payroll.Contracts;
using Bureau.Payroll.PayRuns.SignOff;

namespace Bureau.Payroll.PayRuns;

/// <summary>The use cases of the run page, for other modules.</summary>
internal sealed class PayRunDecisions(PayrollStore store, StartCalculation calculate, SubmitPayRun submit, SignOffPayRun signOff, ApprovePayRun approve) : IPayRuns
{
    public async Task<IReadOnlyList<PayRunSummary>> ListAsync(ClientId client, CancellationToken ct = default)
    {
        await using var db = await store.OpenAsync(client, ct);
        var runs = await db.QueryAsync<PayRun>(PayRun.Select + " where client_id = @Client order by pay_date, id", ct: ct);
        return [.. runs.Select(r => new PayRunSummary(r.Id, r.PayGroupId, r.PeriodStart, r.PeriodEnd, r.PayDate, r.CutOffAt, r.ReleaseAt, r.State, r.Seal, r.Blockers, r.Stale == 1))];
    }

    public async Task<IReadOnlyList<string>> RecalculateAsync(Actor actor, ClientId client, long payRunId, CancellationToken ct = default) =>
        Problems(await calculate.AgainAsync(client, payRunId, actor, ct: ct));

    public async Task<IReadOnlyList<string>> SubmitAsync(Actor actor, ClientId client, long payRunId, CancellationToken ct = default)
    {
        PayRun? run;
        await using (var db = await store.OpenAsync(client, ct)) run = await db.SingleOrDefaultAsync<PayRun>(PayRun.SelectById, new { Id = payRunId }, ct);
        return Problems(run is null ? Outcome.NotFound : await submit.RunAsync(client, payRunId, run.Seal ?? "", actor, ct));
    }

    public async Task<IReadOnlyList<string>> SignOffAsync(Actor actor, ClientId client, long payRunId, string seal, CancellationToken ct = default)
    {
        var found = await signOff.FindRightAsync(client, payRunId, seal, null, actor, ct);
        return Problems(found.IsDone ? await signOff.SignAsync(client, payRunId, seal, actor, ct) : found);
    }

    public async Task<IReadOnlyList<string>> ApproveAsync(Actor actor, ClientId client, long payRunId, string seal, CancellationToken ct = default) =>
        Problems(await approve.RunAsync(client, payRunId, seal, actor, ct: ct));

    private static IReadOnlyList<string> Problems(Outcome outcome) => outcome.Problem is { } problem ? [problem] : [];
}
