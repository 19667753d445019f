using Bureau.Kernel.Data;

namespace Bureau.Onboarding.Employees;

/// <summary>Who somebody is. What is known of them besides are facts.</summary>
internal sealed class Employee
{
    public long Id { get; init; }
    public string Number { get; init; } = "";
    public string GivenName { get; init; } = "";
    public string FamilyName { get; init; } = "";
    public DateOnly StartDate { get; init; }
    public DateOnly? LeavingDate { get; init; }
    /// <summary>Counts submissions and approvals; what a form was filled in against.</summary>
    public long Version { get; init; }

    public string Name => Employees.FullName(GivenName, FamilyName);

    public static Task<Employee?> FindAsync(DbSession db, long id, CancellationToken ct) =>
        db.SingleOrDefaultAsync<Employee>("""
            select id, number, given_name, family_name, start_date, leaving_date, version
            from onboarding.employee
            where client_id = @Client and id = @Id
            """, new { Id = id }, ct);
}
