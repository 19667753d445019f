using Bureau.Kernel.Clients;
using Bureau.Kernel.Identity;

namespace Bureau.Payroll.PayRuns;

/// <summary>Somebody who was held out is paid with the others after all. A follow-up run that is left without people is cancelled.</summary>
internal sealed class TakeBack(PayrollStore store, Permissions permissions, Timeline timeline, StaleRuns stale)
{
    /// <param name="runId">The run of the period that they were held out of.</param>
    public async Task<Outcome> RunAsync(ClientId client, long runId, long employeeId, Actor actor, CancellationToken ct = default)
    {
        if (!await permissions.AllowsAsync(actor, PayrollPermissions.PrepareRun, client, ct)) return Outcome.NotAllowed;
        await using var unit = await store.BeginAsync(client, ct);
        if (await unit.ExecuteAsync("update payroll.pay_run set late = late where client_id = @Client and id = @Id", new { Id = runId }, ct) == 0) return Outcome.NotFound;
        var run = await unit.SingleAsync<PayRun>(PayRun.SelectById, new { Id = runId }, ct);
        if ((await HeldOut.OfPeriodAsync(unit, run, ct)).FirstOrDefault(h => h.EmployeeId == employeeId) is not { } heldOut) return Outcome.Done;
        if (run.State is not (PayRunState.Open or PayRunState.InReview or PayRunState.Submitted or PayRunState.Approved))
            return Outcome.Refused($"The pay run is {PayRunState.Label(run.State).ToLowerInvariant()}: nobody can be taken back into it now.");
        if (heldOut.State is not (PayRunState.Open or PayRunState.InReview or PayRunState.Cancelled))
            return Outcome.Refused($"The follow-up run is {PayRunState.Label(heldOut.State).ToLowerInvariant()}: it pays the person. Send it back first.");
        await unit.ExecuteAsync("delete from payroll.pay_run_held_out where client_id = @Client and pay_run_id = @Id and employee_id = @EmployeeId", new { Id = runId, EmployeeId = employeeId }, ct);
        await timeline.AddAsync(unit, runId, actor, Timeline.TakeBack, details: new { employeeId, followUp = heldOut.FollowUpRunId }, ct: ct);
        await stale.MarkAsync(unit, runId, actor, "Somebody who had been held out was taken back.", ct);
        if (heldOut.State != PayRunState.Cancelled
            && await unit.ExecuteAsync("""
                update payroll.pay_run set state = 'cancelled', version = version + 1
                where client_id = @Client and id = @FollowUp and not exists (select 1 from payroll.pay_run_held_out h where h.client_id = @Client and h.follow_up_run_id = @FollowUp)
                """, new { FollowUp = heldOut.FollowUpRunId }, ct) == 1)
            await timeline.AddAsync(unit, heldOut.FollowUpRunId, actor, PayRunAction.Cancel, "Nobody is left in it.", ct: ct);
        else
            await stale.MarkAsync(unit, heldOut.FollowUpRunId, actor, "Somebody was taken back.", ct);
        await unit.CommitAsync(ct);
        return Outcome.Done;
    }
}
