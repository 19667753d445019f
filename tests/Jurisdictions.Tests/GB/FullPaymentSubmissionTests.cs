namespace Bureau.Jurisdictions.Tests.GB;

public sealed class FullPaymentSubmissionTests
{
    [Fact]
    public void A_payment_is_reported_under_the_official_names()
    {
        var pay = Gb.Monthly(2, 3000, "S1257L").With("nino", "AB123456C").With("date_of_birth", "1990-05-01").With("gender", "F").With("payroll_id", "17").With("normal_hours", "D")
            .With("tax_basis", "week1_month1").With("pension_scheme", "net_pay").With("pension_earnings_basis", "basic").With("student_loan_plans", "plan_4")
            .Pay("smp", 450).Pay("payrolled_benefit", 100).Pay("expenses", 20).Pay("union_dues", 12)
            .ToDate("taxable_pay", 2950).ToDate("income_tax", 380).ToDate("niable_pay", 3000).ToDate("employee_pension", 150).ToDate("net_pay_pension", 100).ToDate("statutory_maternity_pay", 10);

        Reported(pay).ShouldBe(
        [
            "NINO AB123456C", "BirthDate 1990-05-01", "Gender F", "PayId 17",
            // Tax of 2,329 taxed pounds: 330.58 at 19 %, 1,082.42 at 20 %, 916.00 at 21 %. 3,450 + 100 benefit − 172.50 pension; relief at source of 50 earlier in the year is not under a net pay arrangement.
            "FiguresToDate/TaxablePay 6327.50", "FiguresToDate/TotalTax 851.65", "FiguresToDate/StudentLoansTD 57.00", "FiguresToDate/BenefitsTaxedViaPayrollYTD 100.00",
            "FiguresToDate/EmpeePenContribnsPaidYTD 272.50", "FiguresToDate/EmpeePenContribnsNotPaidYTD 50.00",
            "PayFreq M1", "PmtDate 2026-05-28", "MonthNo 2", "PeriodsCovered 1", "HoursWorked D", "TaxCode 1257L", "TaxCode/@TaxRegime S", "TaxCode/@BasisNonCumulative yes",
            "TaxablePay 3377.50", "NonTaxOrNICPmt 20.00", "DednsFromNetPay 12.00", "PayAfterStatDedns 2556.69", "BenefitsTaxedViaPayroll 100.00",
            "EmpeePenContribnsPaid 172.50", "StudentLoanRecovered 57.00", "TaxDeductedOrRefunded 471.65", "SMPYTD 460.00",
            "NIletter A", "GrossEarningsForNICsInPd 3450.00", "GrossEarningsForNICsYTD 6450.00", "AtLELYTD 559.00", "LELtoPTYTD 489.00", "PTtoUELYTD 2402.00",
            "TotalEmpNICInPd 454.95", "TotalEmpNICYTD 454.95", "EmpeeContribnsInPd 192.16", "EmpeeContribnsYTD 192.16",
        ]);
    }

    [Fact]
    public void Starters_directors_and_leavers_are_told()
    {
        string[] starter = ["DirectorsNIC AL", "TaxWkOfApptOfDirector 5", "StartDate 2026-05-04", "StartDec B"];
        Reported(Gb.Monthly(2, 3000).With("start_date", "2026-05-04").With("start_declaration", "B").With("director_method", "alternative").With("director_weeks", "48"))
            .Intersect(starter).ShouldBe(starter);
        string[] leaver = ["LeavingDate 2026-05-10", "PmtAfterLeaving yes", "TaxCode 0T", "TaxCode/@TaxRegime C", "TaxCode/@BasisNonCumulative yes"];
        Reported(Gb.Monthly(2, 3000, "C1257L").With("leaving_date", "2026-05-10").With("payment_after_leaving", "true")).Intersect(leaver).ShouldBe(leaver);
    }

    [Fact]
    public void Other_obligations_take_nothing_of_the_single_payment()
    {
        var pay = Gb.Monthly(1, 1000);

        Gb.Pack.FiguresFor("eps", pay, pay.Calculate()).ShouldBeEmpty();
    }

    private static List<string> Reported(PayCase pay) => [.. Gb.Pack.FiguresFor("fps", pay, pay.Calculate()).Select(f => $"{f.Name} {f.Value}")];
}
