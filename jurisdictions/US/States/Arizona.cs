using static Bureau.Jurisdictions.US.Explain;
using static Bureau.Jurisdictions.US.Rounding;

namespace Bureau.Jurisdictions.US.States;

/// <summary>Arizona: Form A-4; A.R.S. 43-401. A percentage that the employee chooses.</summary>
internal sealed class Arizona(ParameterTable figures) : StateTax
{
    private static readonly int s_wages = Lines.All.Ordinal("az_wages");
    private static readonly int s_tax = Lines.All.Ordinal("az_income_tax");
    private static readonly int s_rate = EmployeeFields.All.Ordinal("az_withholding_rate");
    private static readonly int s_extra = EmployeeFields.All.Ordinal("az_extra_withholding");

    private readonly Figure _default = figures.Amount("az_income_tax_default_percentage");

    public override void IncomeTax(in Payment payment)
    {
        var wages = payment.Wages.Less(Pretax.All).Total;
        Report(payment, s_wages, wages);

        var chosen = Given.AmountOrNone(payment.Case, s_rate);
        var rate = chosen ?? _default.Value;
        var tax = Cent(wages * rate);
        payment.Trace?.Add(new("az_income_tax", "Tax of the pay period", chosen is null ? "wages × the percentage without a Form A-4" : "wages × the percentage chosen on Form A-4",
            [("wages", Dollars(wages)), ("percentage", Percent(rate))], tax, Contributes: tax, Rounding: ToTheCent, Parameter: chosen is null ? _default.Use : null));
        Withhold(payment, s_tax, tax, s_extra, wages);
    }
}
