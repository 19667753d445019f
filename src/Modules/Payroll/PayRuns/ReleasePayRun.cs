using Bureau.Kernel.Clients;
using Bureau.Kernel.Identity;

namespace Bureau.Payroll.PayRuns;

/// <summary>Releases an approved run now instead of at its set time.</summary>
internal sealed class ReleasePayRun(PayrollStore store, Permissions permissions, Timeline timeline)
{
    public async Task<Outcome> RunAsync(ClientId client, long runId, string sealReviewed, Actor actor, CancellationToken ct = default)
    {
        if (!await permissions.AllowsAsync(actor, PayrollPermissions.ReleaseRun, client, ct)) return Outcome.NotAllowed;
        await using var unit = await store.BeginAsync(client, ct);
        var brought = await unit.ExecuteAsync("""
            update payroll.pay_run set release_at = @Now, version = version + 1
            where client_id = @Client and id = @Id and state = 'approved' and seal = @Seal and release_at > @Now
            """, new { Id = runId, Seal = sealReviewed, unit.Now }, ct);
        if (brought == 0)
        {
            return await unit.SingleOrDefaultAsync<PayRun>(PayRun.SelectById, new { Id = runId }, ct) switch
            {
                null => Outcome.NotFound,
                { State: PayRunState.Released or PayRunState.Closed } run when run.Seal == sealReviewed => Outcome.Done,
                { State: PayRunState.Approved } run when run.Seal == sealReviewed => Outcome.Done,
                { State: not PayRunState.Approved } run => Outcome.Refused($"The pay run is {PayRunState.Label(run.State).ToLowerInvariant()}: it must be approved before it can be released."),
                _ => Outcome.Changed,
            };
        }
        await timeline.AddAsync(unit, runId, actor, "release-now", details: new { seal = sealReviewed }, ct: ct);
        await ReleaseJob.RequestAsync(unit, runId, unit.Now, ct);
        await unit.CommitAsync(ct);
        return Outcome.Done;
    }
}
