namespace Bureau.Jurisdictions.Tests.GB;

public sealed class TerminationAwardTests
{
    [Theory]
    [InlineData(30_000, 0, 0, 0)]
    [InlineData(42_000.01, 0, 12_000.01, 1_800)]
    [InlineData(10_000, 25_000, 5_000, 750)]
    [InlineData(10_000, 40_000, 10_000, 1_500)]
    public void Only_what_exceeds_30_000_is_taxed_and_the_employer_pays_class_1A_on_it(decimal award, decimal before, decimal taxed, decimal class1A)
    {
        var pay = Gb.Monthly(3, 2000).With("termination_award_before", before).Pay("termination_award", award);

        var result = pay.Calculate();

        result["termination_award_taxed"].ShouldBe(taxed);
        result["taxable_pay"].ShouldBe(2000 + taxed);
        result["employer_class_1a"].ShouldBe(class1A);
        // Neither class 1 nor loans nor pension.
        result["niable_pay"].ShouldBe(2000);
    }

    [Fact]
    public void Instalments_use_up_one_exempt_amount()
    {
        var first = Gb.Monthly(3, 0).Pay("termination_award", 20_000);
        var second = Gb.Monthly(4, 0).Pay("termination_award", 15_000).After(first.YearToDate.Plus(first.Calculate()));

        first.Calculate()["termination_award_taxed"].ShouldBe(0);
        second.Calculate()["termination_award_taxed"].ShouldBe(5_000);
    }

    [Fact]
    public void After_the_P45_the_excess_is_taxed_with_0T()
    {
        var pay = Gb.Monthly(3, 0).With("payment_after_leaving", "true").Pay("termination_award", 33_000);

        // 3,000 in one month without free pay, all at the basic rate of 3,142 pounds a month.
        pay.Calculate()["income_tax"].ShouldBe(600);
        NetPay.Of(pay, pay.Calculate()).ShouldBe(32_400);
    }

    [Fact]
    public void The_report_tells_the_exempt_part_and_class_1A()
    {
        var pay = Gb.Monthly(3, 1000).Pay("termination_award", 33_000);

        var told = Gb.Pack.FiguresFor("fps", pay, pay.Calculate()).ToDictionary(f => f.Name, f => f.Value);

        told["TaxablePay"].ShouldBe("4000.00");
        told["NonTaxOrNICPmt"].ShouldBe("30000.00");
        told["FiguresToDate/Class1ANICsYTD"].ShouldBe("450.00");
        told["GrossEarningsForNICsInPd"].ShouldBe("1000.00");
    }

    [Theory]
    [InlineData("non_cash_pay", 2500, 2500)]
    [InlineData("non_cash_niable", 2000, 2500)]
    [InlineData("payrolled_benefit", 2500, 2000)]
    public void Pay_in_kind_counts_as_the_law_says_but_is_not_paid(string item, decimal taxable, decimal niable)
    {
        var pay = Gb.Monthly(1, 2000).Pay(item, 500);
        var result = pay.Calculate();

        (result["taxable_pay"], result["niable_pay"]).ShouldBe((taxable, niable));
        NetPay.Of(pay, result).ShouldBe(2000 - result["income_tax"] - result["employee_nic"]);
    }

    [Fact]
    public void Half_of_the_cash_is_the_limit_also_for_pay_in_kind() =>
        Gb.Monthly(1, 400, "0T").Pay("non_cash_pay", 5000).Calculate()["income_tax"].ShouldBe(200);
}
