using System.Runtime.CompilerServices;
using Bureau.Benefits.Duties;
using Bureau.Benefits.Enrolments;
using Bureau.Kernel.Clients;
using Bureau.Kernel.Data;
using Bureau.Payroll.Contracts;
using Bureau.Testing;

namespace Bureau.Benefits.Tests;

public class PensionDutyTests
{
    private static readonly DateOnly First = new(2026, 11, 1), November = new(2026, 11, 30);

    [Theory, OnEachEngine]
    public async Task Who_must_be_enrolled_is_and_the_run_hears_of_it(Engine engine)
    {
        await using var house = await BenefitsHouse.StartAsync(engine);
        var plan = await house.AddAsync(BenefitsHouse.Pension());
        (await SetAsync(house, plan, 0)).ShouldBeEmpty();
        await CalculatedAsync(house, Enrol(3), Inform(4));
        await CalculatedAsync(house, Enrol(3), Inform(4));

        (await house.ContributionsAsync(November)).Select(c => c.EmployeeId).ShouldBe([3L]);
        var duties = await DutiesAsync(house);
        duties.Select(d => (d.EmployeeId, d.Action, d.Outcome)).ShouldBe([(3, "enrol", "enrolled"), (4, "inform", null)], "the same is recorded once");
        duties.ShouldAllBe(d => d.IsOpen);
        (await OutboxAsync(house, "benefits.changed")).ShouldBe(1);
        (await new BenefitToDos(house.House.Get<BenefitsStore>(), house.House.Get<Kernel.Identity.Permissions>()).ForAsync(BenefitsHouse.Hr, TestHouse.Harbour)).ShouldHaveSingleItem().Title.ShouldBe("Tell 2 people about their pension rights");
    }

    [Fact]
    public async Task Without_a_plan_for_it_nobody_is_enrolled_and_enrolling_by_hand_does_the_duty()
    {
        await using var house = await BenefitsHouse.StartAsync();
        var plan = await house.AddAsync(BenefitsHouse.Pension());
        await CalculatedAsync(house, Enrol(3));
        (await house.ContributionsAsync(November)).ShouldBeEmpty();
        (await DutiesAsync(house)).ShouldHaveSingleItem().AwaitsEnrolment.ShouldBeTrue();

        (await DecideAsync(house, 3, plan, "join", First)).ShouldBeEmpty();
        (await DutiesAsync(house)).ShouldHaveSingleItem().Outcome.ShouldBe("enrolled");
    }

    [Theory, OnEachEngine]
    public async Task Enrolment_is_put_off_once_and_the_rule_pack_is_told_until_when(Engine engine)
    {
        await using var house = await BenefitsHouse.StartAsync(engine);
        var plan = await house.AddAsync(BenefitsHouse.Pension());
        (await SetAsync(house, plan, 3)).ShouldBeEmpty();
        await CalculatedAsync(house, Enrol(2), Enrol(5, "reenrol"));

        var november = await house.ContributionsAsync(November, outside: true);
        november.Select(c => c.EmployeeId).ShouldBe([2L, 5L], "re-enrolment is not put off");
        november[0].Fields.ShouldHaveSingleItem().ShouldBe(new("pension_postponed_until", "2027-02-01"));
        await CalculatedAsync(house, Enrol(2) with { On = new(2027, 2, 1), By = new(2027, 3, 14) });
        (await house.ContributionsAsync(new(2027, 2, 28), outside: true)).Select(c => (c.EmployeeId, c.Fields.ContainsKey("pension_scheme"))).ShouldBe([(2, true), (5, true)]);
    }

    [Fact]
    public async Task The_month_for_opting_out_begins_when_the_person_is_told()
    {
        await using var house = await BenefitsHouse.StartAsync();
        var plan = await house.AddAsync(BenefitsHouse.Pension());
        await SetAsync(house, plan, 0);
        await CalculatedAsync(house, Enrol(3), Enrol(6));
        house.House.Clock.Set(new(2026, 12, 10, 9, 0, 0, TimeSpan.Zero));
        var duties = await DutiesAsync(house);
        (await house.House.Get<TellPeople>().HandleAsync(TestHouse.Harbour, [duties[0].Id], new(2026, 12, 11), BenefitsHouse.Hr)).ShouldHaveSingleItem().Field.ShouldBe("ToldOn");
        (await house.House.Get<TellPeople>().HandleAsync(TestHouse.Harbour, [duties[0].Id], new(2026, 12, 5), BenefitsHouse.Hr)).ShouldBeEmpty();
        (await house.House.Get<TellPeople>().HandleAsync(TestHouse.Harbour, [duties[0].Id], new(2026, 12, 5), BenefitsHouse.Hr)).ShouldBeEmpty("a double click");
        (await house.House.Get<TellPeople>().HandleAsync(TestHouse.Harbour, [duties[0].Id], new(2026, 12, 6), BenefitsHouse.Hr)).ShouldHaveSingleItem().Field.ShouldBe("Duty");
        (await house.House.Get<TellPeople>().HandleAsync(TestHouse.Harbour, [duties[1].Id], new(2026, 11, 5), BenefitsHouse.Hr)).ShouldBeEmpty();

        (await DecideAsync(house, 6, plan, "opt-out", First)).ShouldHaveSingleItem().Message.ShouldContain("4 Dec 2026");
        (await DecideAsync(house, 3, plan, "opt-out", First)).ShouldBeEmpty();
        (await OutboxAsync(house, "benefits.pension-opted-out")).ShouldBe(1);
        var december = await house.ContributionsAsync(new(2026, 12, 31), outside: true);
        december.Single(c => c.EmployeeId == 3).Fields.ShouldBe(new Dictionary<string, string> { ["pension_opt_out_date"] = "2026-12-10" });
        december.Single(c => c.EmployeeId == 6).Fields["pension_scheme"].ShouldBe("net_pay");
    }

    [Fact]
    public async Task Only_a_pension_of_the_client_can_be_chosen()
    {
        await using var house = await BenefitsHouse.StartAsync();
        (await SetAsync(house, await house.AddAsync(BenefitsHouse.Cycle()), 0)).ShouldHaveSingleItem().Field.ShouldBe("PlanId");
        (await SetAsync(house, null, 4)).ShouldHaveSingleItem().Field.ShouldBe("PostponeMonths");
        (await SetAsync(house, null, 0)).ShouldBeEmpty();
    }

    private static PensionAssessment Enrol(long employee, string action = "enrol") => new(employee, "eligible jobholder", action, First, First.AddDays(41), "Earns enough.", "Pensions Act 2008", null);

    private static PensionAssessment Inform(long employee) => new(employee, "entitled worker", "inform", First, First.AddDays(41), "May join.", "Pensions Act 2008", null);

    private static Task<IReadOnlyList<Onboarding.Contracts.Problem>> SetAsync(BenefitsHouse house, long? plan, int months) => house.House.Get<SetAutomaticEnrolment>().HandleAsync(BenefitsHouse.Client, plan, months, BenefitsHouse.Hr);

    private static async Task<IReadOnlyList<Onboarding.Contracts.Problem>> DecideAsync(BenefitsHouse house, long employee, long plan, string choice, DateOnly from)
    {
        await using var db = await house.House.Get<BenefitsStore>().OpenAsync(BenefitsHouse.Client);
        var seen = (await ReadDecisions.OfAsync(db, employee)).Count;
        return await house.House.Get<DecideEnrolment>().HandleAsync(BenefitsHouse.Client, new(employee, plan, choice, from, null, null, seen, Own: false), BenefitsHouse.Hr);
    }

    /// <summary>The event of a calculated run, handled in Benefits' own transaction.</summary>
    private static async Task CalculatedAsync(BenefitsHouse house, params PensionAssessment[] assessed)
    {
        await using var unit = await house.House.Get<BenefitsStore>().BeginAsync(BenefitsHouse.Client);
        await new FollowPensionLaw(new Assessed(assessed), house.House.Get<Kernel.Audit.AuditTrail>()).HandleAsync(new PayRunCalculated(BenefitsHouse.Client.Value, 1, "GB"), unit, CancellationToken.None);
        await unit.CommitAsync();
    }

    private static async Task<IReadOnlyList<PensionDutyRow>> DutiesAsync(BenefitsHouse house)
    {
        await using var db = await house.House.Get<BenefitsStore>().OpenAsync(BenefitsHouse.Client);
        return await PensionDutyRow.AllAsync(db);
    }

    private static async Task<long> OutboxAsync(BenefitsHouse house, string name)
    {
        await using var db = await house.House.Get<BenefitsStore>().OpenAsync(BenefitsHouse.Client);
        return await db.ScalarAsync<long>("select count(*) from benefits.outbox where client_id = @Client and event_name = @Name", new { Name = name });
    }

    private sealed class Assessed(IEnumerable<PensionAssessment> all) : IPensionAssessments
    {
        public async IAsyncEnumerable<PensionAssessment> OfRunAsync(ClientId client, long payRunId, [EnumeratorCancellation] CancellationToken ct = default)
        {
            await Task.CompletedTask;
            foreach (var one in all) yield return one;
        }
    }
}
