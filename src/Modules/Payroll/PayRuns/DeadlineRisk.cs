namespace Bureau.Payroll.PayRuns;

/// <summary>How likely a run is to miss its next deadline: what is left to do, against the time left in which to do it.</summary>
/// <param name="Level">One of <see cref="Levels"/>.</param>
/// <param name="Why">In words; empty where there is nothing to say.</param>
internal sealed record DeadlineRisk(string Level, TimeSpan Work, string Why)
{
    public const string Late = "late", High = "high", Medium = "medium", Low = "low";

    /// <summary>Most urgent first.</summary>
    public static readonly string[] Levels = [Late, High, Medium, Low];

    // What a step takes an experienced specialist; a guess is enough to put runs in order.
    private static readonly TimeSpan Review = TimeSpan.FromMinutes(30), Approval = TimeSpan.FromMinutes(15), Recalculation = TimeSpan.FromMinutes(5),
        Blocker = TimeSpan.FromMinutes(10), Warning = TimeSpan.FromMinutes(1), MostWarnings = TimeSpan.FromHours(2), Answer = TimeSpan.FromHours(1);

    public static string Label(string level) => level switch
    {
        Late => "Past a deadline",
        High => "At risk",
        Medium => "Tight",
        _ => "In time",
    };

    /// <param name="questions">How many questions wait for an answer.</param>
    /// <param name="history">Of the client's runs of the last half year, how many were approved after their deadline.</param>
    /// <param name="ahead">Work of other runs that wait for the same people and are due before this one.</param>
    public static DeadlineRisk Of(PayRun run, DateTimeOffset now, int questions, (int Late, int Runs) history, TimeSpan ahead)
    {
        if (RunWords.Deadline(run) is not { } deadline) return new(Low, TimeSpan.Zero, "");
        var work = WorkOf(run, questions);
        // Whose runs were late before, takes longer than it should.
        if (history.Runs > 0) work += work * history.Late / history.Runs;
        var left = deadline.At - now;
        var why = new List<string>();
        if (work > TimeSpan.Zero) why.Add($"about {Words(work)} of work");
        if (work > TimeSpan.Zero && ahead > TimeSpan.Zero) why.Add($"{Words(ahead)} of other runs before it");
        if (questions > 0) why.Add(questions == 1 ? "1 question open" : $"{questions} questions open");
        if (work > TimeSpan.Zero && history.Late > 0) why.Add($"{history.Late} of its last {history.Runs} runs approved late");
        var level = left < TimeSpan.Zero || run.Late == 1 ? Late
            : work == TimeSpan.Zero ? Low
            : work + ahead >= left ? High
            : (work + ahead) * 3 >= left ? Medium
            : Low;
        return new(level, work, string.Join(", ", why));
    }

    private static TimeSpan WorkOf(PayRun run, int questions) => run.State switch
    {
        PayRunState.Calculating => Recalculation + Review + Approval,
        PayRunState.InReview => (run.Stale == 1 ? Recalculation : TimeSpan.Zero) + run.Blockers * Blocker
            + (run.Warnings * Warning is var warnings && warnings < MostWarnings ? warnings : MostWarnings) + questions * Answer + Review + Approval,
        PayRunState.Submitted => Approval,
        _ => TimeSpan.Zero,
    };

    private static string Words(TimeSpan time) =>
        time.TotalHours < 1 ? $"{(int)time.TotalMinutes} min" : time.Minutes == 0 ? $"{(int)time.TotalHours} h" : $"{(int)time.TotalHours} h {time.Minutes} min";
}
