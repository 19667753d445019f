namespace Bureau.Jurisdictions.Tests.GB;

public sealed class ReportTests
{
    private static readonly Dictionary<string, decimal> YearToDate = new()
    {
        ["income_tax"] = 50_000,
        ["employee_nic"] = 20_000,
        ["employer_nic"] = 40_000,
        ["student_loan"] = 300,
        ["postgraduate_loan"] = 100,
        ["niable_pay"] = 1_200_000,
        ["statutory_maternity_pay"] = 1_000,
    };

    [Fact]
    public void The_employer_payment_summary_recovers_92_percent_and_reports_the_levy() =>
        Report("eps", new() { ["employment_allowance"] = "true" }).ShouldBe(
        [
            "EmpAllceInd yes", "RecoverableAmountsYTD/TaxMonth 3", "RecoverableAmountsYTD/SMPRecovered 920.00",
            // 1,200,000 × 0.5 % − 3 × 1,250.
            "ApprenticeshipLevy/LevyDueYTD 2250.00", "ApprenticeshipLevy/TaxMonth 3", "ApprenticeshipLevy/AnnualAllce 15000.00", "RelatedTaxYear 26-27",
        ]);

    [Fact]
    public void A_small_employer_recovers_all_and_is_compensated() =>
        Report("eps", new() { ["small_employers_relief"] = "true", ["apprenticeship_levy_allowance_share"] = "0.2" }).ShouldBe(
        [
            "EmpAllceInd no", "RecoverableAmountsYTD/TaxMonth 3", "RecoverableAmountsYTD/SMPRecovered 1000.00", "RecoverableAmountsYTD/NICCompensationOnSMP 90.00",
            "ApprenticeshipLevy/LevyDueYTD 5250.00", "ApprenticeshipLevy/TaxMonth 3", "ApprenticeshipLevy/AnnualAllce 3000.00", "RelatedTaxYear 26-27",
        ]);

    [Fact]
    public void The_payment_to_HMRC_nets_what_the_employer_may_keep() =>
        Report("hmrc_payment", new() { ["employment_allowance"] = "true" }).ShouldBe(
        [
            "IncomeTax 50000.00", "StudentLoanDeductions 400.00", "GrossNationalInsurance 60000.00", "StatutoryPayRecovered 920.00", "EmploymentAllowance 10500.00",
            "ApprenticeshipLevy 2250.00", "TotalAmountDue 101230.00", "AmountDue 101230.00",
        ]);

    /// <summary>April to June; the allowance is used up in May.</summary>
    [Theory]
    [InlineData("monthly", "2026-04-28", "3000.00")]
    [InlineData("monthly", "2026-05-28", "6500.00")]
    [InlineData("monthly", "2026-06-28", "10000.00")]
    [InlineData("quarterly", "2026-06-28", "19500.00")]
    public void What_is_due_is_of_the_tax_month_or_quarter(string frequency, string payDate, string due)
    {
        PaidRun Run(int month) => Cases.Paid(new(2026, month, 28), new() { ["income_tax"] = 3_000, ["employer_nic"] = 7_000 }).Runs[0];
        var day = DateOnly.Parse(payDate, System.Globalization.CultureInfo.InvariantCulture);
        var paid = new EmployerPay([.. Enumerable.Range(4, day.Month - 3).Select(Run)]);

        var figure = Gb.Pack.EmployerFiguresFor("hmrc_payment", day, new Dictionary<string, string> { ["employment_allowance"] = "true", ["hmrc_payment_frequency"] = frequency }, paid).Single(f => f.IsDue);

        (figure.Name, figure.Value).ShouldBe(("AmountDue", due));
    }

    [Fact]
    public void Class_1A_on_termination_awards_is_paid_with_the_month()
    {
        var report = Gb.Pack.EmployerFiguresFor("hmrc_payment", new DateOnly(2026, 6, 28), new Dictionary<string, string>(), Cases.Paid(new(2026, 6, 28), new() { ["employer_class_1a"] = 450, ["employer_nic"] = 1000 }));

        report.Select(f => $"{f.Name} {f.Value}").ShouldBe(
            ["IncomeTax 0.00", "StudentLoanDeductions 0.00", "GrossNationalInsurance 1000.00", "Class1AOnTerminationAwards 450.00", "StatutoryPayRecovered 0.00", "EmploymentAllowance 0.00", "ApprenticeshipLevy 0.00", "TotalAmountDue 1450.00", "AmountDue 1450.00"]);
    }

    [Fact]
    public void The_P11Db_adds_payrolled_benefits_to_those_on_forms_P11D() =>
        Gb.Pack.EmployerFiguresFor("p11db", new DateOnly(2027, 3, 28), new Dictionary<string, string> { ["p11d_benefits"] = "1200.50" }, Cases.Paid(new(2027, 3, 28), new() { ["payrolled_benefits"] = 8000 }))
            .Select(f => $"{f.Name} {f.Value}").ShouldBe(["BenefitsOnP11D 1200.50", "PayrolledBenefits 8000.00", "TotalBenefits 9200.50", "Class1ARate 0.15", "Class1ANICsPayable 1380.08"]);

    [Fact]
    public void A_P45_tells_the_next_employer_pay_and_tax_to_date()
    {
        var leaver = Gb.Monthly(3, 2000).With("leaving_date", "2026-06-20").With("student_loan_plans", "plan_1").With("previous_pay", "1000").With("previous_tax", "10").ToDate("taxable_pay", 4000).ToDate("income_tax", 300);

        var told = Figures("p45", leaver);

        told.ShouldContain("MonthNo 3");
        told.ShouldContain("TotalPayToDate 7000.00");
        told.ShouldContain("PayInThisEmployment 6000.00");
        told.ShouldContain("StudentLoanDeductionsToContinue Y");
        Figures("p45", leaver.With("tax_basis", "week1_month1")).ShouldNotContain(f => f.StartsWith("TotalPayToDate", StringComparison.Ordinal));
    }

    [Fact]
    public void A_P60_sums_the_year()
    {
        var told = Figures("p60", Gb.Monthly(12, 2000).With("previous_pay", "1000").ToDate("taxable_pay", 22_000).ToDate("employee_nic", 837.76m).ToDate("ni_at_lel", 6149).ToDate("student_loan", 12));

        told.ShouldContain("PayInThisEmployment 24000.00");
        told.ShouldContain("TotalPay 25000.00");
        told.ShouldContain("1a 6708.00");
        told.ShouldContain("1d 913.92");
        told.ShouldContain("StudentLoanDeductions 12.00");
        told.ShouldContain("FinalTaxCode 1257L");
    }

    private static List<string> Report(string obligation, Dictionary<string, string> employer) =>
        [.. Gb.Pack.EmployerFiguresFor(obligation, new DateOnly(2026, 6, 28), employer, Cases.Paid(new(2026, 6, 28), YearToDate)).Select(f => $"{f.Name} {f.Value}")];

    private static List<string> Figures(string form, PayCase pay) => [.. Gb.Pack.FiguresFor(form, pay, pay.Calculate()).Select(f => $"{f.Name} {f.Value}")];
}
