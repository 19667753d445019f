using Bureau.Kernel.Clients;
using Bureau.Kernel.Identity;
using Bureau.Kernel.Web;
using Bureau.Payroll.PayRuns.SignOff;

namespace Bureau.Payroll.PayRuns;

/// <summary>
/// A second person signs the very figures that were submitted. From then on the run is released at its time. Where the engagement asks for it, the client has signed them off before; a
/// client who is late must not make everybody's pay late, so from the sign-off's deadline on it goes without, with a reason.
/// </summary>
internal sealed class ApprovePayRun(PayrollStore store, IClientDirectory clients, Permissions permissions, SignOffRule signOffs, Timeline timeline)
{
    /// <param name="sealReviewed">The seal that was shown with the figures.</param>
    /// <param name="withoutSignOff">Why the client's sign-off is not waited for; empty when it is.</param>
    public async Task<Outcome> RunAsync(ClientId client, long runId, string sealReviewed, Actor actor, string? withoutSignOff = null, CancellationToken ct = default)
    {
        if (!await permissions.AllowsAsync(actor, PayrollPermissions.ApproveRun, client, ct)) return Outcome.NotAllowed;
        if (withoutSignOff?.Length > 1000) return Outcome.Refused("Reason: use at most 1,000 characters.");
        var signOffAsked = await signOffs.IsAskedAsync(client, ct);
        var who = await clients.GetAsync(client, ct);
        await using var unit = await store.BeginAsync(client, ct);
        var approved = await ApproveAsync(signOffAsked);
        var run = await unit.SingleOrDefaultAsync<PayRun>(PayRun.SelectById, new { Id = runId }, ct);
        string? reason = null;
        if (approved == 0 && run is not null && signOffAsked && !string.IsNullOrWhiteSpace(withoutSignOff) && signOffs.DueAt(run, who) <= unit.Now && (approved = await ApproveAsync(signOff: false)) == 1)
            reason = $"Without the client's sign-off: {withoutSignOff.Trim()}";
        if (approved == 0) return WhyNot(run, sealReviewed, actor, signOffAsked && run is not null ? await SignOffState.ReadAsync(unit, run, signOffs.DueAt(run, who), ct) : null, who, unit.Now);
        await timeline.AddAsync(unit, runId, actor, PayRunAction.Approve, reason, new { seal = sealReviewed, withoutSignOff = reason is not null }, ct);
        await ReleaseJob.RequestAsync(unit, runId, run!.ReleaseAt, ct);
        await unit.CommitAsync(ct);
        return Outcome.Done;

        // Everything that approval rests on is checked where the row is written: of two approvers at once one approves, and no figure can change in between.
        Task<int> ApproveAsync(bool signOff) => unit.ExecuteAsync("""
            update payroll.pay_run set state = 'approved', version = version + 1, approved_by = @ActorId, approved_by_name = @ActorName, approved_at = @Now
            where client_id = @Client and id = @Id and state = 'submitted' and seal = @Seal and stale = 0 and blockers = 0
              and prepared_by <> @ActorId and submitted_by <> @ActorId
              and (@SignOff = 0
                or exists (select 1 from payroll.pay_run_sign_off s where s.client_id = @Client and s.pay_run_id = @Id and s.seal = @Seal)
                  and not exists (select 1 from payroll.pay_run_question q where q.client_id = @Client and q.pay_run_id = @Id and q.waits_for <> 'nobody'))
            """, new { Id = runId, Seal = sealReviewed, unit.Now, ActorId = actor.AccountId, ActorName = actor.Name, SignOff = signOff ? 1 : 0 }, ct);
    }

    private static Outcome WhyNot(PayRun? run, string seal, Actor actor, SignOffState? signOff, Client client, DateTimeOffset now) => run switch
    {
        null => Outcome.NotFound,
        // A double click: what was asked for is so.
        { State: PayRunState.Approved or PayRunState.Released or PayRunState.Closed } when run.ApprovedBy == actor.AccountId && run.Seal == seal => Outcome.Done,
        { State: PayRunState.Approved or PayRunState.Released or PayRunState.Closed } => Outcome.Refused($"{run.ApprovedByName} has approved this pay run already."),
        { Stale: 1 } => Outcome.Refused("Something changed after the pay run was calculated. It must be recalculated and submitted again."),
        { State: not PayRunState.Submitted } => Outcome.Refused($"The pay run is {PayRunState.Label(run.State).ToLowerInvariant()}: it must be submitted before it can be approved."),
        _ when run.PreparedBy == actor.AccountId || run.SubmittedBy == actor.AccountId => Outcome.Refused("You prepared this pay run. Somebody else must approve it."),
        _ when run.Seal != seal => Outcome.Refused("The figures are no longer those that you reviewed. Look at them again before you approve."),
        _ when signOff is { IsComplete: false } && now >= signOff.DueAt => Outcome.Refused("Reason: the client has not signed off. Say why you approve without it."),
        _ when signOff is { Signature: not null, OpenQuestions: > 0 } => Outcome.Refused("A question was asked after the client signed off. Settle it before you approve."),
        _ when signOff is { IsComplete: false } => Outcome.Refused($"The client has not signed off these figures. It has until {Show.Instant(signOff.DueAt, client.TimeZone)}; from then on you can approve without it, with a reason."),
        _ => Outcome.Changed,
    };
}
