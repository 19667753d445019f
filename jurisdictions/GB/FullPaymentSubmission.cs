using System.Globalization;

namespace Bureau.Jurisdictions.GB;

/// <summary>
/// One person's entry of the Full Payment Submission: names of the elements in HMRC's schema (RTI FullPaymentSubmission), in its order. Name,
/// address and employer references come from elsewhere. Amounts of zero are left out where the schema allows it.
/// </summary>
internal static class FullPaymentSubmission
{
    public static IEnumerable<ReportFigure> FiguresOf(PayCase pay, PayResult result) =>
        [.. Person(pay), .. Employment(pay, result), .. ToDate(pay, result), .. Payment(pay, result), .. NationalInsurance(pay, result)];

    private static IEnumerable<ReportFigure> Person(PayCase pay)
    {
        if (Text(pay, EmployeeFields.Nino) is { } nino) yield return new("NINO", nino, "National Insurance number");
        if (Text(pay, EmployeeFields.DateOfBirth) is { } born) yield return new("BirthDate", born, "Date of birth");
        if (Text(pay, EmployeeFields.Gender) is { } gender) yield return new("Gender", gender, "Gender");
    }

    private static IEnumerable<ReportFigure> Employment(PayCase pay, PayResult result)
    {
        if (Text(pay, EmployeeFields.DirectorMethod) is "annual" or "alternative")
        {
            yield return new("DirectorsNIC", Text(pay, EmployeeFields.DirectorMethod) == "annual" ? "AN" : "AL", "Director's calculation method");
            if (Text(pay, EmployeeFields.DirectorWeeks) is { } weeks and not "52")
                yield return new("TaxWkOfApptOfDirector", (53 - int.Parse(weeks, CultureInfo.InvariantCulture)).ToString(CultureInfo.InvariantCulture), "Tax week of appointment of director");
        }

        // A starter is reported with the first payment.
        if (Text(pay, EmployeeFields.StartDate) is { } start && pay.YearToDate[Lines.TaxablePay] == 0 && Given.Date(pay, EmployeeFields.StartDate) >= Calendar.TaxYearOf(pay.PayDate).Start)
        {
            yield return new("StartDate", start, "Date of starting");
            if (Text(pay, EmployeeFields.StartDeclaration) is { } declaration) yield return new("StartDec", declaration, "Starting declaration");
        }

        if (Text(pay, EmployeeFields.PayrollId) is { } payrollId) yield return new("PayId", payrollId, "Payroll ID");
        if (Text(pay, EmployeeFields.NiAggregation) is "here" or "elsewhere") yield return new("AggregatedEarnings", "yes", "Aggregated earnings indicator");
        if (Text(pay, EmployeeFields.LeavingDate) is { } leaving) yield return new("LeavingDate", leaving, "Date of leaving");
    }

    private static IEnumerable<ReportFigure> ToDate(PayCase pay, PayResult result)
    {
        decimal Sum(int line) => pay.YearToDate[line] + result.Amounts[line];
        yield return new("FiguresToDate/TaxablePay", Money(Sum(Lines.TaxablePay)), "Taxable pay to date in this employment, payrolled benefits included");
        yield return new("FiguresToDate/TotalTax", Money(Sum(Lines.IncomeTax)), "Total tax to date in this employment");
        if (Sum(Lines.StudentLoan) != 0) yield return new("FiguresToDate/StudentLoansTD", Money(Sum(Lines.StudentLoan)), "Student loan repayments to date");
        if (Sum(Lines.PostgraduateLoan) != 0) yield return new("FiguresToDate/PostgradLoansTD", Money(Sum(Lines.PostgraduateLoan)), "Postgraduate loan repayments to date");
        if (Sum(Lines.PayrolledBenefits) != 0) yield return new("FiguresToDate/BenefitsTaxedViaPayrollYTD", Money(Sum(Lines.PayrolledBenefits)), "Benefits taxed through the payroll to date");
        if (Sum(Lines.NetPayPension) != 0) yield return new("FiguresToDate/EmpeePenContribnsPaidYTD", Money(Sum(Lines.NetPayPension)), "Employee pension contributions under net pay arrangements to date");
        if (Sum(Lines.EmployerClass1A) != 0) yield return new("FiguresToDate/Class1ANICsYTD", Money(Sum(Lines.EmployerClass1A)), "Class 1A contributions on termination awards to date");
        var other = Sum(Lines.EmployeePension) - Sum(Lines.NetPayPension);
        if (other != 0) yield return new("FiguresToDate/EmpeePenContribnsNotPaidYTD", Money(other), "Employee pension contributions not under net pay arrangements to date");
    }

    private static IEnumerable<ReportFigure> Payment(PayCase pay, PayResult result)
    {
        var amounts = result.Amounts;
        yield return new("PayFreq", pay.Frequency switch { PayFrequency.Weekly => "W1", PayFrequency.Fortnightly => "W2", PayFrequency.FourWeekly => "W4", PayFrequency.Monthly => "M1", _ => "MA" }, "Pay frequency");
        yield return new("PmtDate", pay.PayDate.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), "Payment date");
        yield return pay.Frequency switch
        {
            PayFrequency.Weekly => Number("WeekNo", pay.Period, "Tax week"),
            PayFrequency.Fortnightly => Number("WeekNo", 2 * pay.Period, "Tax week"),
            PayFrequency.FourWeekly => Number("WeekNo", 4 * pay.Period, "Tax week"),
            PayFrequency.Monthly => Number("MonthNo", pay.Period, "Tax month"),
            _ => Number("MonthNo", Calendar.TaxMonthOf(pay.PayDate), "Tax month"),
        };
        yield return Number("PeriodsCovered", 1, "Number of earnings periods covered by payment");
        if (Given.Yes(pay, EmployeeFields.PaymentAfterLeaving)) yield return new("PmtAfterLeaving", "yes", "Payment after leaving");
        yield return new("HoursWorked", Text(pay, EmployeeFields.NormalHours) ?? "E", "Number of normal hours worked");
        foreach (var figure in TaxCodeOperated(pay)) yield return figure;

        yield return new("TaxablePay", Money(amounts[Lines.TaxablePay]), "Taxable pay in this pay period, payrolled benefits included");
        var (notTaxed, deductions) = OutsideTax(pay, result);
        if (notTaxed != 0) yield return new("NonTaxOrNICPmt", Money(notTaxed), "Value of payments not subject to tax or NICs in pay period");
        if (deductions != 0) yield return new("DednsFromNetPay", Money(deductions), "Value of deductions from net pay in pay period");
        if (pay.Pay[PayItems.NonCashNiable] != 0) yield return new("ItemsSubjectToClass1NIC", Money(pay.Pay[PayItems.NonCashNiable]), "Value of items subject to class 1 NICs that are not taxed here");
        yield return new("PayAfterStatDedns", Money(amounts[Lines.TaxablePay] - amounts[Lines.PayrolledBenefits] - pay.Pay[PayItems.NonCashPay] - amounts[Lines.IncomeTax] - amounts[Lines.EmployeeNic] - amounts[Lines.StudentLoan] - amounts[Lines.PostgraduateLoan]), "Pay after statutory deductions");
        if (amounts[Lines.PayrolledBenefits] != 0) yield return new("BenefitsTaxedViaPayroll", Money(amounts[Lines.PayrolledBenefits]), "Value of benefits taxed via payroll in pay period");
        if (amounts[Lines.NetPayPension] != 0) yield return new("EmpeePenContribnsPaid", Money(amounts[Lines.NetPayPension]), "Value of employee pension contributions paid under net pay arrangements in pay period");
        var otherPension = amounts[Lines.EmployeePension] - amounts[Lines.NetPayPension];
        if (otherPension != 0) yield return new("EmpeePenContribnsNotPaid", Money(otherPension), "Value of employee pension contributions not paid under a net pay arrangement in pay period");
        if (amounts[Lines.StudentLoan] != 0) yield return new("StudentLoanRecovered", Money(amounts[Lines.StudentLoan]), "Student loan repayment recovered in this pay period");
        if (amounts[Lines.PostgraduateLoan] != 0) yield return new("PostgradLoanRecovered", Money(amounts[Lines.PostgraduateLoan]), "Postgraduate loan repayment recovered in this pay period");
        yield return new("TaxDeductedOrRefunded", Money(amounts[Lines.IncomeTax]), "Value of tax deducted or refunded from this payment");
        if (Given.Yes(pay, EmployeeFields.OnStrike)) yield return new("OnStrike", "yes", "On strike");
        string[] statutory = ["SMPYTD", "SPPYTD", "SAPYTD", "ShPPYTD", "SPBPYTD", "SNCPYTD"];
        for (var i = 0; i < statutory.Length; i++)
        {
            var line = Lines.StatutoryPay[i].Line;
            if (pay.YearToDate[line] + amounts[line] is not 0 and var paid) yield return new(statutory[i], Money(paid), Lines.All[line].Label + " in the year to date");
        }
    }

    private static IEnumerable<ReportFigure> TaxCodeOperated(PayCase pay)
    {
        var text = Text(pay, EmployeeFields.TaxCodeField)!;
        var nation = TaxCode.Parse(text).Nation;
        var afterLeaving = Given.Yes(pay, EmployeeFields.PaymentAfterLeaving) && text != "NT";
        yield return new("TaxCode", afterLeaving ? "0T" : nation == Nation.EnglandNorthernIreland ? text : text[1..], "Tax code operated");
        if (nation != Nation.EnglandNorthernIreland) yield return new("TaxCode/@TaxRegime", nation == Nation.Scotland ? "S" : "C", "Scottish or Welsh rates");
        if (afterLeaving || Text(pay, EmployeeFields.TaxBasis) == "week1_month1") yield return new("TaxCode/@BasisNonCumulative", "yes", "Week 1 / month 1");
    }

    private static IEnumerable<ReportFigure> NationalInsurance(PayCase pay, PayResult result)
    {
        // The letter of this payment first; letters used earlier in the tax year are reported with it each time, numbered from 2.
        var number = 1;
        foreach (var (letter, inPeriod, toDate) in NiByLetter.Of(pay, result))
        {
            var group = number++ == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $"NIlettersAndValues[{number - 1}]/");
            yield return new(group + "NIletter", letter, "National Insurance category letter");
            yield return new(group + "GrossEarningsForNICsInPd", Money(inPeriod[Lines.NiablePay]), "Gross earnings for NICs in this period");
            yield return new(group + "GrossEarningsForNICsYTD", Money(toDate[Lines.NiablePay]), "Gross earnings for NICs year to date");
            yield return new(group + "AtLELYTD", Money(toDate[Lines.NiAtLel]), "Earnings at the lower earnings limit year to date");
            yield return new(group + "LELtoPTYTD", Money(toDate[Lines.NiLelToPt]), "Earnings above the lower earnings limit up to the primary threshold year to date");
            yield return new(group + "PTtoUELYTD", Money(toDate[Lines.NiPtToUel]), "Earnings above the primary threshold up to the upper earnings limit year to date");
            yield return new(group + "TotalEmpNICInPd", Money(inPeriod[Lines.EmployerNic]), "Employer's contributions in this period");
            yield return new(group + "TotalEmpNICYTD", Money(toDate[Lines.EmployerNic]), "Employer's contributions year to date");
            yield return new(group + "EmpeeContribnsInPd", Money(inPeriod[Lines.EmployeeNic]), "Employee's contributions in this period");
            yield return new(group + "EmpeeContribnsYTD", Money(toDate[Lines.EmployeeNic]), "Employee's contributions year to date");
        }
    }

    private static (decimal NotTaxed, decimal Deductions) OutsideTax(PayCase pay, PayResult result)
    {
        var (notTaxed, deductions) = (0m, 0m);
        for (var i = 0; i < pay.Pay.Length; i++)
        {
            if (PayItems.All[i].Kind == PayItemKind.Reimbursement || i == PayItems.TerminationAward) notTaxed += pay.Pay[i];
            if (PayItems.All[i].Kind == PayItemKind.Deduction && PayItems.Effect[i].Taxable == 0) deductions += pay.Pay[i];
        }

        return (notTaxed - result.Amounts[Lines.TerminationAwardTaxed], deductions);
    }

    private static string? Text(PayCase pay, int field) => pay.Fields[field] is { Length: > 0 } text ? text : null;

    private static string Money(decimal amount) => amount.ToString("0.00", CultureInfo.InvariantCulture);

    private static ReportFigure Number(string name, int number, string label) => new(name, number.ToString(CultureInfo.InvariantCulture), label);
}
