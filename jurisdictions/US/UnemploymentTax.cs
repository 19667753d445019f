using static Bureau.Jurisdictions.US.Explain;
using static Bureau.Jurisdictions.US.Rounding;

namespace Bureau.Jurisdictions.US;

/// <summary>Federal unemployment tax of the employer (IRS Publication 15, section 14). Credit reductions are settled on Form 940.</summary>
internal static class UnemploymentTax
{
    public static void Accrue(in Payment payment, FederalTables law)
    {
        var pay = payment.Case;
        if (pay.Employer[EmployerFields.FutaExempt] == "true") return;
        var wages = payment.Wages.Less(Pretax.Benefits).Total;
        if (wages == 0) return;
        var counted = payment.CountTowards(Lines.FutaWages, wages, law.FutaBase.Value, law.FutaBase.Use);
        if (pay.Fields[EmployeeFields.WorkState] == "CA" && counted != 0)
        {
            payment.Amounts[Lines.CaFutaWages] = counted;
            payment.Trace?.Add(new(Lines.Name(Lines.CaFutaWages), "Work in California", "federal unemployment wages for work in California", [], counted, Contributes: counted));
        }

        var reduction = Given.EmployerRate(pay, EmployerFields.FutaCreditReductionRate);
        var tax = Cent(counted * (law.FutaRate.Value + reduction));
        payment.Amounts[Lines.Futa] = tax;
        payment.Trace?.Add(new(Lines.Name(Lines.Futa), "Federal unemployment tax", "wages up to the base of the year × (net rate + credit reduction)",
            [("wages", Dollars(counted)), ("net rate", Percent(law.FutaRate.Value)), ("credit reduction", Percent(reduction))], tax, Contributes: tax, Rounding: ToTheCent, Parameter: law.FutaRate.Use));
    }
}
