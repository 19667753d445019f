namespace Bureau.Payroll.Variances;

/// <summary>The totals of a payslip, or how they changed; minor units.</summary>
internal readonly record struct PayFigures(long GrossMinor, long DeductionsMinor, long ReimbursementsMinor, long NetMinor, long EmployerCostMinor)
{
    public static PayFigures operator +(PayFigures a, PayFigures b) => new(
        a.GrossMinor + b.GrossMinor, a.DeductionsMinor + b.DeductionsMinor, a.ReimbursementsMinor + b.ReimbursementsMinor, a.NetMinor + b.NetMinor, a.EmployerCostMinor + b.EmployerCostMinor);

    public static PayFigures operator -(PayFigures a, PayFigures b) => a + new PayFigures(-b.GrossMinor, -b.DeductionsMinor, -b.ReimbursementsMinor, -b.NetMinor, -b.EmployerCostMinor);
}
