using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;
using Bureau.Jurisdictions;
using Bureau.Onboarding.Contracts;

namespace Bureau.Onboarding.Employees;

/// <summary>
/// Everything that is kept as dated facts of an employee of a country: <see cref="CoreFields"/> and the rule pack's. Forms, CSV columns and validation are all
/// built from this one definition. Number, names and start date are not facts but what the employment is.
/// </summary>
internal sealed partial class EmployeeFields
{
    private static readonly ConcurrentDictionary<string, EmployeeFields> Known = new(StringComparer.Ordinal);

    private readonly IRulePack _pack;

    private EmployeeFields(IRulePack pack, IEnumerable<Field> fields) => (_pack, All) = (pack, new FieldSet(fields));

    /// <exception cref="RulePackException">No rule pack for the country.</exception>
    public static EmployeeFields For(string country) => Known.GetOrAdd(country, static c =>
    {
        var pack = RulePacks.For(c);
        // The start date stands on the employee; what the core knows already is asked once.
        var core = CoreFields.In(pack);
        return new EmployeeFields(pack, core.Concat(pack.EmployeeFields.Where(f => f.Name != "start_date" && !core.TryGet(f.Name, out _))));
    });

    public FieldSet All { get; }

    /// <summary>ISO 4217 code of amounts.</summary>
    public string Currency => _pack.Currency;

    /// <summary>The field that tells one bank or branch from another: account numbers repeat between them.</summary>
    public string Bank => _pack.BankAccounts.Bank.Name;

    /// <summary>Fields that are judged together, whatever a change touches.</summary>
    public IEnumerable<string> JudgedTogether => [FactNames.PayGroup, FactNames.PayBasis, FactNames.AnnualSalary, FactNames.HourlyRate, Bank, FactNames.BankAccountNumber];

    /// <summary>The same with a client's pay groups as choices.</summary>
    public EmployeeFields With(IEnumerable<PayGroup> groups) => new(_pack, All.Select(f => f.Name != FactNames.PayGroup ? f
        : f with { Type = FieldType.Choice, Choices = [.. groups.Select(g => (g.Code, g.Name))] }));

    /// <summary>Null when the field may have the value (null = none), else what is wrong and how to fix it. Values are <see cref="Tidy"/> ones.</summary>
    public string? Validate(string name, string? value) =>
        !All.TryGet(name, out var field) ? $"'{name}' is not a field of an employee."
        : string.IsNullOrEmpty(value) ? null
        : value.Length > 500 ? $"{field.Label}: use at most 500 characters."
        : value.Any(char.IsControl) ? $"{field.Label}: remove line breaks and other control characters."
        : field.Validate(value);

    /// <summary>
    /// As it is stored: trimmed; thousands separators of an amount dropped; what is written with spaces or dashes between digits, or in small letters, brought to the
    /// form that the field's check knows. Null when nothing is left.
    /// </summary>
    public string? Tidy(string name, string? typed)
    {
        var value = typed?.Trim() ?? "";
        if (value.Length == 0) return null;
        if (!All.TryGet(name, out var field)) return value;
        if (field.Type is FieldType.Amount && Thousands().IsMatch(value)) return value.Replace(",", "", StringComparison.Ordinal);
        if (field.Type is FieldType.MultiChoice) return string.Join(' ', value.Split((char[])[' ', ',', ';'], StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
        if (field.Type is not FieldType.Text || field.Check is null || field.Check(value) is null) return value;
        foreach (var tidier in new[] { Separators().Replace(value, ""), Separators().Replace(value, "").ToUpperInvariant() })
            if (field.Check(tidier) is null) return tidier;
        return value;
    }

    /// <summary>What must be known together, judged on the values in force once a change is done.</summary>
    /// <param name="after">Value of a field; null = none.</param>
    public IEnumerable<Problem> Together(Func<string, string?> after)
    {
        if (after(FactNames.PayGroup) is null) yield return new(FactNames.PayGroup, "Pay group: choose one. Nobody is paid outside a pay group.");
        switch (after(FactNames.PayBasis))
        {
            case null: yield return new(FactNames.PayBasis, "Paid by: choose yearly salary or hours worked."); break;
            case "salary" when after(FactNames.AnnualSalary) is null: yield return new(FactNames.AnnualSalary, "Annual salary: required for somebody who is paid a salary."); break;
            case "hourly" when after(FactNames.HourlyRate) is null: yield return new(FactNames.HourlyRate, "Hourly rate: required for somebody who is paid by the hour."); break;
        }
        var (bank, number) = (All[Bank], All[FactNames.BankAccountNumber]);
        if (after(bank.Name) is null != after(number.Name) is null)
        {
            var missing = after(bank.Name) is null ? bank : number;
            yield return new(missing.Name, $"{missing.Label}: {bank.Label.ToLowerInvariant()} and {number.Label.ToLowerInvariant()} belong together. Give both or none.");
        }
    }

    /// <summary>A value as it is shown to people: choices by their label, amounts with separators, sensitive values by their last four.</summary>
    public string Show(string name, string? value)
    {
        if (string.IsNullOrEmpty(value)) return "–";
        if (!All.TryGet(name, out var field)) return value;
        if (field.Sensitive) return Mask(field, value);
        return field.Type switch
        {
            FieldType.Choice => Label(field, value),
            FieldType.MultiChoice => string.Join(", ", value.Split(' ').Select(v => Label(field, v))),
            FieldType.YesNo => value == "true" ? "Yes" : "No",
            FieldType.Date => Kernel.Web.Show.Day(DateOnly.ParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture)),
            FieldType.Amount or FieldType.Hours => Amount(value),
            FieldType.Rate => (100 * decimal.Parse(value, CultureInfo.InvariantCulture)).ToString("0.####", CultureInfo.InvariantCulture) + " %",
            _ => value,
        };
    }

    /// <summary>The same where nothing around it names the currency.</summary>
    public string ShowAlone(string name, string? value) =>
        !string.IsNullOrEmpty(value) && All.TryGet(name, out var field) && field is { Type: FieldType.Amount, Sensitive: false } ? Kernel.Currency.SignOf(Currency) + Show(name, value) : Show(name, value);

    private static string Amount(string value)
    {
        var amount = decimal.Parse(value, CultureInfo.InvariantCulture);
        return Kernel.Web.Show.Amount(amount, Math.Max(2, Math.Min(4, (int)amount.Scale)));
    }

    private static string Mask(Field field, string value) => field.Type is FieldType.Date ? "known, not shown" : value.Length > 6 ? "ending " + value[^4..] : "ending " + value[^2..];

    private static string Label(Field field, string value) => field.Choices.FirstOrDefault(c => c.Value == value).Label ?? value;

    [GeneratedRegex(@"^-?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?$")]
    private static partial Regex Thousands();

    [GeneratedRegex(@"[\s-]")]
    private static partial Regex Separators();
}
