using System.Globalization;

namespace Bureau.Jurisdictions.Tests.GB;

public sealed class NewYearTests
{
    private static PayCase Somebody(string code, IRulePack? pack = null) => Gb.Monthly(1, 0, code, pack: pack);

    private static IEnumerable<(string, string)> Changes(PayCase pay) => pay.Pack.SuggestForNewYear(pay).Select(s => (s.Field, s.Value));

    [Theory]
    [InlineData("1257L")]
    [InlineData("S1257M")]
    [InlineData("K475")]
    [InlineData("BR")]
    public void Codes_are_carried_over_as_they_are_while_the_allowance_is_frozen(string code) => Changes(Somebody(code)).ShouldBeEmpty();

    [Theory]
    [InlineData("1257L", "1267L")]
    [InlineData("S1257L", "S1267L")]
    [InlineData("C45L", "C55L")]
    [InlineData("1383M", "1394M")]
    [InlineData("1131N", "1140N")]
    [InlineData("1100T", null)]
    [InlineData("0T", null)]
    [InlineData("K475", null)]
    [InlineData("SD1", null)]
    [InlineData("NT", null)]
    public void A_raised_allowance_raises_codes_with_its_suffixes_only(string code, string? uplifted)
    {
        var pack = new Jurisdictions.GB.GbRulePack(
            [.. Gb.Pack.Parameters.Select(p => p.Name == "income_tax_code_uplift" ? p with { Values = [(new DateOnly(2026, 4, 6), """{"L":10,"M":11,"N":9}""")] } : p)], "uplift");

        Changes(Somebody(code, pack)).ShouldBe(uplifted is null ? [] : [("tax_code", uplifted)]);
    }

    [Fact]
    public void Week_1_is_dropped_and_the_P45_has_counted() =>
        Changes(Somebody("1257L").With("tax_basis", "week1_month1").With("previous_pay", "9000").With("previous_tax", "800"))
            .ShouldBe([("tax_basis", "cumulative"), ("previous_pay", ""), ("previous_tax", "")]);

    [Fact]
    public void A_director_appointed_last_year_has_a_whole_year_now() =>
        Changes(Somebody("1257L").With("director_method", "alternative").With("director_weeks", "30").With("final_period", "true"))
            .ShouldBe([("director_weeks", "52"), ("final_period", "false")]);

    [Fact]
    public void What_is_left_of_orders_goes_on() =>
        Changes(Somebody("1257L").With("order_1_kind", "deo").With("order_1_arrears", "20.50").ToDate("order_1_shortfall", 80)
            .With("order_2_kind", "council_tax").With("order_2_left", "500").ToDate("order_2", 412.34m))
            .ShouldBe([("order_1_arrears", "100.50"), ("order_2_left", "87.66")]);

    [Fact]
    public void Nothing_is_proposed_for_a_year_without_figures()
    {
        var pay = Somebody("1257L").With("tax_basis", "week1_month1");
        pay.PayDate = new(2031, 4, 28);

        Changes(pay).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("P6", "2026-09-01", "tax_code=BR;tax_basis=week1_month1", null)]
    [InlineData("P6", "2026-09-01", "tax_code=1257L;previous_pay=100;previous_tax=0", null)]
    [InlineData("P6", "2026-09-01", "tax_code=1257L;previous_pay=100", "Give both, or neither")]
    [InlineData("P6", "2026-09-01", "tax_code=BR;tax_basis=week1_month1;previous_pay=100;previous_tax=0", "Leave pay and tax")]
    [InlineData("P9", "2027-04-06", "tax_code=1300L", null)]
    [InlineData("P9", "2026-09-01", "tax_code=1300L", "Write 2026-04-06 or 2027-04-06")]
    [InlineData("P9", "2027-04-06", "tax_code=1300L;tax_basis=week1_month1", "cumulative")]
    [InlineData("SL1", "2026-09-01", "student_loan_plans=plan_2", null)]
    [InlineData("SL1", "2026-09-01", "student_loan_plans=plan_2 plan_5", "one plan")]
    [InlineData("SL2", "2026-09-01", "", null)]
    public void A_notice_is_held_against_what_it_can_say(string name, string from, string values, string? problem)
    {
        var given = values.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(v => v.Split('=')).ToDictionary(v => v[0], v => v[1]);
        var said = Gb.Pack.Notices[name].Problems(DateOnly.ParseExact(from, "yyyy-MM-dd", CultureInfo.InvariantCulture), given).ToList();

        if (problem is null) said.ShouldBeEmpty();
        else said.ShouldHaveSingleItem().ShouldContain(problem);
    }

    [Fact]
    public void Notices_speak_of_fields_of_the_pack()
    {
        foreach (var notice in Gb.Pack.Notices)
        {
            foreach (var field in notice.Fields) Gb.Pack.EmployeeFields.TryGet(field, out _).ShouldBeTrue(notice.Name);
            foreach (var (field, value) in notice.Sets) Gb.Pack.EmployeeFields[field].Validate(value).ShouldBeNull(notice.Name);
        }
    }
}
