namespace Bureau.Jurisdictions;

/// <summary>Frequencies as data files write them: <c>weekly</c>, <c>fortnightly</c>, <c>four-weekly</c>, <c>semi-monthly</c>, <c>monthly</c> …</summary>
public static class PayFrequencies
{
    private static readonly (string Name, PayFrequency Value)[] Names =
    [
        ("weekly", PayFrequency.Weekly), ("fortnightly", PayFrequency.Fortnightly), ("four-weekly", PayFrequency.FourWeekly),
        ("monthly", PayFrequency.Monthly), ("annual", PayFrequency.Annual),
        ("semi-monthly", PayFrequency.SemiMonthly), ("daily", PayFrequency.Daily), ("quarterly", PayFrequency.Quarterly), ("semi-annual", PayFrequency.SemiAnnual),
    ];

    public static bool TryParse(string name, out PayFrequency frequency)
    {
        foreach (var known in Names)
        {
            if (known.Name != name) continue;
            frequency = known.Value;
            return true;
        }

        frequency = default;
        return false;
    }

    public static string NameOf(PayFrequency frequency) => Names.First(n => n.Value == frequency).Name;

    /// <summary>As people say it where a pack has no word of its own, e.g. <c>Four-weekly</c>, <c>Fortnightly</c>.</summary>
    public static string LabelOf(PayFrequency frequency) => char.ToUpperInvariant(NameOf(frequency)[0]) + NameOf(frequency)[1..];

    /// <summary>Names of the frequencies that a pack can pay, for messages.</summary>
    public static string Allowed(IRulePack pack) => string.Join(", ", pack.Frequencies.Select(NameOf));
}
