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
        var (indexed, checks) = (fields.All.Where(f => f.Sensitive && f.Type == FieldType.Text).Select(f => f.Name).ToList(), Questions(fields));
        var people = (await db.QueryAsync<Employee>("""
            select id, number, given_name, family_name, start_date, leaving_date, version from onboarding.employee
            where client_id = @Client and (leaving_date is null or leaving_date >= @Today)
            order by id
            """, new { Today = today }, ct)).ToDictionary(e => e.Id);
        var issues = new List<QualityIssue>();
        var alike = indexed.ToDictionary(name => name, _ => new Dictionary<string, List<Employee>>(StringComparer.Ordinal));
        Employee? current = null;
        var known = new Dictionary<string, (string? Value, string? Index)>(StringComparer.Ordinal);
        await db.ReadAsync("""
            select e.id, f.field, f.value, f.encrypted, f.blind_index
            from onboarding.employee e
            left join onboarding.employee_fact f on f.client_id = @Client and f.employee_id = e.id and (f.effective_from <= @Today or f.effective_from = e.start_date)
            where e.client_id = @Client and (e.leaving_date is null or e.leaving_date >= @Today)
            order by e.id, f.field, f.effective_from, f.recorded_at, f.change_id
            """, new { Today = today }, row =>
        {
            if (current?.Id != row.Number(0))
            {
                Complete();
                current = people[row.Number(0)];
            }
            if (row.Text(1) is { } field)
                known[field] = (row.Text(2) is { } value && row.Number(3) == 1 ? sensitive.Open(client.Id, current.Id, field, value) : row.Text(2), row.Text(4));
        }, ct);
        Complete();
        foreach (var name in indexed)
            foreach (var twins in alike[name].Values.Where(t => t.Count > 1))
                issues.AddRange(twins.Select(p => Issue(fields, p, name, $"{fields.All[name].Label}: the same for several people", $"Also of {Others(twins, p)}.")));
        foreach (var twins in people.Values.GroupBy(p => Starter.Fold(p.Name)).Where(g => g.Count() > 1))
            issues.AddRange(twins.Select(p => Issue(fields, p, "", "The same name", $"Also {Others(twins, p)}: perhaps one person entered twice.")));
        return new(people.Count, people.Count * (checks + indexed.Count + 1), [.. issues.OrderBy(i => i.Kind, StringComparer.Ordinal).ThenBy(i => i.Name, StringComparer.CurrentCultureIgnoreCase)]);

        void Complete()
        {
            if (current is null) return;
            issues.AddRange(Judge(fields, current, f => known.GetValueOrDefault(f).Value, today).Select(i => Issue(fields, current, i.Field, i.Kind, i.Message)));
            foreach (var name in indexed)
            {
                if (known.GetValueOrDefault(name) is not { Value: not null, Index: { } index }) continue;
                if (!alike[name].TryGetValue(index, out var same)) alike[name][index] = same = [];
                same.Add(current);
            }
            known.Clear();
        }

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
}
