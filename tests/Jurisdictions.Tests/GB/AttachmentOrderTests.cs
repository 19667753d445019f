namespace Bureau.Jurisdictions.Tests.GB;

public sealed class AttachmentOrderTests
{
    [Fact]
    public void Net_earnings_are_pay_less_tax_contributions_and_pension_without_family_pay()
    {
        // 2,000 basic + 100 maternity pay; tax, National Insurance and pension off; maternity pay out; 3,000 threshold of protected earnings not reached.
        var pay = Gb.Monthly(1, 2000).Pay("smp", 100).Pay("expenses", 50).With("pension_scheme", "net_pay");
        var before = pay.Calculate();
        var net = 2000 - before["income_tax"] - before["employee_nic"] - before["employee_pension"];

        pay.With("order_1_kind", "deo").With("order_1_amount", "5000").Calculate()["order_1"].ShouldBe(decimal.Round(net * 0.4m, 2, MidpointRounding.ToZero));
    }

    [Fact]
    public void A_student_loan_leaves_the_protected_earnings_of_a_priority_order()
    {
        // As CSLM18025: net 903 after the order, 850 protected, so 53 of the loan.
        var pay = Gb.Monthly(1, 3000, "NT", "C").With("student_loan_plans", "plan_2").With("order_1_kind", "aeo_priority").With("order_1_amount", "2097").With("order_1_protected", "850");
        pay.With("order_1_kind", null).Calculate()["student_loan"].ShouldBe(49);

        var result = pay.With("order_1_kind", "aeo_priority").With("order_1_protected", "860.50").Calculate();

        result["order_1"].ShouldBe(2097);
        result["student_loan"].ShouldBe(42);
    }

    [Fact]
    public void Orders_of_several_kinds_are_told_and_add_up()
    {
        var trace = new Trace();
        var pay = Gb.Monthly(3, 2500).With("student_loan_plans", "plan_1").With("postgraduate_loan", "true")
            .With("order_1_kind", "dea").With("order_2_kind", "council_tax").With("order_3_kind", "deo").With("order_3_amount", "800").With("order_3_arrears", "35");
        pay.Employer[Gb.Pack.EmployerFields.Ordinal("attachment_admin_fee")] = "true";
        var result = pay.Calculate(trace);

        foreach (var line in Gb.Pack.Lines) trace.Steps.Where(s => s.Line == line.Name).Sum(s => s.Contributes).ShouldBe(result[line.Name], line.Name);
        var net = 2500 - result["income_tax"] - result["employee_nic"];
        (result["order_2"] + result["order_3"] + result["student_loan"] + result["postgraduate_loan"] + result["order_1"]).ShouldBeLessThanOrEqualTo(net);
        result["order_3"].ShouldBeGreaterThan(0);
        result["order_3_shortfall"].ShouldBe(800 - result["order_3"]);
        result["order_admin_fee"].ShouldBe(new[] { "order_1", "order_2", "order_3" }.Count(o => result[o] > 0));
    }

    /// <summary>Category X and code NT: net earnings are the pay.</summary>
    private static PayCase Net(decimal pay, string kind, string? date = null) => Gb.Monthly(1, pay, "NT", "X").With("order_1_kind", kind).With("order_1_date", date);

    [Theory]
    [InlineData(430, "0")]
    [InlineData(430.01, "12.90")]
    [InlineData(1000, "50.00")]
    [InlineData(2500, "425.00")]
    // 17 % of 2,860 and half of 140.
    [InlineData(3000, "556.20")]
    public void Council_tax_in_Wales_has_limits_of_its_own(decimal pay, string deducted) =>
        Net(pay, "council_tax_wales", "2024-06-01").Calculate()["order_1"].ShouldBe(decimal.Parse(deducted, System.Globalization.CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("2022-03-31", 340)]
    [InlineData("2022-04-01", 240)]
    [InlineData(null, 240)]
    public void Older_Welsh_orders_keep_the_limits_that_England_has(string? date, decimal deducted) =>
        Net(2000, "council_tax_wales", date).Calculate()["order_1"].ShouldBe(deducted);

    [Fact]
    public void Welsh_limits_by_the_week_are_those_of_the_regulations() =>
        new PayCase(Gb.Pack) { PayDate = new(2026, 5, 1), Frequency = PayFrequency.Fortnightly, Period = 2 }.With("tax_code", "NT").With("ni_category", "X").Pay("regular", 800)
            .With("order_1_kind", "council_tax_wales").With("order_1_date", "2025-01-01").Calculate()["order_1"].ShouldBe(96);

    [Theory]
    [InlineData(1000, 120, 120)]
    [InlineData(250, 120, 100)]
    public void A_fixed_Direct_Earnings_Attachment_leaves_60_percent(decimal pay, decimal asked, decimal deducted) =>
        Net(pay, "dea_fixed").With("order_1_amount", asked).Calculate()["order_1"].ShouldBe(deducted);

    [Theory]
    // April: 28 days of the period at 15 a day; 28 × 24.66 = 690.48 must remain.
    [InlineData(2000, 420)]
    [InlineData(900, 209.52)]
    [InlineData(690.48, 0)]
    public void Current_maintenance_is_taken_by_the_day_above_the_protected_amount(decimal pay, decimal deducted) =>
        Net(pay, "current_maintenance").With("order_1_amount", 15).Calculate()["order_1"].ShouldBe(deducted);

    [Theory]
    // Ordinary debts as an earnings arrestment: 112.50 + 20 % of 500; then 28 days at 15.
    [InlineData(2000, 15, 632.50)]
    [InlineData(2000, 0, 212.50)]
    // 750 to 1,500: 15 % of 150; of the rest 187.02 is above 690.48.
    [InlineData(900, 15, 209.52)]
    public void A_conjoined_order_takes_debts_first_and_then_maintenance(decimal pay, decimal daily, decimal deducted) =>
        Net(pay, "conjoined_arrestment").With("order_1_amount", daily).Calculate()["order_1"].ShouldBe(deducted);

    [Fact]
    public void An_earnings_arrestment_comes_before_current_maintenance_whatever_their_dates()
    {
        var result = Net(900, "current_maintenance", "2020-01-01").With("order_1_amount", 15).With("order_2_kind", "earnings_arrestment").With("order_2_date", "2026-01-01").Calculate();

        (result["order_2"], result["order_1"]).ShouldBe((22.50m, 187.02m));
    }

    [Fact]
    public void A_Direct_Earnings_Attachment_comes_before_a_civil_debt_whatever_their_dates()
    {
        var result = Net(1000, "aeo_non_priority", "2020-01-01").With("order_1_amount", 900).With("order_1_protected", 100).With("order_2_kind", "dea").With("order_2_date", "2026-01-01").Calculate();

        (result["order_2"], result["order_1"]).ShouldBe((70m, 830m));
    }

    [Fact]
    public void Protected_earnings_that_fell_short_are_made_good_before_a_fine_is_deducted()
    {
        // 800 protected, 200 asked. First month 700: 100 short and nothing deducted. Second 950: 100 made good, 50 deducted of 400. Third 1,300: the rest.
        PayCase Month(int month, decimal pay, decimal[] before) => Gb.Monthly(month, pay, "NT", "X").After(before).With("order_1_kind", "aeo_priority").With("order_1_amount", "200").With("order_1_protected", "800");

        var first = Month(1, 700, new decimal[Gb.Pack.Lines.Count]);
        var afterFirst = first.YearToDate.Plus(first.Calculate());
        var second = Month(2, 950, afterFirst);
        var afterSecond = afterFirst.Plus(second.Calculate());
        var third = Month(3, 1300, afterSecond);

        (first.Calculate()["order_1"], first.Calculate()["order_1_shortfall"], first.Calculate()["order_1_protected_shortfall"]).ShouldBe((0m, 200m, 100m));
        (second.Calculate()["order_1"], second.Calculate()["order_1_shortfall"], second.Calculate()["order_1_protected_shortfall"]).ShouldBe((50m, 150m, -100m));
        (third.Calculate()["order_1"], third.Calculate()["order_1_shortfall"], third.Calculate()["order_1_protected_shortfall"]).ShouldBe((500m, -300m, 0m));
    }

    [Fact]
    public void A_civil_debt_carries_nothing_forward()
    {
        var result = Net(700, "aeo_non_priority").With("order_1_amount", "200").With("order_1_protected", "800").Calculate();

        (result["order_1"], result["order_1_shortfall"], result["order_1_protected_shortfall"]).ShouldBe((0m, 0m, 0m));
    }

    [Fact]
    public void An_order_of_unknown_kind_is_refused() =>
        Should.Throw<RulePackException>(() => Gb.Monthly(1, 1000).With("order_2_kind", "loan").Calculate()).Field.ShouldBe("order_2_kind");
}
