using Bureau.Kernel.Audit;
using Bureau.Kernel.Clients;
using Bureau.Kernel.Data;
using Bureau.Kernel.Identity;
using Bureau.Kernel.Outbox;
using Bureau.Onboarding.Contracts;
using Bureau.Onboarding.Employees;

namespace Bureau.Onboarding.Changes;

/// <summary>
/// Makes a submitted change part of what is known, by somebody other than who submitted it and other than whom it is about. Whatever page or program calls:
/// the permission is checked here and the people again in the statement that writes.
/// </summary>
internal sealed class ApproveChange(OnboardingStore store, Permissions permissions, AuditTrail audit)
{
    /// <param name="seenVersion">The employee's version when the change was shown for approval; 0 for a starter.</param>
    public async Task<DecisionOutcome> RunAsync(Actor actor, Client client, long changeId, long seenVersion, CancellationToken ct = default)
    {
        if (!await permissions.AllowsAsync(actor, OnboardingPermissions.ApproveChange, client.Id, ct)) return DecisionOutcome.Refused(ChangeDecision.NotAllowed);

        await using (var unit = await store.BeginAsync(client.Id, ct))
        {
            var now = unit.RecordedNow();
            var approved = await unit.ExecuteAsync("""
                update onboarding.employee_change
                set state = 'approved', decided_by = @By, decided_by_name = @ByName, decided_at = @Now, decision_comment = '', decided_version = @Version + 1
                where client_id = @Client and id = @Id and state = 'submitted' and submitted_by <> @By and employee_id <> @Own
                """, new { Id = changeId, By = actor.AccountId, ByName = actor.Name, Now = now, Version = seenVersion, Own = ChangeDecision.OwnEmployeeId(actor, client.Id) }, ct);
            if (approved == 1)
            {
                var change = (await ChangeSummary.FindAsync(unit, changeId, ct))!;
                if (change.Kind == ChangeKind.Starter ? !await AddEmployeeAsync(unit, changeId, now, ct) : !await MoveOnAsync(unit, change.EmployeeId, seenVersion, ct))
                    return await WhyNotAsync(change, seenVersion, unit, ct);
                if (change.Kind != ChangeKind.Starter && await LeftBeforeAsync(unit, change, ct) is { } leaving)
                    return DecisionOutcome.Refused($"{change.Name} leaves or has left on {Kernel.Web.Show.Day(leaving)}, before this change would apply. Return it.");
                var renames = change.Kind != ChangeKind.Starter && change.Fields.Any(CoreFields.Identity.Contains);
                if (renames) await RenameEmployee.KeepFormerAsync(unit, change.EmployeeId, changeId, ct);
                await RecordAsync(unit, actor, client, change, now, ct);
                if (renames && !await RenameEmployee.MoveOnAsync(unit, change.EmployeeId, ct))
                    return DecisionOutcome.Refused("Somebody else has this employee number. Return the change, so that it is submitted with another one.");
                await unit.CommitAsync(ct);
                return DecisionOutcome.Decided;
            }
        }
        await using var db = await store.OpenAsync(client.Id, ct);
        return ChangeDecision.WhyNot(actor, client, await ChangeSummary.FindAsync(db, changeId, ct), ChangeState.Approved);
    }

    private static async Task<bool> AddEmployeeAsync(UnitOfWork unit, long changeId, DateTimeOffset now, CancellationToken ct)
    {
        try
        {
            return await unit.ExecuteAsync("""
                insert into onboarding.employee (client_id, id, number, number_key, given_name, family_name, sort_name, start_date, recorded_at, version)
                select client_id, employee_id, number, number_key, given_name, family_name, sort_name, start_date, @Now, 1
                from onboarding.starter
                where client_id = @Client and change_id = @Id
                """, new { Id = changeId, Now = now }, ct) == 1;
        }
        catch (Exception e) when (Database.IsDuplicateKey(e))
        {
            return false;
        }
    }

    /// <summary>A version other than the one shown means that before and after on the approver's screen no longer hold.</summary>
    private static async Task<bool> MoveOnAsync(UnitOfWork unit, long employeeId, long seenVersion, CancellationToken ct) =>
        await unit.ExecuteAsync("update onboarding.employee set version = version + 1 where client_id = @Client and id = @EmployeeId and version = @Version",
            new { EmployeeId = employeeId, Version = seenVersion }, ct) == 1;

    /// <summary>The last day of employment, where the change would apply after it and does not itself move it.</summary>
    private static async Task<DateOnly?> LeftBeforeAsync(UnitOfWork unit, ChangeSummary change, CancellationToken ct) =>
        !change.Fields.Contains(FactNames.LeavingDate) && await Employee.FindAsync(unit, change.EmployeeId, ct) is { } employee && employee.LeavingDate < change.EffectiveFrom
            ? employee.LeavingDate : null;

    private async Task RecordAsync(UnitOfWork unit, Actor actor, Client client, ChangeSummary change, DateTimeOffset now, CancellationToken ct)
    {
        await unit.ExecuteAsync("""
            insert into onboarding.employee_fact (client_id, employee_id, field, effective_from, recorded_at, change_id, value, encrypted, blind_index)
            select client_id, employee_id, field, effective_from, @Now, change_id, value, encrypted, blind_index
            from onboarding.employee_change_field
            where client_id = @Client and change_id = @Id
            """, new { change.Id, Now = now }, ct);
        if (change.Fields.Contains(FactNames.LeavingDate))
            await unit.ExecuteAsync("""
                update onboarding.employee
                set leaving_date = (select f.value from onboarding.employee_change_field f where f.client_id = @Client and f.change_id = @Id and f.field = 'leaving_date')
                where client_id = @Client and id = @EmployeeId
                """, new { change.Id, change.EmployeeId }, ct);
        await audit.AppendAsync(unit, actor, new AuditEntry("change.approve", $"change/{change.Id}",
            new { change.EmployeeId, change.Kind, change.EffectiveFrom, change.Fields, change.SubmittedBy }), ct);
        await unit.PublishAsync(new EmployeeChanged(client.Id.Value, change.EmployeeId, change.Id, change.EffectiveFrom, change.Fields, now), ct);
    }

    private static async Task<DecisionOutcome> WhyNotAsync(ChangeSummary change, long seenVersion, UnitOfWork unit, CancellationToken ct)
    {
        if (change.Kind == ChangeKind.Starter)
            return DecisionOutcome.Refused($"Employee number {change.Number} was given to somebody else meanwhile. Return the change, so that it is submitted with another number.");
        var meanwhile = await ChangeSummary.SinceAsync(unit, change.EmployeeId, seenVersion, ct);
        return new DecisionOutcome($"Something else about {change.Name} came in after this page was shown. Nothing was approved: look at before and after again.",
            [.. meanwhile.Where(m => m.Id != change.Id)]);
    }
}
