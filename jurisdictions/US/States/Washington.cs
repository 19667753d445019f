using static Bureau.Jurisdictions.US.Explain;

namespace Bureau.Jurisdictions.US.States;

/// <summary>Washington: no tax on wages; premiums of paid family and medical leave (RCW 50A.10.030), long-term care (RCW 50B.04.080).</summary>
internal sealed class Washington : StateTax
{
    private static readonly int s_leaveWages = Lines.All.Ordinal("wa_pfml_wages");
    private static readonly int s_leave = Lines.All.Ordinal("wa_pfml");
    private static readonly int s_leaveEmployer = Lines.All.Ordinal("wa_pfml_employer");
    private static readonly int s_care = Lines.All.Ordinal("wa_cares");
    private static readonly int s_uiWages = Lines.All.Ordinal("wa_ui_wages");
    private static readonly int s_ui = Lines.All.Ordinal("wa_ui");
    private static readonly int s_careExempt = EmployeeFields.All.Ordinal("wa_cares_exempt");
    private static readonly int s_smallEmployer = EmployerFields.All.Ordinal("wa_fewer_than_50_employees");

    private readonly ParameterUse _noTax;
    private readonly decimal _leaveRate, _leaveLimit;
    private readonly Figure _employeeShare, _employerShare, _care;

    private readonly Figure? _uiBase;

    public Washington(ParameterTable figures)
    {
        if (figures.Has("wa_ui_wage_base")) _uiBase = figures.Amount("wa_ui_wage_base");
        _noTax = figures.Amount("wa_income_tax").Use;
        var (leave, use) = figures.Json("wa_pfml");
        (_leaveRate, _leaveLimit) = (leave.GetProperty("total_rate").GetDecimal(), leave.GetProperty("wage_cap").GetDecimal());
        (_employeeShare, _employerShare) = (new(leave.GetProperty("employee_share").GetDecimal(), use), new(leave.GetProperty("employer_share").GetDecimal(), use));
        _care = figures.Amount("wa_cares_employee_rate");
    }

    public override void IncomeTax(in Payment payment) => payment.Trace?.Add(new("wa_income_tax", "No tax", "this state does not tax wages", [], 0, Parameter: _noTax));

    public override void Contributions(in Payment payment)
    {
        var wages = payment.CountTowards(s_leaveWages, payment.Wages.Gross, _leaveLimit, _employeeShare.Use);
        Leave(payment, s_leave, wages, _employeeShare);
        if (payment.Case.Employer[s_smallEmployer] != "true") Leave(payment, s_leaveEmployer, wages, _employerShare);
        if (_uiBase is { } most && Given.EmployerRate(payment.Case, EmployerFields.WaUiRate) is > 0 and var rate)
            payment.Contribute(s_ui, payment.CountTowards(s_uiWages, payment.Wages.Gross, most.Value, most.Use), rate);
        if (!Given.Yes(payment.Case, s_careExempt)) payment.Contribute(s_care, payment.Wages.Gross, _care);
    }

    private void Leave(in Payment payment, int line, decimal wages, in Figure share)
    {
        var premium = Rounding.Cent(wages * _leaveRate * share.Value);
        payment.Amounts[line] = premium;
        payment.Trace?.Add(new(Lines.Name(line), Lines.All[line].Label, "wages × rate of the whole premium × share", [("wages", Dollars(wages)), ("rate", Percent(_leaveRate)), ("share", Percent(share.Value))],
            premium, Contributes: premium, Rounding: ToTheCent, Parameter: share.Use));
    }
}
