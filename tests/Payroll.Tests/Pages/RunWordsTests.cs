using Bureau.Onboarding.Contracts;
using Bureau.Payroll.PayRuns;
using Bureau.Payroll.PayRuns.Run;
using Bureau.Testing;

namespace Bureau.Payroll.Tests.Pages;

public class RunWordsTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    private static PayRun Run(string state, string frequency = "Monthly", int blockers = 0, int stale = 0, string? seal = null, string kind = PayRun.Regular) => new()
    {
        Id = 5,
        State = state,
        Kind = kind,
        Frequency = frequency,
        PeriodStart = new(2026, 11, 1),
        PeriodEnd = new(2026, 11, 30),
        PayDate = new(2026, 11, 30),
        Currency = "GBP",
        CutOffAt = Now.AddDays(3),
        ApproveBy = Now.AddDays(5),
        ReleaseAt = Now.AddDays(8),
        Blockers = blockers,
        Stale = stale,
        Seal = seal,
        Payslips = seal is null ? 0 : 240,
        NetMinor = 1_234_50,
    };

    [Theory]
    [InlineData("Monthly", "November 2026"), InlineData("monthly", "November 2026"), InlineData("weekly", "week to 30 Nov 2026"), InlineData("four-weekly", "four weeks to 30 Nov 2026")]
    public void A_period_is_said_as_people_say_it(string frequency, string words) => RunWords.Period(Run(PayRunState.Open, frequency)).ShouldBe(words);

    [Fact]
    public void A_follow_up_run_is_known_by_its_pay_date() => RunWords.Period(Run(PayRunState.Open, kind: PayRun.FollowUp)).ShouldBe("November 2026, follow-up paid 30 Nov 2026");

    [Theory]
    [InlineData(-1, "bad"), InlineData(119, "bad"), InlineData(121, "attention"), InlineData(60 * 35, "attention"), InlineData(60 * 36 + 1, null)]
    public void A_deadline_turns_urgent_two_hours_before_and_is_near_from_the_day_before(int minutes, string? tone) =>
        RunWords.Tone(Now.AddMinutes(minutes), Now, TestHouse.Harbour).ShouldBe(tone);

    [Fact]
    public void Tomorrow_is_the_clients_tomorrow()
    {
        var auckland = TestHouse.Harbour with { TimeZone = "Pacific/Auckland" };
        // 21 November, 1 o'clock in Auckland: the 22nd there ends before the 22nd in London does.
        RunWords.Tone(new DateTimeOffset(2026, 11, 22, 10, 59, 0, TimeSpan.Zero), Now, auckland).ShouldBe("attention");
        RunWords.Tone(new DateTimeOffset(2026, 11, 22, 11, 1, 0, TimeSpan.Zero), Now, auckland).ShouldBeNull();
    }

    [Theory]
    [InlineData(110_00, 100_00, "up £10.00 (10.0 %)"), InlineData(95_00, 100_00, "down £5.00 (5.0 %)"), InlineData(100_00, 100_00, "unchanged"), InlineData(5_00, 0, "up £5.00"), InlineData(1_000_20, 1_000_00, "up £0.20")]
    public void A_change_is_a_phrase(long now, long before, string words) => RunWords.Change(now, before, "GBP").ShouldBe(words);

    [Fact]
    public void What_is_due_next_depends_on_the_state()
    {
        RunWords.Deadline(Run(PayRunState.Open)).ShouldBe(("Cut-off", Now.AddDays(3)));
        RunWords.Deadline(Run(PayRunState.InReview)).ShouldBe(("Approval", Now.AddDays(5)));
        RunWords.Deadline(Run(PayRunState.Approved)).ShouldBe(("Release", Now.AddDays(8)));
        RunWords.Deadline(Run(PayRunState.Released)).ShouldBeNull();
        RunWords.Deadline(Run(PayRunState.Cancelled)).ShouldBeNull();
    }

    private static IReadOnlyList<RunStep> Steps(PayRun run) => RunSteps.Of(
        new RunScreen(TestHouse.Harbour, run, new PayGroup(7, "MONTHLY", "Monthly staff", new LegalEntity(3, "Harbour", "GB", [], new Dictionary<string, string>())), null, Now), 12, [], null);

    private static string Current(PayRun run) => Steps(run).Single(s => s.Current).Name;

    [Fact]
    public void A_run_has_eight_steps_and_one_in_hand()
    {
        Steps(Run(PayRunState.Open)).Select(s => s.Name).ShouldBe(["Inputs", "Validate", "Calculate", "Review", "Approve", "Pay", "File", "Publish"]);
        Current(Run(PayRunState.Open)).ShouldBe("Inputs");
        Current(Run(PayRunState.Calculating)).ShouldBe("Calculate");
        Current(Run(PayRunState.InReview, blockers: 3, seal: "ab")).ShouldBe("Validate");
        Current(Run(PayRunState.InReview, seal: "ab")).ShouldBe("Review");
        Current(Run(PayRunState.InReview, blockers: 3, stale: 1, seal: "ab")).ShouldBe("Calculate");
        Current(Run(PayRunState.Submitted, seal: "ab")).ShouldBe("Approve");
        Current(Run(PayRunState.Approved, seal: "ab")).ShouldBe("Pay");
        Steps(Run(PayRunState.Released, seal: "ab")).ShouldAllBe(s => s.State == "done" && !s.Current);
        Steps(Run(PayRunState.Cancelled)).ShouldAllBe(s => !s.Current);
    }

    [Fact]
    public void Blockers_and_out_of_date_figures_block_their_step()
    {
        Steps(Run(PayRunState.InReview, blockers: 3, seal: "ab")).Single(s => s.Name == "Validate").ShouldSatisfyAllConditions(s => s.State.ShouldBe("blocked"), s => s.InWords.ShouldBe("3 blockers"));
        Steps(Run(PayRunState.InReview, stale: 1, seal: "ab")).Single(s => s.Name == "Calculate").InWords.ShouldBe("figures out of date");
    }
}
