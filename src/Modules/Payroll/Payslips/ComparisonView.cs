namespace Bureau.Payroll.Payslips;

/// <summary>Model of <c>_Comparison.cshtml</c>.</summary>
/// <param name="BeforeHead">What stands over the column of the first payslip, e.g. its pay date.</param>
internal sealed record ComparisonView(PayslipComparison Comparison, string BeforeHead, string AfterHead);
