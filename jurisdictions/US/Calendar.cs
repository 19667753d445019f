using System.Globalization;

namespace Bureau.Jurisdictions.US;

/// <summary>The calendar year, its pay periods, and the days on which the Federal Reserve Banks are closed.</summary>
internal static class Calendar
{
    public static TaxYear TaxYearOf(DateOnly date) => new(new(date.Year, 1, 1), new(date.Year, 12, 31), date.Year.ToString(CultureInfo.InvariantCulture));

    public static int QuarterOf(DateOnly date) => (date.Month + 2) / 3;

    public static DateOnly QuarterStart(DateOnly date) => new(date.Year, 3 * QuarterOf(date) - 2, 1);

    public static int PeriodOf(DateOnly payDate, PayFrequency frequency) => frequency switch
    {
        PayFrequency.Daily => payDate.DayOfYear,
        PayFrequency.Weekly => (payDate.DayOfYear + 6) / 7,
        PayFrequency.Fortnightly => (payDate.DayOfYear + 13) / 14,
        PayFrequency.FourWeekly => (payDate.DayOfYear + 27) / 28,
        PayFrequency.SemiMonthly => payDate.Month * 2 - (payDate.Day <= 15 ? 1 : 0),
        PayFrequency.Monthly => payDate.Month,
        PayFrequency.Quarterly => QuarterOf(payDate),
        PayFrequency.SemiAnnual => (payDate.Month + 5) / 6,
        _ => 1,
    };

    /// <summary>
    /// Legal public holidays (5 USC 6103) as the Federal Reserve Banks keep them: one that falls on a Sunday is kept on Monday; one on a
    /// Saturday is not moved.
    /// </summary>
    public static IReadOnlySet<DateOnly> BankHolidays(int year) => new HashSet<DateOnly>
    {
        Kept(new(year, 1, 1)),
        Weekday(year, 1, DayOfWeek.Monday, 3),
        Weekday(year, 2, DayOfWeek.Monday, 3),
        LastMonday(year, 5),
        Kept(new(year, 6, 19)),
        Kept(new(year, 7, 4)),
        Weekday(year, 9, DayOfWeek.Monday, 1),
        Weekday(year, 10, DayOfWeek.Monday, 2),
        Kept(new(year, 11, 11)),
        Weekday(year, 11, DayOfWeek.Thursday, 4),
        Kept(new(year, 12, 25)),
    };

    public static bool IsBankingDay(DateOnly date) => date.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !BankHolidays(date.Year).Contains(date);

    /// <summary>The date itself if banks work on it, else the next day on which they do (26 USC 7503).</summary>
    public static DateOnly OnOrAfter(DateOnly date)
    {
        while (!IsBankingDay(date)) date = date.AddDays(1);
        return date;
    }

    /// <summary>The day that is the given number of banking days later.</summary>
    public static DateOnly BankingDaysAfter(DateOnly date, int days)
    {
        for (var left = days; left > 0;)
        {
            date = date.AddDays(1);
            if (IsBankingDay(date)) left--;
        }

        return date;
    }

    private static DateOnly Kept(DateOnly holiday) => holiday.DayOfWeek == DayOfWeek.Sunday ? holiday.AddDays(1) : holiday;

    private static DateOnly Weekday(int year, int month, DayOfWeek day, int number)
    {
        var first = new DateOnly(year, month, 1);
        return first.AddDays(((int)day - (int)first.DayOfWeek + 7) % 7 + (number - 1) * 7);
    }

    private static DateOnly LastMonday(int year, int month)
    {
        var last = new DateOnly(year, month, 1).AddMonths(1).AddDays(-1);
        return last.AddDays(-(((int)last.DayOfWeek + 6) % 7));
    }
}
