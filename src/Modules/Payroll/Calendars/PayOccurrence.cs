using System.Globalization;
using Bureau.Jurisdictions;
using Bureau.Kernel.Time;

namespace Bureau.Payroll.Calendars;

/// <summary>One pay period of a calendar with its dates and deadlines.</summary>
internal sealed record PayOccurrence(DateOnly PeriodStart, DateOnly PeriodEnd, DateOnly PayDate, DateTimeOffset CutOffAt, DateTimeOffset ApproveBy, DateTimeOffset ReleaseAt)
{
    /// <summary>Inputs are taken from the first day of the period on, and never for less than a week before the cut-off.</summary>
    public DateTimeOffset OpensAt(string timeZone) => Opens(PeriodStart, CutOffAt, timeZone);

    public static DateTimeOffset Opens(DateOnly periodStart, DateTimeOffset cutOffAt, string timeZone)
    {
        var start = Zones.InstantOf(periodStart, TimeOnly.MinValue, timeZone);
        return start < cutOffAt.AddDays(-7) ? start : cutOffAt.AddDays(-7);
    }
}

/// <summary>Which days banks work on, by a rule pack's bank holidays.</summary>
internal sealed class WorkingDays(Func<int, IReadOnlySet<DateOnly>> bankHolidays)
{
    private readonly Dictionary<int, IReadOnlySet<DateOnly>> _holidays = [];

    public bool IsWorkingDay(DateOnly day)
    {
        if (day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday) return false;
        if (!_holidays.TryGetValue(day.Year, out var holidays)) _holidays[day.Year] = holidays = bankHolidays(day.Year);
        return !holidays.Contains(day);
    }

    /// <summary>The day itself or the nearest working day before it.</summary>
    public DateOnly OnOrBefore(DateOnly day)
    {
        while (!IsWorkingDay(day)) day = day.AddDays(-1);
        return day;
    }

    /// <summary>So many working days before a day; 0 = the day itself or the nearest working day before it.</summary>
    public DateOnly Before(DateOnly day, int workingDays)
    {
        day = OnOrBefore(day);
        for (var i = 0; i < workingDays; i++) day = OnOrBefore(day.AddDays(-1));
        return day;
    }
}

/// <summary>The pay periods of a calendar, worked out from its rules alone: asking again gives the same.</summary>
internal static class PayOccurrences
{
    /// <summary>Pay frequencies in a year, as people count them: 12, 13, 24, 26 or 52.</summary>
    public static int PerYear(this PayFrequency frequency) => frequency switch
    {
        PayFrequency.Weekly => 52,
        PayFrequency.Fortnightly => 26,
        PayFrequency.FourWeekly => 13,
        PayFrequency.SemiMonthly => 24,
        PayFrequency.Monthly => 12,
        PayFrequency.Annual => 1,
        _ => throw new ArgumentOutOfRangeException(nameof(frequency), frequency, "No calendar has it."),
    };

    /// <summary>Periods that start on or after a day, in order, until the calendar ends.</summary>
    /// <param name="timeZone">The client's zone: times of day are wall-clock times there.</param>
    public static IEnumerable<PayOccurrence> From(PayCalendar calendar, DateOnly firstStart, string timeZone, WorkingDays days)
    {
        var frequency = Enum.Parse<PayFrequency>(calendar.Frequency);
        for (var k = FirstNumber(calendar, frequency, firstStart); ; k++)
        {
            var (start, end) = (Start(calendar, frequency, k), Start(calendar, frequency, k + 1).AddDays(-1));
            if (start < firstStart) continue;
            if (start > calendar.EndsOn || start.Year > 2200) yield break;
            var payDate = PayDate(calendar, frequency, k, end, days);
            var (cutOffAt, approveBy, releaseAt) = Deadlines(calendar, payDate, timeZone, days);
            yield return new PayOccurrence(start, end, payDate, cutOffAt, approveBy, releaseAt);
        }
    }

    public static (DateTimeOffset CutOffAt, DateTimeOffset ApproveBy, DateTimeOffset ReleaseAt) Deadlines(PayCalendar calendar, DateOnly payDate, string timeZone, WorkingDays days) =>
        (Instant(payDate, calendar.CutOffDays, calendar.CutOffTime, timeZone, days),
         Instant(payDate, calendar.ApprovalDays, calendar.ApprovalTime, timeZone, days),
         Instant(payDate, calendar.ReleaseDays, calendar.ReleaseTime, timeZone, days));

    public static TimeOnly Time(string text) => TimeOnly.ParseExact(text, "HH:mm", CultureInfo.InvariantCulture);

    private static DateOnly Start(PayCalendar calendar, PayFrequency frequency, int k) => frequency switch
    {
        PayFrequency.Monthly => calendar.StartsOn.AddMonths(k),
        PayFrequency.SemiMonthly => Half(Halves(calendar.StartsOn) + k),
        _ => calendar.StartsOn.AddDays(k * Length(frequency)),
    };

    /// <summary>Half months from year 0 to the one that holds a day; a half begins on the 1st and on the 16th.</summary>
    private static int Halves(DateOnly day) => (day.Year * 12 + day.Month - 1) * 2 + (day.Day > 15 ? 1 : 0);

    private static DateOnly Half(int halves) => new(halves / 24, halves / 2 % 12 + 1, halves % 2 == 0 ? 1 : 16);

    private static int Length(PayFrequency frequency) => frequency switch
    {
        PayFrequency.Weekly => 7,
        PayFrequency.Fortnightly => 14,
        PayFrequency.FourWeekly => 28,
        _ => throw new ArgumentOutOfRangeException(nameof(frequency), frequency, "Not a length in days."),
    };

    // One early, so that months of different lengths cannot skip a period; the caller leaves out what starts too soon.
    private static int FirstNumber(PayCalendar calendar, PayFrequency frequency, DateOnly firstStart)
    {
        if (firstStart <= calendar.StartsOn) return 0;
        var passed = frequency switch
        {
            PayFrequency.Monthly => (firstStart.Year - calendar.StartsOn.Year) * 12 + firstStart.Month - calendar.StartsOn.Month,
            PayFrequency.SemiMonthly => Halves(firstStart) - Halves(calendar.StartsOn),
            _ => (firstStart.DayNumber - calendar.StartsOn.DayNumber) / Length(frequency),
        };
        return Math.Max(0, passed - 1);
    }

    /// <summary>A pay date that is no working day moves to the working day before it.</summary>
    private static DateOnly PayDate(PayCalendar calendar, PayFrequency frequency, int k, DateOnly periodEnd, WorkingDays days)
    {
        if (frequency == PayFrequency.SemiMonthly) return days.OnOrBefore(periodEnd);
        if (frequency != PayFrequency.Monthly) return days.OnOrBefore(calendar.Anchor!.Value.AddDays(k * Length(frequency)));
        var monthLength = DateTime.DaysInMonth(periodEnd.Year, periodEnd.Month);
        var day = calendar.DayRule == PayCalendar.LastWorkingDay ? monthLength : Math.Min(calendar.DayOfMonth!.Value, monthLength);
        return days.OnOrBefore(new DateOnly(periodEnd.Year, periodEnd.Month, day));
    }

    private static DateTimeOffset Instant(DateOnly payDate, int workingDaysBefore, string time, string timeZone, WorkingDays days) =>
        Zones.InstantOf(days.Before(payDate, workingDaysBefore), Time(time), timeZone);
}
