using Bureau.Kernel.Clients;
using Bureau.Kernel.Identity;

namespace Bureau.Payroll.PayRuns;

/// <summary>Somebody takes responsibility for a blocker that may be right as it is, with a reason. What the law or the bank needs cannot be accepted away.</summary>
internal sealed class AcceptFinding(PayrollStore store, Permissions permissions, Timeline timeline)
{
    public static readonly IReadOnlyList<string> Acceptable = ["pay_after_leaving"];

    public async Task<Outcome> RunAsync(ClientId client, long runId, long employeeId, string findingKey, string field, string reason, Actor actor, CancellationToken ct = default)
    {
        if (!await permissions.AllowsAsync(actor, PayrollPermissions.PrepareRun, client, ct)) return Outcome.NotAllowed;
        if (!Acceptable.Contains(findingKey)) return Outcome.Refused("This blocker cannot be accepted: resolve it and recalculate.");
        if (string.IsNullOrWhiteSpace(reason)) return Outcome.Refused("Reason: say why it is right as it is.");
        await using var unit = await store.BeginAsync(client, ct);
        var accepted = await unit.ExecuteAsync("""
            update payroll.pay_run_blocker set accepted_by = @ActorId, accepted_by_name = @ActorName, accepted_at = @Now, reason = @Reason
            where client_id = @Client and pay_run_id = @Id and employee_id = @EmployeeId and finding_key = @Key and field = @Field and accepted_at is null
              and exists (select 1 from payroll.pay_run r where r.client_id = @Client and r.id = @Id and r.state = 'in-review')
            """, new { Id = runId, EmployeeId = employeeId, Key = findingKey, Field = field, Reason = reason.Trim(), unit.Now, ActorId = actor.AccountId, ActorName = actor.Name }, ct);
        if (accepted == 0) return Outcome.Changed;
        await unit.ExecuteAsync("update payroll.pay_run set blockers = blockers - 1, version = version + 1 where client_id = @Client and id = @Id", new { Id = runId }, ct);
        await timeline.AddAsync(unit, runId, actor, Timeline.AcceptFinding, reason.Trim(), new { findingKey, employeeId }, ct);
        await unit.CommitAsync(ct);
        return Outcome.Done;
    }
}
