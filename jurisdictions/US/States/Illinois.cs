using static Bureau.Jurisdictions.US.Explain;
using static Bureau.Jurisdictions.US.Rounding;

namespace Bureau.Jurisdictions.US.States;

/// <summary>Illinois: Booklet IL-700-T, automated payroll method.</summary>
internal sealed class Illinois(ParameterTable figures) : StateTax
{
    private static readonly int s_wages = Lines.All.Ordinal("il_wages");
    private static readonly int s_tax = Lines.All.Ordinal("il_income_tax");
    private static readonly int s_basic = EmployeeFields.All.Ordinal("il_basic_allowances");
    private static readonly int s_additional = EmployeeFields.All.Ordinal("il_additional_allowances");
    private static readonly int s_extra = EmployeeFields.All.Ordinal("il_extra_withholding");

    /// <summary>The booklet divides the allowances of a daily payroll by the days of the year, not by its pay days.</summary>
    private const int DaysInYear = 365;

    private readonly Figure _rate = figures.Amount("il_income_tax_rate");
    private readonly Figure _basic = figures.Amount("il_income_tax_basic_allowance");
    private readonly Figure _additional = figures.Amount("il_income_tax_additional_allowance");

    public override void IncomeTax(in Payment payment)
    {
        var wages = payment.Wages.Less(Pretax.All).Total;
        Report(payment, s_wages, wages);

        var (basic, additional) = (Given.Count(payment.Case, s_basic), Given.Count(payment.Case, s_additional));
        var periods = payment.Frequency == PayFrequency.Daily ? DaysInYear : payment.PeriodsInYear;
        var exempt = Cent((basic * _basic.Value + additional * _additional.Value) / periods);
        var tax = Cent(Math.Max(0, wages - exempt) * _rate.Value);
        if (payment.Trace is { } trace)
        {
            trace.Add(new("il_income_tax", "Exempt wages", "(basic allowances × their value + additional allowances × their value) ÷ pay periods",
                [("basic", Number(basic)), ("of one", Dollars(_basic.Value)), ("additional", Number(additional)), ("of one", Dollars(_additional.Value)), ("pay periods", Number(periods))],
                exempt, Rounding: ToTheCent, Parameter: _basic.Use));
            trace.Add(new("il_income_tax", "Tax of the pay period", "(wages − exempt wages) × rate", [("wages", Dollars(wages)), ("exempt", Dollars(exempt)), ("rate", Percent(_rate.Value))],
                tax, Contributes: tax, Rounding: ToTheCent, Parameter: _rate.Use));
        }

        Withhold(payment, s_tax, tax, s_extra, wages);
    }
}
