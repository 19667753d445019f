using Bureau.Kernel.Data;
using Bureau.Onboarding.Employees;

namespace Bureau.Onboarding.Changes;

/// <summary>A change as lists and timelines tell it, without values.</summary>
internal sealed class ChangeSummary
{
    public long Id { get; init; }
    public long EmployeeId { get; init; }
    public string Kind { get; init; } = "";
    public string Origin { get; init; } = "";
    public DateOnly EffectiveFrom { get; init; }
    public string Comment { get; init; } = "";
    public string State { get; init; } = "";
    public int IsSensitive { get; init; }
    public int IsBackdated { get; init; }
    public long? BatchId { get; init; }
    public long? ReplacesId { get; init; }
    public long SubmittedBy { get; init; }
    public string SubmittedByName { get; init; } = "";
    public DateTimeOffset SubmittedAt { get; init; }
    public long SubmittedVersion { get; init; }
    public long? DecidedBy { get; init; }
    public string? DecidedByName { get; init; }
    public DateTimeOffset? DecidedAt { get; init; }
    public string? DecisionComment { get; init; }
    public string Number { get; init; } = "";
    public string GivenName { get; init; } = "";
    public string FamilyName { get; init; } = "";
    /// <summary>Names of the fields it sets, filled by whoever lists.</summary>
    public IReadOnlyList<string> Fields { get; set; } = [];

    public string Name => Employees.Employees.FullName(GivenName, FamilyName);

    /// <summary>In words: what the change sets, by the labels of its fields.</summary>
    public string What(EmployeeFields fields) => Kind switch
    {
        ChangeKind.Starter => "New starter",
        ChangeKind.Leaver when Fields.Count <= 1 => "Leaver",
        _ => string.Join(", ", Fields.Select(f => fields.All.TryGet(f, out var field) ? field.Label : f).Take(4)) + (Fields.Count > 4 ? $" and {Fields.Count - 4} more" : ""),
    };

    public static async Task<ChangeSummary?> FindAsync(DbSession db, long changeId, CancellationToken ct)
    {
        var found = await db.SingleOrDefaultAsync<ChangeSummary>("""
            select c.id, c.employee_id, c.kind, c.origin, c.effective_from, c.comment, c.state, c.is_sensitive, c.is_backdated, c.batch_id, c.replaces_id,
              c.submitted_by, c.submitted_by_name, c.submitted_at, c.submitted_version, c.decided_by, c.decided_by_name, c.decided_at, c.decision_comment,
              coalesce(e.number, s.number) as number, coalesce(e.given_name, s.given_name) as given_name, coalesce(e.family_name, s.family_name) as family_name
            from onboarding.employee_change c
            left join onboarding.employee e on e.client_id = c.client_id and e.id = c.employee_id
            left join onboarding.starter s on s.client_id = c.client_id and s.change_id = c.id
            where c.client_id = @Client and c.id = @Id
            """, new { Id = changeId }, ct);
        if (found is not null) await WithFieldsAsync(db, [found], ct);
        return found;
    }

    /// <summary>Changes of one employee, newest first.</summary>
    public static async Task<IReadOnlyList<ChangeSummary>> OfEmployeeAsync(DbSession db, long employeeId, CancellationToken ct) =>
        await WithFieldsAsync(db, await db.QueryAsync<ChangeSummary>("""
            select c.id, c.employee_id, c.kind, c.origin, c.effective_from, c.comment, c.state, c.is_sensitive, c.is_backdated, c.batch_id, c.replaces_id,
              c.submitted_by, c.submitted_by_name, c.submitted_at, c.submitted_version, c.decided_by, c.decided_by_name, c.decided_at, c.decision_comment,
              e.number, e.given_name, e.family_name
            from onboarding.employee_change c
            join onboarding.employee e on e.client_id = c.client_id and e.id = c.employee_id
            where c.client_id = @Client and c.employee_id = @EmployeeId
            order by c.id desc
            offset 0 rows fetch next 200 rows only
            """, new { EmployeeId = employeeId }, ct), ct);

    /// <summary>What was submitted or approved of an employee after a version.</summary>
    public static async Task<IReadOnlyList<ChangeSummary>> SinceAsync(DbSession db, long employeeId, long version, CancellationToken ct) =>
        await WithFieldsAsync(db, await db.QueryAsync<ChangeSummary>("""
            select c.id, c.employee_id, c.kind, c.origin, c.effective_from, c.comment, c.state, c.is_sensitive, c.is_backdated, c.batch_id, c.replaces_id,
              c.submitted_by, c.submitted_by_name, c.submitted_at, c.submitted_version, c.decided_by, c.decided_by_name, c.decided_at, c.decision_comment,
              e.number, e.given_name, e.family_name
            from onboarding.employee_change c
            join onboarding.employee e on e.client_id = c.client_id and e.id = c.employee_id
            where c.client_id = @Client and c.employee_id = @EmployeeId and (c.submitted_version > @Version or c.decided_version > @Version)
            order by c.id desc
            offset 0 rows fetch next 20 rows only
            """, new { EmployeeId = employeeId, Version = version }, ct), ct);

    /// <summary>Newest first, from before <paramref name="beforeId"/> on.</summary>
    public static async Task<IReadOnlyList<ChangeSummary>> ListAsync(DbSession db, string? state, long? batchId, long? beforeId, int take, CancellationToken ct) =>
        await WithFieldsAsync(db, await db.QueryAsync<ChangeSummary>("""
            select c.id, c.employee_id, c.kind, c.origin, c.effective_from, c.comment, c.state, c.is_sensitive, c.is_backdated, c.batch_id, c.replaces_id,
              c.submitted_by, c.submitted_by_name, c.submitted_at, c.submitted_version, c.decided_by, c.decided_by_name, c.decided_at, c.decision_comment,
              coalesce(e.number, s.number) as number, coalesce(e.given_name, s.given_name) as given_name, coalesce(e.family_name, s.family_name) as family_name
            from onboarding.employee_change c
            left join onboarding.employee e on e.client_id = c.client_id and e.id = c.employee_id
            left join onboarding.starter s on s.client_id = c.client_id and s.change_id = c.id
            where c.client_id = @Client and (@State is null or c.state = @State) and (@BeforeId is null or c.id < @BeforeId)
              and ((@BatchId is null and c.batch_id is null) or c.batch_id = @BatchId)
            order by c.id desc
            offset 0 rows fetch next @Take rows only
            """, new { State = state, BatchId = batchId, BeforeId = beforeId, Take = take }, ct), ct);

    private static async Task<IReadOnlyList<ChangeSummary>> WithFieldsAsync(DbSession db, IReadOnlyList<ChangeSummary> changes, CancellationToken ct)
    {
        if (changes.Count == 0) return changes;
        var fields = (await db.QueryAsync<FieldRow>("""
            select change_id, field from onboarding.employee_change_field where client_id = @Client and change_id in @Ids order by change_id, field
            """, new { Ids = changes.Select(c => c.Id).ToList() }, ct)).ToLookup(f => f.ChangeId, f => f.Field);
        foreach (var change in changes) change.Fields = [.. fields[change.Id]];
        return changes;
    }

    private sealed class FieldRow
    {
        public long ChangeId { get; init; }
        public string Field { get; init; } = "";
    }
}
