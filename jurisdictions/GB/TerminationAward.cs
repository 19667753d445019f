using static Bureau.Jurisdictions.GB.Explain;

namespace Bureau.Jurisdictions.GB;

/// <summary>
/// Awards for the end of an employment: Income Tax (Earnings and Pensions) Act 2003, sections 401 to 404. What exceeds the exempt amount of one
/// employment is taxed, and the employer pays class 1A on it with the payment (NIM13203). Nothing of it is subject to class 1.
/// </summary>
internal static class TerminationAward
{
    /// <returns>What counts as taxable pay.</returns>
    public static decimal Calculate(PayCase pay, YearTables year, PayResult result, Trace? trace)
    {
        var award = pay.Pay[PayItems.TerminationAward];
        if (award == 0) return 0;
        var earlier = pay.YearToDate[Lines.TerminationAward] + Given.Number(pay, EmployeeFields.TerminationAwardBefore);
        var exempt = year.TerminationAwardExempt;
        var taxed = Math.Max(0, earlier + award - exempt.Value) - Math.Max(0, earlier - exempt.Value);
        var class1A = Rounding.NearestPenny(taxed * year.Class1ARate.Value);

        result.Amounts[Lines.TerminationAward] = award;
        result.Amounts[Lines.TerminationAwardTaxed] = taxed;
        result.Amounts[Lines.EmployerClass1A] = class1A;
        trace?.Add(new("termination_award_paid", Lines.All[Lines.TerminationAward].Label, "paid in this period", [], award, Contributes: award));
        trace?.Add(new("termination_award_taxed", Lines.All[Lines.TerminationAwardTaxed].Label, "awards of this employment − exempt amount, less what was taxed before",
            [("paid before", Pounds(earlier)), ("this award", Pounds(award)), ("exempt", Pounds(exempt.Value))], taxed, Contributes: taxed, Parameter: exempt.Use));
        trace?.Add(new("employer_class_1a", Lines.All[Lines.EmployerClass1A].Label, "award above the exempt amount × rate",
            [("above the exempt amount", Pounds(taxed)), ("rate", Percent(year.Class1ARate.Value))], class1A, Contributes: class1A, Rounding: "nearest penny", Parameter: year.Class1ARate.Use));
        return taxed;
    }

    /// <summary>What it adds to taxable pay.</summary>
    public static void Explain(PayResult result, Trace trace)
    {
        if (result.Amounts[Lines.TerminationAwardTaxed] is not 0 and var taxed)
            trace.Add(new("taxable_pay", Lines.All[Lines.TerminationAwardTaxed].Label, "counts in full", [], taxed, Contributes: taxed));
    }
}
