namespace Bureau.Jurisdictions.Tests.GB;

public sealed class IncomeTaxTests
{
    [Theory]
    [InlineData(PayFrequency.Weekly, 53, 242.00, "0.00")]
    [InlineData(PayFrequency.Fortnightly, 27, 1000.00, "103.20")]
    [InlineData(PayFrequency.FourWeekly, 14, 2000.00, "206.40")]
    public void An_extra_week_is_taxed_alone_with_the_free_pay_of_its_own_length(PayFrequency frequency, int period, decimal pay, string tax) =>
        new PayCase(Gb.Pack) { PayDate = new(2027, 4, 5), Frequency = frequency, Period = period }
            .With("tax_code", "1257L").With("ni_category", "X").Pay("regular", pay).ToDate("taxable_pay", 90_000).ToDate("income_tax", 30_000)
            .Calculate()["income_tax"].ShouldBe(decimal.Parse(tax, System.Globalization.CultureInfo.InvariantCulture));

    [Fact]
    public void Pay_and_tax_of_a_P45_count_as_if_earned_here()
    {
        var here = Gb.Monthly(5, 3000).ToDate("taxable_pay", 12_000).ToDate("income_tax", 1_500).Calculate();
        var elsewhere = Gb.Monthly(5, 3000).With("previous_pay", "12000").With("previous_tax", "1500").With("start_date", "2026-08-03").Calculate();

        elsewhere["income_tax"].ShouldBe(here["income_tax"]);
        elsewhere["taxable_pay"].ShouldBe(3000);
    }

    [Fact]
    public void A_P45_of_last_year_no_longer_counts() =>
        Gb.Monthly(5, 3000).With("previous_pay", "12000").With("previous_tax", "1500").With("start_date", "2026-02-03").Calculate()["income_tax"]
            .ShouldBe(Gb.Monthly(5, 3000).Calculate()["income_tax"]);

    [Fact]
    public void Pay_after_leaving_is_taxed_without_free_pay_or_history() =>
        Gb.Monthly(5, 1000, "S1257L").With("payment_after_leaving", "true").ToDate("taxable_pay", 1000).ToDate("income_tax", 5).Calculate()["income_tax"]
            .ShouldBe(Gb.Monthly(1, 1000, "S0T").With("tax_basis", "week1_month1").Calculate()["income_tax"]);

    [Fact]
    public void Benefits_are_taxed_but_the_limit_is_half_of_the_cash()
    {
        var result = Gb.Monthly(1, 400, "0T").Pay("payrolled_benefit", 1500).Calculate();

        result["taxable_pay"].ShouldBe(1900);
        result["income_tax"].ShouldBe(200);
    }

    [Fact]
    public void Nothing_is_deducted_where_there_is_no_cash() =>
        Gb.Monthly(1, 0, "BR").Pay("payrolled_benefit", 1500).Calculate()["income_tax"].ShouldBe(0);

    [Fact]
    public void Nil_pay_leads_to_a_refund_but_not_on_strike()
    {
        var absent = Gb.Monthly(3, 0).ToDate("taxable_pay", 6000).ToDate("income_tax", 780.60m);

        absent.Calculate()["income_tax"].ShouldBe(-209.60m);
        absent.With("on_strike", "true").Calculate()["income_tax"].ShouldBe(0);
    }

    /// <summary>PAYE Regulations 2003, regulation 23: never more than half of the pay; what is held back is due with the next cumulative payments.</summary>
    [Fact]
    public void A_K_code_takes_at_most_half_of_the_pay_and_the_rest_later()
    {
        // K475 adds 396.59 a month: 200 + 396.59 at 20 % would be 119.20; then 1,500 + 200 + 793.18 to date: 498.60.
        var first = Gb.Monthly(1, 200, "K475");
        var second = Gb.Monthly(2, 1500, "K475").After(first.YearToDate.Plus(first.Calculate()));

        first.Calculate()["income_tax"].ShouldBe(100);
        (100 + second.Calculate()["income_tax"]).ShouldBe(498.60m);
        first.With("tax_basis", "week1_month1").Calculate()["income_tax"].ShouldBe(100);
    }

    /// <summary>PAYE Regulations 2003, regulation 20: a new code counts from the next payment; a cumulative one evens out what went before, one on week 1 / month 1 does not.</summary>
    [Theory]
    [InlineData("cumulative", "-9.00")]
    [InlineData("week1_month1", "190.20")]
    public void A_code_that_changes_during_the_year_looks_back_only_where_it_is_cumulative(string basis, string tax)
    {
        // 180 was deducted before. 4,000 to date less free pay of 3 × 1,048.26 leaves 855 at 20 %: 171.
        var pay = Gb.Monthly(3, 2000).With("tax_basis", basis).ToDate("taxable_pay", 2000).ToDate("income_tax", 180);

        pay.Calculate()["income_tax"].ShouldBe(decimal.Parse(tax, System.Globalization.CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("1257L", null)]
    [InlineData("SK100", null)]
    [InlineData("CD1", null)]
    [InlineData("SD3", null)]
    [InlineData("999999T", null)]
    [InlineData("D2", "is not a PAYE code")]
    [InlineData("SNT", "is not a PAYE code")]
    [InlineData("K0", "is not a PAYE code")]
    [InlineData("K10000", "is not a PAYE code")]
    [InlineData("1257l", "is not a PAYE code")]
    [InlineData("1257L W1", "set the tax basis to week1_month1")]
    [InlineData("1257LX", "set the tax basis to week1_month1")]
    public void A_code_is_read_or_refused_with_advice(string code, string? problem)
    {
        var said = Gb.Pack.EmployeeFields["tax_code"].Validate(code);
        if (problem is null) said.ShouldBeNull();
        else said.ShouldNotBeNull().ShouldContain(problem);
    }

    [Theory]
    [InlineData(13)]
    [InlineData(0)]
    public void A_period_that_does_not_exist_is_refused(int period)
    {
        var pay = Gb.Monthly(1, 1000);
        pay.Period = period;

        Should.Throw<RulePackException>(() => pay.Calculate()).ShouldSatisfyAllConditions(
            e => e.Field.ShouldBe("period"), e => e.Message.ShouldContain("Use 1 to 12"));
    }
}
