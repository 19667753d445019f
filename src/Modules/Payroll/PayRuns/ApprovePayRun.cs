using Bureau.Kernel.Clients;
using Bureau.Kernel.Identity;

namespace Bureau.Payroll.PayRuns;

/// <summary>A second person signs the very figures that were submitted. From then on the run is released at its time.</summary>
internal sealed class ApprovePayRun(PayrollStore store, Permissions permissions, Timeline timeline)
{
    /// <param name="sealReviewed">The seal that was shown with the figures.</param>
    public async Task<Outcome> RunAsync(ClientId client, long runId, string sealReviewed, Actor actor, CancellationToken ct = default)
    {
        if (!await permissions.AllowsAsync(actor, PayrollPermissions.ApproveRun, client, ct)) return Outcome.NotAllowed;
        await using var unit = await store.BeginAsync(client, ct);
        // Everything that approval rests on is checked where the row is written: of two approvers at once one approves, and no figure can change in between.
        var approved = await unit.ExecuteAsync("""
            update payroll.pay_run set state = 'approved', version = version + 1, approved_by = @ActorId, approved_by_name = @ActorName, approved_at = @Now
            where client_id = @Client and id = @Id and state = 'submitted' and seal = @Seal and stale = 0 and blockers = 0
              and prepared_by <> @ActorId and submitted_by <> @ActorId
            """, new { Id = runId, Seal = sealReviewed, unit.Now, ActorId = actor.AccountId, ActorName = actor.Name }, ct);
        var run = await unit.SingleOrDefaultAsync<PayRun>(PayRun.SelectById, new { Id = runId }, ct);
        if (approved == 0) return WhyNot(run, sealReviewed, actor);
        await timeline.AddAsync(unit, runId, actor, PayRunAction.Approve, details: new { seal = sealReviewed }, ct: ct);
        await ReleaseJob.RequestAsync(unit, runId, run!.ReleaseAt, ct);
        await unit.CommitAsync(ct);
        return Outcome.Done;
    }

    private static Outcome WhyNot(PayRun? run, string seal, Actor actor) => run switch
    {
        null => Outcome.NotFound,
        // A double click: what was asked for is so.
        { State: PayRunState.Approved or PayRunState.Released or PayRunState.Closed } when run.ApprovedBy == actor.AccountId && run.Seal == seal => Outcome.Done,
        { State: PayRunState.Approved or PayRunState.Released or PayRunState.Closed } => Outcome.Refused($"{run.ApprovedByName} has approved this pay run already."),
        { Stale: 1 } => Outcome.Refused("Something changed after the pay run was calculated. It must be recalculated and submitted again."),
        { State: not PayRunState.Submitted } => Outcome.Refused($"The pay run is {PayRunState.Label(run.State).ToLowerInvariant()}: it must be submitted before it can be approved."),
        _ when run.PreparedBy == actor.AccountId || run.SubmittedBy == actor.AccountId => Outcome.Refused("You prepared this pay run. Somebody else must approve it."),
        _ when run.Seal != seal => Outcome.Refused("The figures are no longer those that you reviewed. Look at them again before you approve."),
        _ => Outcome.Changed,
    };
}
