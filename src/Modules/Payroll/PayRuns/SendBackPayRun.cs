using Bureau.Kernel.Clients;
using Bureau.Kernel.Identity;

namespace Bureau.Payroll.PayRuns;

/// <summary>A submitted or approved run returns to review, with a reason. Signatures under it are void.</summary>
internal sealed class SendBackPayRun(PayrollStore store, Permissions permissions, Timeline timeline)
{
    public async Task<Outcome> RunAsync(ClientId client, long runId, string reason, Actor actor, CancellationToken ct = default)
    {
        if (!await permissions.AllowsAsync(actor, PayrollPermissions.ApproveRun, client, ct)) return Outcome.NotAllowed;
        if (string.IsNullOrWhiteSpace(reason)) return Outcome.Refused("Reason: say what has to be changed, so that the preparer can.");
        if (reason.Trim().Length > 1000) return Outcome.Refused("Reason: use at most 1,000 characters.");
        await using var unit = await store.BeginAsync(client, ct);
        var sent = await unit.ExecuteAsync("""
            update payroll.pay_run
            set state = 'in-review', version = version + 1, submitted_by = null, submitted_by_name = null, submitted_at = null, approved_by = null, approved_by_name = null, approved_at = null
            where client_id = @Client and id = @Id and state in ('submitted', 'approved')
            """, new { Id = runId }, ct);
        if (sent == 0)
            return await unit.SingleOrDefaultAsync<PayRun>(PayRun.SelectById, new { Id = runId }, ct) is { } run
                ? Outcome.Refused($"The pay run is {PayRunState.Label(run.State).ToLowerInvariant()}: there is nothing to send back.") : Outcome.NotFound;
        await timeline.AddAsync(unit, runId, actor, PayRunAction.SendBack, reason.Trim(), ct: ct);
        await unit.CommitAsync(ct);
        return Outcome.Done;
    }
}
