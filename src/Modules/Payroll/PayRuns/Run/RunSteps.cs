using Bureau.Compliance.Contracts;
using Bureau.Kernel.Web;
using Bureau.Payroll.PayRuns.SignOff;

namespace Bureau.Payroll.PayRuns.Run;

/// <summary>One step of a run as its page shows it.</summary>
/// <param name="State"><c>done</c>, <c>blocked</c> or <c>todo</c>.</param>
/// <param name="InWords">The state in a few words.</param>
/// <param name="Needs">Permission of whoever may follow <paramref name="Href"/>.</param>
internal sealed record RunStep(string Name, string State, string InWords, string? Href, string Needs = PayrollPermissions.ViewRun)
{
    public bool Current { get; init; }

    /// <summary>When it is or was done, where that is what there is to say.</summary>
    public DateTimeOffset? At { get; init; }
}

/// <summary>From a run to its steps. Pure.</summary>
internal static class RunSteps
{
    private const string Done = "done", Blocked = "blocked", Todo = "todo";

    /// <param name="entries">Pay inputs that stand in the run.</param>
    /// <param name="obligations">What the run feeds; empty until it is released.</param>
    /// <param name="signOff">Null where the client is not asked for it.</param>
    public static IReadOnlyList<RunStep> Of(RunScreen screen, int entries, IReadOnlyList<ObligationStatus> obligations, SignOffState? signOff)
    {
        var run = screen.Run;
        var calculated = screen.HasFigures;
        var reviewed = run.State is PayRunState.Submitted or PayRunState.Approved || screen.IsPublished;
        var approved = run.State is PayRunState.Approved || screen.IsPublished;
        var cancelled = run.State == PayRunState.Cancelled;
        var open = obligations.Where(o => o.State is not ("done" or "nothing-to-pay")).ToList();

        RunStep[] steps =
        [
            new("Inputs", screen.IsOpen ? Todo : Done,
                screen.IsOpen ? $"{Many(entries, "entry", "entries")}, cut-off {Show.TimeLeft(run.CutOffAt, screen.Now)}" : Many(entries, "entry", "entries"),
                $"/c/{screen.Client.Code}/inputs/{run.Id}", PayrollPermissions.ViewPayslips),
            new("Validate", !calculated ? Todo : run.Blockers > 0 ? Blocked : Done,
                !calculated ? "with the calculation" : run.Blockers > 0 ? Many(run.Blockers, "blocker", "blockers") : run.Warnings > 0 ? Many(run.Warnings, "warning", "warnings") : "nothing in the way",
                $"{screen.Href}/blockers"),
            new("Calculate", run.Stale == 1 ? Blocked : calculated ? Done : Todo,
                run.Stale == 1 ? "figures out of date" : calculated ? Many(run.Payslips, "payslip", "payslips") : run.State == PayRunState.Calculating ? "running" : "at the cut-off",
                calculated ? $"{screen.Href}/payslips" : null, PayrollPermissions.ViewPayslips),
            new("Review", reviewed ? Done : Todo,
                reviewed ? $"by {run.SubmittedByName}" : calculated ? "variances to look at" : "after the calculation",
                calculated ? $"{screen.Href}/variances" : null, PayrollPermissions.ViewPayslips),
            .. signOff is null ? [] : new RunStep[]
            {
                new("Sign off", signOff.IsComplete || approved ? Done : Todo,
                    signOff.Signature is { } signature ? $"by {signature.SignedByName}" : approved ? "approved without" : $"by the client, {Show.TimeLeft(signOff.DueAt, screen.Now)}",
                    $"{screen.Href}/sign-off", PayrollPermissions.ViewPayslips),
            },
            new("Approve", approved ? Done : Todo,
                approved ? $"by {run.ApprovedByName}" : $"{Show.TimeLeft(run.ApproveBy, screen.Now)}",
                run.State == PayRunState.Submitted ? "#approve" : null),
            new("Pay", screen.IsPublished ? Done : Todo,
                screen.IsPublished ? Show.Money(run.NetMinor, run.Currency) : $"on {Show.Day(run.PayDate)}",
                screen.IsPublished ? "#paid" : null),
            new("File", screen.IsPublished && open.Count == 0 ? Done : Todo,
                !screen.IsPublished ? "after release" : obligations.Count == 0 ? "nothing to file" : open.Count == 0 ? "all done" : $"{open.Count} open, next by {Show.Day(open.Min(o => o.DueOn))}",
                screen.IsPublished ? "#filings" : null),
            new("Publish", screen.IsPublished ? Done : Todo,
                "",
                screen.IsPublished ? $"{screen.Href}/payslips" : null, PayrollPermissions.ViewPayslips) { At = run.ReleasedAt ?? run.ReleaseAt },
        ];
        var current = cancelled ? -1
            : run.State == PayRunState.Calculating || run.Stale == 1 ? Array.FindIndex(steps, s => s.Name == "Calculate")
            : Array.FindIndex(steps, s => s.State != Done);
        if (current >= 0) steps[current] = steps[current] with { Current = true };
        return steps;
    }

    private static string Many(int count, string one, string many) => count == 1 ? $"1 {one}" : $"{RunWords.Count(count)} {many}";
}
