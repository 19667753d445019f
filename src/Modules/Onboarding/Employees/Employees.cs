using System.Globalization;
using System.Runtime.CompilerServices;
using Bureau.Kernel.Clients;
using Bureau.Kernel.Data;
using Bureau.Onboarding.Changes;
using Bureau.Onboarding.Contracts;

namespace Bureau.Onboarding.Employees;

internal sealed class Employees(OnboardingStore store, IPayGroups payGroups, SensitiveValues sensitive) : IEmployees
{
    /// <summary>Facts that decide who belongs to a pay group, and what they are called.</summary>
    private static readonly string[] s_whoIsIn = [FactNames.PayGroup, FactNames.LeavingDate, FactNames.Number, FactNames.GivenName, FactNames.FamilyName];

    public async IAsyncEnumerable<EmployeeForPay> StreamForPayAsync(
        ClientId client, long payGroupId, DateOnly from, DateOnly to, DateTimeOffset knownAt, long? only = null, IEnumerable<string>? facts = null, [EnumeratorCancellation] CancellationToken ct = default)
    {
        var group = (await payGroups.GetAsync(client, payGroupId, ct)).Code;
        await using var db = await store.OpenAsync(client, ct);
        // Who was ever put into the group is a superset of whom the period concerns; membership by day is judged on the merged facts.
        const string Sql = """
            select e.id, e.number, e.given_name, e.family_name, e.start_date, f.field, f.effective_from, f.value, f.encrypted
            from onboarding.employee e
            cross join onboarding.employee_fact f
            where e.client_id = @Client and e.id between @First and @Last and e.start_date <= @To and f.client_id = @Client and f.employee_id = e.id and f.effective_from <= @To and f.recorded_at <= @KnownAt
              and (@All = 1 or f.field in @Fields)
              and exists (
                select 1 from onboarding.employee_fact g
                where g.client_id = @Client and g.employee_id = e.id and g.field = 'pay_group' and g.value = @PayGroup
                  and g.effective_from <= @To and g.recorded_at <= @KnownAt)
            order by e.id, f.field, f.effective_from, f.recorded_at, f.change_id
            """;
        var args = new { To = to, KnownAt = knownAt, PayGroup = group, First = only ?? 0, Last = only ?? long.MaxValue, All = facts is null ? 1 : 0, Fields = (facts ?? []).Concat(s_whoIsIn) };
        Employee? person = null;
        var known = new List<FactRow>(64);
        await foreach (var fact in db.StreamAsync(Sql, args, Fact, ct))
        {
            if (known.Count > 0 && known[0].Of != fact.Of)
            {
                if (ForPay(client, known, group, from, to) is { } employee) yield return employee;
                known.Clear();
            }
            // Rows of one field and effective date stand together, the one recorded last at the end: it supersedes.
            if (known.Count > 0 && known[^1].EffectiveFrom == fact.EffectiveFrom && known[^1].Field == fact.Field) known[^1] = fact;
            else known.Add(fact);
        }
        if (known.Count > 0 && ForPay(client, known, group, from, to) is { } last) yield return last;

        FactRow Fact(Row row)
        {
            if (person?.Id != row.Number(0)) person = new() { Id = row.Number(0), Number = row.Text(1)!, GivenName = row.Text(2)!, FamilyName = row.Text(3)!, StartDate = row.Day(4) };
            return new(person, row.Text(5)!, row.Day(6), row.Text(7), row.Number(8) == 1);
        }
    }

    public async Task<IReadOnlyList<long>> ChangedAsync(ClientId client, DateTimeOffset since, DateTimeOffset until, CancellationToken ct = default)
    {
        await using var db = await store.OpenAsync(client, ct);
        return await db.QueryAsync<long>("select distinct employee_id from onboarding.employee_change where client_id = @Client and state = 'approved' and decided_at > @Since and decided_at <= @Until",
            new { Since = since, Until = until }, ct);
    }

    public async Task<IReadOnlyList<long>> ChangedBackAsync(ClientId client, DateTimeOffset since, DateTimeOffset until, DateOnly effectiveBy, CancellationToken ct = default)
    {
        await using var db = await store.OpenAsync(client, ct);
        return await db.QueryAsync<long>("""
            select distinct employee_id from onboarding.employee_change
            where client_id = @Client and state = 'approved' and decided_at > @Since and decided_at <= @Until and effective_from <= @EffectiveBy
            """, new { Since = since, Until = until, EffectiveBy = effectiveBy }, ct);
    }

    public async Task<IReadOnlyDictionary<long, EmployeeName>> NamesAsync(ClientId client, IEnumerable<long>? of = null, CancellationToken ct = default)
    {
        await using var db = await store.OpenAsync(client, ct);
        var rows = new List<NameRow>();
        if (of is null) rows.AddRange(await db.QueryAsync<NameRow>("select id, number, given_name, family_name from onboarding.employee where client_id = @Client", ct: ct));
        else
            foreach (var ids in of.Distinct().Chunk(500))
                rows.AddRange(await db.QueryAsync<NameRow>("select id, number, given_name, family_name from onboarding.employee where client_id = @Client and id in @Ids", new { Ids = ids }, ct));
        return rows.ToDictionary(r => r.Id, r => new EmployeeName(r.Id, r.Number, FullName(r.GivenName, r.FamilyName)));
    }

    public async Task<IReadOnlyDictionary<string, long>> IdsByNumberAsync(ClientId client, CancellationToken ct = default)
    {
        await using var db = await store.OpenAsync(client, ct);
        var rows = await db.QueryAsync<NameRow>("select id, number from onboarding.employee where client_id = @Client", ct: ct);
        return rows.ToDictionary(r => r.Number, r => r.Id, StringComparer.OrdinalIgnoreCase);
    }

    public async Task<long?> IdOfAsync(ClientId client, string number, CancellationToken ct = default)
    {
        await using var db = await store.OpenAsync(client, ct);
        return await db.ScalarAsync<long?>("select id from onboarding.employee where client_id = @Client and number_key = @Key", new { Key = Starter.KeyOf(number) }, ct);
    }

    public async Task<Employment?> FindAsync(ClientId client, long employeeId, DateOnly day, CancellationToken ct = default)
    {
        await using var db = await store.OpenAsync(client, ct);
        if (await Employee.FindAsync(db, employeeId, ct) is not { } employee) return null;
        var group = (await FactHistory.ReadAsync(db, sensitive, employeeId, ct)).ValueOn(FactNames.PayGroup, day);
        var groupId = group is null ? null : (await payGroups.ListAsync(client, ct)).SingleOrDefault(g => g.Code == group)?.Id;
        return new Employment(employee.Id, employee.Number, employee.Name, employee.StartDate, employee.LeavingDate, groupId);
    }

    internal static string FullName(string given, string family) => given.Length == 0 ? family : $"{given} {family}";

    private EmployeeForPay? ForPay(ClientId client, List<FactRow> facts, string group, DateOnly from, DateOnly to)
    {
        var who = facts[0].Of;
        // One value for the whole employment: its facts all begin on the first day.
        var leaving = facts.FindLast(f => f.Field == FactNames.LeavingDate)?.Value is { } text ? DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture) : (DateOnly?)null;
        var start = who.StartDate > from ? who.StartDate : from;
        var end = leaving < to ? leaving.Value : to;
        if (start > end || !IsIn(group, facts, start, end)) return null;
        // Who was never called otherwise has no such facts.
        var name = facts.Exists(f => f.Field == FactNames.FamilyName) ? FullName(Last(FactNames.GivenName) ?? "", Last(FactNames.FamilyName)!) : who.Name;
        return new EmployeeForPay(who.Id, Last(FactNames.Number) ?? who.Number, name, who.StartDate, leaving,
            [.. facts.Select(f => new DatedFact(f.Field, f.EffectiveFrom, f.Encrypted && f.Value is { } v ? sensitive.Open(client, who.Id, f.Field, v) : f.Value))]);

        string? Last(string field) => facts.FindLast(f => f.Field == field)?.Value;
    }

    /// <summary>Whether the pay group is in force on at least one day from <paramref name="start"/> to <paramref name="end"/>.</summary>
    private static bool IsIn(string group, List<FactRow> facts, DateOnly start, DateOnly end)
    {
        string? atStart = null;
        foreach (var fact in facts)
        {
            if (fact.Field != FactNames.PayGroup || fact.EffectiveFrom > end) continue;
            if (fact.EffectiveFrom <= start) atStart = fact.Value;
            else if (fact.Value == group) return true;
        }
        return atStart == group;
    }

    private sealed record FactRow(Employee Of, string Field, DateOnly EffectiveFrom, string? Value, bool Encrypted);

    private sealed class NameRow
    {
        public long Id { get; init; }
        public string Number { get; init; } = "";
        public string GivenName { get; init; } = "";
        public string FamilyName { get; init; } = "";
    }
}
