using static Bureau.Jurisdictions.US.Explain;
using static Bureau.Jurisdictions.US.Rounding;

namespace Bureau.Jurisdictions.US.States;

/// <summary>Colorado: DR 1098 worksheet for employers; FAMLI premiums (CRS 8-13.3-507).</summary>
internal sealed class Colorado : StateTax
{
    private static readonly int s_wages = Lines.All.Ordinal("co_wages");
    private static readonly int s_tax = Lines.All.Ordinal("co_income_tax");
    private static readonly int s_famliWages = Lines.All.Ordinal("co_famli_wages");
    private static readonly int s_famli = Lines.All.Ordinal("co_famli");
    private static readonly int s_allowance = EmployeeFields.All.Ordinal("co_annual_withholding_allowance");
    private static readonly int s_extra = EmployeeFields.All.Ordinal("co_extra_withholding");

    private readonly Figure _rate;
    private readonly (decimal Joint, decimal Other, ParameterUse Use)? _default;
    private readonly Figure _famli;
    private readonly Figure _famliLimit;

    public Colorado(ParameterTable figures)
    {
        _rate = figures.Amount("co_income_tax_rate");
        if (figures.Has("co_income_tax_default_annual_withholding_allowance"))
        {
            var (amounts, use) = figures.Json("co_income_tax_default_annual_withholding_allowance");
            _default = (amounts.GetProperty("married_joint_or_qualifying_surviving_spouse").GetDecimal(), amounts.GetProperty("other").GetDecimal(), use);
        }

        _famli = figures.Amount("co_famli_employee_rate");
        _famliLimit = figures.Amount("social_security_wage_base");
    }

    /// <summary>Without Form DR 0004 the default allowance is needed, which is not known for every year.</summary>
    public override string? NotVerified(PayCase pay) => _default is null && string.IsNullOrEmpty(pay.Fields[s_allowance])
        ? "the allowance without a Form DR 0004 is not verified for this year; enter the annual allowance of the form"
        : null;

    public override void IncomeTax(in Payment payment)
    {
        var wages = payment.Wages.Less(Pretax.All).Total;
        Report(payment, s_wages, wages);

        var pay = payment.Case;
        var given = Given.AmountOrNone(pay, s_allowance);
        var joint = pay.Fields[EmployeeFields.FilingStatus] == "married_joint";
        // Not verified: Check refuses to pay; figures are worked out without an allowance, so never too low.
        var allowance = given ?? (_default is { } known ? joint ? known.Joint : known.Other : 0);
        var yearly = Cent(Math.Max(0, wages * payment.PeriodsInYear - allowance) * _rate.Value);
        var tax = Cent(yearly / payment.PeriodsInYear);
        if (payment.Trace is { } trace)
        {
            trace.Add(new("co_income_tax", "Withholding allowance of a year", given is not null ? "Form DR 0004, line 2" : "without a Form DR 0004, by the filing status of Form W-4", [], allowance,
                Parameter: given is null ? _default?.Use : null));
            trace.Add(new("co_income_tax", "Tax of a year", "(wages × pay periods − allowance) × rate",
                [("wages", Dollars(wages)), ("pay periods", Number(payment.PeriodsInYear)), ("allowance", Dollars(allowance)), ("rate", Percent(_rate.Value))], yearly, Rounding: ToTheCent, Parameter: _rate.Use));
            trace.Add(new("co_income_tax", "Tax of the pay period", "tax of a year ÷ pay periods", [("tax of a year", Dollars(yearly)), ("pay periods", Number(payment.PeriodsInYear))],
                tax, Contributes: tax, Rounding: ToTheCent));
        }

        Withhold(payment, s_tax, tax, s_extra, wages);
    }

    public override void Contributions(in Payment payment) =>
        payment.Contribute(s_famli, payment.CountTowards(s_famliWages, payment.Wages.Gross, _famliLimit.Value, _famliLimit.Use), _famli);
}
