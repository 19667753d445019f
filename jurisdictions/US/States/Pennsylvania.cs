using static Bureau.Jurisdictions.US.Explain;
using static Bureau.Jurisdictions.US.Rounding;

namespace Bureau.Jurisdictions.US.States;

/// <summary>
/// Pennsylvania: REV-415, no allowances; unemployment compensation; Philadelphia wage tax by the pay date; earned income tax of Act 32 and
/// local services tax by the rates given. Deferrals to retirement plans are taxed; health plans under section 125 are not.
/// </summary>
internal sealed class Pennsylvania : StateTax
{
    private const decimal LumpSumUpTo = 10;

    private static readonly int s_wages = Lines.All.Ordinal("pa_wages");
    private static readonly int s_tax = Lines.All.Ordinal("pa_income_tax");
    private static readonly int s_unemployment = Lines.All.Ordinal("pa_uc");
    private static readonly int s_cityTax = Lines.All.Ordinal("philadelphia_wage_tax");
    private static readonly int s_earnedIncome = Lines.All.Ordinal("pa_earned_income_tax");
    private static readonly int s_localServices = Lines.All.Ordinal("pa_local_services_tax");
    private static readonly int s_residentRate = EmployeeFields.All.Ordinal("pa_eit_resident_rate");
    private static readonly int s_workRate = EmployeeFields.All.Ordinal("pa_eit_work_nonresident_rate");
    private static readonly int s_localServicesOfYear = EmployeeFields.All.Ordinal("pa_local_services_tax_annual");

    private readonly Figure _rate;
    private readonly Figure _unemployment;
    private readonly (Figure Resident, Figure Nonresident)? _philadelphia;

    public Pennsylvania(ParameterTable figures)
    {
        _rate = figures.Amount("pa_income_tax_rate");
        _unemployment = figures.Amount("pa_uc_employee_rate");
        if (!figures.Has("philadelphia_wage_tax_rate")) return;
        var (city, use) = figures.Json("philadelphia_wage_tax_rate");
        _philadelphia = (new(city.GetProperty("resident").GetDecimal(), use), new(city.GetProperty("nonresident").GetDecimal(), use));
    }

    public override void IncomeTax(in Payment payment)
    {
        var taxed = payment.Wages.Less(Pretax.Health | Pretax.HealthSavings);
        Report(payment, s_wages, taxed.Total);

        var tax = Product(payment, "pa_income_tax", "Tax on regular wages", taxed.Regular, _rate);
        if (taxed.AllSupplemental > 0) tax += Product(payment, "pa_income_tax", "Tax on supplemental wages", taxed.AllSupplemental, _rate);
        payment.Amounts[s_tax] = tax;
        InCity(payment, taxed.Total);
        EarnedIncomeTax(payment, taxed.Total);
        LocalServicesTax(payment);
    }

    public override void Contributions(in Payment payment) => payment.Contribute(s_unemployment, payment.Wages.Gross, _unemployment);

    private void InCity(in Payment payment, decimal wages)
    {
        const string city = "philadelphia";
        var resident = payment.Case.Fields[EmployeeFields.ResidenceLocality] == city;
        if (!resident && payment.Case.Fields[EmployeeFields.WorkLocality] != city) return;
        if (_philadelphia is not { } rates)
            throw new RulePackException(resident ? "residence_locality" : "work_locality", "Philadelphia: its wage tax is not verified for this pay date. Nobody can be paid there until it is.");
        payment.Amounts[s_cityTax] = resident
            ? Product(payment, "philadelphia_wage_tax", "Tax of a resident", wages, rates.Resident)
            : Product(payment, "philadelphia_wage_tax", "Tax of a nonresident who works in the city", wages, rates.Nonresident);
    }

    /// <summary>Act 32: the higher of the two rates.</summary>
    private static void EarnedIncomeTax(in Payment payment, decimal wages)
    {
        var (atHome, atWork) = (Given.Amount(payment.Case, s_residentRate), Given.Amount(payment.Case, s_workRate));
        var rate = Math.Max(atHome, atWork);
        if (rate == 0) return;
        var tax = Cent(wages * rate);
        payment.Amounts[s_earnedIncome] = tax;
        payment.Trace?.Add(new("pa_earned_income_tax", "Earned income tax", "wages × the higher of the resident rate at home and the nonresident rate at work (Act 32)",
            [("wages", Dollars(wages)), ("at home", Percent(atHome)), ("at work", Percent(atWork))], tax, Contributes: tax, Rounding: ToTheCent));
    }

    /// <summary>The year's amount in equal parts, cents dropped; ten dollars or less in one sum. Never more than the year's amount.</summary>
    private static void LocalServicesTax(in Payment payment)
    {
        var ofYear = Given.Amount(payment.Case, s_localServicesOfYear);
        if (ofYear <= 0 || payment.Wages.Gross <= 0) return;
        var before = payment.Case.YearToDate[s_localServices];
        var part = ofYear <= LumpSumUpTo ? ofYear : DownToCent(ofYear / payment.PeriodsInYear);
        var tax = Math.Clamp(ofYear - before, 0, part);
        payment.Amounts[s_localServices] = tax;
        payment.Trace?.Add(new("pa_local_services_tax", "Local services tax", ofYear <= LumpSumUpTo ? "ten dollars a year or less: in one sum" : "amount of the year ÷ pay periods",
            [("of the year", Dollars(ofYear)), ("pay periods", Number(payment.PeriodsInYear)), ("before this payment", Dollars(before))], tax, Contributes: tax, Rounding: "down to the cent"));
    }

    private static decimal Product(in Payment payment, string line, string label, decimal wages, in Figure rate)
    {
        var tax = Cent(wages * rate.Value);
        payment.Trace?.Add(new(line, label, "wages × rate", [("wages", Dollars(wages)), ("rate", Percent(rate.Value))], tax, Contributes: tax, Rounding: ToTheCent, Parameter: rate.Use));
        return tax;
    }
}
