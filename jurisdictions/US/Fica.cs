using static Bureau.Jurisdictions.US.Explain;
using static Bureau.Jurisdictions.US.Rounding;

namespace Bureau.Jurisdictions.US;

/// <summary>Social Security, Medicare and Additional Medicare Tax of employee and employer (IRS Publication 15, sections 9 and 15).</summary>
internal static class Fica
{
    public static void Withhold(in Payment payment, FederalTables law)
    {
        var wages = Subject(payment, law);
        if (wages == 0) return;

        var social = payment.CountTowards(Lines.SocialSecurityWages, wages, law.SocialSecurityBase.Value, law.SocialSecurityBase.Use);
        CountTips(payment, wages, social);
        payment.Contribute(Lines.EmployeeSocialSecurity, social, law.SocialSecurityEmployee);
        payment.Contribute(Lines.EmployerSocialSecurity, social, law.SocialSecurityEmployer);

        payment.CountTowards(Lines.MedicareWages, wages, limit: null);
        payment.Contribute(Lines.EmployeeMedicare, wages, law.MedicareEmployee);
        payment.Contribute(Lines.EmployerMedicare, wages, law.MedicareEmployer);
        Additional(payment, law, wages);
    }

    /// <summary>Other wages of the payment come first to the base of the year, then its tips.</summary>
    private static void CountTips(in Payment payment, decimal wages, decimal social)
    {
        var tips = Math.Clamp(social - (wages - payment.Amounts[Lines.Tips]), 0, Math.Max(0, payment.Amounts[Lines.Tips]));
        if (tips == 0) return;
        payment.Amounts[Lines.SocialSecurityTips] = tips;
        payment.Trace?.Add(new(Lines.Name(Lines.SocialSecurityTips), "Social Security tips", "tips, as far as the limit of the year reaches after other wages",
            [("tips", Dollars(payment.Amounts[Lines.Tips])), ("Social Security wages", Dollars(social))], tips, Contributes: tips));
    }

    private static void Additional(in Payment payment, FederalTables law, decimal wages)
    {
        var before = payment.Case.YearToDate[Lines.MedicareWages];
        var above = Math.Clamp(before + wages - law.AdditionalMedicareThreshold.Value, 0, wages);
        if (above == 0) return;
        var tax = Cent(above * law.AdditionalMedicare.Value);
        payment.Amounts[Lines.AdditionalMedicareWages] = above;
        payment.Trace?.Add(new(Lines.Name(Lines.AdditionalMedicareWages), "Wages above the threshold", "part of the year's wages above the threshold that falls in this payment", [("threshold", Dollars(law.AdditionalMedicareThreshold.Value))], above, Contributes: above));
        payment.Amounts[Lines.EmployeeAdditionalMedicare] = tax;
        payment.Trace?.Add(new(Lines.Name(Lines.EmployeeAdditionalMedicare), "Additional Medicare Tax", "part of the year's wages above the threshold that falls in this payment × rate",
            [("before this payment", Dollars(before)), ("threshold", Dollars(law.AdditionalMedicareThreshold.Value)), ("above", Dollars(above)), ("rate", Percent(law.AdditionalMedicare.Value))],
            tax, Contributes: tax, Rounding: ToTheCent, Parameter: law.AdditionalMedicare.Use));
    }

    /// <summary>
    /// Wages less cafeteria plan and commuter benefits. Household employees and election workers owe nothing until pay of the year reaches
    /// their threshold, then on all of it.
    /// </summary>
    private static decimal Subject(in Payment payment, FederalTables law)
    {
        var pay = payment.Case;
        if (Given.Yes(pay, EmployeeFields.FicaExempt))
        {
            payment.Trace?.Add(new(Lines.Name(Lines.EmployeeSocialSecurity), "Exempt", "wages of this employee are outside Social Security and Medicare", [], 0));
            return 0;
        }

        var wages = Math.Max(0, payment.Wages.Less(Pretax.Benefits).Total + payment.Wages.GroupTermLife);
        var threshold = pay.Fields[EmployeeFields.SpecialWorker] switch
        {
            null or "" or "none" => (Figure?)null,
            "household" => law.HouseholdThreshold,
            "election" => law.ElectionThreshold,
            var other => throw Given.Wrong(EmployeeFields.SpecialWorker, other),
        };
        if (threshold is not { } least || pay.YearToDate[Lines.MedicareWages] > 0) return wages;

        var waiting = pay.YearToDate[Lines.WagesBelowThreshold];
        if (waiting + wages < least.Value)
        {
            Wait(payment, wages, least);
            return 0;
        }

        Wait(payment, -waiting, least);
        return waiting + wages;
    }

    private static void Wait(in Payment payment, decimal wages, Figure threshold)
    {
        payment.Amounts[Lines.WagesBelowThreshold] = wages;
        if (wages != 0)
            payment.Trace?.Add(new(Lines.Name(Lines.WagesBelowThreshold), "Wages below the threshold", wages > 0 ? "no Social Security and Medicare before the threshold of the year" : "the threshold is reached: earlier wages are taxed now",
                [("threshold", Dollars(threshold.Value))], wages, Contributes: wages, Parameter: threshold.Use));
    }
}
