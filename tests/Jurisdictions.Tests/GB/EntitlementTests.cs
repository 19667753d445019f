using System.Globalization;

namespace Bureau.Jurisdictions.Tests.GB;

public sealed class EntitlementTests
{
    private static EntitlementAnswer Judge(string name, params (string Name, string Value)[] facts) =>
        Gb.Pack.Entitlements[name].Judge(facts.GroupBy(f => f.Name).ToDictionary(g => g.Key, g => g.Last().Value));

    private static EntitlementAnswer Maternity(params (string, string)[] other) =>
        Judge("smp", [("start_date", "2020-01-01"), ("average_weekly_earnings", "500"), ("expected_birth", "2025-08-06"), ("pay_from", "2025-07-21"), .. other]);

    private static DateOnly Day(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    [Fact]
    public void Maternity_pay_is_90_percent_for_six_weeks_and_then_at_most_the_flat_rate_of_each_week()
    {
        var answer = Maternity();

        answer.Against.ShouldBeEmpty();
        answer.Due.Count.ShouldBe(39);
        answer.Due.Count(w => w.Amount == 450).ShouldBe(6);
        answer.Due.Count(w => w.Amount == 187.18m).ShouldBe(31);
        // New rates from the week that begins on or after Sunday, 5 April 2026.
        answer.Due.TakeLast(3).Select(w => (w.From, w.Amount)).ShouldBe([(Day("2026-03-30"), 187.18m), (Day("2026-04-06"), 194.32m), (Day("2026-04-13"), 194.32m)]);
        answer.Due.Sum(w => w.Amount).ShouldBe(8891.22m);
        answer.Days.ShouldBe([("Begin of the qualifying week", Day("2025-04-20")), ("End of the qualifying week, and last day on which the relevant period can end", Day("2025-04-26")),
            ("Latest start of employment", Day("2024-11-02")), ("Earliest first day of pay", Day("2025-05-18"))]);
    }

    [Theory]
    [InlineData("start_date", "2024-11-02", null)]
    [InlineData("start_date", "2024-11-03", "must have begun by 2024-11-02")]
    [InlineData("average_weekly_earnings", "125", null)]
    [InlineData("average_weekly_earnings", "124.99", "below £125.00")]
    [InlineData("leaving_date", "2025-04-20", null)]
    [InlineData("leaving_date", "2025-04-19", "before the qualifying week")]
    [InlineData("pay_from", "2025-05-18", null)]
    [InlineData("pay_from", "2025-05-17", "no earlier than 2025-05-18")]
    [InlineData("birth", "2025-07-20", null)]
    [InlineData("birth", "2025-07-19", "no later than 2025-07-20")]
    public void Maternity_pay_needs_service_earnings_and_a_start_in_time(string fact, string value, string? against)
    {
        var answer = Maternity((fact, value));

        if (against is null) answer.Against.ShouldBeEmpty();
        else answer.Against.ShouldHaveSingleItem().ShouldContain(against);
        answer.Due.Count.ShouldBe(against is null ? 39 : 0);
    }

    [Fact]
    public void Average_earnings_may_come_from_two_months_of_pay()
    {
        // 4,166.67 × 12 ÷ 52 ÷ 2 = 480.7696…; 90 % = 432.6927, up to the penny.
        var answer = Judge("smp", ("start_date", "2020-01-01"), ("earnings", "4166.67"), ("earnings_months", "2"), ("expected_birth", "2025-08-06"), ("pay_from", "2025-07-21"));

        answer.Due[0].Amount.ShouldBe(432.70m);
    }

    [Fact]
    public void Late_notice_is_for_somebody_to_judge() => Maternity(("notice_on", "2025-07-01")).Remarks.ShouldHaveSingleItem().ShouldContain("less than 28 days");

    [Fact]
    public void Weeks_whose_rates_are_not_known_are_left_out_and_told()
    {
        var answer = Maternity(("expected_birth", "2026-10-14"), ("pay_from", "2026-10-05"));

        // 26 weeks begin before 5 April 2027 (a Monday; its week begins on 4 April).
        answer.Due.Count.ShouldBe(26);
        answer.Remarks.ShouldHaveSingleItem().ShouldContain("13 weeks from 2027-04-05 are not known yet");
    }

    [Fact]
    public void Adoption_pay_counts_from_the_matching_week()
    {
        (string, string)[] facts = [("average_weekly_earnings", "300"), ("matched_on", "2025-06-11"), ("placed_on", "2025-07-10"), ("pay_from", "2025-07-01")];

        // The week of 8 June 2025 is the 26th.
        Judge("sap", [("start_date", "2024-12-21"), .. facts]).Due.Sum(w => w.Amount).ShouldBe(6 * 270 + 33 * 187.18m);
        Judge("sap", [("start_date", "2024-12-22"), .. facts]).Against.ShouldHaveSingleItem();
        Judge("sap", [("start_date", "2020-01-01"), .. facts, ("pay_from", "2025-06-20")]).Against.ShouldHaveSingleItem().ShouldContain("fourteen days before placement");
    }

    [Theory]
    [InlineData("2026-06-01", null, 2, null)]
    [InlineData("2027-05-10", null, 0, "52 weeks")]
    [InlineData("2026-06-01", "2026-05-09", 0, "on the day of birth")]
    public void Paternity_pay_is_for_two_weeks_within_a_year_of_birth(string from, string? left, int weeks, string? against)
    {
        var answer = Judge("spp", ("start_date", "2020-01-01"), ("leaving_date", left ?? ""), ("average_weekly_earnings", "400"), ("expected_birth", "2026-05-06"), ("birth", "2026-05-10"), ("pay_from", from), ("weeks", "2"));

        answer.Due.Count.ShouldBe(weeks);
        if (against is not null) answer.Against.ShouldHaveSingleItem().ShouldContain(against);
        else answer.Due[0].Amount.ShouldBe(194.32m);
    }

    [Fact]
    public void Shared_parental_pay_is_never_above_the_flat_rate()
    {
        var answer = Judge("shpp", ("start_date", "2020-01-01"), ("average_weekly_earnings", "200"), ("expected_birth", "2025-08-06"), ("birth", "2025-08-06"), ("pay_from", "2025-10-01"), ("weeks", "10"));

        answer.Due.Select(w => w.Amount).Distinct().ShouldBe([180m]);
        answer.Due.Count.ShouldBe(10);
    }

    [Fact]
    public void Bereavement_pay_counts_from_the_week_before_the_death()
    {
        (string, string)[] facts = [("average_weekly_earnings", "200"), ("died_on", "2026-05-13"), ("pay_from", "2026-05-20"), ("weeks", "2")];

        // The 26th week is that of 3 May 2026; the first that of 9 November 2025.
        Judge("spbp", [("start_date", "2025-11-15"), .. facts]).Due.Sum(w => w.Amount).ShouldBe(360);
        Judge("spbp", [("start_date", "2025-11-16"), .. facts]).Against.ShouldHaveSingleItem();
        Judge("spbp", [("start_date", "2020-01-01"), .. facts, ("pay_from", "2027-06-20")]).Against.ShouldHaveSingleItem().ShouldContain("56 weeks");
    }

    [Theory]
    [InlineData("2025-06-02", "2025-06-08", 0)]
    [InlineData("2025-06-02", "2025-06-09", 1)]
    [InlineData("2025-06-02", "2025-07-10", 5)]
    [InlineData("2025-06-02", "2025-12-31", 12)]
    [InlineData("2025-06-30", "2025-07-30", 0)]
    public void Neonatal_care_pay_is_for_each_complete_week_of_care(string from, string until, int weeks) =>
        Judge("sncp", ("start_date", "2020-01-01"), ("average_weekly_earnings", "400"), ("birth", "2025-06-01"), ("care_from", from), ("care_until", until), ("pay_from", "2025-09-01")).Due.Count.ShouldBe(weeks);

    private static EntitlementAnswer Sick(string from, string until, string average, params (string, string)[] other) =>
        Judge("ssp", [("absence_from", from), ("absence_until", until), ("average_weekly_earnings", average), .. other]);

    [Theory]
    [InlineData("2026-05-04", "2026-05-15", "500", "246.50")]
    [InlineData("2026-05-04", "2026-05-15", "130", "208.00")]
    [InlineData("2026-05-04", "2026-05-04", "500", "24.65")]
    [InlineData("2026-05-04", "2026-05-04", "20", "3.20")]
    [InlineData("2026-05-09", "2026-05-10", "500", "0")]
    public void Sick_pay_from_April_2026_is_due_from_the_first_qualifying_day_at_80_percent(string from, string until, string average, string total) =>
        Sick(from, until, average).Due.Sum(w => w.Amount).ShouldBe(decimal.Parse(total, CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("2025-05-05", "2025-05-16", "500", "166.25")]
    [InlineData("2025-05-05", "2025-05-07", "500", "0")]
    [InlineData("2025-05-05", "2025-05-16", "124.99", "0")]
    public void Sick_pay_before_had_waiting_days_an_earnings_test_and_a_shortest_absence(string from, string until, string average, string total)
    {
        var answer = Sick(from, until, average);

        answer.Due.Sum(w => w.Amount).ShouldBe(decimal.Parse(total, CultureInfo.InvariantCulture));
        if (answer.Due.Count == 0) answer.Against.ShouldNotBeEmpty();
    }

    [Theory]
    // Three waiting days, two paid at 118.75; then the weekly rate is kept although 80 % would be less.
    [InlineData("130", "170.75")]
    // Not entitled before; from 6 April 80 % of 120.
    [InlineData("120", "96.00")]
    public void Sickness_that_runs_on_6_April_2026_changes_to_the_new_rules(string average, string total) =>
        Sick("2026-03-30", "2026-04-10", average).Due.Sum(w => w.Amount).ShouldBe(decimal.Parse(total, CultureInfo.InvariantCulture));

    [Fact]
    public void Linked_sickness_ends_after_28_weeks()
    {
        var answer = Sick("2026-06-01", "2026-06-12", "500", ("linked_from", "2026-04-13"), ("days_paid_before", "137"));

        // 28 weeks of five days are 140: three are left.
        answer.Due.ShouldHaveSingleItem().Amount.ShouldBe(73.95m);
        answer.Remarks.ShouldContain(r => r.Contains("28 weeks", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("sat sun", "123.25")]
    [InlineData("mon", "123.25")]
    [InlineData("mon tue wed thu fri sat sun", "123.25")]
    public void A_whole_week_is_the_weekly_rate_whatever_the_pattern(string pattern, string total) =>
        Sick("2026-05-03", "2026-05-09", "500", ("qualifying_days", pattern)).Due.Sum(w => w.Amount).ShouldBe(decimal.Parse(total, CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("absence_until", "2026-05-01", "absence_until")]
    [InlineData("absence_from", "4 May", "absence_from")]
    [InlineData("qualifying_days", "montag", "qualifying_days")]
    public void Facts_that_cannot_be_read_are_named(string fact, string value, string field) =>
        Should.Throw<RulePackException>(() => Sick("2026-05-04", "2026-05-15", "500", (fact, value))).Field.ShouldBe(field);

    [Fact]
    public void What_an_entitlement_asks_for_is_enough_to_judge_it()
    {
        foreach (var entitlement in Gb.Pack.Entitlements)
        {
            var facts = entitlement.Asks.ToDictionary(f => f.Name, f => f.Type switch
            {
                FieldType.Date => f.Name is "start_date" ? "2020-01-01" : "2026-05-06",
                FieldType.Amount => "400",
                FieldType.WholeNumber => f.Name == "earnings_months" ? "" : "1",
                _ => f.Default ?? "",
            });

            Should.NotThrow(() => entitlement.Judge(facts), entitlement.Name);
            Gb.Pack.PayItems.TryGet(entitlement.Name, out _).ShouldBeTrue();
        }
    }

    [Fact]
    public void Cases_in_files_can_check_entitlements()
    {
        var figures = Gb.Pack.Components["spbp_entitlement"](new(2026, 6, 1), new Dictionary<string, string>
        {
            ["start_date"] = "2020-01-01",
            ["average_weekly_earnings"] = "200",
            ["died_on"] = "2026-05-13",
            ["pay_from"] = "2026-05-20",
            ["weeks"] = "2",
        });

        figures.ShouldBe(new Dictionary<string, decimal> { ["due"] = 1, ["weeks"] = 2, ["total"] = 360, ["first_week"] = 180, ["last_week"] = 180 }, ignoreOrder: true);
    }

    [Theory]
    [InlineData("ssp", 616.25, null)]
    [InlineData("ssp", 616.26, "statutory_pay_above_rate")]
    [InlineData("shpp", 1000.00, "statutory_pay_above_rate")]
    [InlineData("smp", 3000.00, null)]
    public void Statutory_pay_above_the_rate_of_the_period_is_pointed_out(string item, decimal amount, string? key)
    {
        // May from the 1st to the 29th: five weeks or parts of them.
        var pay = Gb.Monthly(2, 1000).With("nino", "AB123456C").Pay(item, amount);
        pay.PeriodEnd = new(2026, 5, 29);

        Gb.Pack.Check(pay).Select(f => f.Key).ShouldBe(key is null ? [] : [key]);
    }

    [Fact]
    public void Family_pay_to_a_newcomer_and_maternity_pay_to_a_man_are_pointed_out()
    {
        Gb.Pack.Check(Gb.Monthly(2, 1000).With("nino", "AB123456C").With("start_date", "2026-01-05").With("tax_basis", "week1_month1").Pay("spp", 187)).ShouldHaveSingleItem().Key.ShouldBe("statutory_pay_service");
        Gb.Pack.Check(Gb.Monthly(2, 1000).With("nino", "AB123456C").With("gender", "M").Pay("smp", 187)).ShouldHaveSingleItem().Key.ShouldBe("statutory_pay_kind");
        Gb.Pack.Check(Gb.Monthly(2, 1000).With("nino", "AB123456C").Pay("termination_award", 187)).ShouldHaveSingleItem().Key.ShouldBe("termination_without_leaving");
    }
}
