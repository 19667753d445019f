using System.Globalization;
using System.Text;
using Bureau.Jurisdictions.US;

namespace Bureau.Jurisdictions.Tests.US;

public sealed class PackTests
{
    [Theory]
    [InlineData("2025-01-01", true)]
    [InlineData("2026-12-31", true)]
    [InlineData("2024-12-31", false)]
    [InlineData("2027-01-01", false)]
    public void Only_verified_years_can_be_paid(string payDate, bool payable)
    {
        var why = Us.Pack.WhyNotPayable(Day(payDate));

        if (payable) why.ShouldBeNull();
        else why.ShouldNotBeNull().ShouldContain("Verified for payment: 2025, 2026. Update the rule pack");
    }

    [Fact]
    public void A_year_without_figures_is_refused_not_carried_on()
    {
        Should.Throw<RulePackException>(() => Us.Paid(new(2027, 1, 8), PayFrequency.Weekly, 1_000).Calculate()).Message.ShouldContain("federal_income_tax_percentage_table_standard");
    }

    [Theory]
    [InlineData("OH", "has no verified withholding rules")]
    [InlineData("DC", "has no verified withholding rules")]
    public void A_state_that_is_not_covered_is_refused_with_a_reason(string state, string reason)
    {
        var pay = Us.Biweekly(2_000, state);

        Should.Throw<RulePackException>(() => pay.Calculate()).ShouldSatisfyAllConditions(e => e.Field.ShouldBe("work_state"), e => e.Message.ShouldContain(reason));
        Us.Pack.Check(pay).ShouldContain(f => f.Key == "state_not_covered" && f.Blocks && f.Message.Contains(reason, StringComparison.Ordinal));
    }

    [Fact]
    public void Draft_figures_of_a_coming_year_can_be_tried_out_but_do_not_pay()
    {
        var drafts = Us.Pack.Parameters.Where(p => p.Values[^1] is { From.Year: 2027, Value: "null" }).ToList();
        var known = Us.Pack.Parameters.Select(p => drafts.Contains(p) ? p with { Values = [.. p.Values.SkipLast(1)] } : p);
        var coming = drafts.Select(p => p with { Status = "draft", Values = [(new DateOnly(2027, 1, 1), p.Values[^2].Value)] });
        var pack = new UsRulePack([.. known, .. coming], "draft");

        var pay = Us.Paid(new(2027, 3, 12), PayFrequency.Fortnightly, 2_000, pack: pack);
        pay.Calculate()["federal_income_tax"].ShouldBe(Us.Biweekly(2_000).Calculate()["federal_income_tax"]);
        pack.WhyNotPayable(new(2027, 3, 12)).ShouldNotBeNull().ShouldContain("not yet law");
        pack.WhyNotPayable(new(2026, 12, 31)).ShouldBeNull();
    }

    [Fact]
    public void Findings_say_what_is_missing_wrong_or_odd()
    {
        var pay = Us.Biweekly(2_000).With("work_state", null).With("ssn", "000-12-3456");
        Us.Pack.Check(pay).Select(f => (f.Key, f.Blocks)).ShouldBe([("invalid_ssn", true), ("missing_work_state", true)], ignoreOrder: true);

        Us.Pack.Check(Us.Biweekly(2_000)).ShouldBeEmpty();
        Us.Pack.Check(Us.Biweekly(2_000).With("filing_status", null).With("ssn", null)).Select(f => (f.Key, f.Blocks)).ShouldBe([("missing_ssn", false), ("missing_w4", false)]);
        Us.Pack.Check(Us.Biweekly(2_000).With("residence_state", "IL")).ShouldHaveSingleItem().Key.ShouldBe("works_outside_residence_state");
        Us.Pack.Check(Us.Biweekly(2_000).Pay("health_fsa", 200).ToDate("reported_health_fsa", 3_300)).ShouldHaveSingleItem().Message.ShouldContain("$3,500.00 in the year with this payment; the limit of the law is $3,400.00");
        Us.Pack.Check(Us.Biweekly(2_000).Pay("commuter_parking", 341)).ShouldHaveSingleItem().Key.ShouldBe("above_limit_commuter_parking");
        Us.Pack.Check(Us.Biweekly(9_000).Pay("retirement_simple", 1_001).ToDate("reported_retirement_simple", 20_000)).ShouldHaveSingleItem().Key.ShouldBe("above_limit_retirement_simple");
        Us.Pack.Check(Us.Biweekly(9_000).Pay("retirement_457b", 100).ToDate("reported_retirement_457b", 24_401)).ShouldHaveSingleItem().Message.ShouldContain("the limit of the law is $24,500.00");
        Us.Pack.Check(Us.Biweekly(9_000).Pay("retirement_457b", 100).ToDate("reported_retirement_457b", 24_401).With("age", 50)).ShouldBeEmpty();
        Us.Pack.Check(Us.Biweekly(2_000, "KY")).ShouldHaveSingleItem().Key.ShouldBe("tax_not_worked_out");
        Us.Pack.Check(Us.Biweekly(2_000).Order(1, "creditor")).ShouldHaveSingleItem().Key.ShouldBe("state_garnishment_law");
    }

    [Theory]
    // 290.00 is 40 hours at 7.25.
    [InlineData(40, 290, 0, 0, null)]
    [InlineData(40, 289.99, 0, 0, "below_minimum_wage")]
    [InlineData(41, 820, 0, 0, "overtime_not_paid")]
    // Ten hours at time and a half of 20.00.
    [InlineData(40, 800, 10, 300, null)]
    [InlineData(40, 800, 10, 280, "overtime_too_low")]
    public void Hours_and_pay_must_agree_with_the_labor_standards(decimal hours, decimal regular, decimal overtimeHours, decimal overtime, string? finding)
    {
        var pay = Us.Paid(new(2026, 3, 6), PayFrequency.Weekly, regular).Pay("overtime", overtime).Hours("regular", hours).Hours("overtime", overtimeHours);

        Us.Pack.Check(pay).Select(f => f.Key).ShouldBe(finding is null ? [] : [finding]);
        Us.Pack.Check(pay.With("flsa_exempt", "true")).ShouldBeEmpty();
    }

    [Fact]
    public void Commission_raises_the_regular_rate_of_overtime()
    {
        // 40 hours at 20.00, 10 more and a commission of 100: the regular rate is 22.00, so 10 × (20 + 11) is due.
        PayCase Week(decimal overtime) => Us.Paid(new(2026, 3, 6), PayFrequency.Weekly, 800).Pay("commission", 100).Pay("overtime", overtime).Hours("regular", 40).Hours("overtime", 10);

        Us.Pack.Check(Week(309)).ShouldHaveSingleItem().Message.ShouldContain("by the regular rate of $22.00 an hour $310.00 is due");
        Us.Pack.Check(Week(310)).ShouldBeEmpty();
    }

    [Fact]
    public void A_tipped_employee_has_a_cash_wage_that_tips_make_up()
    {
        PayCase Week(decimal cash, decimal tips) => Us.Paid(new(2026, 3, 6), PayFrequency.Weekly, cash).Pay("tips", tips).Hours("regular", 40).With("tipped", "true");

        Us.Pack.Check(Week(85.20m, 204.80m)).ShouldBeEmpty();
        Us.Pack.Check(Week(85.19m, 400)).ShouldHaveSingleItem().Key.ShouldBe("below_tipped_cash_wage");
        Us.Pack.Check(Week(85.20m, 204.79m)).ShouldHaveSingleItem().Key.ShouldBe("below_minimum_wage");
    }

    [Fact]
    public void The_minimum_wage_of_the_state_is_worth_a_look() =>
        Us.Pack.Check(Us.Paid(new(2026, 3, 6), PayFrequency.Weekly, 660, "CA").Hours("regular", 40)).ShouldHaveSingleItem()
            .ShouldSatisfyAllConditions(f => f.Blocks.ShouldBeFalse(), f => f.Message.ShouldContain("minimum wage of California is $16.90"));

    [Theory]
    [InlineData("ssn", "123-45-6789", true)]
    [InlineData("ssn", "123456789", true)]
    [InlineData("ssn", "12-345-6789", false)]
    [InlineData("ssn", "666-45-6789", false)]
    [InlineData("ssn", "900-45-6789", false)]
    [InlineData("az_withholding_rate", "0", true)]
    [InlineData("az_withholding_rate", "0.020", true)]
    [InlineData("az_withholding_rate", "0.02", true)]
    [InlineData("az_withholding_rate", "0.018", false)]
    [InlineData("in_county_of_residence", "01", true)]
    [InlineData("in_county_of_residence", "1", false)]
    [InlineData("in_county_of_residence", "93", false)]
    public void Fields_are_checked(string field, string value, bool good) => (Us.Pack.EmployeeFields[field].Validate(value) is null).ShouldBe(good);

    [Theory]
    [InlineData("ein", "12-3456789", true)]
    [InlineData("ein", "123456789", false)]
    public void Fields_of_the_employer_are_checked(string field, string value, bool good) => (Us.Pack.EmployerFields[field].Validate(value) is null).ShouldBe(good);

    [Fact]
    public void State_fields_are_asked_of_people_of_the_state_only()
    {
        var where = Us.Pack.EmployeeFields["ca_filing_status"].Where.ShouldNotBeNull();

        where.Holds(f => f == "residence_state" ? "CA" : "NV").ShouldBeTrue();
        where.Holds(_ => "NY").ShouldBeFalse();
        where.Holds(_ => null).ShouldBeFalse();
        foreach (var field in Us.Pack.EmployeeFields.Where(f => f.Where is not null))
            field.Where!.Fields.ShouldAllBe(f => Us.Pack.EmployeeFields.Any(other => other.Name == f), field.Name);
    }

    [Fact]
    public void A_pay_date_obliges_to_file_and_pay()
    {
        // Friday 13 March 2026: paydays of Wednesday to Friday are deposited by the next Wednesday.
        var due = Us.Pack.ObligationsFor(new(2026, 3, 13), new Dictionary<string, string> { ["states"] = "CA NJ TX" });

        due.Select(o => (o.Key, o.DueOn, o.PeriodKey)).ShouldBe(
        [
            ("federal_deposit", new(2026, 3, 18), "2026-03-13"), ("form_941", new(2026, 4, 30), "2026/Q1"), ("futa_deposit", new(2026, 4, 30), "2026/Q1"),
            // 31 January 2027 is a Sunday.
            ("form_940", new(2027, 2, 1), "2026"), ("form_w2", new(2027, 2, 1), "2026"), ("form_w3", new(2027, 2, 1), "2026"), ("ca_de_9", new(2026, 4, 30), "2026/Q1"), ("nj_927", new(2026, 4, 30), "2026/Q1"),
        ]);
        due.Single(o => o.Key == "federal_deposit").AmountLines.ShouldBe(
            ["federal_income_tax", "employee_social_security", "employee_medicare", "employee_additional_medicare", "employer_social_security", "employer_medicare"]);
    }

    [Fact]
    public void Whatever_is_withheld_or_owed_is_paid_to_somebody_by_an_obligation()
    {
        var everywhere = new Dictionary<string, string> { ["states"] = string.Join(' ', Us.Pack.EmployerFields["states"].Choices.Select(c => c.Value)) };

        var obligations = Us.Pack.ObligationsFor(new(2026, 5, 29), everywhere).ToList();

        obligations.Select(o => o.Key).ShouldBeUnique();
        var paid = obligations.SelectMany(o => o.AmountLines).ToList();
        paid.ShouldBeUnique();
        // Orders go to creditors, two contributions to the insurer, the match to the plan; eight states tax no wages.
        string[] elsewhere = ["ny_pfl", "ny_dbl", "employer_match", "retirement_401k_not_taken", "retirement_403b_not_taken", "retirement_401k_roth_not_taken", "ak_income_tax", "fl_income_tax", "nh_income_tax", "nv_income_tax", "sd_income_tax", "tn_income_tax", "tx_income_tax", "wa_income_tax", "wy_income_tax"];
        Us.Pack.Lines.Where(l => l.Kind != LineKind.Base && !l.Name.StartsWith("order_", StringComparison.Ordinal)).Select(l => l.Name).Except(elsewhere).Except(paid).ShouldBeEmpty();
        foreach (var obligation in obligations.Where(o => o.Key.Length > 2 && o.Key[2] == '_'))
            Us.Pack.EmployerFiguresFor(obligation.Key, new(2026, 6, 26), everywhere, new EmployerPay([])).Select(f => f.Name).ShouldContain(obligation.AmountLines[0], obligation.Key);
    }

    [Fact]
    public void Catch_up_of_high_earners_must_be_Roth()
    {
        PayCase Of(string item) => Us.Biweekly(6_000).With("age", 55).With("prior_year_social_security_wages", 150_001).Pay(item, 500).ToDate("reported_retirement_401k", 24_400);

        Us.Pack.Check(Of("retirement_401k")).ShouldHaveSingleItem().Key.ShouldBe("catch_up_must_be_roth");
        Us.Pack.Check(Of("retirement_401k_roth")).ShouldBeEmpty();
        Us.Pack.Check(Of("retirement_401k").With("prior_year_social_security_wages", 150_000)).ShouldBeEmpty();
    }

    /// <summary>IRS Publication 15, section 11.</summary>
    [Theory]
    [InlineData("2026-03-14", "semiweekly", "2026-03-20", "2026-03-17")]
    [InlineData("2026-03-17", "semiweekly", "2026-03-20", "2026-03-17")]
    [InlineData("2026-03-18", "semiweekly", "2026-03-25", "2026-03-20")]
    // Monday 25 May 2026 is Memorial Day: one day more.
    [InlineData("2026-05-22", "semiweekly", "2026-05-28", "2026-05-22")]
    // Tuesday 31 March and Friday 3 April are in two quarters.
    [InlineData("2026-04-01", "semiweekly", "2026-04-08", "2026-04-03")]
    [InlineData("2026-12-31", "semiweekly", "2027-01-06", "2027-01-01/Q4")]
    [InlineData("2026-03-13", "monthly", "2026-04-15", "2026-03")]
    [InlineData("2026-07-10", "monthly", "2026-08-17", "2026-07")]
    [InlineData("2026-07-02", "next_day", "2026-07-03", "2026-07-02")]
    public void Deposits_are_due_by_the_schedule(string payDate, string schedule, string due, string period) =>
        Us.Pack.ObligationsFor(Day(payDate), new Dictionary<string, string> { ["federal_deposit_schedule"] = schedule }).First()
            .ShouldSatisfyAllConditions(o => o.DueOn.ShouldBe(Day(due)), o => o.PeriodKey.ShouldBe(period));

    /// <summary>Federal Reserve Banks, holiday schedules: one on a Saturday is not moved, one on a Sunday is kept on Monday.</summary>
    [Theory]
    [InlineData(2025, "01-01 01-20 02-17 05-26 06-19 07-04 09-01 10-13 11-11 11-27 12-25")]
    [InlineData(2026, "01-01 01-19 02-16 05-25 06-19 07-04 09-07 10-12 11-11 11-26 12-25")]
    [InlineData(2027, "01-01 01-18 02-15 05-31 06-19 07-05 09-06 10-11 11-11 11-25 12-25")]
    public void Banks_are_closed(int year, string days) =>
        Us.Pack.BankHolidays(year).Order().Select(d => d.ToString("MM-dd", CultureInfo.InvariantCulture)).ShouldBe(days.Split(' '));

    [Theory]
    [InlineData("2026-01-15", PayFrequency.SemiMonthly, 1)]
    [InlineData("2026-01-16", PayFrequency.SemiMonthly, 2)]
    [InlineData("2026-12-31", PayFrequency.SemiMonthly, 24)]
    [InlineData("2026-01-14", PayFrequency.Fortnightly, 1)]
    [InlineData("2026-01-15", PayFrequency.Fortnightly, 2)]
    [InlineData("2026-12-31", PayFrequency.Weekly, 53)]
    [InlineData("2026-07-01", PayFrequency.SemiAnnual, 2)]
    public void Periods_are_counted_from_1_January(string payDate, PayFrequency frequency, int period) => Us.Pack.PeriodOf(Day(payDate), frequency).ShouldBe(period);

    /// <summary>New York prints nothing for quarters and half years.</summary>
    [Theory]
    [InlineData("TX")]
    [InlineData("CA")]
    [InlineData("IL")]
    public void Every_frequency_is_paid(string state)
    {
        foreach (var frequency in Us.Pack.Frequencies)
        {
            var pay = Us.Paid(new(2026, 6, 30), frequency, 3_000_000, state);
            // So much in any period is taxed at the highest rate: other income of a year adds its part of a period.
            var (with, without) = (pay.With("w4_step4a_other_income", 2_600).Calculate()["federal_income_tax"], pay.With("w4_step4a_other_income", 0).Calculate()["federal_income_tax"]);
            (with - without).ShouldBe(2_600 * 0.37m / Periods(frequency), 0.01m);
        }

        static int Periods(PayFrequency frequency) => frequency switch
        {
            PayFrequency.Daily => 260,
            PayFrequency.Weekly => 52,
            PayFrequency.Fortnightly => 26,
            PayFrequency.SemiMonthly => 24,
            PayFrequency.Monthly => 12,
            PayFrequency.Quarterly => 4,
            PayFrequency.SemiAnnual => 2,
            _ => 1,
        };
    }

    [Fact]
    public void Calculating_without_an_explanation_allocates_nothing()
    {
        var result = new PayResult(Us.Pack);
        foreach (var state in Bureau.Jurisdictions.US.States.StateTaxes.Covered)
        {
            var pay = Us.Biweekly(4_321.55m, state).Pay("bonus", 500).Pay("retirement_401k", 200).Pay("section125", 120).With("w4_step3_credits", 2_200).With("ny_resident_of", "nyc");
            Us.Pack.Calculate(pay, result);

            var before = GC.GetAllocatedBytesForCurrentThread();
            Us.Pack.Calculate(pay, result);
            (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0, state);
        }
    }

    [Fact]
    public void Form_W2_tells_the_year()
    {
        var pay = Us.Biweekly(4_000, "CA").Pay("retirement_401k", 200).Pay("section125", 100).ToDate("medicare_wages", 200_000).ToDate("ca_wages", 1_000);
        var result = pay.Calculate();

        var boxes = Us.Pack.FiguresFor("form_w2", pay, result).ToDictionary(f => f.Name, f => f.Value);
        boxes["1"].ShouldBe("3700.00");
        boxes["3"].ShouldBe("3900.00");
        boxes["5"].ShouldBe("203900.00");
        boxes["6"].ShouldBe("91.65");
        (boxes["12D"], boxes["13"]).ShouldBe(("200.00", "X"));
        boxes["16/CA"].ShouldBe("4700.00");
        boxes["14/ca_sdi"].ShouldBe("50.70");
        boxes.ShouldNotContainKey("16/NY");
    }

    [Fact]
    public void Everything_is_told_in_words()
    {
        var trace = new Trace();
        Us.Paid(new(2026, 5, 29), PayFrequency.Fortnightly, 4_200.55m, "NY").With("ny_allowances", 1).With("nyc_allowances", 1).With("ny_resident_of", "nyc").With("w4_step3_credits", 2_200)
            .Pay("retirement_401k", 400).Pay("section125", 120).Pay("bonus", 1_500).Pay("overtime", 300).Order(1, "support", 200).ToDate("social_security_wages", 45_000).Calculate(trace);

        var told = new StringBuilder();
        foreach (var step in trace.Steps)
            told.Append(CultureInfo.InvariantCulture, $"{step.Line}: {step.Label} = {step.Result} ({step.Contributes})\n  {step.Formula}; {string.Join(", ", step.Operands.Select(o => $"{o.Name} {o.Value}"))}; {step.Rounding ?? "exact"}; {step.Parameter?.Name} {step.Parameter?.Source.Title}\n");
        told.ToString().ShouldMatchApproved(c => c.NoDiff());
    }

    private static DateOnly Day(string text) => DateOnly.Parse(text, CultureInfo.InvariantCulture);
}
