using static Bureau.Jurisdictions.US.Rounding;

namespace Bureau.Jurisdictions.US;

/// <summary>Figures that Form W-2 reports and no tax is worked out on, and what made up gross and taxable wages.</summary>
internal static class Bases
{
    public static void Write(in Payment payment, decimal deferralsNotTaken)
    {
        var (pay, amounts, wages) = (payment.Case.Pay, payment.Amounts, payment.Wages);
        amounts[Lines.GrossWages] = wages.Gross;
        amounts[Lines.FederalTaxableWages] = Math.Max(0, wages.Less(Pretax.All).Total + wages.GroupTermLife);
        amounts[Lines.Tips] = pay[PayItems.Tips] + pay[PayItems.CashTips];
        // Only the half of the regular rate that 29 USC 207 demands is qualified (26 USC 225(c)): a third of time and a half, a quarter of twice the rate.
        if (pay[PayItems.Overtime] != 0 || pay[PayItems.DoubleTime] != 0) amounts[Lines.QualifiedOvertime] = Cent(pay[PayItems.Overtime] / 3 + pay[PayItems.DoubleTime] / 4);
        foreach (var (item, line) in Lines.Reported) amounts[line] = pay[item];
        if (payment.Trace is { } trace) Explain(payment, deferralsNotTaken, trace);
    }

    private static void Explain(in Payment payment, decimal deferralsNotTaken, Trace trace)
    {
        var (told, amounts) = (0m, payment.Amounts);
        for (var i = 0; i < payment.Case.Pay.Length; i++)
        {
            var amount = payment.Case.Pay[i];
            if (amount == 0) continue;
            var (label, category) = (PayItems.All[i].Label, PayItems.CategoryOf[i]);
            switch (category)
            {
                case Category.AfterTax: continue;
                case Category.Regular or Category.Supplemental or Category.Bonus or Category.NotCash:
                    trace.Add(new("gross_wages", label, "counts in full", [], amount, Contributes: amount));
                    Tell(label, "counts in full", amount);
                    break;
                case Category.GroupTermLife: Tell(label, "counts, without withholding of income tax", amount); break;
                default: Tell(label, "withheld before tax", -amount); break;
            }
        }

        if (deferralsNotTaken != 0) Tell("Deferrals above the annual limit", "not taken, so they stay wages", deferralsNotTaken);
        // What is withheld before tax cannot lower wages below zero.
        if (amounts[Lines.FederalTaxableWages] - told is not 0 and var rest) Tell("Not below zero", "more was withheld before tax than was paid", rest);

        Reported(Lines.Tips, "paid through payroll and reported");
        Reported(Lines.QualifiedOvertime, "a third of pay at time and a half, a quarter of pay at double time");
        foreach (var (_, line) in Lines.Reported)
            Reported(line, "of this payment");

        void Reported(int line, string formula)
        {
            if (amounts[line] != 0) trace.Add(new(Lines.Name(line), Lines.All[line].Label, formula, [], amounts[line], Contributes: amounts[line]));
        }

        void Tell(string label, string formula, decimal amount)
        {
            trace.Add(new("federal_taxable_wages", label, formula, [], amount, Contributes: amount));
            told += amount;
        }
    }
}
