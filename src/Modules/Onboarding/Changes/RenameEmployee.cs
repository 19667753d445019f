using Bureau.Kernel.Data;
using Bureau.Onboarding.Contracts;
using Bureau.Onboarding.Employees;

namespace Bureau.Onboarding.Changes;

/// <summary>
/// Names and numbers of people, where an approved change sets them: what was true before becomes a fact of the first day, once, and the person's row says what holds today.
/// Call <see cref="KeepFormerAsync"/> before the facts of the change are written and <see cref="MoveOnAsync"/> after.
/// </summary>
internal static class RenameEmployee
{
    public static async Task KeepFormerAsync(UnitOfWork unit, long employeeId, long changeId, CancellationToken ct)
    {
        var args = new { EmployeeId = employeeId, ChangeId = changeId };
        await unit.ExecuteAsync("""
            insert into onboarding.employee_fact (client_id, employee_id, field, effective_from, recorded_at, change_id, value, encrypted)
            select e.client_id, e.id, 'given_name', e.start_date, e.recorded_at, @ChangeId, e.given_name, 0
            from onboarding.employee e
            where e.client_id = @Client and e.id = @EmployeeId and not exists (select 1 from onboarding.employee_fact f where f.client_id = @Client and f.employee_id = @EmployeeId and f.field = 'given_name')
            """, args, ct);
        await unit.ExecuteAsync("""
            insert into onboarding.employee_fact (client_id, employee_id, field, effective_from, recorded_at, change_id, value, encrypted)
            select e.client_id, e.id, 'family_name', e.start_date, e.recorded_at, @ChangeId, e.family_name, 0
            from onboarding.employee e
            where e.client_id = @Client and e.id = @EmployeeId and not exists (select 1 from onboarding.employee_fact f where f.client_id = @Client and f.employee_id = @EmployeeId and f.field = 'family_name')
            """, args, ct);
        await unit.ExecuteAsync("""
            insert into onboarding.employee_fact (client_id, employee_id, field, effective_from, recorded_at, change_id, value, encrypted)
            select e.client_id, e.id, 'employee_number', e.start_date, e.recorded_at, @ChangeId, e.number, 0
            from onboarding.employee e
            where e.client_id = @Client and e.id = @EmployeeId and not exists (select 1 from onboarding.employee_fact f where f.client_id = @Client and f.employee_id = @EmployeeId and f.field = 'employee_number')
            """, args, ct);
    }

    /// <returns>False when somebody else has the number.</returns>
    public static async Task<bool> MoveOnAsync(UnitOfWork unit, long employeeId, CancellationToken ct)
    {
        var facts = new FactHistory(await unit.QueryAsync<Fact>("""
            select field, effective_from, recorded_at, change_id, value from onboarding.employee_fact
            where client_id = @Client and employee_id = @EmployeeId and field in ('given_name', 'family_name', 'employee_number')
            """, new { EmployeeId = employeeId }, ct));
        var (given, family, number) = (Last(FactNames.GivenName) ?? "", Last(FactNames.FamilyName)!, Last(FactNames.Number)!);
        try
        {
            await unit.ExecuteAsync("""
                update onboarding.employee set number = @Number, number_key = @NumberKey, given_name = @Given, family_name = @Family, sort_name = @SortName
                where client_id = @Client and id = @EmployeeId
                """, new { EmployeeId = employeeId, Number = number, NumberKey = Starter.KeyOf(number), Given = given, Family = family, SortName = Starter.SortNameOf(given, family) }, ct);
            return true;
        }
        catch (Exception e) when (Database.IsDuplicateKey(e))
        {
            return false;
        }

        string? Last(string field) => facts.ValueOn(field, DateOnly.MaxValue);
    }
}
