using System.Globalization;

namespace Bureau.Jurisdictions;

/// <summary>Arguments of a component, named without <c>arg.</c>, or facts of an entitlement.</summary>
/// <param name="prefix">Stands before the name in messages.</param>
internal sealed class Arguments(IReadOnlyDictionary<string, string> given, string prefix = "arg.")
{
    public decimal Amount(string name, decimal? whenAbsent = null) => whenAbsent is { } absent && Word(name) is null ? absent
        : decimal.TryParse(Text(name), NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var amount)
            ? amount
            : throw new RulePackException(prefix + name, $"{prefix}{name}: write an amount with a dot, for example 1234.56.");

    public int Whole(string name, int least, int most, int? whenAbsent = null)
    {
        if (whenAbsent is { } absent && Word(name) is null) return absent;
        return int.TryParse(Text(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new RulePackException(prefix + name, $"{prefix}{name}: write a whole number from {least} to {most}.");
    }

    public DateOnly? Date(string name) => Word(name) is not { } text ? null
        : IsoDate.TryParse(text, out var date) ? date
        : throw new RulePackException(prefix + name, $"{prefix}{name}: write the date as YYYY-MM-DD.");

    /// <summary>Null where it is not given.</summary>
    public string? Word(string name) => given.TryGetValue(name, out var text) && text.Length > 0 ? text : null;

    /// <exception cref="RulePackException">Missing or not a date.</exception>
    public DateOnly DateOf(string name) => Date(name) ?? throw new RulePackException(prefix + name, $"{prefix}{name} is missing.");

    public bool Yes(string name, bool? whenAbsent = null) => whenAbsent is { } absent && Word(name) is null ? absent : Text(name) switch
    {
        "true" => true,
        "false" => false,
        _ => throw new RulePackException(prefix + name, $"{prefix}{name}: write true or false."),
    };

    private string Text(string name) => Word(name) ?? throw new RulePackException(prefix + name, $"{prefix}{name} is missing.");
}
