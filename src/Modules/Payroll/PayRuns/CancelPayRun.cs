using Bureau.Kernel.Clients;
using Bureau.Kernel.Identity;

namespace Bureau.Payroll.PayRuns;

/// <summary>A run that shall not be paid. What is released cannot be cancelled, only corrected.</summary>
internal sealed class CancelPayRun(PayrollStore store, Permissions permissions, Timeline timeline)
{
    public async Task<Outcome> RunAsync(ClientId client, long runId, string reason, Actor actor, CancellationToken ct = default)
    {
        if (!await permissions.AllowsAsync(actor, PayrollPermissions.PrepareRun, client, ct)) return Outcome.NotAllowed;
        if (string.IsNullOrWhiteSpace(reason)) return Outcome.Refused("Reason: say why nobody is paid in this run.");
        if (reason.Trim().Length > 1000) return Outcome.Refused("Reason: use at most 1,000 characters.");
        await using var unit = await store.BeginAsync(client, ct);
        var cancelled = await unit.ExecuteAsync("""
            update payroll.pay_run set state = 'cancelled', version = version + 1
            where client_id = @Client and id = @Id and state in ('scheduled', 'open', 'in-review', 'submitted', 'approved')
            """, new { Id = runId }, ct);
        if (cancelled == 0)
            return await unit.SingleOrDefaultAsync<PayRun>(PayRun.SelectById, new { Id = runId }, ct) is { } run
                ? Outcome.Refused($"The pay run is {PayRunState.Label(run.State).ToLowerInvariant()}: it cannot be cancelled.") : Outcome.NotFound;
        await timeline.AddAsync(unit, runId, actor, PayRunAction.Cancel, reason.Trim(), ct: ct);
        await unit.CommitAsync(ct);
        return Outcome.Done;
    }
}
