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

    [Fact]
    public void An_order_of_unknown_kind_is_refused() =>
        Should.Throw<RulePackException>(() => Gb.Monthly(1, 1000).With("order_2_kind", "loan").Calculate()).Field.ShouldBe("order_2_kind");
}
