using static Bureau.Jurisdictions.GB.Rounding;
using static Bureau.Jurisdictions.GB.StatutoryComponents;

namespace Bureau.Jurisdictions.GB;

/// <summary>What the employer owes or may keep as a whole, for the Employer Payment Summary and the payment to HMRC.</summary>
internal static class EmployerComponents
{
    /// <summary>Levy of the tax year: pay bill × rate − allowance, not below zero.</summary>
    public static Dictionary<string, decimal> ApprenticeshipLevy(ParameterTable table, Arguments given) =>
        Result("apprenticeship_levy", Levy(table, given.Amount("annual_pay_bill"), months: 12, share: 1));

    /// <summary>
    /// Levy from the beginning of the tax year to a tax month: the allowance, or the share of it given to the PAYE scheme, grows by a twelfth
    /// each month (ALM09200). What is due for a month is this less what was due to the month before.
    /// </summary>
    public static Dictionary<string, decimal> ApprenticeshipLevyToDate(ParameterTable table, Arguments given) =>
        Result("apprenticeship_levy_to_date", Levy(table, given.Amount("pay_bill_to_date"), given.Whole("tax_month", 1, 12), given.Amount("allowance_share", whenAbsent: 1)));

    /// <summary>Employment Allowance used so far: employer's class 1 contributions of the tax year to date, up to the allowance.</summary>
    public static Dictionary<string, decimal> EmploymentAllowanceToDate(ParameterTable table, Arguments given) =>
        Result("employment_allowance_to_date", Math.Min(table.Amount("ni_employment_allowance").Value, Math.Max(0, given.Amount("employer_class1_to_date"))));

    /// <summary>Class 1A contributions on benefits of the tax year, as on form P11D(b).</summary>
    public static Dictionary<string, decimal> Class1A(ParameterTable table, Arguments given) =>
        Result("class_1a", NearestPenny(given.Amount("benefits") * table.Amount("ni_class_1a_rate").Value));

    private static decimal Levy(ParameterTable table, decimal payBill, int months, decimal share) => DownToPenny(Math.Max(0,
        payBill * table.Amount("apprenticeship_levy_rate").Value - table.Amount("apprenticeship_levy_allowance").Value * share * months / 12));
}
