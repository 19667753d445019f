using static Bureau.Jurisdictions.US.Explain;
using static Bureau.Jurisdictions.US.Rounding;

namespace Bureau.Jurisdictions.US.States;

/// <summary>Georgia: Employer's Withholding Tax Guide, percentage method (Table E), by the pay date.</summary>
internal sealed class Georgia : StateTax
{
    private static readonly int s_wages = Lines.All.Ordinal("ga_wages");
    private static readonly int s_tax = Lines.All.Ordinal("ga_income_tax");
    private static readonly int s_status = EmployeeFields.All.Ordinal("ga_filing_status");
    private static readonly int s_dependents = EmployeeFields.All.Ordinal("ga_dependent_allowances");
    private static readonly int s_extra = EmployeeFields.All.Ordinal("ga_extra_withholding");

    private readonly Figure _rate;
    private readonly ByFrequency<TableE> _tableE;
    private readonly ParameterUse _tableUse;

    public Georgia(ParameterTable figures)
    {
        _rate = figures.Amount("ga_income_tax_rate");
        (var table, _tableUse) = figures.Json("ga_income_tax_table_e");
        _tableE = new(table, "Georgia", (_, row) => new(row[0].GetDecimal(), row[1].GetDecimal(), row[2].GetDecimal(), row[3].GetDecimal()));
    }

    public override void IncomeTax(in Payment payment)
    {
        var wages = payment.Wages.Less(Pretax.All).Total;
        Report(payment, s_wages, wages);

        var pay = payment.Case;
        var row = _tableE[payment.Frequency];
        var deduction = pay.Fields[s_status] switch
        {
            null or "" or "single" or "head_of_household" => row.Single,
            "married_joint_one_income" => row.JointOneIncome,
            "married_separate_or_both_working" => row.SeparateOrBothWorking,
            var other => throw Given.Wrong(s_status, other),
        };
        var dependents = Given.Count(pay, s_dependents);
        var taxable = Math.Max(0, wages - deduction - dependents * row.Dependent);
        var tax = Cent(taxable * _rate.Value);
        if (payment.Trace is { } trace)
        {
            trace.Add(new("ga_income_tax", "Wages that are taxed", "wages − standard deduction − dependents × allowance of one",
                [("wages", Dollars(wages)), ("standard deduction", Dollars(deduction)), ("dependents", Number(dependents)), ("of one", Dollars(row.Dependent))], taxable, Parameter: _tableUse));
            trace.Add(new("ga_income_tax", "Tax of the pay period", "wages that are taxed × rate", [("wages", Dollars(taxable)), ("rate", Percent(_rate.Value))], tax, Contributes: tax, Rounding: ToTheCent, Parameter: _rate.Use));
        }

        Withhold(payment, s_tax, tax, s_extra, wages);
    }

    /// <summary>Amounts of a pay period in dollars.</summary>
    private sealed record TableE(decimal JointOneIncome, decimal Single, decimal SeparateOrBothWorking, decimal Dependent);
}
