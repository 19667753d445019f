using System.Globalization;
using Bureau.Jurisdictions;
using Bureau.Kernel.Audit;
using Bureau.Kernel.Clients;
using Bureau.Kernel.Data;
using Bureau.Kernel.Identity;
using Bureau.Payroll.Contracts;

namespace Bureau.Payroll.Calendars;

/// <summary>Says how often a pay group is paid, from a first period on.</summary>
internal sealed class AddPayCalendar(PayrollStore store, IClientDirectory clients, PackSource packs, Permissions permissions, AuditTrail audit) : IPayrollSetup
{
    /// <summary>Frequencies whose periods a calendar can count.</summary>
    public static readonly IReadOnlyList<PayFrequency> Known = [PayFrequency.Weekly, PayFrequency.Fortnightly, PayFrequency.FourWeekly, PayFrequency.SemiMonthly, PayFrequency.Monthly];

    public async Task<IReadOnlyList<string>> AddCalendarAsync(Actor actor, ClientId client, NewPayCalendar calendar, CancellationToken ct = default)
    {
        if (!await permissions.AllowsAsync(actor, PayrollPermissions.ManageCalendars, client, ct)) return ["You may not set up pay calendars for this client."];
        var problems = Problems(calendar).ToList();
        if (problems.Count > 0) return problems;
        var pack = packs((await clients.GetAsync(client, ct)).Country);
        if (!pack.Frequencies.Contains(FrequencyOf(calendar)!.Value)) return [$"Frequency: the rule pack has no figures for it. It has them for {PayFrequencies.Allowed(pack)}."];
        await using var unit = await store.BeginAsync(client, ct);
        var existing = await unit.ScalarAsync<long>("select count(*) from payroll.pay_calendar where client_id = @Client and pay_group_id = @PayGroupId", new { calendar.PayGroupId }, ct);
        if (existing > 0) return ["The pay group has a pay calendar already."];
        var id = unit.Ids.Next();
        try
        {
            await unit.ExecuteAsync("""
                insert into payroll.pay_calendar (id, client_id, pay_group_id, frequency, day_rule, day_of_month, anchor, cut_off_days, cut_off_time, approval_days,
                    approval_time, release_days, release_time, starts_on, created_at)
                values (@Id, @Client, @PayGroupId, @Frequency, @DayRule, @DayOfMonth, @FirstPayDate, @CutOffDays, @CutOffTime, @ApprovalDays, @ApprovalTime,
                    @ReleaseDays, @ReleaseTime, @StartsOn, @Now)
                """, new
            {
                Id = id,
                calendar.PayGroupId,
                Frequency = FrequencyOf(calendar)!.Value.ToString(),
                DayRule = Rule(calendar),
                calendar.DayOfMonth,
                calendar.FirstPayDate,
                calendar.CutOffDays,
                CutOffTime = Text(calendar.CutOffTime),
                calendar.ApprovalDays,
                ApprovalTime = Text(calendar.ApprovalTime),
                calendar.ReleaseDays,
                ReleaseTime = Text(calendar.ReleaseTime),
                calendar.StartsOn,
                unit.Now,
            }, ct);
        }
        catch (Exception e) when (Database.IsDuplicateKey(e))
        {
            return ["The pay group has a pay calendar already."];
        }
        await audit.AppendAsync(unit, actor, new AuditEntry("pay-calendar.add", $"pay-calendar/{id}", new { calendar.PayGroupId, calendar.Frequency }), ct);
        await unit.CommitAsync(ct);
        return [];
    }

    private static IEnumerable<string> Problems(NewPayCalendar c)
    {
        if (FrequencyOf(c) is not { } frequency)
        {
            yield return "Frequency: choose weekly, fortnightly, four-weekly, semi-monthly or monthly.";
            yield break;
        }
        if (frequency == PayFrequency.Monthly && c.DayOfMonth is < 1 or > 31) yield return "Pay day: choose a day from 1 to 31, or none for the last working day.";
        if (frequency == PayFrequency.Monthly && c.StartsOn.Day > 28) yield return "First period: start it on a day from 1 to 28, so that every month has it.";
        if (frequency == PayFrequency.SemiMonthly && c.DayOfMonth is not null) yield return "Pay day: leave it out. Pay twice a month is paid on the last working day of each half.";
        if (frequency == PayFrequency.SemiMonthly && c.StartsOn.Day is not (1 or 16)) yield return "First period: start it on the 1st or the 16th of a month.";
        if (ByWeeks(frequency) && c.FirstPayDate is null) yield return "First pay date: say on which day the first period is paid.";
        if (ByWeeks(frequency) && c.FirstPayDate < c.StartsOn) yield return "First pay date: it must not be before the first period starts.";
        if (c.CutOffDays is < 0 or > 30 || c.ApprovalDays is < 0 or > 30 || c.ReleaseDays is < 0 or > 30) yield return "Deadlines: choose 0 to 30 working days before the pay date.";
        if (At(c.CutOffDays, c.CutOffTime).CompareTo(At(c.ApprovalDays, c.ApprovalTime)) >= 0) yield return "Approval: its deadline must come after the cut-off.";
        if (At(c.ApprovalDays, c.ApprovalTime).CompareTo(At(c.ReleaseDays, c.ReleaseTime)) > 0) yield return "Release: it must not come before the deadline of approval.";

        static (int, TimeOnly) At(int days, TimeOnly time) => (-days, time);
    }

    private static PayFrequency? FrequencyOf(NewPayCalendar c) => PayFrequencies.TryParse(c.Frequency, out var frequency) && Known.Contains(frequency) ? frequency : null;

    private static bool ByWeeks(PayFrequency frequency) => frequency is PayFrequency.Weekly or PayFrequency.Fortnightly or PayFrequency.FourWeekly;

    private static string Rule(NewPayCalendar c) =>
        ByWeeks(FrequencyOf(c)!.Value) ? PayCalendar.OnWeekday : c.DayOfMonth is null ? PayCalendar.LastWorkingDay : PayCalendar.OnDayOfMonth;

    private static string Text(TimeOnly time) => time.ToString("HH:mm", CultureInfo.InvariantCulture);
}
