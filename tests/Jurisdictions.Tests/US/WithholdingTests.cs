namespace Bureau.Jurisdictions.Tests.US;

public sealed class WithholdingTests
{
    [Fact]
    public void A_household_employee_owes_from_the_threshold_on_and_then_for_all_of_the_year()
    {
        var toDate = new decimal[Us.Pack.Lines.Count];
        PayCase Month() => Us.Paid(new(2026, 3, 31), PayFrequency.Monthly, 1_400).With("special_worker", "household").After(toDate);

        var first = Month().Calculate();
        (first["employee_social_security"], first["medicare_wages"], first["wages_below_threshold"]).ShouldBe((0, 0, 1_400));
        toDate = toDate.Plus(first);
        toDate = toDate.Plus(Month().Calculate());

        // 4,200 in three months is above 3,000 (IRS Publication 15, 2026).
        var third = Month().Calculate();
        (third["social_security_wages"], third["employee_social_security"], third["wages_below_threshold"]).ShouldBe((4_200, 260.40m, -2_800));
        toDate = toDate.Plus(third);
        Month().Calculate()["social_security_wages"].ShouldBe(1_400);
    }

    [Theory]
    [InlineData(49, 24_000, 1_000, 500)]
    [InlineData(50, 24_000, 1_000, 1_000)]
    [InlineData(50, 32_400, 1_000, 100)]
    [InlineData(62, 35_700, 1_000, 50)]
    [InlineData(64, 32_400, 1_000, 100)]
    public void Deferrals_above_the_limit_of_the_age_are_paid_out_and_taxed(int age, decimal before, decimal elected, decimal allowed)
    {
        var pay = Us.Biweekly(6_000).With("age", age).Pay("retirement_401k", elected).ToDate("reported_retirement_401k", before);
        var result = pay.Calculate();

        result["reported_retirement_401k"].ShouldBe(allowed);
        result["federal_taxable_wages"].ShouldBe(6_000 - allowed);
        var taxes = result["federal_income_tax"] + result["employee_social_security"] + result["employee_medicare"];
        NetPay.Of(pay, result).ShouldBe(6_000 - allowed - taxes);
    }

    [Theory]
    // Basic safe harbor on 5,000: all of 150, half of the next 100.
    [InlineData("100% of 3%, 50% of 2%", 400, 200)]
    [InlineData("100% of 3%, 50% of 2%", 200, 175)]
    [InlineData("100% of 4%", 100, 100)]
    [InlineData("100% of 4%", 0, 0)]
    public void The_employer_adds_by_the_terms_of_the_plan(string terms, decimal contributed, decimal match)
    {
        var pay = Us.Biweekly(5_000).Pay("retirement_401k", contributed / 2).Pay("retirement_401k_roth", contributed / 2);
        var (without, with) = (pay.Calculate(), pay.With("employer_match", terms).Calculate());

        with["employer_match"].ShouldBe(match);
        NetPay.Of(pay, with).ShouldBe(NetPay.Of(pay, without));
        with["social_security_wages"].ShouldBe(5_000);
    }

    [Fact]
    public void The_match_ends_at_the_limits_of_pay_and_of_annual_additions()
    {
        PayCase Match() => Us.Biweekly(20_000).Pay("retirement_401k", 1_000).With("employer_match", "100% of 10%").With("age", 62);

        // 360,000 of pay count in 2026: 5,000 of this payment.
        Match().ToDate("gross_wages", 355_000).Calculate()["employer_match"].ShouldBe(500);
        // 72,000 of annual additions, of which 24,500 are deferrals; catch-up is none.
        Match().ToDate("employer_match", 47_100).ToDate("reported_retirement_401k", 30_000).Calculate()["employer_match"].ShouldBe(400);
    }

    [Theory]
    [InlineData("100% of 3%, 50% of 2%", true)]
    [InlineData("50 % of 6 %", true)]
    [InlineData("100 of 3", false)]
    [InlineData("half of 6%", false)]
    [InlineData("100% of 60%, 50% of 50%", false)]
    public void Terms_of_a_match_are_checked(string terms, bool good) => (Us.Pack.EmployeeFields["employer_match"].Validate(terms) is null).ShouldBe(good);

    [Fact]
    public void Employers_pay_unemployment_insurance_by_the_rate_of_their_notice()
    {
        // Of Washington's base of 78,200, 1,200 are left.
        var washington = Us.Biweekly(3_000, "WA").ToDate("wa_ui_wages", 77_000);
        washington.Calculate()["wa_ui"].ShouldBe(0);
        washington.Employer("wa_ui_rate", "0.01").Calculate()["wa_ui"].ShouldBe(12);
        Us.Biweekly(3_000, "NJ").Employer("nj_employer_rate", "0.03").ToDate("nj_ui_wages", 44_000).Calculate()["nj_employer"].ShouldBe(24);
    }

    [Fact]
    public void The_date_of_birth_decides_the_age_at_the_end_of_the_year()
    {
        var pay = Us.Biweekly(6_000).With("date_of_birth", "1976-12-31").Pay("retirement_401k", 1_000).ToDate("reported_retirement_401k", 24_500);

        pay.Calculate()["reported_retirement_401k"].ShouldBe(1_000);
        pay.With("date_of_birth", "1977-01-01").Calculate()["reported_retirement_401k"].ShouldBe(0);
    }

    [Fact]
    public void Roth_and_403b_count_towards_the_same_limit_and_Roth_is_kept_before_the_others()
    {
        var result = Us.Biweekly(6_000).Pay("retirement_401k", 300).Pay("retirement_403b", 300).Pay("retirement_401k_roth", 300).ToDate("reported_retirement_401k", 24_000).Calculate();

        (result["reported_retirement_401k"], result["reported_retirement_403b"], result["reported_retirement_401k_roth"], result["retirement_401k_not_taken"], result["retirement_403b_not_taken"]).ShouldBe((0, 200, 300, -300, -100));
    }

    /// <summary>IRS Publication 15, section 15; Publication 15-B.</summary>
    [Theory]
    [InlineData("retirement_401k", 900, 1_000, 1_000)]
    [InlineData("retirement_403b", 900, 1_000, 1_000)]
    [InlineData("retirement_457b", 900, 1_000, 1_000)]
    [InlineData("retirement_simple", 900, 1_000, 1_000)]
    [InlineData("retirement_401k_roth", 1_000, 1_000, 1_000)]
    [InlineData("section125", 900, 900, 900)]
    [InlineData("health_fsa", 900, 900, 900)]
    [InlineData("hsa_via_cafeteria", 900, 900, 900)]
    [InlineData("dependent_care", 900, 900, 900)]
    [InlineData("commuter_transit", 900, 900, 900)]
    [InlineData("union_dues", 1_000, 1_000, 1_000)]
    [InlineData("group_term_life", 1_100, 1_100, 1_000)]
    [InlineData("cash_tips", 1_100, 1_100, 1_100)]
    [InlineData("tips", 1_100, 1_100, 1_100)]
    public void Each_item_counts_for_each_tax(string item, decimal incomeTax, decimal socialSecurity, decimal futa)
    {
        var result = Us.Biweekly(1_000).Pay(item, 100).Calculate();

        (result["federal_taxable_wages"], result["social_security_wages"], result["medicare_wages"], result["futa_wages"]).ShouldBe((incomeTax, socialSecurity, socialSecurity, futa));
    }

    [Fact]
    public void California_taxes_health_savings_but_not_deferrals()
    {
        var result = Us.Biweekly(4_000, "CA").Pay("hsa_via_cafeteria", 100).Pay("retirement_401k", 200).Pay("section125", 300).Calculate();

        result["ca_wages"].ShouldBe(3_500);
        // 1.3 % of 4,000 − 300.
        result["ca_sdi"].ShouldBe(48.10m);
        result["ca_futa_wages"].ShouldBe(3_600);
    }

    [Fact]
    public void Tips_and_overtime_stay_wages_and_their_premium_is_reported()
    {
        var result = Us.Biweekly(1_000).Pay("overtime", 300).Pay("double_time", 200).Pay("tips", 50).Pay("cash_tips", 25).Calculate();

        (result["federal_taxable_wages"], result["qualified_overtime"], result["reported_tips"], result["gross_wages"]).ShouldBe((1_575, 150, 75, 1_575));
    }

    [Fact]
    public void Group_term_life_owes_Social_Security_but_no_income_tax_is_withheld()
    {
        var (with, without) = (Us.Biweekly(3_000).Pay("group_term_life", 100).Calculate(), Us.Biweekly(3_000).Calculate());

        with["federal_income_tax"].ShouldBe(without["federal_income_tax"]);
        (with["employee_social_security"] - without["employee_social_security"]).ShouldBe(6.20m);
    }

    [Fact]
    public void Above_a_million_even_the_exempt_are_taxed()
    {
        var pay = Us.Biweekly(0).Pay("bonus", 10_000).ToDate("supplemental_wages", 995_000).With("w4_exempt", "true");

        pay.Calculate()["federal_income_tax"].ShouldBe(1_850);
    }

    [Fact]
    public void Without_tax_on_regular_wages_the_flat_rate_is_not_used()
    {
        var pay = Us.Biweekly(2_000).Pay("bonus", 1_000).Employer("supplemental_method", "flat");

        pay.Calculate()["federal_income_tax"].ShouldBe(Us.Biweekly(3_000).Calculate()["federal_income_tax"]);
        pay.With("income_tax_withheld_this_or_last_year", "true").Calculate()["federal_income_tax"].ShouldBe(Us.Biweekly(2_000).Calculate()["federal_income_tax"] + 220);
    }

    [Fact]
    public void Nothing_is_withheld_where_nothing_is_paid()
    {
        var result = Us.Biweekly(0, "CA").With("w4_step4c_extra", 50).With("ca_extra_withholding", 20).Calculate();

        result.Amounts.ShouldAllBe(a => a == 0);
    }

    [Fact]
    public void A_certificate_of_nonresidence_moves_income_tax_home_and_leaves_contributions_at_work()
    {
        var pay = Us.Biweekly(3_000, "CA").With("residence_state", "IL");

        pay.Calculate()["il_income_tax"].ShouldBe(0);
        var moved = pay.With("withhold_for_residence_state", "true").Calculate();
        (moved["ca_income_tax"], moved["il_income_tax"], moved["ca_sdi"]).ShouldBe((0, 148.50m, 39.00m));
    }

    [Theory]
    [InlineData(PayFrequency.Quarterly, "NY")]
    [InlineData(PayFrequency.SemiAnnual, "NY")]
    [InlineData(PayFrequency.FourWeekly, "TX")]
    public void A_frequency_without_a_printed_table_is_refused(PayFrequency frequency, string state) =>
        Should.Throw<RulePackException>(() => Us.Paid(new(2026, 6, 30), frequency, 9_000, state).Calculate()).Field.ShouldBe("frequency");

    [Fact]
    public void Head_of_household_on_an_old_form_is_refused() =>
        Should.Throw<RulePackException>(() => Us.Biweekly(2_000).With("w4_version", "pre_2020").With("filing_status", "head_of_household").Calculate()).Field.ShouldBe("filing_status");

    [Fact]
    public void What_is_taken_back_of_a_bonus_lowers_the_other_wages_and_never_below_zero()
    {
        Us.Biweekly(3_000).Pay("bonus", -500).Calculate()["federal_taxable_wages"].ShouldBe(2_500);
        var more = Us.Biweekly(300).Pay("bonus", -500);
        more.Calculate().Amounts[Us.Pack.Lines.Ordinal("federal_taxable_wages")].ShouldBe(0);
        Us.Pack.Check(more).ShouldHaveSingleItem().Key.ShouldBe("negative_wages");
    }
}
