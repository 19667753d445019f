namespace Bureau.Payroll.PayRuns;

/// <summary>States of a pay run, as stored.</summary>
internal static class PayRunState
{
    public const string Scheduled = "scheduled";
    public const string Open = "open";
    public const string Calculating = "calculating";
    public const string InReview = "in-review";
    public const string Submitted = "submitted";
    public const string Approved = "approved";
    public const string Released = "released";
    public const string Closed = "closed";
    public const string Cancelled = "cancelled";

    public static readonly IReadOnlyList<string> All = [Scheduled, Open, Calculating, InReview, Submitted, Approved, Released, Closed, Cancelled];

    public static string Label(string state) => state switch
    {
        InReview => "In review",
        _ => char.ToUpperInvariant(state[0]) + state[1..],
    };
}

internal enum PayRunAction { Open, Calculate, Recalculate, Complete, Submit, Approve, SendBack, Release, Close, Cancel }

/// <summary>Which action leads from which state to which. What an action needs beyond the state, its use case checks in the same statement.</summary>
internal static class PayRunTransitions
{
    /// <summary>The state that the action leads to; null when it is not possible in <paramref name="state"/>.</summary>
    public static string? Next(string state, PayRunAction action) => (state, action) switch
    {
        (PayRunState.Scheduled, PayRunAction.Open) => PayRunState.Open,
        (PayRunState.Open, PayRunAction.Calculate) => PayRunState.Calculating,
        (PayRunState.InReview or PayRunState.Submitted or PayRunState.Approved, PayRunAction.Recalculate) => PayRunState.Calculating,
        (PayRunState.Calculating, PayRunAction.Complete) => PayRunState.InReview,
        (PayRunState.InReview, PayRunAction.Submit) => PayRunState.Submitted,
        (PayRunState.Submitted, PayRunAction.Approve) => PayRunState.Approved,
        (PayRunState.Submitted or PayRunState.Approved, PayRunAction.SendBack) => PayRunState.InReview,
        (PayRunState.Approved, PayRunAction.Release) => PayRunState.Released,
        (PayRunState.Released, PayRunAction.Close) => PayRunState.Closed,
        (PayRunState.Scheduled or PayRunState.Open or PayRunState.InReview or PayRunState.Submitted or PayRunState.Approved, PayRunAction.Cancel) => PayRunState.Cancelled,
        _ => null,
    };

    public static IEnumerable<PayRunAction> Possible(string state) => Enum.GetValues<PayRunAction>().Where(a => Next(state, a) is not null);

    /// <summary>As the timeline and the audit write it, e.g. <c>send-back</c>.</summary>
    public static string Name(this PayRunAction action) => action switch
    {
        PayRunAction.SendBack => "send-back",
        _ => action.ToString().ToLowerInvariant(),
    };
}
