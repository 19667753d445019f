namespace Bureau.Jurisdictions.US;

/// <summary>The roundings of the official texts. Amounts in dollars; half goes up.</summary>
internal static class Rounding
{
    public static decimal Cent(decimal amount) => decimal.Round(amount, 2, MidpointRounding.AwayFromZero);

    public static decimal Dollar(decimal amount) => decimal.Round(amount, 0, MidpointRounding.AwayFromZero);

    public static decimal DownToCent(decimal amount) => decimal.Round(amount, 2, MidpointRounding.ToZero);
}
