namespace Bureau.Payroll.Payslips.Own;

/// <summary>Net pay and deductions of a tax year, payslip by payslip. Model of <c>_YearChart.cshtml</c>.</summary>
/// <param name="Payslips">Oldest first.</param>
internal sealed record YearChart(string TaxYear, IReadOnlyList<OwnPayslip> Payslips);
