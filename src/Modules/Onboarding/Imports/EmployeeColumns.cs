using Bureau.Jurisdictions;
using Bureau.Kernel.Imports;
using Bureau.Onboarding.Contracts;
using Bureau.Onboarding.Employees;

namespace Bureau.Onboarding.Imports;

/// <summary>Columns made from the one definition of what is known of an employee.</summary>
internal static class EmployeeColumns
{
    public const string Number = "employee_number";
    public const string GivenName = "given_name";
    public const string FamilyName = "family_name";
    public const string StartDate = "start_date";
    public const string EffectiveFrom = "effective_from";
    public const string Comment = "comment";

    /// <summary>In a file of changes: the field has no value any more. An empty cell leaves it as it is.</summary>
    public const string Cleared = "(empty)";

    /// <summary>All but the employee number, which tells whose row it is; and names only where they may change.</summary>
    public static IEnumerable<CsvColumn> Of(EmployeeFields fields, bool clearable) => fields.All.Where(f => !CoreFields.Identity.Contains(f.Name) || (clearable && f.Name != Number)).Select(f => new CsvColumn(f.Name, f.Label)
    {
        Help = Help(f),
        Example = Example(f),
        Sensitive = f.Sensitive,
        MaxLength = 500,
        IsDate = f.Type is FieldType.Date && !clearable,
        Check = v => clearable && v == Cleared ? null
            : (f.Type is FieldType.Date ? CsvCells.DayFault(v, f.Sensitive) : null) ?? fields.Validate(f.Name, fields.Tidy(f.Name, v)),
    });

    private static string Help(Field field) => field.Type switch
    {
        FieldType.Choice => $"{field.Help} One of: {Choices(field)}.".TrimStart(),
        FieldType.MultiChoice => $"{field.Help} Any of: {Choices(field)}; separated by spaces.".TrimStart(),
        FieldType.YesNo => $"{field.Help} true or false.".TrimStart(),
        FieldType.Date => $"{field.Help} YYYY-MM-DD.".TrimStart(),
        _ => field.Help,
    };

    private static string Choices(Field field) => string.Join(", ", field.Choices.Select(c => c.Value));

    private static string Example(Field field) => field.Name == FactNames.PayGroup ? field.Choices.Select(c => c.Value).FirstOrDefault() ?? "" : field.Example;
}
