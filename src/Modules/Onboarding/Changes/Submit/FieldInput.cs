using System.Globalization;
using Bureau.Jurisdictions;
using Bureau.Onboarding.Contracts;
using Microsoft.AspNetCore.Http;

namespace Bureau.Onboarding.Changes.Submit;

/// <summary>A field as a form shows it: what was typed stays typed.</summary>
/// <param name="Now">What is known now, as people read it; null where nothing is.</param>
/// <param name="MayRemove">Offers to end the value.</param>
internal sealed record FieldInput(Field Field, string Typed, string? Now, bool MayRemove, bool Removed, string? Error, string Currency)
{
    public string Id => Field.Name;

    /// <summary>The sign before an amount of money.</summary>
    public string? Sign => Field.Type is FieldType.Amount ? Kernel.Currency.SignOf(Currency) : null;

    /// <summary>Width that belongs to what goes in.</summary>
    public int Size => Field.Type switch { FieldType.Amount or FieldType.Hours or FieldType.Rate or FieldType.WholeNumber => 12, _ => Field.Sensitive ? 14 : 30 };

    public bool Has(string choice) => Typed.Split(' ').Contains(choice);
}

/// <summary>The values that a form posted, by field.</summary>
internal static class PostedFields
{
    private const string Remove = "remove.";

    /// <summary>What was typed into each field, several choices joined by spaces; null where a value is to be removed. Fields left empty are not in it.</summary>
    public static Dictionary<string, string?> Values(IFormCollection form, IEnumerable<Field> fields)
    {
        var values = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var field in fields)
        {
            if (form.ContainsKey(Remove + field.Name)) values[field.Name] = null;
            else if (Typed(form, field) is { Length: > 0 } typed) values[field.Name] = typed;
        }
        return values;
    }

    /// <param name="form">Null on first sight of the form.</param>
    /// <param name="prefill">What stands in the field at first.</param>
    public static FieldInput Input(IFormCollection? form, Field field, string? prefill, string? now, IReadOnlyList<Problem> problems, string currency) => new(
        field, form is null ? prefill ?? "" : Typed(form, field), now, now is not null && !field.Required, form?.ContainsKey(Remove + field.Name) ?? false,
        problems.FirstOrDefault(p => p.Field == field.Name)?.Message, currency);

    public static DateOnly? Day(string? text) =>
        DateOnly.TryParseExact(text?.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private static string Typed(IFormCollection form, Field field) => string.Join(' ', form[field.Name].Where(v => !string.IsNullOrWhiteSpace(v))).Trim();
}
