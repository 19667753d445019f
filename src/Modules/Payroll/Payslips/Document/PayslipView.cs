namespace Bureau.Payroll.Payslips.Document;

/// <summary>Model of <c>_PayslipDocument.cshtml</c>.</summary>
/// <param name="Href">From the item name of a line to the page that explains its amount; null where there is none.</param>
internal sealed record PayslipView(PayslipDocument Payslip, Func<string, string?>? Href = null)
{
    public string Amount(long minor) => PayslipFormat.Amount(minor, Payslip.CurrencyDigits);

    public IEnumerable<PayslipViewTable> Tables()
    {
        yield return new(this, "Earnings", Payslip.Earnings, "Gross pay", Payslip.GrossPay);
        yield return new(this, "Deductions", Payslip.Deductions, "Total deductions", Payslip.TotalDeductions);
        yield return new(this, "Reimbursements", Payslip.Reimbursements);
        yield return new(this, "Benefits in kind (taxed, not paid out)", Payslip.BenefitsInKind);
        yield return new(this, "Bases", Payslip.Bases);
        yield return new(this, "Employer costs", Payslip.EmployerCosts);
    }
}

internal sealed record PayslipViewTable(PayslipView View, string Caption, IReadOnlyList<PayslipLine> Lines, string? TotalLabel = null, PayslipFigure Total = default)
{
    public bool Shown => Lines.Count > 0 || TotalLabel is not null;
    public bool ByUnits => Lines.Any(line => line.Units is not null || line.Rate is not null);
}
