using Bureau.Onboarding.Employees;

namespace Bureau.Onboarding.Changes;

/// <summary>The groups of fields as parts of the change form, each under its own address.</summary>
internal static class Sections
{
    public static string Of(string group) => group.ToLowerInvariant().Replace(' ', '-');

    public static IReadOnlyList<string> All(EmployeeFields fields) => [.. fields.All.Select(f => f.Group).Distinct()];

    /// <summary>The group at an address; null when there is none.</summary>
    public static string? Find(EmployeeFields fields, string? section) => section == Everything ? "Everything" : All(fields).FirstOrDefault(g => Of(g) == section);

    /// <summary>The section that shows all fields: for changes that touch several groups.</summary>
    public const string Everything = "everything";

    /// <summary>Where a change with these fields is put right.</summary>
    public static string For(EmployeeFields fields, IEnumerable<string> names) =>
        names.Select(n => fields.All[n].Group).Distinct().ToList() is [var group] ? Of(group) : Everything;
}
