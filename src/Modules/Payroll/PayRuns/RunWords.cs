using System.Globalization;
using Bureau.Jurisdictions;
using Bureau.Kernel.Clients;
using Bureau.Kernel.Web;
using Bureau.Payroll.Variances;

namespace Bureau.Payroll.PayRuns;

/// <summary>How pages say what a run is, when it is due and what happened to it.</summary>
internal static class RunWords
{
    /// <returns>E.g. <c>November 2026</c> or <c>week to 27 Nov 2026</c>.</returns>
    public static string Period(PayRun run)
    {
        var period = Frequency(run) switch
        {
            PayFrequency.Monthly => run.PeriodEnd.ToString("MMMM yyyy", CultureInfo.InvariantCulture),
            PayFrequency.Weekly => $"week to {Show.Day(run.PeriodEnd)}",
            PayFrequency.Fortnightly => $"two weeks to {Show.Day(run.PeriodEnd)}",
            PayFrequency.FourWeekly => $"four weeks to {Show.Day(run.PeriodEnd)}",
            _ => $"{Show.Day(run.PeriodStart)} to {Show.Day(run.PeriodEnd)}",
        };
        return run.Kind == PayRun.FollowUp ? $"{period}, follow-up paid {Show.Day(run.PayDate)}" : period;
    }

    private static PayFrequency? Frequency(PayRun run) =>
        Enum.TryParse<PayFrequency>(run.Frequency.Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out var frequency) ? frequency : null;

    /// <summary>What must have happened next, and by when; null for a run that is over.</summary>
    public static (string What, DateTimeOffset At)? Deadline(PayRun run) => run.State switch
    {
        PayRunState.Scheduled or PayRunState.Open => ("Cut-off", run.CutOffAt),
        PayRunState.Calculating or PayRunState.InReview or PayRunState.Submitted => ("Approval", run.ApproveBy),
        PayRunState.Approved => ("Release", run.ReleaseAt),
        _ => null,
    };

    /// <returns><c>bad</c>: past, or within two hours. <c>attention</c>: today or tomorrow in the client's zone.</returns>
    public static string? Tone(DateTimeOffset deadline, DateTimeOffset now, Client client) =>
        deadline - now < TimeSpan.FromHours(2) ? "bad"
        : client.DayAt(deadline) <= client.DayAt(now).AddDays(1) ? "attention"
        : null;

    public static string Event(PayRunEvent happened) => happened.Action switch
    {
        "open" => "Opened for inputs",
        "calculate" => "Calculation started",
        "recalculate" => "Recalculation started",
        "complete" => "Calculated",
        "submit" => "Submitted for approval",
        "approve" => "Approved",
        "send-back" => "Sent back",
        "reopen" => "Reopened for inputs",
        "release" => "Released",
        "close" => "Closed",
        "cancel" => "Cancelled",
        "stale" => "Figures out of date",
        "hold-out" => "Held out",
        "take-back" => "Taken back",
        "hand-over" => "Handed over",
        "ask" => "Question asked",
        "answer" => "Question answered",
        "settle" => "Question settled",
        "sign-off" => "Signed off for the client",
        "sign-off-soon" => "Client reminded of the sign-off",
        "sign-off-due" => "Client reminded that the sign-off is due",
        "sign-off-missed" => "Specialist and operations lead told that the client has not signed off",
        "accept-finding" => "Finding accepted",
        "release-now" => "Release brought forward",
        var other => char.ToUpperInvariant(other[0]) + other[1..].Replace('-', ' '),
    };

    /// <returns>E.g. <c>up £31.02 (0.3 %)</c>, <c>down £5.00</c>, <c>unchanged</c>.</returns>
    public static string Change(long now, long before, string currency)
    {
        if (now == before) return "unchanged";
        var rounded = before == 0 ? 0 : decimal.Round(Math.Abs(100m * (now - before) / before), 1, MidpointRounding.AwayFromZero);
        var percent = rounded == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" ({rounded:0.0} %)");
        return $"{(now > before ? "up" : "down")} {Show.Money(Math.Abs(now - before), currency)}{percent}";
    }

    /// <returns>E.g. <c>new in this run</c>, <c>up £120.00 (4.1 %)</c>.</returns>
    public static string Variance(Variance row, string currency) => (row.NetMinor, row.NetBeforeMinor) switch
    {
        ({ }, null) => "new in this run",
        (null, { }) => "no longer in the run",
        ({ } now, { } before) => Change(now, before, currency),
        _ => "",
    };

    /// <returns>E.g. <c>1 person</c>, <c>1,204 people</c>.</returns>
    public static string People(int count) => count == 1 ? "1 person" : $"{Count(count)} people";

    public static string Count(int count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>Seal or hash, its first 16 digits in groups of four.</summary>
    public static string Short(string seal) => Payslips.Document.PayslipFormat.Short(seal);
}
