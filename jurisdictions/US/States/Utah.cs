using static Bureau.Jurisdictions.US.Explain;
using static Bureau.Jurisdictions.US.Rounding;

namespace Bureau.Jurisdictions.US.States;

/// <summary>Utah: Publication 14, by the beginning of the pay period. Married filing jointly has amounts of its own.</summary>
internal sealed class Utah : StateTax
{
    private const string ToTheDollar = "to the whole dollar";

    private static readonly int s_wages = Lines.All.Ordinal("ut_wages");
    private static readonly int s_tax = Lines.All.Ordinal("ut_income_tax");
    private static readonly int s_extra = EmployeeFields.All.Ordinal("ut_extra_withholding");

    private readonly Figure _rate;
    private readonly Figure _phaseOut;
    private readonly ByFrequency<Schedule> _schedules;
    private readonly ParameterUse _schedulesUse;

    public Utah(ParameterTable figures)
    {
        _rate = figures.Amount("ut_income_tax_rate");
        _phaseOut = figures.Amount("ut_income_tax_allowance_phase_out_rate");
        (var schedules, _schedulesUse) = figures.Json("ut_income_tax_schedule");
        _schedules = new(schedules, "Utah", (_, row) => new(row[0].GetDecimal(), row[1].GetDecimal(), row[2].GetDecimal(), row[3].GetDecimal()));
    }

    public override void IncomeTax(in Payment payment)
    {
        var wages = payment.Wages.Less(Pretax.All).Total;
        Report(payment, s_wages, wages);

        var schedule = _schedules[payment.Frequency];
        var joint = payment.Case.Fields[EmployeeFields.FilingStatus] == "married_joint";
        var (allowance, threshold) = joint ? (schedule.JointAllowance, schedule.JointThreshold) : (schedule.SingleAllowance, schedule.SingleThreshold);
        var gross = Dollar(wages * _rate.Value);
        var reduction = Dollar(Math.Max(0, wages - threshold) * _phaseOut.Value);
        var credit = Math.Max(0, allowance - reduction);
        var tax = Math.Max(0, gross - credit);
        if (payment.Trace is { } trace)
        {
            trace.Add(new("ut_income_tax", "Tax before the credit", "wages × rate", [("wages", Dollars(wages)), ("rate", Percent(_rate.Value))], gross, Contributes: gross, Rounding: ToTheDollar, Parameter: _rate.Use));
            trace.Add(new("ut_income_tax", "Reduction of the allowance", "(wages − threshold) × rate", [("wages", Dollars(wages)), ("threshold", Dollars(threshold)), ("rate", Percent(_phaseOut.Value))],
                reduction, Rounding: ToTheDollar, Parameter: _phaseOut.Use));
            trace.Add(new("ut_income_tax", "Withholding credit", "base allowance − reduction, not below zero; the tax is not below zero either", [("base allowance", Dollars(allowance)), ("reduction", Dollars(reduction))],
                credit, Contributes: tax - gross, Parameter: _schedulesUse));
        }

        Withhold(payment, s_tax, tax, s_extra, wages);
    }

    /// <summary>Amounts of a pay period in dollars.</summary>
    private sealed record Schedule(decimal SingleAllowance, decimal SingleThreshold, decimal JointAllowance, decimal JointThreshold);
}
