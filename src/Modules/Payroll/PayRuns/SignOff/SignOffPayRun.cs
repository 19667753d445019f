using Bureau.Kernel.Clients;
using Bureau.Kernel.Data;
using Bureau.Kernel.Identity;

namespace Bureau.Payroll.PayRuns.SignOff;

/// <summary>
/// The client goes through a submitted run, finds each person's pay right or asks about it, and signs the figures as a whole: the very seal that was submitted. Calculated
/// anew, they need another signature; whoever's payslip came out the same need not be looked at again.
/// </summary>
internal sealed class SignOffPayRun(PayrollStore store, Permissions permissions, Timeline timeline)
{
    /// <param name="employeeId">Null = everybody about whom no question is open.</param>
    public async Task<Outcome> FindRightAsync(ClientId client, long runId, string sealReviewed, long? employeeId, Actor actor, CancellationToken ct = default)
    {
        if (!await permissions.AllowsAsync(actor, PayrollPermissions.SignOffRun, client, ct)) return Outcome.NotAllowed;
        await using var unit = await store.BeginAsync(client, ct);
        try
        {
            var found = await unit.ExecuteAsync("""
                insert into payroll.payslip_approval (client_id, pay_run_id, employee_id, payslip_hash, approved_by, approved_by_name, approved_at)
                select p.client_id, p.pay_run_id, p.employee_id, p.hash, @ActorId, @ActorName, @Now
                from payroll.payslip p
                join payroll.pay_run r on r.client_id = p.client_id and r.id = p.pay_run_id
                where p.client_id = @Client and p.pay_run_id = @Id and (@EmployeeId is null or p.employee_id = @EmployeeId) and r.state = 'submitted' and r.seal = @Seal
                  and not exists (select 1 from payroll.payslip_approval a where a.client_id = @Client and a.pay_run_id = @Id and a.employee_id = p.employee_id and a.payslip_hash = p.hash)
                  and not exists (select 1 from payroll.pay_run_question q where q.client_id = @Client and q.pay_run_id = @Id and q.employee_id = p.employee_id and q.waits_for <> 'nobody')
                """, new { Id = runId, Seal = sealReviewed, EmployeeId = employeeId, unit.Now, ActorId = actor.AccountId, ActorName = actor.Name }, ct);
            if (found == 0 && (await WhyNotAsync(unit, runId, sealReviewed, ct) is { IsDone: false } problem)) return problem;
        }
        catch (Exception e) when (Database.IsDuplicateKey(e))
        {
            // Somebody else of the client found the same right at the same moment; of several, nothing was written.
            return employeeId is null ? Outcome.Changed : Outcome.Done;
        }
        await unit.CommitAsync(ct);
        return Outcome.Done;
    }

    public async Task<Outcome> SignAsync(ClientId client, long runId, string sealReviewed, Actor actor, CancellationToken ct = default)
    {
        if (!await permissions.AllowsAsync(actor, PayrollPermissions.SignOffRun, client, ct)) return Outcome.NotAllowed;
        await using var unit = await store.BeginAsync(client, ct);
        try
        {
            // Everything that the signature says is checked where it is written, as for an approval. Pay that is entered later makes the run stale.
            var made = (await SignOffState.MadeByAsync(unit, actor.AccountId, ct)).Contains(runId);
            var signed = made ? 0 : await unit.ExecuteAsync("""
                insert into payroll.pay_run_sign_off (client_id, pay_run_id, seal, signed_by, signed_by_name, signed_at)
                select r.client_id, r.id, r.seal, @ActorId, @ActorName, @Now
                from payroll.pay_run r
                where r.client_id = @Client and r.id = @Id and r.state = 'submitted' and r.seal = @Seal and r.stale = 0
                  and not exists (select 1 from payroll.pay_run_sign_off s where s.client_id = @Client and s.pay_run_id = @Id and s.seal = @Seal)
                  and not exists (select 1 from payroll.pay_run_question q where q.client_id = @Client and q.pay_run_id = @Id and q.waits_for <> 'nobody')
                  and not exists (select 1 from payroll.payslip p
                    where p.client_id = @Client and p.pay_run_id = @Id
                      and not exists (select 1 from payroll.payslip_approval a where a.client_id = @Client and a.pay_run_id = @Id and a.employee_id = p.employee_id and a.payslip_hash = p.hash))
                """, new { Id = runId, Seal = sealReviewed, unit.Now, ActorId = actor.AccountId, ActorName = actor.Name }, ct);
            if (signed == 0) return await WhyNotSignedAsync(unit, runId, sealReviewed, actor, ct);
        }
        catch (Exception e) when (Database.IsDuplicateKey(e))
        {
            return Outcome.Refused("Somebody else of the client signed at the same moment.");
        }
        await timeline.AddAsync(unit, runId, actor, Timeline.SignOff, details: new { seal = sealReviewed }, ct: ct);
        await unit.CommitAsync(ct);
        return Outcome.Done;
    }

    private static async Task<Outcome> WhyNotSignedAsync(UnitOfWork unit, long runId, string seal, Actor actor, CancellationToken ct)
    {
        if (await WhyNotAsync(unit, runId, seal, ct) is { IsDone: false } problem) return problem;
        var run = await unit.SingleAsync<PayRun>(PayRun.SelectById, new { Id = runId }, ct);
        var state = await SignOffState.ReadAsync(unit, run, default, ct);
        return state switch
        {
            // A double click: what was asked for is so.
            { Signature: { } signature } when signature.SignedBy == actor.AccountId => Outcome.Done,
            { Signature: { } signature } => Outcome.Refused($"{signature.SignedByName} has signed these figures off already."),
            { OpenQuestions: > 0 } => Outcome.Refused($"{(state.OpenQuestions == 1 ? "A question is" : $"{RunWords.Count(state.OpenQuestions)} questions are")} open. Settle {(state.OpenQuestions == 1 ? "it" : "them")} before you sign."),
            { ToLookAt: > 0 } => Outcome.Refused($"The pay of {RunWords.People(state.ToLookAt)} has not been looked at. Approve it, or ask about it, before you sign."),
            _ when run.PreparedBy == actor.AccountId || run.SubmittedBy == actor.AccountId => Outcome.Refused("You prepared this pay run. Somebody else of the client must sign it off."),
            _ => Outcome.Refused("You entered pay of this run. Somebody else of the client must sign it off."),
        };
    }

    /// <summary>Done = the run is one that can be signed off.</summary>
    private static async Task<Outcome> WhyNotAsync(UnitOfWork unit, long runId, string seal, CancellationToken ct) =>
        await unit.SingleOrDefaultAsync<PayRun>(PayRun.SelectById, new { Id = runId }, ct) switch
        {
            null => Outcome.NotFound,
            { State: not PayRunState.Submitted } run => Outcome.Refused($"The pay run is {PayRunState.Label(run.State).ToLowerInvariant()}: it can be signed off once the specialist has submitted it and until it is approved."),
            { } run when run.Seal != seal => Outcome.Refused("The figures are no longer those that you looked at. Look at them again."),
            _ => Outcome.Done,
        };
}
