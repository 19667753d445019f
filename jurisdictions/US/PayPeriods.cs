using System.Text.Json;

namespace Bureau.Jurisdictions.US;

/// <summary>Pay periods of a year by frequency (IRS Publication 15-T, table 3; a year of one period where pay is annual).</summary>
internal static class PayPeriods
{
    public static readonly IReadOnlyList<PayFrequency> All =
    [
        PayFrequency.Daily, PayFrequency.Weekly, PayFrequency.Fortnightly, PayFrequency.SemiMonthly,
        PayFrequency.Monthly, PayFrequency.Quarterly, PayFrequency.SemiAnnual, PayFrequency.Annual,
    ];

    private static readonly int[] s_inYear = [.. Enum.GetValues<PayFrequency>().Select(f => f switch
    {
        PayFrequency.Daily => 260,
        PayFrequency.Weekly => 52,
        PayFrequency.Fortnightly => 26,
        PayFrequency.SemiMonthly => 24,
        PayFrequency.Monthly => 12,
        PayFrequency.Quarterly => 4,
        PayFrequency.SemiAnnual => 2,
        PayFrequency.Annual => 1,
        _ => 0,
    })];

    /// <exception cref="RulePackException">No table of the United States has this frequency (13 periods a year).</exception>
    public static int InYear(PayFrequency frequency) => s_inYear[(int)frequency] is > 0 and var periods
        ? periods
        : throw new RulePackException("frequency", $"No withholding table is printed for {PayFrequencies.NameOf(frequency)} pay. Pay daily, weekly, fortnightly, semi-monthly, monthly, quarterly, semi-annually or annually.");
}

/// <summary>Figures that an authority prints by pay period. Another table is never scaled: what is not printed is refused.</summary>
internal sealed class ByFrequency<T> where T : class
{
    private readonly T?[] _printed = new T?[Enum.GetValues<PayFrequency>().Length];
    private readonly string _what;

    /// <param name="what">What it is, for the refusal, e.g. <c>New York</c>.</param>
    /// <param name="read">Takes the name of the frequency and what is printed for it.</param>
    public ByFrequency(JsonElement table, string what, Func<string, JsonElement, T> read)
    {
        _what = what;
        foreach (var frequency in PayPeriods.All)
            if (table.TryGetProperty(PayFrequencies.NameOf(frequency), out var printed)) _printed[(int)frequency] = read(PayFrequencies.NameOf(frequency), printed);
    }

    public bool Has(PayFrequency frequency) => _printed[(int)frequency] is not null;

    /// <exception cref="RulePackException">Not printed for this frequency.</exception>
    public T this[PayFrequency frequency] => _printed[(int)frequency]
        ?? throw new RulePackException("frequency", $"{_what} prints no withholding table for {PayFrequencies.NameOf(frequency)} pay. Choose a frequency that has one.");
}
