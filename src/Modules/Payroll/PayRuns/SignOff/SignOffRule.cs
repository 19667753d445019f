using Bureau.Kernel.Clients;
using Bureau.Onboarding.Contracts;
using Bureau.Payroll.Calendars;

namespace Bureau.Payroll.PayRuns.SignOff;

/// <summary>Whose client signs runs off before they can be approved, and by when.</summary>
internal sealed class SignOffRule(IClientDirectory clients, PackSource packs)
{
    private static readonly TimeSpan s_atLeastBeforeApproval = TimeSpan.FromHours(2);

    /// <summary>By the engagement in force now: what is agreed today holds for every run that is not approved yet.</summary>
    public ValueTask<bool> IsAskedAsync(ClientId client, CancellationToken ct = default) => clients.PerformsAsync(client, Functions.SignOffPayRun, Side.Client, ct);

    /// <summary>
    /// A working day before the approval is due, at the same time of day; where the cut-off leaves no such day, two hours before it (half of the time, where there are less than four).
    /// From then on the run can be approved without the client.
    /// </summary>
    public DateTimeOffset DueAt(PayRun run, Client client)
    {
        // A follow-up run has no cut-off of its own.
        var start = run.FollowsRunId is null ? run.CutOffAt : run.CreatedAt;
        var dayBefore = WorkingDayBefore(run.ApproveBy, client);
        if (dayBefore > start) return dayBefore;
        if (start >= run.ApproveBy) return run.ApproveBy;
        var half = (run.ApproveBy - start) / 2;
        return run.ApproveBy - (half < s_atLeastBeforeApproval ? half : s_atLeastBeforeApproval);
    }

    /// <summary>The same time of day on the working day before, in the client's zone.</summary>
    public DateTimeOffset WorkingDayBefore(DateTimeOffset instant, Client client)
    {
        var day = new WorkingDays(packs(client.Country).BankHolidays).OnOrBefore(client.DayAt(instant).AddDays(-1));
        return client.InstantOf(day, TimeOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, TimeZoneInfo.FindSystemTimeZoneById(client.TimeZone)).DateTime));
    }
}
