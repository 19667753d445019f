namespace Bureau.Jurisdictions.Tests.GB;

/// <summary>Cases of the United Kingdom in few words.</summary>
internal static class Gb
{
    public static readonly IRulePack Pack = RulePacks.For("GB");

    public static PayCase Monthly(int month, decimal regular, string code = "1257L", string category = "A", IRulePack? pack = null)
    {
        var payDate = new DateOnly(2026, 3, 28).AddMonths(month);
        return new PayCase(pack ?? Pack) { PayDate = payDate, Frequency = PayFrequency.Monthly, Period = month, PeriodStart = new(payDate.Year, payDate.Month, 1), PeriodEnd = payDate }
            .With("tax_code", code).With("ni_category", category).Pay("regular", regular);
    }

    /// <summary>Year to date that was made under another category letter; no key = none.</summary>
    public static PayCase Under(this PayCase pay, string key, string line, decimal amount)
    {
        if (key.Length > 0) pay.YearToDateUnder(key).Amounts[pay.Pack.Lines.Ordinal(line)] = amount;
        return pay;
    }
}
