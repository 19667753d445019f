using System.Globalization;

namespace Bureau.Jurisdictions;

internal static class FieldChecks
{
    public static string? Validate(Field field, string value) =>
        value.Length == 0 ? null : Typed(field, value) ?? field.Check?.Invoke(value);

    /// <summary>Adds what is missing or cannot be read. True where all that is given can be.</summary>
    public static bool AreReadable(FieldSet fields, PayCase pay, ICollection<Finding> findings)
    {
        var readable = true;
        for (var i = 0; i < fields.Count; i++)
        {
            var (field, value) = (fields[i], pay.Fields[i]);
            if (string.IsNullOrEmpty(value))
            {
                if (field.Required) findings.Add(new("missing_" + field.Name, field.Name, $"{field.Label} is missing. {field.Help}", Blocks: true));
            }
            else if (field.Validate(value) is { } problem)
            {
                readable = false;
                findings.Add(new("invalid_" + field.Name, field.Name, problem, Blocks: true));
            }
        }
        return readable;
    }

    private static string? Typed(Field field, string value) => field.Type switch
    {
        FieldType.Choice when !IsChoice(field, value) => $"{field.Label}: choose one of {Allowed(field)}.",
        FieldType.MultiChoice when !AreChoices(field, value) =>
            $"{field.Label}: use {Allowed(field)}, separated by spaces.",
        FieldType.YesNo when value is not ("true" or "false") => $"{field.Label}: write true or false.",
        FieldType.Date when !IsoDate.TryParse(value, out _) =>
            $"{field.Label}: write the date as YYYY-MM-DD, for example 2026-04-06.",
        FieldType.WholeNumber when !int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out _) => $"{field.Label}: write a whole number.",
        FieldType.Rate when !Number(value, out var rate) || rate is < 0 or > 1 => $"{field.Label}: write a fraction between 0 and 1, for example 0.05 for 5 %.",
        FieldType.Amount when !Number(value, out _) => $"{field.Label}: write an amount with a dot, for example 1234.56.",
        FieldType.Hours when !Number(value, out _) => $"{field.Label}: write hours with a dot, for example 37.5.",
        _ => null,
    };

    private static bool IsChoice(Field field, ReadOnlySpan<char> value)
    {
        for (var i = 0; i < field.Choices.Count; i++)
            if (value.SequenceEqual(field.Choices[i].Value)) return true;
        return false;
    }

    private static bool AreChoices(Field field, ReadOnlySpan<char> values)
    {
        foreach (var range in values.Split(' '))
            if (values[range].Length > 0 && !IsChoice(field, values[range])) return false;
        return true;
    }

    private static bool Number(string value, out decimal number) =>
        decimal.TryParse(value, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number);

    private static string Allowed(Field field) => string.Join(", ", field.Choices.Select(c => c.Value));
}
