using Bureau.Payroll.PayRuns;

namespace Bureau.Payroll.Tests.Pages;

public class DeadlineRiskTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    private static PayRun Run(string state, double hoursLeft, int blockers = 0, int warnings = 0, int late = 0) => new()
    {
        State = state,
        CutOffAt = Now.AddHours(hoursLeft),
        ApproveBy = Now.AddHours(hoursLeft),
        ReleaseAt = Now.AddHours(hoursLeft),
        Blockers = blockers,
        Warnings = warnings,
        Late = late,
    };

    private static DeadlineRisk Of(PayRun run, int questions = 0, (int, int) history = default, double ahead = 0) => DeadlineRisk.Of(run, Now, questions, history, TimeSpan.FromHours(ahead));

    [Fact]
    public void The_same_time_left_is_a_risk_only_where_there_is_much_to_do()
    {
        Of(Run(PayRunState.InReview, 3)).Level.ShouldBe(DeadlineRisk.Low);
        Of(Run(PayRunState.InReview, 3, blockers: 4)).ShouldSatisfyAllConditions(r => r.Level.ShouldBe(DeadlineRisk.Medium), r => r.Why.ShouldBe("about 1 h 25 min of work"));
        Of(Run(PayRunState.InReview, 3, blockers: 20)).Level.ShouldBe(DeadlineRisk.High);
        Of(Run(PayRunState.Submitted, 3)).Level.ShouldBe(DeadlineRisk.Low);
        Of(Run(PayRunState.Open, 0.1)).Level.ShouldBe(DeadlineRisk.Low);
    }

    [Fact]
    public void Lateness_before_work_of_other_runs_and_open_questions_count()
    {
        Of(Run(PayRunState.InReview, 3), history: (3, 6)).Why.ShouldBe("about 1 h 7 min of work, 3 of its last 6 runs approved late");
        Of(Run(PayRunState.InReview, 3), ahead: 3).ShouldSatisfyAllConditions(r => r.Level.ShouldBe(DeadlineRisk.High), r => r.Why.ShouldContain("3 h of other runs before it"));
        Of(Run(PayRunState.InReview, 3), questions: 2).ShouldSatisfyAllConditions(r => r.Level.ShouldBe(DeadlineRisk.Medium), r => r.Why.ShouldEndWith("2 questions open"));
    }

    [Fact]
    public void Past_is_late_and_what_is_released_has_no_deadline()
    {
        Of(Run(PayRunState.Submitted, -1)).Level.ShouldBe(DeadlineRisk.Late);
        Of(Run(PayRunState.InReview, 30, late: 1)).Level.ShouldBe(DeadlineRisk.Late);
        Of(Run(PayRunState.Released, -1)).ShouldBe(new DeadlineRisk(DeadlineRisk.Low, TimeSpan.Zero, ""));
    }
}
