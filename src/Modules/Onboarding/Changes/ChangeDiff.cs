using System.Globalization;
using Bureau.Jurisdictions;
using Bureau.Kernel.Data;
using Bureau.Kernel.Web;
using Bureau.Onboarding.Contracts;
using Bureau.Onboarding.Employees;

namespace Bureau.Onboarding.Changes;

/// <summary>One field of a change: before and after as people read them, and the difference in words.</summary>
/// <param name="Note">What else to know, e.g. until when it applies; null = nothing.</param>
internal sealed record DiffRow(string Label, string Before, string After, string Change, string? Note, bool Numeric);

internal static class ChangeDiff
{
    /// <param name="before">What was known without the change.</param>
    /// <param name="values">Values that the change sets.</param>
    public static IReadOnlyList<DiffRow> Of(EmployeeFields fields, FactHistory before, DateOnly effectiveFrom, IReadOnlyDictionary<string, string?> values) =>
        [.. fields.All.Where(f => values.ContainsKey(f.Name)).Select(f => Row(fields, before, effectiveFrom, f, values[f.Name]))];

    private static DiffRow Row(EmployeeFields fields, FactHistory history, DateOnly from, Field field, string? after)
    {
        var before = history.ValueOn(field.Name, from);
        var later = field.Name == FactNames.LeavingDate ? null : history.After(from).FirstOrDefault(f => f.Field == field.Name);
        var note = later is null ? null
            : $"Until {Show.Day(later.EffectiveFrom.AddDays(-1))}: from {Show.Day(later.EffectiveFrom)} it is {fields.ShowAlone(field.Name, later.Value)} already.";
        return new DiffRow(field.Label, fields.Show(field.Name, before), fields.Show(field.Name, after), Difference(fields, field, before, after), note, field.Type is FieldType.Amount or FieldType.Hours or FieldType.Rate);
    }

    private static string Difference(EmployeeFields fields, Field field, string? before, string? after)
    {
        if (before == after) return "unchanged";
        if (before is null) return "new";
        if (after is null) return "removed";
        if (field.Type is not (FieldType.Amount or FieldType.Hours)) return "changed";
        var (was, becomes) = (decimal.Parse(before, CultureInfo.InvariantCulture), decimal.Parse(after, CultureInfo.InvariantCulture));
        var difference = Math.Abs(becomes - was);
        var size = Show.Amount(difference, Math.Max(2, Math.Min(4, (int)difference.Scale)));
        var share = was > 0 ? $" ({Show.Amount(100 * difference / was, 1)} %)" : "";
        return (becomes > was ? "up " : "down ") + (field.Type is FieldType.Hours ? size + " hours" : Kernel.Currency.SignOf(fields.Currency) + size) + share;
    }
}

/// <summary>A change with everything that somebody who decides on it needs to see.</summary>
/// <param name="Employee">Null for a starter.</param>
/// <param name="Duplicates">Warnings: other people with the same account or national number.</param>
internal sealed record ChangeDetails(ChangeSummary Summary, Employee? Employee, IReadOnlyList<DiffRow> Rows, IReadOnlyList<string> Duplicates, IReadOnlyList<ChangeSummary> AlsoWaiting)
{
    public static async Task<ChangeDetails?> ReadAsync(DbSession db, SensitiveValues sensitive, EmployeeFields fields, long changeId, CancellationToken ct)
    {
        if (await ChangeSummary.FindAsync(db, changeId, ct) is not { } summary) return null;
        var employee = await Employee.FindAsync(db, summary.EmployeeId, ct);
        var values = await ValuesAsync(db, sensitive, summary, ct);
        var known = await FactHistory.ReadAsync(db, sensitive, summary.EmployeeId, summary.Id, summary.State == ChangeState.Approved ? summary.DecidedAt : null, ct);
        var others = employee is null ? [] : (await ChangeSummary.OfEmployeeAsync(db, summary.EmployeeId, ct)).Where(c => c.State == ChangeState.Submitted && c.Id != changeId).ToList();
        return new ChangeDetails(summary, summary.Kind == ChangeKind.Starter ? null : employee, ChangeDiff.Of(fields, known, summary.EffectiveFrom, values),
            await DuplicatesAsync(db, fields, changeId, ct), others);
    }

    /// <summary>The values that a change sets, opened.</summary>
    public static async Task<IReadOnlyDictionary<string, string?>> ValuesAsync(DbSession db, SensitiveValues sensitive, ChangeSummary change, CancellationToken ct)
    {
        var rows = await db.QueryAsync<ValueRow>("""
            select field, value, encrypted from onboarding.employee_change_field where client_id = @Client and change_id = @Id
            """, new { change.Id }, ct);
        return rows.ToDictionary(r => r.Field, r => r.Encrypted == 1 && r.Value is { } v ? sensitive.Open(db.Client, change.EmployeeId, r.Field, v) : r.Value, StringComparer.Ordinal);
    }

    private static async Task<IReadOnlyList<string>> DuplicatesAsync(DbSession db, EmployeeFields fields, long changeId, CancellationToken ct)
    {
        var rows = await db.QueryAsync<DuplicateRow>("""
            select distinct c.field, e.number, e.given_name, e.family_name
            from onboarding.employee_change_field c
            join onboarding.employee_fact f on f.client_id = c.client_id and f.field = c.field and f.blind_index = c.blind_index and f.employee_id <> c.employee_id
            join onboarding.employee e on e.client_id = f.client_id and e.id = f.employee_id
            where c.client_id = @Client and f.client_id = @Client and e.client_id = @Client and c.change_id = @Id and c.blind_index is not null
            order by c.field, e.number
            """, new { Id = changeId }, ct);
        return [.. rows.Select(r => $"{(fields.All.TryGet(r.Field, out var field) ? field.Label : r.Field)}: {Employees.Employees.FullName(r.GivenName, r.FamilyName)}, {r.Number}, has or had the same.")];
    }

    private sealed class ValueRow
    {
        public string Field { get; init; } = "";
        public string? Value { get; init; }
        public int Encrypted { get; init; }
    }

    private sealed class DuplicateRow
    {
        public string Field { get; init; } = "";
        public string Number { get; init; } = "";
        public string GivenName { get; init; } = "";
        public string FamilyName { get; init; } = "";
    }
}
