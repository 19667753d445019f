using System.Globalization;

namespace Bureau.Jurisdictions.GB;

/// <summary>Reads typed facts of a case. Absent = the field's default, else zero or null.</summary>
internal static class Given
{
    public static decimal Number(PayCase pay, int field, decimal whenAbsent = 0) => pay.Fields[field] is not { Length: > 0 } text
        ? whenAbsent
        : decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : throw Wrong(field, text);

    public static DateOnly? Date(PayCase pay, int field) => pay.Fields[field] is not { Length: > 0 } text
        ? null
        : IsoDate.TryParse(text, out var date) ? date : throw Wrong(field, text);

    public static bool Yes(PayCase pay, int field) => pay.Fields[field] is "true";

    public static RulePackException Wrong(int field, string text)
    {
        var known = EmployeeFields.All[field];
        return new(known.Name, known.Validate(text) ?? $"{known.Label}: this value is not known.");
    }
}
