using static Bureau.Jurisdictions.GB.Explain;

namespace Bureau.Jurisdictions.GB;

/// <summary>Pay of one period added up for each purpose, before pension contributions.</summary>
/// <param name="NotCash">What of the taxable amount is not paid with the wages: payrolled benefits and pay in kind.</param>
internal readonly record struct Earnings(decimal Taxable, decimal NotCash, decimal Niable, decimal Pensionable, decimal Basic)
{
    public static Earnings Of(PayCase pay)
    {
        var (taxable, niable, pensionable, basic) = (0m, 0m, 0m, 0m);
        var amounts = pay.Pay;
        for (var i = 0; i < amounts.Length; i++)
        {
            var amount = amounts[i];
            if (amount == 0) continue;
            var effect = PayItems.Effect[i];
            taxable += Signed(effect.Taxable, amount);
            niable += Signed(effect.Niable, amount);
            pensionable += Signed(effect.Pensionable, amount);
            if (PayItems.Basic[i]) basic += Signed(effect.Pensionable, amount);
        }

        return new(taxable, amounts[PayItems.PayrolledBenefit] + amounts[PayItems.NonCashPay], niable, pensionable, basic);
    }

    private static decimal Signed(int sign, decimal amount) => sign switch { 0 => 0, > 0 => amount, _ => -amount };

    /// <summary>Which items made up a base, one step each, and what pension contributions took off it.</summary>
    public static void Explain(PayCase pay, string line, Func<(int Taxable, int Niable, int Pensionable), int> effect, decimal offForPension, Trace trace)
    {
        for (var i = 0; i < pay.Pay.Length; i++)
        {
            var counted = effect(PayItems.Effect[i]) * pay.Pay[i];
            if (counted == 0) continue;
            var item = PayItems.All[i];
            trace.Add(new(line, item.Label, counted < 0 ? "lowers this base" : "counts in full", [(item.Label, Pounds(pay.Pay[i]))], counted, Contributes: counted));
        }

        if (offForPension != 0)
            trace.Add(new(line, "Pension contribution", "taken before this base is worked out", [("contribution", Pounds(offForPension))], -offForPension, Contributes: -offForPension));
    }
}
