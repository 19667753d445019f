using Bureau.Jurisdictions;
using Bureau.Kernel.Time;
using Bureau.Payroll.Contracts;

namespace Bureau.Host.Demonstration;

/// <summary>
/// When the demonstration's clients are paid. Chosen around the moment of starting, so that there is always a monthly run to review, and a weekly one that the
/// scheduler picks up a minute later.
/// </summary>
internal sealed class Calendars
{
    public const string Zone = "Europe/London", AmericanZone = "America/New_York";
    private const int WeeklyCutOffDays = 3, MonthlyCutOffDays = 6, BiweeklyCutOffDays = 4;
    private static readonly IRulePack s_british = RulePacks.For("GB"), s_american = RulePacks.For("US");

    public Calendars(DateTimeOffset now)
    {
        var payable = now;
        while (((IRulePack[])[s_british, s_american]).Any(p => p.WhyNotPayable(Zones.DayAt(payable, Zone).AddDays(14)) is not null)) payable = payable.AddDays(-1);
        var today = Zones.DayAt(payable, Zone);
        var cutOffDay = WorkingDay(s_british, today.AddDays(1), -1);
        var time = TimeOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, TimeZoneInfo.FindSystemTimeZoneById(Zone)).DateTime.AddMinutes(1));
        WeeklyCutOff = cutOffDay == today && time.Hour < 23 ? new TimeOnly(time.Hour, time.Minute) : new TimeOnly(18, 0);
        // The story stops short of the weekly cut-off: what comes due then is the live scheduler's.
        var due = Zones.InstantOf(cutOffDay, WeeklyCutOff, Zone);
        End = due < payable ? due.AddSeconds(-1) : payable;
        TaxYear = s_british.TaxYearOf(today);
        WeeklyPayDate = WorkingDay(s_british, cutOffDay, WeeklyCutOffDays);
        MonthlyPayDay = WorkingDay(s_british, cutOffDay, MonthlyCutOffDays - 1).Day;
        BiweeklyPayDate = WorkingDay(s_american, WorkingDay(s_american, today, -1), BiweeklyCutOffDays);
    }

    public TaxYear TaxYear { get; }

    /// <summary>Where the story stops and the live clock takes over.</summary>
    public DateTimeOffset End { get; }

    private TimeOnly WeeklyCutOff { get; }

    private DateOnly WeeklyPayDate { get; }

    private int MonthlyPayDay { get; }

    private DateOnly BiweeklyPayDate { get; }

    /// <summary>The first of the month in which the tax year begins, some days ahead of the first cut-off.</summary>
    public DateTimeOffset Beginning => Zones.InstantOf(new DateOnly(TaxYear.Start.Year, 4, 1), new TimeOnly(9, 0), Zone);

    public NewPayCalendar Monthly(long payGroupId) => new(
        payGroupId, "monthly", new DateOnly(TaxYear.Start.Year, 4, 1), MonthlyPayDay, null,
        MonthlyCutOffDays, new TimeOnly(12, 0), 2, new TimeOnly(17, 0), 0, new TimeOnly(6, 0));

    /// <summary>Weeks are paid in arrears: a period ends five days before its pay date.</summary>
    public NewPayCalendar Weekly(long payGroupId)
    {
        var first = WeeklyPayDate;
        while (first.AddDays(-7) >= TaxYear.Start) first = first.AddDays(-7);
        return new(payGroupId, "weekly", first.AddDays(-11), null, first, WeeklyCutOffDays, WeeklyCutOff, 1, new TimeOnly(12, 0), 0, new TimeOnly(6, 0));
    }

    /// <summary>Two weeks paid in arrears: a period ends six days before its pay date.</summary>
    public NewPayCalendar Biweekly(long payGroupId)
    {
        var first = BiweeklyPayDate;
        while (first.AddDays(-14) >= TaxYear.Start.AddDays(14)) first = first.AddDays(-14);
        return new(payGroupId, "fortnightly", first.AddDays(-19), null, first, BiweeklyCutOffDays, new TimeOnly(12, 0), 2, new TimeOnly(17, 0), 1, new TimeOnly(6, 0));
    }

    /// <summary>The working day that many working days after (or before) a day.</summary>
    private static DateOnly WorkingDay(IRulePack pack, DateOnly day, int count)
    {
        while (count != 0)
        {
            day = day.AddDays(Math.Sign(count));
            if (day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !pack.BankHolidays(day.Year).Contains(day)) count -= Math.Sign(count);
        }
        return day;
    }
}
