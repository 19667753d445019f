using static Bureau.Jurisdictions.US.Explain;
using static Bureau.Jurisdictions.US.Rounding;

namespace Bureau.Jurisdictions.US;

/// <summary>What Form W-4 says. Dollars a year; <see cref="Extra"/> a pay period.</summary>
internal readonly record struct W4(
    bool From2020, FilingStatus Status, bool Step2, decimal Credits, decimal OtherIncome, decimal Deductions, decimal Extra, int Allowances, bool Exempt, bool NonresidentAlien)
{
    public static W4 Of(PayCase pay)
    {
        var fields = pay.Fields;
        var from2020 = IsFrom2020(fields[EmployeeFields.W4Version]) ?? throw Given.Wrong(EmployeeFields.W4Version, fields[EmployeeFields.W4Version]!);
        var status = StatusOf(fields[EmployeeFields.FilingStatus]) ?? throw Given.Wrong(EmployeeFields.FilingStatus, fields[EmployeeFields.FilingStatus]!);
        if (!from2020 && status == FilingStatus.HeadOfHousehold)
            throw new RulePackException("filing_status", "Filing status: a Form W-4 from 2019 or earlier knows single and married only. Choose one of them, or ask for a new form.");
        return new(
            from2020, status, Given.Yes(pay, EmployeeFields.Step2Checkbox), Given.Amount(pay, EmployeeFields.Step3Credits), Given.Amount(pay, EmployeeFields.Step4aOtherIncome),
            Given.Amount(pay, EmployeeFields.Step4bDeductions), Given.Amount(pay, EmployeeFields.Step4cExtra), Given.Count(pay, EmployeeFields.Allowances),
            Given.Yes(pay, EmployeeFields.Exempt), Given.Yes(pay, EmployeeFields.NonresidentAlien));
    }

    /// <summary>Without a certificate: single under the rules of forms from 2020. Null: no such edition.</summary>
    public static bool? IsFrom2020(string? version) => version switch { null or "" or "2020" => true, "pre_2020" => false, _ => null };

    /// <summary>Null: no such status.</summary>
    public static FilingStatus? StatusOf(string? status) => status switch
    {
        null or "" or "single" or "married_separate" => FilingStatus.Single,
        "married_joint" => FilingStatus.MarriedJoint,
        "head_of_household" => FilingStatus.HeadOfHousehold,
        _ => null,
    };
}

/// <summary>IRS Publication 15-T, percentage method for automated payroll systems (worksheet 1A); Publication 15, section 7.</summary>
internal static class FederalIncomeTax
{
    private const string Line = "federal_income_tax";

    public static void Withhold(in Payment payment, FederalTables law)
    {
        var pay = payment.Case;
        var w4 = W4.Of(pay);
        var wages = payment.Wages.Less(Pretax.All);
        payment.Amounts[Lines.SupplementalWages] = wages.AllSupplemental;
        if (wages.AllSupplemental != 0)
            payment.Trace?.Add(new(Lines.Name(Lines.SupplementalWages), "Supplemental wages", "bonuses and other supplemental wages of this payment", [], wages.AllSupplemental, Contributes: wages.AllSupplemental));

        var (below, aboveMillion) = Split(payment, law, wages.AllSupplemental);
        var tax = 0m;
        if (below > 0 && payment.FlatSupplemental && Given.Yes(pay, EmployeeFields.TaxWithheldBefore))
        {
            tax = OfRegular(payment, law, w4, wages.Regular);
            var flat = Cent(below * law.SupplementalFlatRate.Value);
            payment.Trace?.Add(new(Line, "Supplemental wages at the flat rate", "supplemental wages × rate, whatever Form W-4 says",
                [("supplemental wages", Dollars(below)), ("rate", Percent(law.SupplementalFlatRate.Value))], flat, Contributes: flat, Rounding: ToTheCent, Parameter: law.SupplementalFlatRate.Use));
            tax += flat;
        }
        else
        {
            tax = OfRegular(payment, law, w4, wages.Regular + below);
        }

        payment.Amounts[Lines.FederalIncomeTax] = tax + aboveMillion;
    }

    /// <summary>Supplemental wages of the calendar year above a million are taxed at the highest rate, even of people who are exempt.</summary>
    private static (decimal Below, decimal TaxAbove) Split(in Payment payment, FederalTables law, decimal supplemental)
    {
        var before = payment.Case.YearToDate[Lines.SupplementalWages];
        var above = Math.Clamp(before + supplemental - law.SupplementalThreshold.Value, 0, supplemental);
        if (above == 0) return (supplemental, 0);
        var tax = Cent(above * law.SupplementalMandatoryRate.Value);
        payment.Trace?.Add(new(Line, "Supplemental wages above a million", "part of the year's supplemental wages above the threshold × rate, whatever Form W-4 says",
            [("before this payment", Dollars(before)), ("this payment", Dollars(supplemental)), ("above the threshold", Dollars(above)), ("rate", Percent(law.SupplementalMandatoryRate.Value))],
            tax, Contributes: tax, Rounding: ToTheCent, Parameter: law.SupplementalMandatoryRate.Use));
        return (supplemental - above, tax);
    }

    private static decimal OfRegular(in Payment payment, FederalTables law, in W4 w4, decimal wages)
    {
        if (w4.Exempt)
        {
            payment.Trace?.Add(new(Line, "Exempt", "Form W-4 claims exemption from withholding", [], 0));
            return 0;
        }

        // Nothing can be withheld where nothing is paid, not even an extra amount.
        if (wages <= 0) return 0;
        var ofPeriod = OfPeriod(w4, wages, payment.Frequency, law, payment.Trace);
        var credit = w4.From2020 ? w4.Credits / payment.PeriodsInYear : 0;
        var tax = Cent(Math.Max(0, ofPeriod - credit));
        if (payment.Trace is { } trace)
        {
            trace.Add(new(Line, "Tax of the pay period", "tax of the year ÷ pay periods", [("pay periods", Number(payment.PeriodsInYear))], Cent(ofPeriod), Contributes: Cent(ofPeriod), Rounding: ToTheCent));
            if (credit != 0)
                trace.Add(new(Line, "Credits of step 3", "credits of the year ÷ pay periods, at most the tax", [("credits", Dollars(w4.Credits)), ("pay periods", Number(payment.PeriodsInYear))],
                    tax - Cent(ofPeriod), Contributes: tax - Cent(ofPeriod), Rounding: "tax after credits to the cent"));
            if (w4.Extra != 0) trace.Add(new(Line, "Extra withholding", "asked for on Form W-4", [], w4.Extra, Contributes: w4.Extra));
        }

        return tax + w4.Extra;
    }

    /// <summary>Steps 1 and 2 of worksheet 1A.</summary>
    /// <returns>Tax of the pay period before credits and extra withholding, not rounded.</returns>
    public static decimal OfPeriod(in W4 w4, decimal wages, PayFrequency frequency, FederalTables law, Trace? trace)
    {
        var periods = PayPeriods.InYear(frequency);
        if (w4.NonresidentAlien)
        {
            var addition = law.AlienAddition(w4.From2020, frequency);
            trace?.Add(new(Line, "Wages of a nonresident alien", "wages + amount of the pay period, for withholding only", [("wages", Dollars(wages)), ("amount", Dollars(addition))], wages + addition,
                Parameter: w4.From2020 ? law.AlienAddition2020Use : law.AlienAdditionBeforeUse));
            wages += addition;
        }

        var ofYear = wages * periods;
        trace?.Add(new(Line, "Wages of a year", "taxable wages of the period × pay periods", [("wages", Dollars(wages)), ("pay periods", Number(periods))], ofYear));
        decimal adjusted;
        if (w4.From2020)
        {
            var standard = w4.Step2 ? 0 : law.Line1g(w4.Status).Value;
            adjusted = Math.Max(0, ofYear + w4.OtherIncome - w4.Deductions - standard);
            trace?.Add(new(Line, "Adjusted wages of the year", "wages of a year + step 4(a) − step 4(b) − line 1g (zero where the box of step 2 is checked)",
                [("wages of a year", Dollars(ofYear)), ("step 4(a)", Dollars(w4.OtherIncome)), ("step 4(b)", Dollars(w4.Deductions)), ("line 1g", Dollars(standard))],
                adjusted, Parameter: w4.Step2 ? null : law.Line1g(w4.Status).Use));
        }
        else
        {
            adjusted = Math.Max(0, ofYear - law.AllowanceBefore2020.Value * w4.Allowances);
            trace?.Add(new(Line, "Adjusted wages of the year", "wages of a year − allowances × their value",
                [("wages of a year", Dollars(ofYear)), ("allowances", Number(w4.Allowances)), ("of one", Dollars(law.AllowanceBefore2020.Value))], adjusted, Parameter: law.AllowanceBefore2020.Use));
        }

        var box = w4.Step2 && w4.From2020;
        ref readonly var row = ref (box ? law.Checkbox : law.Standard)[(int)w4.Status].AtLeast(adjusted);
        var tax = row.Base + row.Rate * row.Excess(adjusted);
        trace?.Add(new(Line, "Tax of the year", "tax where the bracket begins + rate × what lies above",
            [("bracket from", Dollars(row.From)), ("tax there", Dollars(row.Base)), ("rate", Percent(row.Rate))], tax, Parameter: box ? law.CheckboxUse : law.StandardUse));
        return tax / periods;
    }
}
