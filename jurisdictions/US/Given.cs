using System.Globalization;

namespace Bureau.Jurisdictions.US;

/// <summary>Reads typed facts of a case by field ordinal. Absent = what is said here, else zero or null.</summary>
internal static class Given
{
    public static decimal Amount(PayCase pay, int field, decimal whenAbsent = 0) => pay.Fields[field] is not { Length: > 0 } text
        ? whenAbsent
        : decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : throw Wrong(EmployeeFields.All[field], text);

    public static decimal? AmountOrNone(PayCase pay, int field) => string.IsNullOrEmpty(pay.Fields[field]) ? null : Amount(pay, field);

    public static int Count(PayCase pay, int field) => pay.Fields[field] is not { Length: > 0 } text
        ? 0
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw Wrong(EmployeeFields.All[field], text);

    public static DateOnly? Date(PayCase pay, int field) => pay.Fields[field] is not { Length: > 0 } text
        ? null
        : IsoDate.TryParse(text, out var date) ? date : throw Wrong(EmployeeFields.All[field], text);

    public static bool Yes(PayCase pay, int field) => pay.Fields[field] is "true";

    public static decimal EmployerRate(PayCase pay, int field, decimal whenAbsent = 0) => pay.Employer[field] is not { Length: > 0 } text
        ? whenAbsent
        : decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : throw Wrong(EmployerFields.All[field], text);

    public static RulePackException Wrong(int field, string text) => Wrong(EmployeeFields.All[field], text);

    private static RulePackException Wrong(Field field, string text) => new(field.Name, field.Validate(text) ?? $"{field.Label}: this value is not known.");
}
