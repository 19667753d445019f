using Bureau.Benefits.Contracts;
using Bureau.Benefits.Enrolments;
using Bureau.Benefits.Plans;
using Bureau.Jurisdictions;

namespace Bureau.Benefits.Tests;

/// <summary>Plans whose kinds the rule pack declares.</summary>
public class PlanTypeTests
{
    private static readonly IRulePack Pack = RulePacks.For("US");
    private static readonly NewPlan Retirement = new() { Name = "401(k)", Kind = "retirement_401k", EffectiveFrom = new(2026, 1, 1), EmployeeRate = 0.01m, MostEmployeeRate = 0.75m };

    [Fact]
    public async Task A_share_of_pay_and_an_amount_of_a_year_reach_the_pay_items_of_their_kinds()
    {
        await using var house = await BenefitsHouse.StartAsync(country: "US");
        var retirement = await house.AddAsync(Retirement);
        var medical = await house.AddAsync(new NewPlan { Name = "Medical", Kind = "section125", EffectiveFrom = new(2026, 1, 1), YearlyAmount = 2_197m });
        (await house.Setup.EnrolAsync(BenefitsHouse.Client, retirement, [new(1, new(2026, 5, 1), Rate: 0.06m), new(2, new(2026, 5, 1))], BenefitsHouse.Hr)).ShouldBeEmpty();
        (await house.Setup.EnrolAsync(BenefitsHouse.Client, medical, [new(1, new(2026, 5, 1))], BenefitsHouse.Hr)).ShouldBeEmpty();

        var contributions = await house.ContributionsAsync(new(2026, 11, 7), periodsPerYear: 26);

        contributions.SelectMany(c => c.Shares.Select(s => (c.EmployeeId, c.Plan, s.Key, s.Value))).ShouldBe([(1, "401(k)", "retirement_401k", 0.06m), (2, "401(k)", "retirement_401k", 0.01m)]);
        contributions.SelectMany(c => c.Pay.Select(p => (c.EmployeeId, c.Plan, p.Key, p.Value))).ShouldBe([(1, "Medical", "section125", 84.50m)]);
        contributions.ShouldAllBe(c => c.Fields.Count == 0);
    }

    [Fact]
    public async Task Two_plans_by_share_of_pay_may_be_joined_and_nobody_opts_out_of_one()
    {
        await using var house = await BenefitsHouse.StartAsync(country: "US");
        var plans = new[] { await house.AddAsync(Retirement), await house.AddAsync(Retirement with { Name = "Roth", Kind = "retirement_401k_roth" }) };

        foreach (var plan in plans) (await house.Setup.EnrolAsync(BenefitsHouse.Client, plan, [new(1, new(2026, 5, 1), Rate: 0.05m)], BenefitsHouse.Hr)).ShouldBeEmpty();

        (await house.ContributionsAsync(new(2026, 11, 7), periodsPerYear: 26)).Count.ShouldBe(2);
        (await house.House.Get<DecideEnrolment>().HandleAsync(BenefitsHouse.Client, new(1, plans[0], Choice.OptOut, new(2026, 11, 2), null, null, 2, Own: true), BenefitsHouse.Hr))
            .ShouldHaveSingleItem().Message.ShouldContain("only a pension can be opted out of");
    }

    [Theory]
    [InlineData("salary-sacrifice", "Kind")]
    [InlineData("pension", "Kind")]
    [InlineData("retirement_401k", "EmployeeRate")]
    [InlineData("section125", "YearlyAmount")]
    public void A_plan_is_checked_by_its_kind(string kind, string field) =>
        PlanRules.Check(Pack, new NewPlan { Name = "Plan", Kind = kind, EffectiveFrom = new(2026, 1, 1) }).ShouldHaveSingleItem().Field.ShouldBe(field);

    [Fact]
    public void Every_kind_of_every_pack_is_a_pay_item_that_is_taken_from_pay()
    {
        foreach (var pack in new[] { Pack, RulePacks.For("GB") })
            foreach (var type in pack.PlanTypes) pack.PayItems[type.Item].Kind.ShouldBeOneOf(PayItemKind.Deduction, PayItemKind.Sacrifice);
    }

    [Fact]
    public async Task What_the_employer_adds_reaches_the_field_of_the_rule_pack()
    {
        await using var house = await BenefitsHouse.StartAsync(country: "US");
        var plan = await house.AddAsync(Retirement with { EmployerAdds = " 100% of 4% " });
        (await house.Setup.EnrolAsync(BenefitsHouse.Client, plan, [new(1, new(2026, 5, 1))], BenefitsHouse.Hr)).ShouldBeEmpty();

        (await house.ContributionsAsync(new(2026, 11, 7), periodsPerYear: 26)).ShouldHaveSingleItem().Fields.ShouldBe(new Dictionary<string, string> { ["employer_match"] = "100% of 4%" });
        PlanRules.Check(Pack, Retirement with { EmployerAdds = "a lot" }).ShouldHaveSingleItem().Field.ShouldBe("EmployerAdds");
    }

    [Fact]
    public void A_member_reads_what_it_means()
    {
        var plan = new Plan { Kind = "retirement_401k", Terms = [new PlanTerms { EmployeeRateBp = 100, MostEmployeeRateBp = 7_500 }] };

        PlanWords.Meaning(plan, plan.Terms[0], Pack, 600, null, 26).ShouldBe(["You contribute 6 % of your gross pay, taken before income tax; Social Security and Medicare are due on it."]);
        var matched = new PlanTerms { EmployeeRateBp = 100, MostEmployeeRateBp = 7_500, EmployerAdds = "100% of 4%" };
        PlanWords.Meaning(plan, matched, Pack, 600, null, 26).Last().ShouldBe("Employer's match: 100% of 4%.");
        PlanWords.Offer(plan, matched, Pack).ShouldBe("1 % to 75 % of gross pay, before income tax; Social Security and Medicare are due on it. Employer's match: 100% of 4%");
        PlanWords.Contribution(plan, plan.Terms[0], "USD", 600, null).ShouldBe("6 % of gross pay");
    }
}
