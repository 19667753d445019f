using Bureau.Kernel.Data;
using Bureau.Kernel.Identity;
using Bureau.Payroll.Inputs;
using Bureau.Payroll.PayRuns;
using Bureau.Payroll.Tests.Runs;
using Bureau.Testing;

namespace Bureau.Payroll.Tests.Inputs;

public class EnterPayInputTests
{
    private static readonly Actor Hr = TestHouse.Person(21, "Hanna", Role.ClientHr);

    private static TypedPayInput Bonus(string amount, string? note = null) => new("bonus", null, null, amount, note);

    private static async Task<(PayrollHouse House, PayRun Run)> OpenAsync(Engine engine = Engine.Sqlite)
    {
        var house = await PayrollHouse.StartAsync(engine);
        house.People.Salaried(1, 36_000m);
        house.People.Hourly(2, 12.50m);
        await house.WithCalendarAsync();
        await house.House.TickAsync();
        return (house, (await house.RunsAsync())[0]);
    }

    private static Task<PayInputOutcome> EnterAsync(PayrollHouse house, PayRun run, long employee, TypedPayInput typed, bool everyPeriod = false, bool again = false, long? supersedes = null, string? until = null) =>
        house.Get<EnterPayInput>().RunAsync(TestHouse.Harbour, Hr, run, new PayInputRequest(employee, typed, everyPeriod, until, again, supersedes));

    private static async Task<List<PayInput>> StandingAsync(PayrollHouse house, PayRun run, DateOnly? periodStart = null)
    {
        var found = new List<PayInput>();
        await using var db = await house.Get<PayrollStore>().OpenAsync(TestHouse.Harbour.Id);
        await foreach (var input in PayInputs.ForRunAsync(db, run, periodStart ?? run.PeriodStart, house.Clock.GetUtcNow())) found.Add(input);
        return found;
    }

    [Theory, OnEachEngine]
    public async Task What_was_entered_stands_until_it_is_changed_or_withdrawn_and_stays_in_the_history(Engine engine)
    {
        var (house, run) = await OpenAsync(engine);
        await using var _ = house;
        (await EnterAsync(house, run, 1, Bonus("100"))).Problems.ShouldBeEmpty();
        (await EnterAsync(house, run, 2, new("regular", "37.5", null, null, null))).Problems.ShouldBeEmpty();
        var standing = await StandingAsync(house, run);
        standing.Select(i => (i.EmployeeId, i.Item, i.AmountMinor, i.Units)).ShouldBe([(1, "bonus", 100_00, null), (2, "regular", null, 37.5m)]);

        (await EnterAsync(house, run, 1, Bonus("120"), supersedes: standing[0].Id)).Problems.ShouldBeEmpty();
        standing = await StandingAsync(house, run);
        standing[0].AmountMinor.ShouldBe(120_00);

        (await house.Get<EnterPayInput>().WithdrawAsync(TestHouse.Harbour, Hr, run, 1, standing[0].Id, "Not agreed")).Problems.ShouldBeEmpty();
        (await StandingAsync(house, run)).Select(i => i.EmployeeId).ShouldBe([2]);
        await using var db = await house.Get<PayrollStore>().OpenAsync(TestHouse.Harbour.Id);
        var history = await ReadPayInputs.OfEmployeeAsync(db, run, 1, CancellationToken.None);
        history.Select(h => (h.AmountMinor, h.Withdrawn, h.Stands)).ShouldBe([(120_00, 1, false), (120_00, 0, false), (100_00, 0, false)]);
        (await house.VerifyAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_very_same_entry_is_taken_twice_only_when_it_is_meant()
    {
        var (house, run) = await OpenAsync();
        await using var _ = house;
        (await EnterAsync(house, run, 1, Bonus("100"))).Problems.ShouldBeEmpty();
        (await EnterAsync(house, run, 1, Bonus("100"))).Problems.ShouldHaveSingleItem().Field.ShouldBe("Again");
        (await StandingAsync(house, run)).Count.ShouldBe(1);
        (await EnterAsync(house, run, 1, Bonus("100"), again: true)).Problems.ShouldBeEmpty();
        (await StandingAsync(house, run)).Count.ShouldBe(2);
    }

    [Theory, OnEachEngine]
    public async Task A_double_click_enters_pay_once(Engine engine)
    {
        var (house, run) = await OpenAsync(engine);
        await using var _ = house;
        var clicks = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Task.Run(() => EnterAsync(house, run, 1, Bonus("100")))));
        clicks.Count(c => c.Problems.Count == 0).ShouldBe(1);
        (await StandingAsync(house, run)).Count.ShouldBe(1);
    }

    [Theory, OnEachEngine]
    public async Task Of_two_people_changing_the_same_entry_the_second_is_told(Engine engine)
    {
        var (house, run) = await OpenAsync(engine);
        await using var _ = house;
        await EnterAsync(house, run, 1, Bonus("100"));
        var entry = (await StandingAsync(house, run))[0];
        var (item, was) = (house.Pack.PayItems["bonus"], new PayInputEntry(house.Pack.PayItems["bonus"], null, null, 100_00, ""));
        NewPayInput To(long minor) => EnterPayInputs.Replace(run, entry, item, new NewPayInput(1, was with { AmountMinor = minor }))[0];

        (await house.Get<EnterPayInputs>().RunAsync(TestHouse.Harbour, Hr, run.Id, [To(110_00)], "change", EnterPayInputs.Manual)).Problem.ShouldBeNull();
        (await house.Get<EnterPayInputs>().RunAsync(TestHouse.Harbour, Hr, run.Id, [To(120_00)], "change", EnterPayInputs.Manual)).Problem.ShouldNotBeNull().ShouldContain("meanwhile");
        (await StandingAsync(house, run)).Select(i => i.AmountMinor).ShouldBe([110_00]);
    }

    [Fact]
    public async Task A_recurring_entry_counts_from_its_period_until_its_end()
    {
        var (house, run) = await OpenAsync();
        await using var _ = house;
        (await EnterAsync(house, run, 1, new("union_dues", null, null, "15", null), everyPeriod: true, until: "2027-01-31")).Problems.ShouldBeEmpty();
        (await StandingAsync(house, run, run.PeriodStart.AddMonths(-1))).ShouldBeEmpty();
        (await StandingAsync(house, run)).Count.ShouldBe(1);
        (await StandingAsync(house, run, run.PeriodStart.AddMonths(2))).Count.ShouldBe(1);
        (await StandingAsync(house, run, run.PeriodStart.AddMonths(3))).ShouldBeEmpty();
    }

    [Fact]
    public async Task Changing_a_recurring_entry_from_a_later_run_leaves_earlier_periods_as_they_were()
    {
        var (house, first) = await OpenAsync();
        await using var _ = house;
        await EnterAsync(house, first, 1, new("union_dues", null, null, "15", null), everyPeriod: true);
        house.Clock.Set(new DateTimeOffset(2026, 12, 2, 9, 0, 0, TimeSpan.Zero));
        await house.House.TickAsync();
        var second = (await house.RunsAsync())[1];
        var dues = (await StandingAsync(house, second)).ShouldHaveSingleItem();

        (await EnterAsync(house, second, 1, new("union_dues", null, null, "20", null), everyPeriod: true, supersedes: dues.Id)).Problems.ShouldBeEmpty();
        (await StandingAsync(house, first)).Select(i => i.AmountMinor).ShouldBe([15_00]);
        (await StandingAsync(house, second)).Select(i => i.AmountMinor).ShouldBe([20_00]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task After_the_cut_off_an_entry_is_late_and_after_the_calculation_it_voids_what_was_submitted(bool cutOff)
    {
        var house = await PayrollHouse.StartAsync();
        await using var _ = house;
        house.People.Salaried(1, 36_000m);
        var run = await house.InReviewAsync();
        await house.SubmitAsync(run);
        if (cutOff) house.Clock.Set(run.CutOffAt);
        house.Clock.Advance(TimeSpan.FromMinutes(5));

        (await EnterAsync(house, await house.RunAsync(run.Id), 1, Bonus("100"))).Late.ShouldBe(cutOff);
        run = await house.RunAsync(run.Id);
        (run.State, run.Stale).ShouldBe((PayRunState.InReview, 1));
        (await house.Get<ApprovePayRun>().RunAsync(TestHouse.Harbour.Id, run.Id, run.Seal!, PayrollHouse.Approver)).Problem.ShouldNotBeNull();
        run = await house.AgainAsync(run.Id);
        (run.Stale, run.GrossMinor).ShouldBe((0, 3_100_00));
    }

    [Fact]
    public async Task Nothing_can_be_entered_in_a_released_run()
    {
        var house = await PayrollHouse.StartAsync();
        await using var _ = house;
        house.People.Salaried(1, 36_000m);
        var run = await house.ReleaseAsync(await house.InReviewAsync());
        (await EnterAsync(house, run, 1, Bonus("100"))).Problems.ShouldHaveSingleItem().Message.ShouldContain("next run");
        (await StandingAsync(house, run)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Somebody_unknown_is_refused()
    {
        var (house, run) = await OpenAsync();
        await using var _ = house;
        (await EnterAsync(house, run, 99, Bonus("100"))).Problems.ShouldHaveSingleItem().Field.ShouldBe("Employee");
    }
}
