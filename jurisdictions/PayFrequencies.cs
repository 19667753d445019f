namespace Bureau.Jurisdictions;

/// <summary>Frequencies as data files write them: <c>weekly</c>, <c>fortnightly</c>, <c>four-weekly</c>, <c>monthly</c>, <c>annual</c>.</summary>
public static class PayFrequencies
{
    private static readonly (string Name, PayFrequency Value)[] Names =
    [
        ("weekly", PayFrequency.Weekly), ("fortnightly", PayFrequency.Fortnightly), ("four-weekly", PayFrequency.FourWeekly),
        ("monthly", PayFrequency.Monthly), ("annual", PayFrequency.Annual),
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

    public static string Allowed { get; } = string.Join(", ", Names.Select(n => n.Name));
}
