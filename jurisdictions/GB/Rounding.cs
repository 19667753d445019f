namespace Bureau.Jurisdictions.GB;

/// <summary>The roundings of the official texts, named as they name them. Amounts in pounds.</summary>
internal static class Rounding
{
    public static decimal DownToPound(decimal amount) => decimal.Floor(amount);

    public static decimal UpToPound(decimal amount) => decimal.Ceiling(amount);

    public static decimal DownToPenny(decimal amount) => decimal.Round(amount, 2, MidpointRounding.ToNegativeInfinity);

    public static decimal UpToPenny(decimal amount) => decimal.Round(amount, 2, MidpointRounding.ToPositiveInfinity);

    public static decimal NearestPenny(decimal amount) => decimal.Round(amount, 2, MidpointRounding.AwayFromZero);

    /// <summary>Nearest penny, exactly half a penny down.</summary>
    public static decimal NearestPennyHalfDown(decimal amount)
    {
        var pennies = DownToPenny(amount);
        return amount - pennies > 0.005m ? pennies + 0.01m : pennies;
    }

    /// <summary>Four decimals kept, the rest dropped (PAYE Tax Table Routines).</summary>
    public static decimal FourDecimals(decimal amount) => decimal.Round(amount, 4, MidpointRounding.ToZero);

    /// <summary>
    /// Nearest penny, half a penny or less dropped, judged on three decimals (National Insurance, exact percentage method): a third decimal
    /// of 6 to 9 goes up, so adding four tenths of a penny and dropping the rest does it.
    /// </summary>
    public static decimal NiPenny(decimal amount) => decimal.Round(amount + 0.004m, 2, MidpointRounding.ToZero);
}
