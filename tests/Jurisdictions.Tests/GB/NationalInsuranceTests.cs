namespace Bureau.Jurisdictions.Tests.GB;

public sealed class NationalInsuranceTests
{
    [Fact]
    public void A_change_of_letter_counts_from_the_payment_on_which_it_applies()
    {
        var under21 = Gb.Monthly(5, 3000, category: "M").Calculate();
        var after = Gb.Monthly(6, 3000).ToDate("niable_pay", 15_000).ToDate("employer_nic", 0).Calculate();

        under21["employer_nic"].ShouldBe(0);
        after["employer_nic"].ShouldBe(387.45m);
        after["employee_nic"].ShouldBe(under21["employee_nic"]);
    }

    [Fact]
    public void A_director_by_the_annual_method_pays_nothing_until_the_year_s_threshold()
    {
        var yearToDate = new decimal[Gb.Pack.Lines.Count];
        var paid = new List<decimal>();
        for (var month = 1; month <= 12; month++)
        {
            var result = Gb.Monthly(month, 4000).With("director_method", "annual").After(yearToDate).Calculate();
            paid.Add(result["employee_nic"]);
            yearToDate = yearToDate.Plus(result);
        }

        paid.Take(3).ShouldAllBe(p => p == 0);
        paid[3].ShouldBe(decimal.Round((16_000 - 12_570) * 0.08m, 2));
        // 48,000 a year: the same as one payment of the whole year.
        paid.Sum().ShouldBe(2834.40m);
        yearToDate[Gb.Pack.Lines.Ordinal("ni_pt_to_uel")].ShouldBe(48_000 - 12_570);
    }

    [Theory]
    [InlineData("annual")]
    [InlineData("alternative")]
    public void A_director_settles_to_the_same_contributions_whatever_the_method(string method)
    {
        decimal[] pay = [1000, 9000, 1000, 1000, 7000, 1000, 1000, 1000, 1000, 1000, 1000, 12000];
        var yearToDate = new decimal[Gb.Pack.Lines.Count];
        for (var month = 1; month <= 12; month++)
            yearToDate = yearToDate.Plus(Gb.Monthly(month, pay[month - 1]).With("director_method", method).With("final_period", month == 12 ? "true" : "false").After(yearToDate).Calculate());

        yearToDate[Gb.Pack.Lines.Ordinal("employee_nic")].ShouldBe(1954.40m);
        yearToDate[Gb.Pack.Lines.Ordinal("employer_nic")].ShouldBe(4800.00m);
    }

    [Fact]
    public void Loans_of_a_director_follow_the_annual_earnings_period()
    {
        PayCase Paid(int month) => Gb.Monthly(month, 10_000).With("director_method", "annual").With("student_loan_plans", "plan_2");

        Paid(1).Calculate()["student_loan"].ShouldBe(0);
        // 30,000 of the year less 29,385, at 9 %.
        Paid(3).ToDate("niable_pay", 20_000).Calculate()["student_loan"].ShouldBe(55);
        Paid(4).ToDate("niable_pay", 30_000).ToDate("student_loan", 55).Calculate()["student_loan"].ShouldBe(900);
        // Appointed with half of the year left: half of the threshold.
        Paid(12).With("director_weeks", "26").ToDate("niable_pay", 10_000).Calculate()["student_loan"].ShouldBe(477);
    }
}
