using Bureau.Kernel.Clients;
using Bureau.Kernel.Data;
using Bureau.Onboarding.Contracts;

namespace Bureau.Onboarding.Employees;

/// <summary>One fact of an employee: a value, from when it applies, and when it became known by which change.</summary>
/// <param name="Value">Null = the field has no value from there on.</param>
internal sealed record Fact(string Field, DateOnly EffectiveFrom, DateTimeOffset RecordedAt, long ChangeId, string? Value);

/// <summary>All that was ever recorded of one employee, and the one question about it: what was in force on a day, as known at an instant.</summary>
internal sealed class FactHistory(IEnumerable<Fact> facts)
{
    private readonly ILookup<string, Fact> _byField = facts
        .OrderBy(f => f.EffectiveFrom).ThenBy(f => f.RecordedAt).ThenBy(f => f.ChangeId).ToLookup(f => f.Field, StringComparer.Ordinal);

    /// <summary>The fact that begins last by the day; of those that begin together, the one recorded last by the instant.</summary>
    public Fact? On(string field, DateOnly day, DateTimeOffset? knownAt = null) =>
        _byField[field].LastOrDefault(f => f.EffectiveFrom <= day && (knownAt is null || f.RecordedAt <= knownAt));

    public string? ValueOn(string field, DateOnly day, DateTimeOffset? knownAt = null) => On(field, day, knownAt)?.Value;

    /// <summary>Facts that begin after the day.</summary>
    public IEnumerable<Fact> After(DateOnly day, DateTimeOffset? knownAt = null) =>
        _byField.SelectMany(f => f).Where(f => f.EffectiveFrom > day && (knownAt is null || f.RecordedAt <= knownAt)).OrderBy(f => f.EffectiveFrom).ThenBy(f => f.Field, StringComparer.Ordinal);

    /// <summary>Of each field and effective date the value recorded last, by field and date: as whoever pays reads it.</summary>
    public IReadOnlyList<DatedFact> AsKnown() =>
        [.. _byField.OrderBy(f => f.Key, StringComparer.Ordinal).SelectMany(f => f.GroupBy(fact => fact.EffectiveFrom).Select(day => new DatedFact(f.Key, day.Key, day.Last().Value)))];

    /// <summary>With names and number as the start gave them, where nothing has changed them yet.</summary>
    public static async Task<FactHistory> ReadAsync(DbSession db, SensitiveValues sensitive, long employeeId, CancellationToken ct)
    {
        var rows = await db.QueryAsync<Row>("""
            select field, effective_from, recorded_at, change_id, value, encrypted
            from onboarding.employee_fact
            where client_id = @Client and employee_id = @EmployeeId
            union all
            select 'given_name', e.start_date, e.recorded_at, 0, e.given_name, 0
            from onboarding.employee e
            where e.client_id = @Client and e.id = @EmployeeId and not exists (select 1 from onboarding.employee_fact f where f.client_id = @Client and f.employee_id = e.id and f.field = 'given_name')
            union all
            select 'family_name', e.start_date, e.recorded_at, 0, e.family_name, 0
            from onboarding.employee e
            where e.client_id = @Client and e.id = @EmployeeId and not exists (select 1 from onboarding.employee_fact f where f.client_id = @Client and f.employee_id = e.id and f.field = 'family_name')
            union all
            select 'employee_number', e.start_date, e.recorded_at, 0, e.number, 0
            from onboarding.employee e
            where e.client_id = @Client and e.id = @EmployeeId and not exists (select 1 from onboarding.employee_fact f where f.client_id = @Client and f.employee_id = e.id and f.field = 'employee_number')
            """, new { EmployeeId = employeeId }, ct);
        return new FactHistory(rows.Select(r => new Fact(r.Field, r.EffectiveFrom, r.RecordedAt, r.ChangeId, r.Open(sensitive, db.Client, employeeId))));
    }

    /// <summary>As it was without one change: for a change that was decided on, as known at that instant.</summary>
    public static async Task<FactHistory> ReadAsync(DbSession db, SensitiveValues sensitive, long employeeId, long withoutChange, DateTimeOffset? knownAt, CancellationToken ct) =>
        new((await ReadAsync(db, sensitive, employeeId, ct))._byField.SelectMany(f => f).Where(f => f.ChangeId != withoutChange && (knownAt is null || f.RecordedAt <= knownAt)));

    private sealed class Row
    {
        public string Field { get; init; } = "";
        public DateOnly EffectiveFrom { get; init; }
        public DateTimeOffset RecordedAt { get; init; }
        public long ChangeId { get; init; }
        public string? Value { get; init; }
        public int Encrypted { get; init; }

        public string? Open(SensitiveValues sensitive, ClientId client, long employeeId) =>
            Encrypted == 1 && Value is { } sealedValue ? sensitive.Open(client, employeeId, Field, sealedValue) : Value;
    }
}
