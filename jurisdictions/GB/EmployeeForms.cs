using System.Globalization;

namespace Bureau.Jurisdictions.GB;

/// <summary>P45 and P60: what the employee is given, under the words of the forms.</summary>
internal static class EmployeeForms
{
    /// <summary>Figures of the last payment before leaving. Pay and tax to date are left out where the code is week 1 / month 1.</summary>
    public static IEnumerable<ReportFigure> P45(PayCase pay, PayResult result)
    {
        yield return Text("LeavingDate", pay.Fields[EmployeeFields.LeavingDate] ?? "", "Leaving date");
        var loan = pay.Fields[EmployeeFields.StudentLoanPlans] is { Length: > 0 } || Given.Yes(pay, EmployeeFields.PostgraduateLoan);
        yield return Text("StudentLoanDeductionsToContinue", loan ? "Y" : "", "Student Loan deductions to continue");
        yield return Text("TaxCode", pay.Fields[EmployeeFields.TaxCodeField] ?? "", "Tax code at leaving date");
        var (pays, tax) = Here(pay, result);
        if (pay.Fields[EmployeeFields.TaxBasis] == "week1_month1")
        {
            yield return Text("Week1Month1", "X", "Week 1 / month 1 applies");
        }
        else
        {
            yield return Text(pay.Frequency == PayFrequency.Monthly ? "MonthNo" : "WeekNo", PeriodNumber(pay), "Last entries: week or month number");
            yield return Money("TotalPayToDate", pays + Given.Number(pay, EmployeeFields.PreviousPay), "Total pay to date");
            yield return Money("TotalTaxToDate", tax + Given.Number(pay, EmployeeFields.PreviousTax), "Total tax to date");
        }

        yield return Money("PayInThisEmployment", pays, "Total pay in this employment");
        yield return Money("TaxInThisEmployment", tax, "Total tax in this employment");
    }

    /// <summary>Figures of the last payment of the tax year; loans in whole pounds.</summary>
    public static IEnumerable<ReportFigure> P60(PayCase pay, PayResult result)
    {
        decimal Sum(int line) => pay.YearToDate[line] + result.Amounts[line];
        var (pays, tax) = Here(pay, result);
        var (previousPay, previousTax) = (Given.Number(pay, EmployeeFields.PreviousPay), Given.Number(pay, EmployeeFields.PreviousTax));
        yield return Money("PayInPreviousEmployment", previousPay, "In previous employment(s): pay");
        yield return Money("TaxInPreviousEmployment", previousTax, "In previous employment(s): tax deducted");
        yield return Money("PayInThisEmployment", pays, "In this employment: pay");
        yield return Money("TaxInThisEmployment", tax, "In this employment: tax deducted");
        yield return Money("TotalPay", pays + previousPay, "Total for year: pay");
        yield return Money("TotalTax", tax + previousTax, "Total for year: tax deducted");
        yield return Text("FinalTaxCode", pay.Fields[EmployeeFields.TaxCodeField] + (pay.Fields[EmployeeFields.TaxBasis] == "week1_month1" ? " " + (pay.Frequency == PayFrequency.Monthly ? "M1" : "W1") : ""), "Final tax code");
        var row = 1;
        foreach (var (letter, _, toDate) in NiByLetter.Of(pay, result))
        {
            var prefix = row++ == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $"{row - 1}/");
            yield return Text(prefix + "NILetter", letter, "NIC table letter");
            yield return Money(prefix + "1a", toDate[Lines.NiAtLel], "Earnings at the Lower Earnings Limit");
            yield return Money(prefix + "1b", toDate[Lines.NiLelToPt], "Earnings above the LEL, up to and including the Primary Threshold");
            yield return Money(prefix + "1c", toDate[Lines.NiPtToUel], "Earnings above the PT, up to and including the Upper Earnings Limit");
            yield return Money(prefix + "1d", toDate[Lines.EmployeeNic], "Employee's contributions due on all earnings above the PT");
        }

        foreach (var (_, line) in Lines.StatutoryPay)
            if (Sum(line) != 0) yield return Money(Lines.All[line].Name, Sum(line), Lines.All[line].Label);
        if (Sum(Lines.StudentLoan) != 0) yield return Money("StudentLoanDeductions", decimal.Floor(Sum(Lines.StudentLoan)), "Student Loan deductions, whole pounds");
        if (Sum(Lines.PostgraduateLoan) != 0) yield return Money("PostgraduateLoanDeductions", decimal.Floor(Sum(Lines.PostgraduateLoan)), "Postgraduate Loan deductions, whole pounds");
    }

    private static (decimal Pay, decimal Tax) Here(PayCase pay, PayResult result) =>
        (pay.YearToDate[Lines.TaxablePay] + result.Amounts[Lines.TaxablePay], pay.YearToDate[Lines.IncomeTax] + result.Amounts[Lines.IncomeTax]);

    private static string PeriodNumber(PayCase pay) => (pay.Frequency switch
    {
        PayFrequency.Fortnightly => 2 * pay.Period,
        PayFrequency.FourWeekly => 4 * pay.Period,
        PayFrequency.Annual => 52,
        _ => pay.Period,
    }).ToString(CultureInfo.InvariantCulture);

    private static ReportFigure Money(string name, decimal amount, string label) => new(name, amount.ToString("0.00", CultureInfo.InvariantCulture), label);

    private static ReportFigure Text(string name, string value, string label) => new(name, value, label);
}
