using Bureau.Benefits.Enrolments;
using Bureau.Benefits.Plans;
using Bureau.Jurisdictions;
using Bureau.Kernel.Data;
using Bureau.Testing;

namespace Bureau.Benefits.Tests;

public class ContributionTests
{
    private static readonly DateOnly October = new(2026, 10, 31), November = new(2026, 11, 30), December = new(2026, 12, 31);

    [Theory, OnEachEngine]
    public async Task Members_contribute_by_plan_and_own_choice_in_the_order_of_employees(Engine engine)
    {
        await using var house = await BenefitsHouse.StartAsync(engine);
        var pension = await house.AddAsync(BenefitsHouse.Pension());
        var cycle = await house.AddAsync(BenefitsHouse.Cycle());
        (await house.Setup.EnrolAsync(BenefitsHouse.Client, pension, [new(3, new(2026, 5, 1)), new(1, new(2026, 5, 1), Rate: 0.075m)], BenefitsHouse.Hr)).ShouldBeEmpty();
        (await house.Setup.EnrolAsync(BenefitsHouse.Client, cycle, [new(2, new(2026, 11, 15), YearlyAmount: 999.99m)], BenefitsHouse.Hr)).ShouldBeEmpty();

        var november = await house.ContributionsAsync(November);

        november.Select(c => (c.EmployeeId, c.Plan)).ShouldBe([(1, "Workplace pension"), (2, "Cycle to work"), (3, "Workplace pension")]);
        november[0].Fields.ShouldBe(new Dictionary<string, string>
        {
            ["pension_scheme"] = "net_pay",
            ["pension_earnings_basis"] = "qualifying",
            ["pension_employee_rate"] = "0.075",
            ["pension_employer_rate"] = "0.03",
        }, ignoreOrder: true);
        november[2].Fields["pension_employee_rate"].ShouldBe("0.05");
        november[1].Pay.ShouldBe(new Dictionary<string, decimal> { ["salary_sacrifice"] = 83.33m });
        (await house.ContributionsAsync(October)).Select(c => c.EmployeeId).ShouldBe([1L, 3L]);
    }

    [Fact]
    public async Task The_rule_pack_accepts_every_field_and_item_that_contributions_set()
    {
        await using var house = await BenefitsHouse.StartAsync();
        var pack = RulePacks.For("GB");
        long employee = 1;
        foreach (var (scheme, _) in pack.EmployeeFields["pension_scheme"].Choices)
            (await house.Setup.EnrolAsync(BenefitsHouse.Client, await house.AddAsync(BenefitsHouse.Pension(scheme) with { Scheme = scheme, EmployeeRate = 0.0525m }), [new(employee++, new(2026, 5, 1))], BenefitsHouse.Hr)).ShouldBeEmpty();
        (await house.Setup.EnrolAsync(BenefitsHouse.Client, await house.AddAsync(BenefitsHouse.Cycle()), [new(employee, new(2026, 5, 1))], BenefitsHouse.Hr)).ShouldBeEmpty();

        var contributions = await house.ContributionsAsync(November);

        contributions.Count.ShouldBe(4);
        contributions.SelectMany(c => c.Fields).Select(f => pack.EmployeeFields[f.Key].Validate(f.Value)).ShouldAllBe(problem => problem == null);
        contributions.SelectMany(c => c.Pay.Keys).ShouldAllBe(item => pack.PayItems.Any(i => i.Name == item));
    }

    [Fact]
    public async Task A_run_sees_what_was_recorded_by_the_instant_it_asks_about()
    {
        await using var house = await BenefitsHouse.StartAsync();
        var pension = await house.AddAsync(BenefitsHouse.Pension());
        await house.Setup.EnrolAsync(BenefitsHouse.Client, pension, [new(1, new(2026, 5, 1))], BenefitsHouse.Hr);
        var frozen = house.House.Clock.GetUtcNow();
        house.House.Clock.Advance(TimeSpan.FromDays(3));
        (await Decide(house, new(1, pension, Choice.Leave, new(2026, 10, 1), null, null, Seen: 1, Own: false))).ShouldBeEmpty();

        (await house.ContributionsAsync(October, knownAt: frozen)).Count.ShouldBe(1);
        (await house.ContributionsAsync(October)).ShouldBeEmpty();
        (await house.ContributionsAsync(new(2026, 9, 30))).Count.ShouldBe(1);
    }

    [Fact]
    public async Task The_last_word_counts_from_its_day_on_also_over_what_was_decided_for_later()
    {
        await using var house = await BenefitsHouse.StartAsync();
        var pension = await house.AddAsync(BenefitsHouse.Pension());
        await house.Setup.EnrolAsync(BenefitsHouse.Client, pension, [new(1, new(2026, 5, 1))], BenefitsHouse.Hr);
        (await Decide(house, new(1, pension, Choice.Change, new(2027, 1, 1), 0.08m, null, Seen: 1, Own: true))).ShouldBeEmpty();
        (await Decide(house, new(1, pension, Choice.Leave, new(2026, 12, 1), null, null, Seen: 2, Own: true))).ShouldBeEmpty();

        (await house.ContributionsAsync(November)).Single().Fields["pension_employee_rate"].ShouldBe("0.05");
        (await house.ContributionsAsync(December)).ShouldBeEmpty();
        (await house.ContributionsAsync(new(2027, 1, 31))).ShouldBeEmpty();
    }

    [Fact]
    public async Task New_terms_apply_from_their_day_and_keep_an_own_choice_within_what_they_allow()
    {
        await using var house = await BenefitsHouse.StartAsync();
        var pension = await house.AddAsync(BenefitsHouse.Pension());
        await house.Setup.EnrolAsync(BenefitsHouse.Client, pension, [new(1, new(2026, 5, 1), 0.12m), new(2, new(2026, 5, 1), 0.05m), new(3, new(2026, 5, 1))], BenefitsHouse.Hr);
        Plan plan;
        await using (var db = await house.House.Get<BenefitsStore>().OpenAsync(BenefitsHouse.Client)) plan = (await ReadPlans.AllAsync(db)).Single();
        var raised = BenefitsHouse.Pension() with { EffectiveFrom = new(2026, 12, 1), EmployeeRate = 0.06m, MostEmployeeRate = 0.10m, EmployerRate = 0.04m };
        (await house.House.Get<AddPlan>().ChangeTermsAsync(BenefitsHouse.Client, plan, raised, BenefitsHouse.Hr)).ShouldBeEmpty();

        (await house.ContributionsAsync(November)).Select(c => c.Fields["pension_employee_rate"]).ShouldBe(["0.12", "0.05", "0.05"]);
        var december = await house.ContributionsAsync(December);
        december.Select(c => c.Fields["pension_employee_rate"]).ShouldBe(["0.1", "0.06", "0.06"]);
        december.ShouldAllBe(c => c.Fields["pension_employer_rate"] == "0.04");
    }

    [Fact]
    public async Task Somebody_in_a_plan_that_has_not_begun_contributes_nothing()
    {
        await using var house = await BenefitsHouse.StartAsync();
        var pension = await house.AddAsync(BenefitsHouse.Pension() with { EffectiveFrom = new(2026, 12, 1) });

        (await house.Setup.EnrolAsync(BenefitsHouse.Client, pension, [new(1, new(2026, 11, 1))], BenefitsHouse.Hr)).ShouldHaveSingleItem().ShouldContain("begins on 1 Dec 2026");
        (await house.Setup.EnrolAsync(BenefitsHouse.Client, pension, [new(1, new(2026, 12, 1))], BenefitsHouse.Hr)).ShouldBeEmpty();
        (await house.ContributionsAsync(November)).ShouldBeEmpty();
        (await house.ContributionsAsync(December)).Count.ShouldBe(1);
    }

    internal static Task<IReadOnlyList<Onboarding.Contracts.Problem>> Decide(BenefitsHouse house, EnrolmentRequest request) =>
        house.House.Get<DecideEnrolment>().HandleAsync(BenefitsHouse.Client, request, BenefitsHouse.Hr);
}
