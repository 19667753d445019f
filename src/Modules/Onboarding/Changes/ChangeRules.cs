using System.Globalization;
using Bureau.Onboarding.Contracts;
using Bureau.Onboarding.Employees;

namespace Bureau.Onboarding.Changes;

/// <summary>Whether a change may be made to somebody, judged on what is known of them. No I/O.</summary>
internal static class ChangeRules
{
    /// <param name="values">Tidy values by field; those that would change nothing are left out of the result.</param>
    public static (IReadOnlyDictionary<string, string?> Values, IReadOnlyList<Problem> Problems) Check(
        EmployeeFields fields, Employee employee, FactHistory history, DateOnly effectiveFrom, IReadOnlyDictionary<string, string?> values, DateOnly today)
    {
        var problems = new List<Problem>(Values(fields, values));
        var leaving = values.TryGetValue(FactNames.LeavingDate, out var typed) && problems.Count == 0 ? Day(typed) : employee.LeavingDate;
        problems.AddRange(Days(employee, leaving, effectiveFrom, today));
        problems.AddRange(Identity(effectiveFrom, values, today));
        if (problems.Count > 0) return (values, problems);

        var day = effectiveFrom;
        var changed = values.Where(v => (v.Key == FactNames.LeavingDate ? employee.LeavingDate?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : history.ValueOn(v.Key, day)) != v.Value)
            .ToDictionary(v => v.Key, v => v.Value, StringComparer.Ordinal);
        if (changed.Count == 0)
            return (changed, [new("", string.Create(CultureInfo.InvariantCulture, $"Nothing would change: this is what is known for {Kernel.Web.Show.Day(day)} already. Enter what is different, or another date."))]);
        return (changed, [.. fields.Together(f => changed.TryGetValue(f, out var value) ? value : history.ValueOn(f, day))]);
    }

    /// <summary>Lists and searches show what somebody is called today, so that nobody is called otherwise ahead of the day.</summary>
    private static IEnumerable<Problem> Identity(DateOnly effectiveFrom, IReadOnlyDictionary<string, string?> values, DateOnly today)
    {
        if (!CoreFields.Identity.Any(values.ContainsKey)) yield break;
        if (effectiveFrom > today) yield return new("effective_from", $"Effective date: a name or number changes from today, {Kernel.Web.Show.Day(today)}, or an earlier day. Enter it when the day has come.");
        if (values.TryGetValue(FactNames.FamilyName, out var family) && family is null) yield return new(FactNames.FamilyName, "Family name: everybody has one. Write the new one.");
        if (values.TryGetValue(FactNames.Number, out var number) && number is null) yield return new(FactNames.Number, "Employee number: everybody has one. Write the new one.");
    }

    /// <summary>Each value by itself.</summary>
    public static IEnumerable<Problem> Values(EmployeeFields fields, IReadOnlyDictionary<string, string?> values) =>
        from v in values
        let problem = fields.Validate(v.Key, v.Value)
        where problem is not null
        select new Problem(v.Key, problem);

    private static IEnumerable<Problem> Days(Employee employee, DateOnly? leaving, DateOnly effectiveFrom, DateOnly today)
    {
        if (leaving < employee.StartDate)
            yield return new(FactNames.LeavingDate, $"Last day of employment: it cannot be before the first day, {Kernel.Web.Show.Day(employee.StartDate)}.");
        if (effectiveFrom < employee.StartDate)
            yield return new("effective_from", $"Effective date: the employment began on {Kernel.Web.Show.Day(employee.StartDate)}. Use that day or a later one.");
        else if (effectiveFrom > leaving)
            yield return new("effective_from", $"{employee.Name} leaves or has left on {Kernel.Web.Show.Day(leaving)}: nothing can change after that day. Use an earlier effective date, or change the last day of employment first.");
        else if (effectiveFrom > today.AddYears(5))
            yield return new("effective_from", "Effective date: it is more than five years ahead. Check the year.");
    }

    private static DateOnly? Day(string? value) => value is null ? null : DateOnly.ParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
