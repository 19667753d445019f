using static Bureau.Jurisdictions.US.Explain;
using static Bureau.Jurisdictions.US.Rounding;

namespace Bureau.Jurisdictions.US.States;

/// <summary>Kentucky: withholding tax formula 42A003(TCF).</summary>
internal sealed class Kentucky(ParameterTable figures) : StateTax
{
    private static readonly int s_wages = Lines.All.Ordinal("ky_wages");
    private static readonly int s_tax = Lines.All.Ordinal("ky_income_tax");
    private static readonly int s_extra = EmployeeFields.All.Ordinal("ky_extra_withholding");

    private readonly Figure _rate = figures.Amount("ky_income_tax_rate");
    private readonly Figure _deduction = figures.Amount("ky_income_tax_standard_deduction");

    public override void IncomeTax(in Payment payment)
    {
        var wages = payment.Wages.Less(Pretax.All).Total;
        Report(payment, s_wages, wages);

        var yearly = Cent(Math.Max(0, wages * payment.PeriodsInYear - _deduction.Value) * _rate.Value);
        var tax = Cent(yearly / payment.PeriodsInYear);
        if (payment.Trace is { } trace)
        {
            trace.Add(new("ky_income_tax", "Wages of a year that are taxed", "wages × pay periods − standard deduction",
                [("wages", Dollars(wages)), ("pay periods", Number(payment.PeriodsInYear)), ("standard deduction", Dollars(_deduction.Value))],
                Math.Max(0, wages * payment.PeriodsInYear - _deduction.Value), Parameter: _deduction.Use));
            trace.Add(new("ky_income_tax", "Tax of a year", "wages of a year that are taxed × rate", [("rate", Percent(_rate.Value))], yearly, Rounding: ToTheCent, Parameter: _rate.Use));
            trace.Add(new("ky_income_tax", "Tax of the pay period", "tax of a year ÷ pay periods", [("tax of a year", Dollars(yearly)), ("pay periods", Number(payment.PeriodsInYear))],
                tax, Contributes: tax, Rounding: ToTheCent));
        }

        Withhold(payment, s_tax, tax, s_extra, wages);
    }
}
