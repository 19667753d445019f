namespace Bureau.Jurisdictions.Tests.US;

/// <summary>15 USC 1673 and Fact Sheet #30 of the Wage and Hour Division. Disposable earnings of these cases are 1,000.00 a week: exempt from taxes.</summary>
public sealed class OrderTests
{
    private static PayCase Weekly(decimal pay = 1_000) =>
        Us.Paid(new(2026, 3, 6), PayFrequency.Weekly, pay).With("w4_exempt", "true").With("fica_exempt", "true");

    [Theory]
    [InlineData("false", "false", "600")]
    [InlineData("true", "false", "500")]
    [InlineData("false", "true", "650")]
    [InlineData("true", "true", "550")]
    public void Support_takes_at_most_a_share_by_family_and_arrears(string otherFamily, string arrears, string most)
    {
        var pay = Weekly().Order(1, "support", 900).With("order_1_supports_other_family", otherFamily).With("order_1_arrears_over_12_weeks", arrears);

        pay.Calculate()["order_1"].ToString(System.Globalization.CultureInfo.InvariantCulture).ShouldBe(most + ".00");
    }

    [Fact]
    public void Orders_of_support_share_the_limit_by_amount()
    {
        var result = Weekly().Order(1, "support", 600).Order(2, "support", 300).Calculate();

        (result["order_1"], result["order_2"]).ShouldBe((400, 200));
    }

    [Fact]
    public void A_creditor_gets_what_support_leaves_of_a_quarter()
    {
        var result = Weekly().Order(1, "creditor").Order(2, "support", 140).Calculate();

        (result["order_1"], result["order_2"]).ShouldBe((110, 140));
        Weekly().Order(1, "creditor").Order(2, "support", 300).Calculate()["order_1"].ShouldBe(0);
    }

    [Fact]
    public void Thirty_hours_at_the_minimum_wage_are_protected() => Weekly(233).Order(1, "creditor").Calculate()["order_1"].ShouldBe(15.50m);

    [Theory]
    [InlineData("federal_agency_debt")]
    [InlineData("student_loan")]
    public void Federal_debts_take_fifteen_percent(string kind)
    {
        Weekly().Order(1, kind).Calculate()["order_1"].ShouldBe(150);
        Weekly(233).Order(1, kind).Calculate()["order_1"].ShouldBe(15.50m);
        Weekly().Order(1, kind).Order(2, "support", 200).Calculate()["order_1"].ShouldBe(50);
    }

    [Fact]
    public void A_levy_takes_all_but_its_exempt_amount_and_comes_first_if_it_came_first()
    {
        var levy = Weekly().Order(1, "tax_levy", received: "2026-02-01").With("order_1_exempt_amount", 400).Order(2, "support", 500, "2026-01-01");
        levy.Calculate().Amounts.ShouldSatisfyAllConditions(_ => levy.Calculate()["order_2"].ShouldBe(500), _ => levy.Calculate()["order_1"].ShouldBe(100));

        var earlier = Weekly().Order(1, "tax_levy", received: "2025-12-01").With("order_1_exempt_amount", 400).Order(2, "support", 500, "2026-01-01");
        (earlier.Calculate()["order_1"], earlier.Calculate()["order_2"]).ShouldBe((600, 400));
    }

    [Fact]
    public void A_levy_without_its_exempt_amount_is_refused()
    {
        var pay = Weekly().Order(1, "tax_levy");

        Should.Throw<RulePackException>(() => pay.Calculate()).Field.ShouldBe("order_1_exempt_amount");
        Us.Pack.Check(pay).ShouldContain(f => f.Key == "missing_order_1_exempt_amount" && f.Blocks);
    }

    [Fact]
    public void An_order_ends_with_its_total() =>
        Weekly().Order(1, "creditor", 100).With("order_1_total", 250).ToDate("order_1", 200).Calculate()["order_1"].ShouldBe(50);

    [Fact]
    public void Taxes_come_off_before_and_chosen_deductions_do_not()
    {
        // Texas, single: 1,000 less tax of 81.54 (2026: 52 × 1,000 − 8,600 = 43,400), Social Security 62.00 and Medicare 14.50.
        var pay = Us.Paid(new(2026, 3, 6), PayFrequency.Weekly, 1_000).Pay("union_dues", 100).Order(1, "creditor");
        var result = pay.Calculate();

        var disposable = 1_000 - result["federal_income_tax"] - 62.00m - 14.50m;
        result["order_1"].ShouldBe(decimal.Round(disposable / 4, 2, MidpointRounding.ToZero));
    }
}
