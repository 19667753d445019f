using System.Globalization;
using Bureau.Jurisdictions;
using Bureau.Kernel.Clients;
using Bureau.Kernel.Data;
using Bureau.Onboarding.Changes;
using Bureau.Onboarding.Contracts;

namespace Bureau.Onboarding.Employees.DataQuality;

/// <summary>Something about one person that is missing or suspicious. Never holds the value.</summary>
/// <param name="Kind">Equal for equal problems of many people, in words.</param>
/// <param name="Section">Where the change form puts it right.</param>
internal sealed record QualityIssue(long EmployeeId, string Number, string Name, string Kind, string Message, string Section);

/// <param name="Checks">How many questions were asked of everybody together.</param>
internal sealed record QualityReport(int People, int Checks, IReadOnlyList<QualityIssue> Issues)
{
    /// <summary>Share of the questions without a finding, in percent, rounded down: 100 only where nothing was found.</summary>
    public int Score => Checks == 0 ? 100 : (int)Math.Floor(100m * (Checks - Issues.Count) / Checks);
}

/// <summary>
/// Looks through what is known today of everybody who is employed or starts later: what is missing, malformed, impossible, or the same for two people. Sort code and
/// account number are checked for what no account has; whether they belong together only the banks' own tables can tell, which are not part of this.
/// </summary>
internal static class DataQuality
{
    public static async Task<QualityReport> JudgeAsync(DbSession db, SensitiveValues sensitive, EmployeeFields fields, Client client, CancellationToken ct)
    {
        var today = client.DayAt(db.Now);
        var people = (await db.QueryAsync<Employee>("""
            select id, number, given_name, family_name, start_date, leaving_date, version from onboarding.employee
            where client_id = @Client and (leaving_date is null or leaving_date >= @Today)
            order by id
            """, new { Today = today }, ct)).ToDictionary(e => e.Id);
        var known = people.Keys.ToDictionary(id => id, _ => new Dictionary<string, (string? Value, string? Index)>(StringComparer.Ordinal));
        await foreach (var row in db.StreamAsync<Row>("""
            select f.employee_id, f.field, f.value, f.encrypted, f.blind_index
            from onboarding.employee_fact f
            join onboarding.employee e on e.client_id = @Client and e.id = f.employee_id
            where f.client_id = @Client and (e.leaving_date is null or e.leaving_date >= @Today) and (f.effective_from <= @Today or f.effective_from = e.start_date)
            order by f.employee_id, f.field, f.effective_from, f.recorded_at, f.change_id
            """, new { Today = today }, ct))
            if (known.TryGetValue(row.EmployeeId, out var facts))
                facts[row.Field] = (row.Encrypted == 1 && row.Value is { } v ? sensitive.Open(client.Id, row.EmployeeId, row.Field, v) : row.Value, row.Value is null ? null : row.BlindIndex);

        var issues = new List<QualityIssue>();
        foreach (var person in people.Values)
            issues.AddRange(Judge(fields, person, f => known[person.Id].GetValueOrDefault(f).Value, today).Select(i => Issue(fields, person, i.Field, i.Kind, i.Message)));
        var (indexed, checks) = (fields.All.Where(f => f.Sensitive && f.Type == FieldType.Text).ToList(), Questions(fields));
        foreach (var field in indexed)
            foreach (var twins in people.Values.Where(p => known[p.Id].GetValueOrDefault(field.Name).Index is not null).GroupBy(p => known[p.Id][field.Name].Index).Where(g => g.Count() > 1))
                issues.AddRange(twins.Select(p => Issue(fields, p, field.Name, $"{field.Label}: the same for several people", $"Also of {Others(twins, p)}.")));
        foreach (var twins in people.Values.GroupBy(p => Starter.Fold(p.Name)).Where(g => g.Count() > 1))
            issues.AddRange(twins.Select(p => Issue(fields, p, "", "The same name", $"Also {Others(twins, p)}: perhaps one person entered twice.")));
        return new(people.Count, people.Count * (checks + indexed.Count + 1), [.. issues.OrderBy(i => i.Kind, StringComparer.Ordinal).ThenBy(i => i.Name, StringComparer.CurrentCultureIgnoreCase)]);

        static string Others(IEnumerable<Employee> twins, Employee except)
        {
            var (first, more) = (twins.Where(t => t.Id != except.Id).Take(3).Select(t => t.Number), twins.Count() - 4);
            return string.Join(", ", first) + (more > 0 ? string.Create(CultureInfo.InvariantCulture, $" and {more:N0} more") : "");
        }
    }

    /// <summary>What is wrong with one person by themselves. No I/O.</summary>
    /// <param name="value">Value of a field in force; null = none.</param>
    public static IEnumerable<(string Field, string Kind, string Message)> Judge(EmployeeFields fields, Employee person, Func<string, string?> value, DateOnly today)
    {
        foreach (var field in fields.All.Where(IsExpected))
            if (string.IsNullOrEmpty(value(field.Name)) && field.Where?.Holds(value) != false) yield return (field.Name, $"{field.Label} is missing", field.Help);
        foreach (var field in fields.All)
            if (value(field.Name) is { Length: > 0 } known && fields.Validate(field.Name, known) is { } wrong) yield return (field.Name, $"{field.Label} is malformed", field.Sensitive ? field.Help : wrong);
        foreach (var name in (string[])[FactNames.BankAccountNumber, "bank_sort_code", "bank_routing_number"])
            if (fields.All.TryGet(name, out var account) && value(name) is { Length: > 1 } digits && (digits.Distinct().Count() == 1 || "0123456789012345".Contains(digits, StringComparison.Ordinal)))
                yield return (name, $"{account.Label} is suspicious", "No bank gives such a number. Ask the person again.");
        if (fields.All.TryGet("date_of_birth", out var birth) && Day(value("date_of_birth")) is { } born)
        {
            if (born > person.StartDate.AddYears(-13)) yield return (birth.Name, $"{birth.Label} is impossible", "Younger than 13 on the first day of employment. Check the year.");
            else if (born < person.StartDate.AddYears(-90)) yield return (birth.Name, $"{birth.Label} is suspicious", "Older than 90 on the first day of employment. Check the year.");
        }
        if (person.LeavingDate < person.StartDate) yield return (FactNames.LeavingDate, "Last day of employment is impossible", "It is before the first day.");
        if (person.StartDate > today.AddYears(1)) yield return ("", "Start date is suspicious", "More than a year ahead. Check the year.");
    }

    /// <summary>Whatever the pack cannot pay or report without, and what every employer should know.</summary>
    private static bool IsExpected(Field field) =>
        field.Required || field.Name is FactNames.BankAccountNumber or "bank_sort_code" or "bank_routing_number" or "address_line_1" or "postcode" or "zip_code" or FactNames.Email or "date_of_birth" or "nino" or "ssn" or FactNames.CostCentre;

    private static int Questions(EmployeeFields fields) => fields.All.Count(IsExpected) + 5;

    private static QualityIssue Issue(EmployeeFields fields, Employee person, string field, string kind, string message) =>
        new(person.Id, person.Number, person.Name, kind, message, fields.All.TryGet(field, out var found) ? Sections.Of(found.Group) : "");

    private static DateOnly? Day(string? text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private sealed class Row
    {
        public long EmployeeId { get; init; }
        public string Field { get; init; } = "";
        public string? Value { get; init; }
        public int Encrypted { get; init; }
        public string? BlindIndex { get; init; }
    }
}
