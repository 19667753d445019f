using Bureau.Kernel.Clients;
using Bureau.Kernel.Identity;

namespace Bureau.Payroll.PayRuns;

/// <summary>The preparer has reviewed the figures and signs their seal.</summary>
internal sealed class SubmitPayRun(PayrollStore store, Permissions permissions, Timeline timeline)
{
    /// <param name="sealReviewed">The seal that was shown with the figures.</param>
    public async Task<Outcome> RunAsync(ClientId client, long runId, string sealReviewed, Actor actor, CancellationToken ct = default)
    {
        if (!await permissions.AllowsAsync(actor, PayrollPermissions.PrepareRun, client, ct)) return Outcome.NotAllowed;
        await using var unit = await store.BeginAsync(client, ct);
        var submitted = await unit.ExecuteAsync("""
            update payroll.pay_run set state = 'submitted', version = version + 1, submitted_by = @ActorId, submitted_by_name = @ActorName, submitted_at = @Now
            where client_id = @Client and id = @Id and state = 'in-review' and seal = @Seal and stale = 0 and blockers = 0 and payslips > 0
            """, new { Id = runId, Seal = sealReviewed, unit.Now, ActorId = actor.AccountId, ActorName = actor.Name }, ct);
        if (submitted == 0) return WhyNot(await unit.SingleOrDefaultAsync<PayRun>(PayRun.SelectById, new { Id = runId }, ct), sealReviewed, actor);
        await timeline.AddAsync(unit, runId, actor, PayRunAction.Submit, details: new { seal = sealReviewed }, ct: ct);
        await unit.CommitAsync(ct);
        return Outcome.Done;
    }

    private static Outcome WhyNot(PayRun? run, string seal, Actor actor) => run switch
    {
        null => Outcome.NotFound,
        { State: PayRunState.Submitted } when run.SubmittedBy == actor.AccountId && run.Seal == seal => Outcome.Done,
        { State: not PayRunState.InReview } => Outcome.Refused($"The pay run is {PayRunState.Label(run.State).ToLowerInvariant()}: it cannot be submitted now."),
        { Stale: 1 } => Outcome.Refused("Something changed after the pay run was calculated. Recalculate it, review what changed, then submit."),
        { Blockers: > 0 } => Outcome.Refused($"{run.Blockers} blockers are open. Resolve them and recalculate before you submit."),
        { Payslips: 0 } => Outcome.Refused("The pay run has no payslips: there is nothing to submit."),
        _ => Outcome.Changed,
    };
}
