using System.Globalization;

namespace Bureau.Jurisdictions.GB;

/// <summary>The tax year from 6 April to 5 April, its weeks and months, and the bank holidays of England and Wales.</summary>
internal static class Calendar
{
    public static TaxYear TaxYearOf(DateOnly date)
    {
        var start = new DateOnly(date.Year, 4, 6);
        if (date < start) start = start.AddYears(-1);
        return new TaxYear(start, start.AddYears(1).AddDays(-1), string.Create(CultureInfo.InvariantCulture, $"{start.Year}-{(start.Year + 1) % 100:00}"));
    }

    /// <summary>Days of the tax year are counted in sevens from 6 April; the last one or two days are week 53.</summary>
    public static int TaxWeekOf(DateOnly date) => (date.DayNumber - TaxYearStart(date).DayNumber) / 7 + 1;

    /// <summary>Tax months run from the 6th to the 5th.</summary>
    public static int TaxMonthOf(DateOnly date) => (date.Month + 8 + (date.Day >= 6 ? 0 : -1)) % 12 + 1;

    /// <summary>First day of the tax month that holds the date.</summary>
    public static DateOnly TaxMonthStart(DateOnly date) => new DateOnly(date.Year, date.Month, 6).AddMonths(date.Day >= 6 ? 0 : -1);

    public static int PeriodOf(DateOnly payDate, PayFrequency frequency) => frequency switch
    {
        PayFrequency.Weekly => TaxWeekOf(payDate),
        PayFrequency.Fortnightly => (TaxWeekOf(payDate) + 1) / 2,
        PayFrequency.FourWeekly => (TaxWeekOf(payDate) + 3) / 4,
        PayFrequency.Monthly => TaxMonthOf(payDate),
        _ => 1,
    };

    /// <summary>
    /// Banking and Financial Dealings Act 1971, schedule 1, with New Year's Day and Good Friday, and the usual substitute days for weekends.
    /// Extra days by proclamation (the last: 8 May 2023) are not foreseeable; none is known for 2024 and later.
    /// </summary>
    public static IReadOnlySet<DateOnly> BankHolidays(int year)
    {
        var easter = EasterSunday(year);
        var christmas = new DateOnly(year, 12, 25);
        return new HashSet<DateOnly>
        {
            NextWorkday(new DateOnly(year, 1, 1)),
            easter.AddDays(-2),
            easter.AddDays(1),
            FirstMonday(new DateOnly(year, 5, 1)),
            FirstMonday(new DateOnly(year, 5, 25)),
            FirstMonday(new DateOnly(year, 8, 25)),
            // Two days of rest whatever weekdays Christmas and Boxing Day fall on.
            christmas.DayOfWeek switch { DayOfWeek.Saturday => christmas.AddDays(3), DayOfWeek.Sunday => christmas.AddDays(2), _ => christmas },
            christmas.DayOfWeek switch { DayOfWeek.Friday or DayOfWeek.Saturday => new DateOnly(year, 12, 28).AddDays(christmas.DayOfWeek == DayOfWeek.Friday ? 0 : -1), _ => christmas.AddDays(1) },
        };
    }

    /// <summary>The date itself if banks work on it, else the last day before on which they do.</summary>
    public static DateOnly OnOrBefore(DateOnly date)
    {
        while (date.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday || BankHolidays(date.Year).Contains(date)) date = date.AddDays(-1);
        return date;
    }

    private static DateOnly TaxYearStart(DateOnly date)
    {
        var start = new DateOnly(date.Year, 4, 6);
        return date < start ? start.AddYears(-1) : start;
    }

    private static DateOnly NextWorkday(DateOnly date) => date.DayOfWeek switch
    {
        DayOfWeek.Saturday => date.AddDays(2),
        DayOfWeek.Sunday => date.AddDays(1),
        _ => date,
    };

    private static DateOnly FirstMonday(DateOnly from) => from.AddDays((8 - (int)from.DayOfWeek) % 7);

    /// <summary>Gregorian computus (Meeus, Jones and Butcher).</summary>
    private static DateOnly EasterSunday(int year)
    {
        var a = year % 19;
        var (b, c) = (year / 100, year % 100);
        var h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
        var l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
        var m = (a + 11 * h + 22 * l) / 451;
        var day = h + l - 7 * m + 114;
        return new DateOnly(year, day / 31, day % 31 + 1);
    }
}
