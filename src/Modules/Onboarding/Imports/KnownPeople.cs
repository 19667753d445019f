using Bureau.Kernel.Data;
using Bureau.Onboarding.Changes;
using Bureau.Onboarding.Contracts;
using Bureau.Onboarding.Employees;

namespace Bureau.Onboarding.Imports;

/// <summary>What is known of the people whom some hundred rows name: read with a handful of statements, however many rows.</summary>
internal sealed class KnownPeople
{
    private readonly Dictionary<string, Employee> _employees = new(StringComparer.Ordinal);
    private readonly Dictionary<long, FactHistory> _histories = [];
    private readonly HashSet<string> _awaited = new(StringComparer.Ordinal);
    private ILookup<(long EmployeeId, DateOnly From), Dictionary<string, string?>> _waiting = Enumerable.Empty<int>().ToLookup(_ => (0L, default(DateOnly)), _ => new Dictionary<string, string?>());

    public Employee? Find(string number) => _employees.GetValueOrDefault(Starter.KeyOf(number));

    /// <summary>A starter with this number awaits approval.</summary>
    public bool IsAwaited(string number) => _awaited.Contains(Starter.KeyOf(number));

    public FactHistory HistoryOf(long employeeId) => _histories[employeeId];

    /// <summary>Whether a submitted change from the same day sets each of the values already.</summary>
    public bool Awaits(long employeeId, DateOnly from, IReadOnlyDictionary<string, string?> values) =>
        _waiting[(employeeId, from)].Any(w => values.All(v => w.TryGetValue(v.Key, out var value) && value == v.Value));

    /// <summary>Names where nothing has changed them yet.</summary>
    private static IEnumerable<Fact> AsStarted(Employee employee) =>
        [new(FactNames.GivenName, employee.StartDate, default, 0, employee.GivenName), new(FactNames.FamilyName, employee.StartDate, default, 0, employee.FamilyName)];

    /// <param name="keys">Keys of employee numbers, at most 500.</param>
    public static async Task<KnownPeople> ReadAsync(DbSession db, SensitiveValues sensitive, IReadOnlyList<string> keys, IEnumerable<string> fields, CancellationToken ct)
    {
        var known = new KnownPeople();
        if (keys.Count == 0) return known;
        foreach (var e in await db.QueryAsync<Employee>("""
            select id, number, given_name, family_name, start_date, leaving_date, version
            from onboarding.employee
            where client_id = @Client and number_key in @Keys
            """, new { Keys = keys }, ct)) known._employees.Add(Starter.KeyOf(e.Number), e);
        if (known._employees.Count < keys.Distinct().Count())
            known._awaited.UnionWith(await db.QueryAsync<string>("""
                select s.number_key
                from onboarding.starter s
                join onboarding.employee_change c on c.client_id = s.client_id and c.id = s.change_id
                where s.client_id = @Client and s.number_key in @Keys and c.state = 'submitted'
                """, new { Keys = keys }, ct));
        var ids = known._employees.Values.Select(e => e.Id).ToList();
        if (ids.Count == 0) return known;

        var facts = (await db.QueryAsync<FactRow>("""
            select employee_id, field, effective_from, recorded_at, change_id, value, encrypted
            from onboarding.employee_fact
            where client_id = @Client and employee_id in @Ids and field in @Fields
            """, new { Ids = ids, Fields = fields }, ct)).ToLookup(f => f.EmployeeId);
        foreach (var employee in known._employees.Values)
            known._histories.Add(employee.Id, new FactHistory([.. facts[employee.Id].Select(f => new Fact(f.Field, f.EffectiveFrom, f.RecordedAt, f.ChangeId, Open(f.EmployeeId, f.Field, f.Value, f.Encrypted))),
                .. AsStarted(employee).Where(a => !facts[employee.Id].Any(f => f.Field == a.Field))]));

        known._waiting = (await db.QueryAsync<WaitingRow>("""
            select c.id as change_id, c.employee_id, c.effective_from, f.field, f.value, f.encrypted
            from onboarding.employee_change c
            join onboarding.employee_change_field f on f.client_id = c.client_id and f.change_id = c.id
            where c.client_id = @Client and c.employee_id in @Ids and c.state = 'submitted' and c.kind <> 'starter'
            """, new { Ids = ids }, ct))
            .GroupBy(w => (w.ChangeId, w.EmployeeId, w.EffectiveFrom))
            .ToLookup(g => (g.Key.EmployeeId, g.Key.EffectiveFrom), g => g.ToDictionary(w => w.Field, w => Open(w.EmployeeId, w.Field, w.Value, w.Encrypted), StringComparer.Ordinal));
        return known;

        string? Open(long employeeId, string field, string? value, int encrypted) => encrypted == 1 && value is not null ? sensitive.Open(db.Client, employeeId, field, value) : value;
    }

    private sealed class FactRow
    {
        public long EmployeeId { get; init; }
        public string Field { get; init; } = "";
        public DateOnly EffectiveFrom { get; init; }
        public DateTimeOffset RecordedAt { get; init; }
        public long ChangeId { get; init; }
        public string? Value { get; init; }
        public int Encrypted { get; init; }
    }

    private sealed class WaitingRow
    {
        public long ChangeId { get; init; }
        public long EmployeeId { get; init; }
        public DateOnly EffectiveFrom { get; init; }
        public string Field { get; init; } = "";
        public string? Value { get; init; }
        public int Encrypted { get; init; }
    }
}
