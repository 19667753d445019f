using System.Globalization;

namespace Bureau.Jurisdictions.Tests.GB;

public sealed class ChecksTests
{
    private static PayCase Person(decimal pay, string born = "1990-05-01") => Gb.Monthly(2, pay).With("nino", "AB123456C").With("date_of_birth", born);

    [Theory]
    [InlineData("A", "1257L", "cumulative")]
    [InlineData("B", "1257L", "week1_month1")]
    [InlineData("C", "BR", "cumulative")]
    [InlineData(null, "0T", "week1_month1")]
    public void A_starter_without_code_gets_the_code_of_the_declaration(string? declaration, string code, string basis) =>
        Gb.Pack.Suggest(Gb.Monthly(1, 1000).With("tax_code", null).With("start_declaration", declaration)).Select(s => (s.Field, s.Value))
            .ShouldBe([("tax_code", code), ("tax_basis", basis)]);

    [Theory]
    [InlineData("2010-06-01", "X")]
    [InlineData("2005-06-01", "M")]
    [InlineData("1990-06-01", "A")]
    [InlineData("1960-04-06", "C")]
    [InlineData("1960-05-06", "A")]
    public void A_category_follows_from_age(string born, string category)
    {
        // Paid on 28 May 2026: somebody born on 6 April 1960 reached State Pension age on 6 May 2026, born on 6 May 1960 reaches it on 6 July.
        var pay = Person(1000, born).With("ni_category", null);

        Gb.Pack.Suggest(pay).ShouldHaveSingleItem().Value.ShouldBe(category);
    }

    [Theory]
    [InlineData("1960-04-06", "A", "State Pension age")]
    [InlineData("1990-05-01", "C", "under State Pension age")]
    [InlineData("1990-05-01", "H", "25 or older")]
    [InlineData("2008-05-01", "A", "category M usually applies")]
    [InlineData("1960-04-06", "C", null)]
    [InlineData("2008-05-01", "M", null)]
    public void A_category_is_held_against_age(string born, string category, string? problem)
    {
        var found = Gb.Pack.Check(Person(400, born).With("ni_category", category)).Where(f => f.Key == "ni_category_age").ToList();

        if (problem is null) found.ShouldBeEmpty();
        else found.ShouldHaveSingleItem().Message.ShouldContain(problem);
    }

    [Theory]
    [InlineData(833.00, "1990-05-01", "pension_may_opt_in")]
    [InlineData(833.01, "1990-05-01", "pension_must_enrol")]
    [InlineData(2000.00, "2004-05-29", "pension_may_opt_in")]
    [InlineData(2000.00, "2004-05-28", "pension_must_enrol")]
    [InlineData(2000.00, "1955-01-01", "pension_may_opt_in")]
    [InlineData(520.00, "1990-05-01", "pension_may_join")]
    [InlineData(2000.00, "1950-01-01", null)]
    public void Pension_duties_follow_from_age_and_earnings(decimal pay, string born, string? duty) =>
        Gb.Pack.Check(Person(pay, born)).Select(f => f.Key).SingleOrDefault(k => k.StartsWith("pension_", StringComparison.Ordinal)).ShouldBe(duty);

    [Theory]
    [InlineData(8, "2020-01-06", "cumulative", false, true)]
    [InlineData(8, "2020-01-06", "cumulative", true, false)]
    [InlineData(8, "2020-01-06", "week1_month1", false, false)]
    [InlineData(1, "2020-01-06", "cumulative", false, false)]
    public void Somebody_without_figures_to_date_in_the_middle_of_the_year_is_told_of(int month, string start, string basis, bool paidBefore, bool told)
    {
        var pay = Gb.Monthly(month, 2000).With("nino", "AB123456C").With("start_date", start).With("tax_basis", basis);
        if (paidBefore) pay.YearToDate[Gb.Pack.Lines.Ordinal("taxable_pay")] = 100;

        Gb.Pack.Check(pay).Any(f => f.Key == "no_year_to_date").ShouldBe(told);
    }

    [Fact]
    public void Who_opted_out_or_was_postponed_need_not_be_enrolled()
    {
        Gb.Pack.Check(Person(2000).With("pension_opt_out_date", "2025-05-01")).ShouldBeEmpty();
        Gb.Pack.Check(Person(2000).With("pension_postponed_until", "2026-06-30")).ShouldBeEmpty();
        Gb.Pack.Check(Person(2000).With("pension_opt_out_date", "2023-05-01")).ShouldHaveSingleItem().Key.ShouldBe("pension_must_enrol");
    }

    [Theory]
    [InlineData("qualifying", "0.05", "0.03", false)]
    [InlineData("qualifying", "0.04", "0.03", true)]
    [InlineData("qualifying", "0.06", "0.02", true)]
    [InlineData("basic", "0.05", "0.03", false)]
    [InlineData("basic", "0.04", "0.03", true)]
    [InlineData("total", "0.04", "0.03", false)]
    [InlineData("total", "0.03", "0.03", true)]
    public void Contributions_below_the_minimum_of_their_basis_are_pointed_out(string basis, string employee, string employer, bool below) =>
        Gb.Pack.Check(Person(2000).With("pension_scheme", "net_pay").With("pension_earnings_basis", basis).With("pension_employee_rate", employee).With("pension_employer_rate", employer))
            .Select(f => f.Key).ShouldBe(below ? ["pension_below_minimum"] : []);

    [Theory]
    [InlineData(1271.00, "1990-05-01", null, false)]
    [InlineData(1270.99, "1990-05-01", null, true)]
    [InlineData(1085.00, "2006-05-02", null, false)]
    [InlineData(1084.99, "2006-05-02", null, true)]
    [InlineData(800.00, "2008-05-02", null, false)]
    [InlineData(800.00, "1990-05-01", "2025-06-01", false)]
    [InlineData(800.00, "1990-05-01", "2025-04-30", true)]
    public void Pay_for_100_hours_in_May_2026_must_reach_the_minimum_wage(decimal pay, string born, string? apprenticeSince, bool below) =>
        Gb.Pack.Check(Person(pay, born).With("hours_in_period", "100").With("apprentice_since", apprenticeSince)).Any(f => f is { Key: "below_minimum_wage", Blocks: true }).ShouldBe(below);

    [Fact]
    public void The_rate_of_the_first_day_of_the_period_applies()
    {
        // April's pay period began before the new rate of 1 April did.
        var pay = Person(1221).With("hours_in_period", "100");
        pay.PeriodStart = new(2026, 3, 31);

        Gb.Pack.Check(pay).ShouldNotContain(f => f.Key == "below_minimum_wage");
    }

    [Theory]
    [InlineData("salary_sacrifice", 0.01, true)]
    [InlineData("allowance", 5.00, false)]
    public void Pay_given_up_counts_against_and_allowances_do_not_count(string item, decimal amount, bool below)
    {
        var pay = Person(1271).With("hours_in_period", "100").Pay(item, amount);

        Gb.Pack.Check(pay).Any(f => f.Key == "below_minimum_wage").ShouldBe(below);
    }

    [Fact]
    public void A_premium_for_overtime_does_not_count()
    {
        var pay = Person(1000).Pay("overtime", 400);
        pay.Units[Gb.Pack.PayItems.Ordinal("regular")] = 80;
        pay.Units[Gb.Pack.PayItems.Ordinal("overtime")] = 20;

        // 80 hours at 12.50 and 20 at no more than that: 12.50 an hour.
        Gb.Pack.Check(pay).Single(f => f.Key == "below_minimum_wage").Message.ShouldContain("£12.50 an hour; the rate is £12.71");
    }

    [Fact]
    public void Sacrifice_into_a_pension_never_goes_below_the_minimum_wage() =>
        Gb.Pack.Check(Person(1300).With("hours_in_period", "100").With("pension_scheme", "salary_sacrifice")).ShouldHaveSingleItem().Key.ShouldBe("below_minimum_wage");

    [Fact]
    public void Week_1_month_1_does_not_pass_into_a_new_year() =>
        Gb.Pack.Check(Gb.Monthly(1, 500).With("nino", "AB123456C").With("tax_basis", "week1_month1")).ShouldHaveSingleItem().Key.ShouldBe("week1_month1_in_new_year");

    [Theory]
    [InlineData("1960-04-05", "2026-04-05")]
    [InlineData("1960-04-06", "2026-05-06")]
    [InlineData("1961-03-05", "2028-02-05")]
    [InlineData("1961-03-06", "2028-03-06")]
    [InlineData("1970-08-10", "2037-08-10")]
    public void State_Pension_age_rises_by_months(string born, string reached) =>
        Jurisdictions.GB.Ages.StatePensionDate(DateOnly.Parse(born, CultureInfo.InvariantCulture)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture).ShouldBe(reached);
}
