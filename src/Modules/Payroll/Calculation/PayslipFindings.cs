using Bureau.Jurisdictions;

namespace Bureau.Payroll.Calculation;

/// <summary>What is looked at when the figures are there, whatever the jurisdiction.</summary>
internal static class PayslipFindings
{
    /// <summary>Blocks the payment but not the calculation: the figures help to judge it.</summary>
    public static bool CanStillCalculate(Finding finding) => finding.Key is "no_bank_details";

    public static void AfterCalculation(CalculatedPayslip payslip)
    {
        if (payslip.GrossMinor < 0)
            payslip.Findings.Add(new("sacrifice_above_pay", null, "More pay is given up than there is. Reduce the salary sacrifice of this period.", true));
        if (payslip.NetMinor < 0)
            payslip.Findings.Add(new("negative_net_pay", null, "Deductions are larger than pay. Reduce or postpone a deduction.", true));
        if (payslip.NetMinor == 0)
            payslip.Findings.Add(new("zero_net_pay", null, "Nothing is paid out. Check that no pay is missing.", false));
    }
}
