using Bureau.Benefits.Enrolments;
using Bureau.Benefits.Own;
using Bureau.Kernel.Audit;
using Bureau.Kernel.Data;
using Bureau.Kernel.Identity;
using Bureau.Testing;
using static Bureau.Benefits.Tests.ContributionTests;

namespace Bureau.Benefits.Tests;

public class EnrolmentTests
{
    private static readonly DateOnly November = new(2026, 11, 1);

    [Fact]
    public async Task Joining_counts_from_the_period_that_takes_inputs_and_names_its_payslip()
    {
        await using var house = await BenefitsHouse.StartAsync();
        var pension = await house.AddAsync(BenefitsHouse.Pension());

        var before = await Read(house, 1);
        before.Earliest.ShouldBe(November);
        before.PayslipFrom(before.Earliest)!.PayDate.ShouldBe(new DateOnly(2026, 11, 27));
        (await Decide(house, new(1, pension, Choice.Join, before.Earliest, 0.06m, null, Seen: 0, Own: true, before.Earliest))).ShouldBeEmpty();

        var after = await Read(house, 1);
        after.Of(after.Plans.Single()).MemberSince(after.Today).ShouldBe(November);
        (await house.ContributionsAsync(new(2026, 11, 30))).Single().Fields["pension_employee_rate"].ShouldBe("0.06");
    }

    [Fact]
    public async Task After_the_cut_off_the_next_period_is_the_earliest()
    {
        await using var house = await BenefitsHouse.StartAsync();
        await house.AddAsync(BenefitsHouse.Pension());
        house.House.Clock.Set(new(2026, 11, 25, 9, 0, 0, TimeSpan.Zero));

        var mine = await Read(house, 1);

        mine.Earliest.ShouldBe(new DateOnly(2026, 12, 1));
        mine.PayslipFrom(mine.Earliest)!.PayDate.ShouldBe(new DateOnly(2026, 12, 27));
    }

    [Theory]
    [InlineData(1, "2026-10-31", null, "choose 1 Nov 2026 or a later day")]
    [InlineData(1, "2026-11-01", "0.04", "choose from 5 % to 12 %")]
    [InlineData(1, "2026-11-01", "0.13", "choose from 5 % to 12 %")]
    [InlineData(1, "2026-11-01", "0.055555", "at most two decimals")]
    [InlineData(9, "2026-11-01", null, "after 90 days of service, that is from 30 Dec 2026")]
    [InlineData(10, "2026-12-01", null, "up to 20 Nov 2026")]
    [InlineData(11, "2026-11-01", null, "nobody with this number")]
    public async Task A_wish_that_cannot_be_followed_is_refused_in_words_and_nothing_is_written(long employee, string from, string? rate, string says)
    {
        await using var house = await BenefitsHouse.StartAsync();
        var pension = await house.AddAsync(BenefitsHouse.Pension() with { ServiceDays = 90 });
        var chosen = rate is null ? (decimal?)null : decimal.Parse(rate, System.Globalization.CultureInfo.InvariantCulture);

        var problems = await Decide(house, new(employee, pension, Choice.Join, DateOnly.Parse(from, System.Globalization.CultureInfo.InvariantCulture), chosen, null, Seen: 0, Own: true, November));

        problems.ShouldHaveSingleItem().Message.ShouldContain(says);
        (await house.ContributionsAsync(new(2027, 1, 31))).ShouldBeEmpty();
    }

    [Fact]
    public async Task Whoever_administers_benefits_is_not_bound_to_waiting_times_or_to_the_present()
    {
        await using var house = await BenefitsHouse.StartAsync();
        var pension = await house.AddAsync(BenefitsHouse.Pension() with { ServiceDays = 90 });

        (await Decide(house, new(9, pension, Choice.Join, new(2026, 10, 1), null, null, Seen: 0, Own: false))).ShouldBeEmpty();

        (await house.ContributionsAsync(new(2026, 10, 31))).Count.ShouldBe(1);
    }

    [Fact]
    public async Task One_pension_at_a_time()
    {
        await using var house = await BenefitsHouse.StartAsync();
        var first = await house.AddAsync(BenefitsHouse.Pension());
        var second = await house.AddAsync(BenefitsHouse.Pension("Executive pension"));
        await Decide(house, new(1, first, Choice.Join, November, null, null, Seen: 0, Own: true, November));

        (await Decide(house, new(1, second, Choice.Join, new(2026, 12, 1), null, null, Seen: 1, Own: true))).ShouldHaveSingleItem().Message.ShouldContain("already in Workplace pension");
        (await Decide(house, new(1, first, Choice.Leave, new(2026, 12, 1), null, null, Seen: 1, Own: true))).ShouldBeEmpty();
        (await Decide(house, new(1, second, Choice.Join, new(2026, 12, 1), null, null, Seen: 2, Own: true))).ShouldBeEmpty();

        (await house.ContributionsAsync(new(2026, 11, 30))).Single().Plan.ShouldBe("Workplace pension");
        (await house.ContributionsAsync(new(2026, 12, 31))).Single().Plan.ShouldBe("Executive pension");
    }

    [Fact]
    public async Task An_opt_out_within_a_month_undoes_the_membership_and_later_it_is_refused()
    {
        await using var house = await BenefitsHouse.StartAsync();
        var pension = await house.AddAsync(BenefitsHouse.Pension());
        await house.Setup.EnrolAsync(BenefitsHouse.Client, pension, [new(1, new(2026, 10, 5)), new(2, new(2026, 10, 1))], BenefitsHouse.Hr);

        (await Decide(house, new(1, pension, Choice.OptOut, new(2026, 11, 2), null, null, Seen: 1, Own: true))).ShouldBeEmpty();
        (await Decide(house, new(2, pension, Choice.OptOut, new(2026, 11, 2), null, null, Seen: 1, Own: true))).ShouldHaveSingleItem().Message.ShouldContain("ended on 31 Oct 2026");

        (await house.ContributionsAsync(new(2026, 10, 31))).Select(c => c.EmployeeId).ShouldBe([2L]);
    }

    [Fact]
    public async Task A_form_posted_twice_is_one_decision_and_a_stale_form_is_refused()
    {
        await using var house = await BenefitsHouse.StartAsync();
        var cycle = await house.AddAsync(BenefitsHouse.Cycle());
        var join = new EnrolmentRequest(1, cycle, Choice.Join, November, null, 800m, Seen: 0, Own: true, November);

        (await Decide(house, join)).ShouldBeEmpty();
        (await Decide(house, join)).ShouldBeEmpty();
        (await Decide(house, join with { YearlyAmount = 600m, From = new(2026, 12, 1) })).ShouldHaveSingleItem().Message.ShouldContain("meanwhile");

        (await Read(house, 1)).Decisions.ShouldHaveSingleItem().YearlyMinor.ShouldBe(80_000);
    }

    [Theory, OnEachEngine]
    public async Task Of_two_people_deciding_at_once_about_one_person_one_is_first(Engine engine)
    {
        await using var house = await BenefitsHouse.StartAsync(engine);
        var cycle = await house.AddAsync(BenefitsHouse.Cycle());
        var decide = house.House.Get<DecideEnrolment>();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() =>
            decide.HandleAsync(BenefitsHouse.Client, new(1, cycle, Choice.Join, November, null, 500m + i, Seen: 0, Own: false), TestHouse.Person(100 + i, "HR", Role.ClientHr)))));

        outcomes.Count(o => o.Count == 0).ShouldBe(1);
        (await Read(house, 1)).Decisions.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_bulk_with_one_mistake_enrols_nobody_and_names_each_mistake()
    {
        await using var house = await BenefitsHouse.StartAsync();
        var pension = await house.AddAsync(BenefitsHouse.Pension());

        var problems = await house.Setup.EnrolAsync(BenefitsHouse.Client, pension, [new(1, November), new(2, November, 0.5m), new(99, November), new(3, November), new(3, November)], BenefitsHouse.Hr);

        problems.Count.ShouldBe(3);
        problems.ShouldContain(p => p.StartsWith("Employee 2: Rate"));
        problems.ShouldContain(p => p.StartsWith("Employee 3: given twice"));
        problems.ShouldContain(p => p.StartsWith("Employee 99: there is nobody"));
        (await house.ContributionsAsync(new(2026, 11, 30))).ShouldBeEmpty();
    }

    [Fact]
    public async Task Plans_are_refused_with_every_problem_named()
    {
        await using var house = await BenefitsHouse.StartAsync();
        await house.AddAsync(BenefitsHouse.Pension());

        (await house.Setup.AddPlanAsync(BenefitsHouse.Client, BenefitsHouse.Pension("WORKPLACE PENSION"), BenefitsHouse.Hr)).Problems.ShouldHaveSingleItem().ShouldContain("already");
        var wrong = await house.Setup.AddPlanAsync(BenefitsHouse.Client, BenefitsHouse.Pension(" ") with { Scheme = "magic", MostEmployeeRate = 0.01m, EmployerRate = null }, BenefitsHouse.Hr);
        wrong.PlanId.ShouldBeNull();
        wrong.Problems.Count.ShouldBe(4);
        (await house.Setup.AddPlanAsync(BenefitsHouse.Client, BenefitsHouse.Cycle() with { YearlyAmount = 10.001m }, BenefitsHouse.Hr)).Problems.ShouldHaveSingleItem().ShouldContain("decimals");
    }

    [Fact]
    public async Task Every_change_is_in_the_audit_and_the_chain_holds()
    {
        await using var house = await BenefitsHouse.StartAsync();
        var pension = await house.AddAsync(BenefitsHouse.Pension());
        await house.Setup.EnrolAsync(BenefitsHouse.Client, pension, [new(2, November)], BenefitsHouse.Hr);
        await Decide(house, new(1, pension, Choice.Join, November, null, null, Seen: 0, Own: true, November));
        await Decide(house, new(1, pension, Choice.Leave, new(2026, 12, 1), null, null, Seen: 1, Own: true));

        var audit = house.House.Get<AuditTrail>();
        var store = house.House.Get<BenefitsStore>();
        (await audit.ReadAsync(store, BenefitsHouse.Client, null, 0, 10)).Select(r => r.Action).ShouldBe(["enrolment.leave", "enrolment.join", "enrolment.take-over", "benefit-plan.add"]);
        (await audit.VerifyAsync(store)).Faults.ShouldBeEmpty();
    }

    private static async Task<PersonsBenefits> Read(BenefitsHouse house, long employee) =>
        (await house.House.Get<ReadPersonsBenefits>().HandleAsync(TestHouse.Harbour, employee))!;
}
