using Bureau.Payroll.Certificates;
using Bureau.Payroll.Inputs;
using Bureau.Payroll.PayRuns;
using Bureau.Testing;

namespace Bureau.Payroll.Tests.Runs;

/// <summary>One person who cannot be paid does not keep the others from it.</summary>
public class HoldOutTests
{
    private static readonly Kernel.Clients.ClientId Client = TestHouse.Harbour.Id;

    /// <summary>Two people can be paid, the third has no tax code.</summary>
    private static async Task<(PayrollHouse House, PayRun Run)> BlockedAsync(Kernel.Data.Engine engine = Kernel.Data.Engine.Sqlite)
    {
        var house = await PayrollHouse.StartAsync(engine);
        house.People.Salaried(1, 36_000m);
        house.People.Salaried(2, 48_000m);
        house.People.Salaried(3, 60_000m);
        house.People.Set(3, "tax_code", null);
        var run = await house.InReviewAsync();
        run.Blockers.ShouldBe(1);
        return (house, run);
    }

    private static Task<Outcome> HoldOutAsync(PayrollHouse house, long run, params long[] people) =>
        house.Get<HoldOut>().RunAsync(Client, run, people, "No tax code yet.", PayrollHouse.Preparer);

    private static async Task<PayRun> FollowUpAsync(PayrollHouse house, long run) => (await house.RunsAsync()).Single(r => r.FollowsRunId == run && r.State != PayRunState.Cancelled);

    [Theory, OnEachEngine]
    public async Task The_others_are_paid_and_the_person_held_out_follows_through_the_same_states(Kernel.Data.Engine engine)
    {
        var (house, run) = await BlockedAsync(engine);
        await using var _ = house;
        (await HoldOutAsync(house, run.Id, 3)).Problem.ShouldBeNull();
        (await house.RunAsync(run.Id)).Stale.ShouldBe(1);
        run = await house.AgainAsync(run.Id);
        (run.Employees, run.Payslips, run.Blockers, run.GrossMinor).ShouldBe((2, 2, 0, 700_000));
        run = await house.ReleaseAsync(run);
        run.State.ShouldBe(PayRunState.Released);
        (await house.VerifyAsync()).ShouldBeEmpty();

        var followUp = await FollowUpAsync(house, run.Id);
        (followUp.Kind, followUp.PayDate, followUp.PeriodStart, followUp.State).ShouldBe((PayRun.FollowUp, run.PayDate, run.PeriodStart, PayRunState.Open));
        house.People.Set(3, "tax_code", "T1", known: house.Clock.GetUtcNow());
        (await house.Get<StartCalculation>().RunAsync(Client, followUp.Id, PayrollHouse.Preparer)).Problem.ShouldBeNull();
        await house.CalculateAsync(followUp.Id);
        followUp = await house.RunAsync(followUp.Id);
        (followUp.State, followUp.Employees, followUp.GrossMinor, followUp.Blockers).ShouldBe((PayRunState.InReview, 1, 500_000, 0));
        followUp.Seal.ShouldNotBe(run.Seal);
        followUp = await house.ReleaseAsync(followUp);
        followUp.State.ShouldBe(PayRunState.Released);
        await using var db = await house.Get<PayrollStore>().OpenAsync(Client);
        (await RunCertificate.FindAsync(db, followUp.Id))!.Holds.ShouldBeTrue();
        (await house.CountAsync("select count(*) from payroll.payment where client_id = @Client and pay_run_id = @Id", followUp.Id)).ShouldBe(1);
        (await Timeline.ReadAsync(db, run.Id)).Single(e => e.Action == Timeline.HoldOut).ShouldSatisfyAllConditions(e => e.Reason.ShouldBe("No tax code yet."), e => e.ActorName.ShouldBe("Pat"));
        (await house.VerifyAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Next_period_goes_on_but_not_for_whoever_still_waits()
    {
        var (house, run) = await BlockedAsync();
        await using var _ = house;
        await HoldOutAsync(house, run.Id, 3);
        await house.ReleaseAsync(await house.AgainAsync(run.Id));
        house.People.Set(3, "tax_code", "T1", known: house.Clock.GetUtcNow());

        house.Clock.Set(new DateTimeOffset(2026, 12, 24, 18, 0, 0, TimeSpan.Zero));
        await house.House.SettleAsync(tick: true);
        var december = (await house.RunsAsync()).Single(r => r.PeriodStart.Month == 12);
        (december.State, december.Payslips, december.Blockers).ShouldBe((PayRunState.InReview, 2, 1));

        // The follow-up was calculated at its own cut-off. Its release makes the December figures out of date for its person.
        var followUp = await FollowUpAsync(house, run.Id);
        followUp.State.ShouldBe(PayRunState.InReview);
        await house.ReleaseAsync(followUp);
        (await house.RunAsync(december.Id)).Stale.ShouldBe(1);
        december = await house.AgainAsync(december.Id);
        (december.Payslips, december.Blockers).ShouldBe((3, 0));
        // 5,000 a month: 20 % of 5,000 × 2 − 9,000 in period 9, nothing in period 8.
        (await house.CountAsync("select deductions_minor from payroll.payslip where client_id = @Client and pay_run_id = @Id and employee_id = 3", december.Id)).ShouldBe(20_000);
        (await house.ReleaseAsync(december)).State.ShouldBe(PayRunState.Released);
        (await house.VerifyAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_was_entered_goes_with_the_person_there_and_back()
    {
        var (house, run) = await BlockedAsync();
        await using var _ = house;
        house.People.Set(3, "tax_code", "T1");
        await EnterAsync(run, 3, "100");
        (await HoldOutAsync(house, run.Id, 3)).Problem.ShouldBeNull();
        var followUp = await FollowUpAsync(house, run.Id);
        await EnterAsync(followUp, 3, "200");
        run = await house.AgainAsync(run.Id);
        (run.GrossMinor, run.Blockers, run.Stale).ShouldBe((700_000, 0, 0));
        (await house.Get<StartCalculation>().RunAsync(Client, followUp.Id, PayrollHouse.Preparer)).Problem.ShouldBeNull();
        await house.CalculateAsync(followUp.Id);
        (await house.RunAsync(followUp.Id)).GrossMinor.ShouldBe(500_000 + 10_000 + 20_000);
        // Entered in the regular run, but it changes the follow-up only.
        await EnterAsync(run, 3, "300");
        ((await house.RunAsync(run.Id)).Stale, (await house.RunAsync(followUp.Id)).Stale).ShouldBe((0, 1));

        (await house.Get<TakeBack>().RunAsync(Client, run.Id, 3, PayrollHouse.Preparer)).Problem.ShouldBeNull();
        (await house.RunAsync(followUp.Id)).State.ShouldBe(PayRunState.Cancelled);
        (await house.AgainAsync(run.Id)).GrossMinor.ShouldBe(700_000 + 500_000 + 60_000);

        async Task EnterAsync(PayRun into, long employee, string amount)
        {
            house.Clock.Advance(TimeSpan.FromSeconds(1));
            (await house.Get<EnterPayInput>().RunAsync(TestHouse.Harbour, PayrollHouse.Preparer, into, new(employee, new("bonus", null, null, amount, null)))).Problems.ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task Signatures_are_void_and_a_seal_without_the_person_is_another()
    {
        var (house, run) = await BlockedAsync();
        await using var _ = house;
        house.People.Set(3, "tax_code", "T1");
        run = await house.AgainAsync(run.Id);
        await house.SubmitAsync(run);
        await house.ApproveAsync(run);
        (await HoldOutAsync(house, run.Id, 1)).Problem.ShouldBeNull();
        var held = await house.RunAsync(run.Id);
        (held.State, held.ApprovedBy, held.SubmittedBy).ShouldBe((PayRunState.InReview, null, null));
        (await house.Get<SubmitPayRun>().RunAsync(Client, run.Id, run.Seal!, PayrollHouse.Preparer)).Problem!.ShouldContain("Recalculate");
        (await house.AgainAsync(run.Id)).Seal.ShouldNotBe(run.Seal);
    }

    [Fact]
    public async Task Several_share_one_follow_up_and_whoever_blocks_that_is_passed_on_to_another()
    {
        var (house, run) = await BlockedAsync();
        await using var _ = house;
        await HoldOutAsync(house, run.Id, 3);
        await HoldOutAsync(house, run.Id, 2, 3);
        var followUp = await FollowUpAsync(house, run.Id);
        await house.Get<StartCalculation>().RunAsync(Client, followUp.Id, PayrollHouse.Preparer);
        await house.CalculateAsync(followUp.Id);
        ((await house.RunAsync(followUp.Id)).Employees, (await house.RunAsync(followUp.Id)).Blockers).ShouldBe((2, 1));
        (await HoldOutAsync(house, followUp.Id, 3)).Problem.ShouldBeNull();
        (await house.RunsAsync()).Count(r => r.FollowsRunId == run.Id).ShouldBe(2);
        followUp = await house.AgainAsync(followUp.Id);
        (followUp.Employees, followUp.Blockers, followUp.GrossMinor).ShouldBe((1, 0, 400_000));
    }

    [Fact]
    public async Task Somebody_left_out_of_a_released_run_is_paid_after_it_and_nobody_twice()
    {
        await using var house = await PayrollHouse.StartAsync();
        house.People.Salaried(1, 36_000m);
        var run = await house.ReleaseAsync(await house.InReviewAsync());
        house.Clock.Set(new DateTimeOffset(2026, 12, 2, 10, 0, 0, TimeSpan.Zero));
        house.People.Salaried(4, 36_000m, new DateOnly(2026, 11, 16), house.Clock.GetUtcNow());
        (await HoldOutAsync(house, run.Id, 1)).Problem!.ShouldContain("is paid in this run already");
        (await house.Get<HoldOut>().RunAsync(Client, run.Id, [4], "Started late.", PayrollHouse.Preparer, new DateOnly(2026, 12, 5))).Problem!.ShouldContain("no working day");
        (await house.Get<HoldOut>().RunAsync(Client, run.Id, [4], "Started late.", PayrollHouse.Preparer, new DateOnly(2026, 12, 1))).Problem!.ShouldContain("is past");
        (await HoldOutAsync(house, run.Id, 4)).Problem.ShouldBeNull();
        var followUp = await FollowUpAsync(house, run.Id);
        // Released at 9 o'clock of the working day before: tomorrow can no longer be met.
        (followUp.PayDate, followUp.PeriodNumber).ShouldBe((new DateOnly(2026, 12, 4), 8));
        await house.Get<StartCalculation>().RunAsync(Client, followUp.Id, PayrollHouse.Preparer);
        await house.CalculateAsync(followUp.Id);
        (await house.RunAsync(followUp.Id)).GrossMinor.ShouldBe(150_000);
    }

    [Fact]
    public async Task It_needs_a_reason_the_right_and_a_run_that_can_still_change()
    {
        var (house, run) = await BlockedAsync();
        await using var _ = house;
        var hold = house.Get<HoldOut>();
        (await hold.RunAsync(Client, run.Id, [3], " ", PayrollHouse.Preparer)).Problem!.ShouldStartWith("Reason");
        (await hold.RunAsync(Client, run.Id, [99], "x", PayrollHouse.Preparer)).Problem!.ShouldContain("nobody with this number");
        (await hold.RunAsync(Client, run.Id, [3], "x", PayrollHouse.Approver)).ShouldBe(Outcome.NotAllowed);
        (await hold.RunAsync(Client, 12345, [3], "x", PayrollHouse.Preparer)).ShouldBe(Outcome.NotFound);
        (await house.RunsAsync()).ShouldAllBe(r => r.FollowsRunId == null);
        await house.Get<CancelPayRun>().RunAsync(Client, run.Id, "Not needed", PayrollHouse.Preparer);
        (await hold.RunAsync(Client, run.Id, [3], "x", PayrollHouse.Preparer)).Problem!.ShouldContain("cancelled");
    }
}
