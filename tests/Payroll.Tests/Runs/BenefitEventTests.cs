using Bureau.Benefits.Contracts;
using Bureau.Jurisdictions;
using Bureau.Kernel.Data;
using Bureau.Kernel.Outbox;
using Bureau.Payroll.Inputs;
using Bureau.Payroll.PayRuns;
using Bureau.Payroll.Pensions;
using Bureau.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Bureau.Payroll.Tests.Runs;

/// <summary>What Benefits tells, after a run was calculated or released.</summary>
public class BenefitEventTests
{
    private static readonly DateOnly First = new(2026, 11, 1);

    [Theory, OnEachEngine]
    public async Task A_late_enrolment_voids_the_figures_of_a_run_that_has_the_person(Engine engine)
    {
        await using var house = await HouseAsync(engine);
        var run = await house.InReviewAsync();
        await house.SubmitAsync(run);
        await HandleAsync<FollowBenefits, BenefitsChanged>(house, new(TestHouse.Harbour.Id.Value, [99], First, house.Clock.GetUtcNow().AddMinutes(1)));
        (await house.RunAsync(run.Id)).Stale.ShouldBe(0, "somebody else's benefits");
        await HandleAsync<FollowBenefits, BenefitsChanged>(house, new(TestHouse.Harbour.Id.Value, [1], new(2026, 12, 1), house.Clock.GetUtcNow().AddMinutes(1)));
        (await house.RunAsync(run.Id)).Stale.ShouldBe(0, "from next month on");
        await HandleAsync<FollowBenefits, BenefitsChanged>(house, new(TestHouse.Harbour.Id.Value, [99, 1], First, house.Clock.GetUtcNow().AddMinutes(1)));
        (await house.RunAsync(run.Id)).ShouldSatisfyAllConditions(r => r.Stale.ShouldBe(1), r => r.State.ShouldBe(PayRunState.InReview), r => r.SubmittedBy.ShouldBeNull());
    }

    [Theory, OnEachEngine]
    public async Task Whom_the_calculation_itself_showed_to_be_enrolled_needs_nobody_to_calculate_again(Engine engine)
    {
        await using var house = await HouseAsync(engine);
        var run = await house.InReviewAsync();
        var found = new BenefitsChanged(TestHouse.Harbour.Id.Value, [1], First, house.Clock.GetUtcNow().AddMinutes(1), run.Id);
        house.Clock.Advance(TimeSpan.FromMinutes(2));
        await HandleAsync<FollowBenefits, BenefitsChanged>(house, found);
        (await house.RunAsync(run.Id)).State.ShouldBe(PayRunState.Calculating);
        await house.House.SettleAsync();
        (await house.RunAsync(run.Id)).ShouldSatisfyAllConditions(r => r.State.ShouldBe(PayRunState.InReview), r => r.Stale.ShouldBe(0), r => r.PreparedBy.ShouldBe(run.PreparedBy));
        var version = (await house.RunAsync(run.Id)).Version;
        await HandleAsync<FollowBenefits, BenefitsChanged>(house, found);
        (await house.RunAsync(run.Id)).Version.ShouldBe(version, "delivered twice, done once");
    }

    [Theory, OnEachEngine]
    public async Task New_terms_of_a_plan_concern_everybody(Engine engine)
    {
        await using var house = await HouseAsync(engine);
        var run = await house.InReviewAsync();
        await HandleAsync<FollowBenefits, BenefitsChanged>(house, new(TestHouse.Harbour.Id.Value, [], First, run.KnownAt!.Value));
        (await house.RunAsync(run.Id)).Stale.ShouldBe(0, "what it knew already");
        await HandleAsync<FollowBenefits, BenefitsChanged>(house, new(TestHouse.Harbour.Id.Value, [], First, house.Clock.GetUtcNow().AddMinutes(1)));
        (await house.RunAsync(run.Id)).Stale.ShouldBe(1);
    }

    [Theory, OnEachEngine]
    public async Task An_opt_out_gives_back_in_the_next_run_what_released_payslips_withheld(Engine engine)
    {
        await using var house = await HouseAsync(engine);
        house.Pack.PensionDuties = new LevyIsThePension();
        var november = await house.ReleaseAsync(await house.InReviewAsync());
        var withheld = await house.CountAsync("select sum(amount_minor) from payroll.pay_run_total where client_id = @Client and pay_run_id = @Id and line = 'levy'", november.Id);
        await house.House.TickAsync();

        await HandleAsync<RefundContributions, PensionOptedOut>(house, new(TestHouse.Harbour.Id.Value, 1, First, "net_pay", house.Clock.GetUtcNow()));

        var next = (await house.RunsAsync()).First(r => r.Id != november.Id);
        var refund = (await StandingAsync(house, next)).ShouldHaveSingleItem();
        (refund.EmployeeId, refund.Item, refund.AmountMinor, refund.Source).ShouldBe((1, "expenses", withheld, "refund"));
        withheld.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Nothing_was_withheld_and_nothing_is_given_back()
    {
        await using var house = await HouseAsync();
        house.Pack.PensionDuties = new LevyIsThePension();
        var november = await house.InReviewAsync();
        await HandleAsync<RefundContributions, PensionOptedOut>(house, new(TestHouse.Harbour.Id.Value, 1, First, "net_pay", house.Clock.GetUtcNow().AddMinutes(1)));
        (await house.RunAsync(november.Id)).Stale.ShouldBe(1, "it must not be released with contributions in it");
        (await StandingAsync(house, november)).ShouldBeEmpty();
    }

    private static async Task<PayrollHouse> HouseAsync(Engine engine = Engine.Sqlite)
    {
        var house = await PayrollHouse.StartAsync(engine);
        house.People.Salaried(1, 36_000m);
        return house;
    }

    private static async Task HandleAsync<THandler, TEvent>(PayrollHouse house, TEvent happened) where THandler : IHandle<TEvent>
    {
        await using var scope = house.House.Services.CreateAsyncScope();
        await using var unit = await house.Get<PayrollStore>().BeginAsync(TestHouse.Harbour.Id);
        await scope.ServiceProvider.GetRequiredService<THandler>().HandleAsync(happened, unit, CancellationToken.None);
        await unit.CommitAsync();
    }

    private static async Task<List<PayInput>> StandingAsync(PayrollHouse house, PayRun run)
    {
        var found = new List<PayInput>();
        await using var db = await house.Get<PayrollStore>().OpenAsync(TestHouse.Harbour.Id);
        await foreach (var input in PayInputs.ForRunAsync(db, run, run.PeriodStart, house.Clock.GetUtcNow())) found.Add(input);
        return found;
    }

    /// <summary>In this law the levy is what the pension takes, and expenses give it back.</summary>
    private sealed class LevyIsThePension : IPensionDuties
    {
        public PensionDuty Assess(PayCase payCase) => new("", PensionAction.None, null, null, "", new Source("None"));

        public DateOnly LatestPostponement(DateOnly dueOn) => dueOn;

        public PensionOptOut OptOut(DateOnly memberFrom, DateOnly informedOn) => new(memberFrom, memberFrom.AddMonths(1), 1, new Source("None"));

        public PensionRefund? Refund(string scheme) => scheme == "net_pay" ? new("levy", "expenses") : null;

        public (DateOnly First, DateOnly Last) NextReenrolment(DateOnly last) => (last, last);
    }
}
