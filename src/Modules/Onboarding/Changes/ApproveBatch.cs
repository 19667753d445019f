using Bureau.Kernel.Audit;
using Bureau.Kernel.Clients;
using Bureau.Kernel.Data;
using Bureau.Kernel.Identity;
using Bureau.Kernel.Outbox;
using Bureau.Onboarding.Contracts;

namespace Bureau.Onboarding.Changes;

/// <param name="Decided">How many changes were approved or returned.</param>
/// <param name="LeftOver">Changes of people of whom something else was submitted or approved since the import, starters whose number is taken by now, and changes
/// about the approver: they stay submitted and need a look of their own.</param>
internal sealed record BatchOutcome(string? Refusal, int Decided, int LeftOver);

/// <summary>Approves all changes of an import at once, set-based: as many statements for one row as for a hundred thousand.</summary>
internal sealed class ApproveBatch(OnboardingStore store, Permissions permissions, AuditTrail audit)
{
    public async Task<BatchOutcome> RunAsync(Actor actor, Client client, long batchId, CancellationToken ct = default)
    {
        if (!await permissions.AllowsAsync(actor, OnboardingPermissions.ApproveChange, client.Id, ct)) return new(ChangeDecision.NotAllowed, 0, 0);

        await using var unit = await store.BeginAsync(client.Id, ct);
        var now = unit.RecordedNow();
        // A row is approved only as the import left it: the same guard as for a single change, by the version that the submission gave.
        var approved = await unit.ExecuteAsync("""
            update onboarding.employee_change
            set state = 'approved', decided_by = @By, decided_by_name = @ByName, decided_at = @Now, decision_comment = '', decided_version = submitted_version + 1
            where client_id = @Client and batch_id = @BatchId and state = 'submitted' and submitted_by <> @By and employee_id <> @Own
              and ((kind <> 'starter' and submitted_version = (
                  select e.version from onboarding.employee e where e.client_id = @Client and e.id = employee_change.employee_id))
                or (kind = 'starter' and not exists (
                  select 1 from onboarding.starter s
                  join onboarding.employee e on e.client_id = s.client_id and e.number_key = s.number_key
                  where s.client_id = @Client and s.change_id = employee_change.id)))
            """, new { BatchId = batchId, By = actor.AccountId, ByName = actor.Name, Now = now, Own = ChangeDecision.OwnEmployeeId(actor, client.Id) }, ct);
        var batch = await unit.SingleAsync<Counts>("""
            select count(*) as total, coalesce(sum(case when state = 'submitted' then 1 else 0 end), 0) as waiting,
              coalesce(sum(case when submitted_by = @By then 1 else 0 end), 0) as own,
              coalesce(sum(case when state = 'approved' and decided_by = @By then 1 else 0 end), 0) as mine
            from onboarding.employee_change
            where client_id = @Client and batch_id = @BatchId
            """, new { BatchId = batchId, By = actor.AccountId }, ct);
        // A double click is answered twice alike.
        if (approved == 0 && batch.Mine > 0) return new(null, (int)batch.Mine, (int)batch.Waiting);
        if (approved == 0)
            return new(batch.Total == 0 ? "There is no such import."
                : batch.Waiting == 0 ? "All changes of this import were decided already."
                : batch.Own > 0 ? "You submitted these changes. Somebody else decides on them."
                : "The people of these changes were changed meanwhile. Decide on them one by one.", 0, (int)batch.Waiting);

        var renamed = await unit.QueryAsync<Row>("""
            select distinct c.employee_id, c.id
            from onboarding.employee_change c
            join onboarding.employee_change_field f on f.client_id = c.client_id and f.change_id = c.id
            where c.client_id = @Client and c.batch_id = @BatchId and c.state = 'approved' and c.decided_at = @Now and c.kind <> 'starter' and f.field in ('given_name', 'family_name', 'employee_number')
            """, new { BatchId = batchId, Now = now }, ct);
        foreach (var change in renamed) await RenameEmployee.KeepFormerAsync(unit, change.EmployeeId, change.Id, ct);
        await RecordAsync(unit, batchId, now, ct);
        foreach (var employee in renamed.Select(r => r.EmployeeId).Distinct())
            if (!await RenameEmployee.MoveOnAsync(unit, employee, ct)) return new("An employee number of this import belongs to somebody else by now. Return the import.", 0, (int)batch.Waiting);
        await audit.AppendAsync(unit, actor, new AuditEntry("change.approve-batch", $"batch/{batchId}", new { Approved = approved, LeftOver = batch.Waiting }), ct);
        await PublishAsync(unit, client, batchId, now, ct);
        await unit.CommitAsync(ct);
        return new(null, approved, (int)batch.Waiting);
    }

    private static async Task RecordAsync(UnitOfWork unit, long batchId, DateTimeOffset now, CancellationToken ct)
    {
        var args = new { BatchId = batchId, Now = now };
        await unit.ExecuteAsync("""
            insert into onboarding.employee (client_id, id, number, number_key, given_name, family_name, sort_name, start_date, recorded_at, version)
            select s.client_id, s.employee_id, s.number, s.number_key, s.given_name, s.family_name, s.sort_name, s.start_date, @Now, 0
            from onboarding.employee_change c
            join onboarding.starter s on s.client_id = c.client_id and s.change_id = c.id
            where c.client_id = @Client and c.batch_id = @BatchId and c.state = 'approved' and c.decided_at = @Now
            """, args, ct);
        await unit.ExecuteAsync("""
            update onboarding.employee
            set version = version + 1
            where client_id = @Client and id in (
              select c.employee_id from onboarding.employee_change c
              where c.client_id = @Client and c.batch_id = @BatchId and c.state = 'approved' and c.decided_at = @Now)
            """, args, ct);
        await unit.ExecuteAsync("""
            insert into onboarding.employee_fact (client_id, employee_id, field, effective_from, recorded_at, change_id, value, encrypted, blind_index)
            select f.client_id, f.employee_id, f.field, f.effective_from, @Now, f.change_id, f.value, f.encrypted, f.blind_index
            from onboarding.employee_change c
            join onboarding.employee_change_field f on f.client_id = c.client_id and f.change_id = c.id
            where c.client_id = @Client and c.batch_id = @BatchId and c.state = 'approved' and c.decided_at = @Now
            """, args, ct);
        // Of several changes of one person in an import, the one with the highest id is the last of the file.
        await unit.ExecuteAsync("""
            update onboarding.employee
            set leaving_date = (
              select f.value from onboarding.employee_change_field f
              where f.client_id = @Client and f.field = 'leaving_date' and f.change_id = (
                select max(c.id) from onboarding.employee_change c
                join onboarding.employee_change_field g on g.client_id = c.client_id and g.change_id = c.id and g.field = 'leaving_date'
                where c.client_id = @Client and c.batch_id = @BatchId and c.state = 'approved' and c.decided_at = @Now and c.employee_id = employee.id))
            where client_id = @Client and id in (
              select c.employee_id from onboarding.employee_change c
              join onboarding.employee_change_field g on g.client_id = c.client_id and g.change_id = c.id and g.field = 'leaving_date'
              where c.client_id = @Client and c.batch_id = @BatchId and c.state = 'approved' and c.decided_at = @Now)
            """, args, ct);
    }

    private static async Task PublishAsync(UnitOfWork unit, Client client, long batchId, DateTimeOffset now, CancellationToken ct)
    {
        var rows = await unit.QueryAsync<Row>("""
            select c.id, c.employee_id, c.effective_from, f.field
            from onboarding.employee_change c
            join onboarding.employee_change_field f on f.client_id = c.client_id and f.change_id = c.id
            where c.client_id = @Client and c.batch_id = @BatchId and c.state = 'approved' and c.decided_at = @Now
            order by c.id, f.field
            """, new { BatchId = batchId, Now = now }, ct);
        foreach (var change in rows.GroupBy(r => (r.Id, r.EmployeeId, r.EffectiveFrom)))
            await unit.PublishAsync(new EmployeeChanged(client.Id.Value, change.Key.EmployeeId, change.Key.Id, change.Key.EffectiveFrom, [.. change.Select(r => r.Field)], now), ct);
    }

    private sealed class Counts
    {
        public long Total { get; init; }
        public long Waiting { get; init; }
        public long Own { get; init; }
        public long Mine { get; init; }
    }

    private sealed class Row
    {
        public long Id { get; init; }
        public long EmployeeId { get; init; }
        public DateOnly EffectiveFrom { get; init; }
        public string Field { get; init; } = "";
    }
}
