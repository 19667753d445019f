using Bureau.Kernel.Clients;
using Bureau.Kernel.Identity;

namespace Bureau.Payroll.PayRuns;

/// <summary>
/// Somebody takes responsibility for a warning, or for a blocker that may be right as it is, with a reason. What the law or the bank needs cannot be accepted away. It holds until the person is
/// calculated anew.
/// </summary>
internal sealed class AcceptFinding(PayrollStore store, Permissions permissions, Timeline timeline)
{
    public static readonly IReadOnlyList<string> Acceptable = ["pay_after_leaving"];

    public async Task<Outcome> RunAsync(ClientId client, long runId, long employeeId, string findingKey, string field, string reason, Actor actor, CancellationToken ct = default)
    {
        if (!await permissions.AllowsAsync(actor, PayrollPermissions.PrepareRun, client, ct)) return Outcome.NotAllowed;
        if (string.IsNullOrWhiteSpace(reason)) return Outcome.Refused("Reason: say why it is right as it is.");
        if (reason.Trim().Length > 1000) return Outcome.Refused("Reason: use at most 1,000 characters.");
        await using var unit = await store.BeginAsync(client, ct);
        var of = new { Id = runId, EmployeeId = employeeId, Key = findingKey, Field = field };
        var blocks = await unit.ScalarAsync<int?>("select blocks from payroll.pay_run_blocker where client_id = @Client and pay_run_id = @Id and employee_id = @EmployeeId and finding_key = @Key and field = @Field", of, ct);
        if (blocks == 1 && !Acceptable.Contains(findingKey)) return Outcome.Refused("This blocker cannot be accepted: resolve it and recalculate, or hold the person out of the run.");
        var accepted = await unit.ExecuteAsync("""
            update payroll.pay_run_blocker set accepted_by = @ActorId, accepted_by_name = @ActorName, accepted_at = @Now, reason = @Reason
            where client_id = @Client and pay_run_id = @Id and employee_id = @EmployeeId and finding_key = @Key and field = @Field and accepted_at is null
              and exists (select 1 from payroll.pay_run r where r.client_id = @Client and r.id = @Id and r.state = 'in-review')
            """, new { Id = runId, EmployeeId = employeeId, Key = findingKey, Field = field, Reason = reason.Trim(), unit.Now, ActorId = actor.AccountId, ActorName = actor.Name }, ct);
        if (accepted == 0) return Outcome.Changed;
        await unit.ExecuteAsync("update payroll.pay_run set blockers = blockers - @Blocks, warnings = warnings - 1 + @Blocks, version = version + 1 where client_id = @Client and id = @Id", new { Id = runId, Blocks = blocks }, ct);
        await timeline.AddAsync(unit, runId, actor, Timeline.AcceptFinding, reason.Trim(), new { findingKey, employeeId }, ct);
        await unit.CommitAsync(ct);
        return Outcome.Done;
    }

    /// <summary>The finding is open again, while nobody has submitted the run on it.</summary>
    public async Task<Outcome> TakeBackAsync(ClientId client, long runId, long employeeId, string findingKey, string field, Actor actor, CancellationToken ct = default)
    {
        if (!await permissions.AllowsAsync(actor, PayrollPermissions.PrepareRun, client, ct)) return Outcome.NotAllowed;
        await using var unit = await store.BeginAsync(client, ct);
        var of = new { Id = runId, EmployeeId = employeeId, Key = findingKey, Field = field };
        var opened = await unit.ExecuteAsync("""
            update payroll.pay_run_blocker set accepted_by = null, accepted_by_name = null, accepted_at = null, reason = null
            where client_id = @Client and pay_run_id = @Id and employee_id = @EmployeeId and finding_key = @Key and field = @Field and accepted_at is not null
              and exists (select 1 from payroll.pay_run r where r.client_id = @Client and r.id = @Id and r.state = 'in-review')
            """, of, ct);
        if (opened == 0) return Outcome.Changed;
        var blocks = await unit.ScalarAsync<int>("select blocks from payroll.pay_run_blocker where client_id = @Client and pay_run_id = @Id and employee_id = @EmployeeId and finding_key = @Key and field = @Field", of, ct);
        await unit.ExecuteAsync("update payroll.pay_run set blockers = blockers + @Blocks, warnings = warnings + 1 - @Blocks, version = version + 1 where client_id = @Client and id = @Id", new { Id = runId, Blocks = blocks }, ct);
        await timeline.AddAsync(unit, runId, actor, Timeline.TakeBackAcceptance, details: new { findingKey, employeeId }, ct: ct);
        await unit.CommitAsync(ct);
        return Outcome.Done;
    }
}
