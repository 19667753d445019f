using System.Globalization;
using Bureau.Jurisdictions;
using Bureau.Payroll.Calendars;
using Bureau.Payroll.Contracts;
using Bureau.Payroll.PayRuns;
using Bureau.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace Bureau.Payroll.Tests.Runs;

public sealed class CalendarTests
{
    private static readonly string[] s_zones = ["Europe/London", "Asia/Kolkata", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia", "UTC"];
    private static readonly IRulePack s_pack = new TestPack();

    private static WorkingDays Days => new(s_pack.BankHolidays);

    [Theory]
    [InlineData("2026-05-01", "2026-05-29")] // 31 May 2026 is a Sunday.
    [InlineData("2026-12-01", "2026-12-31")]
    public void Last_working_day_of_the_month(string start, string payDate) =>
        PayOccurrences.From(Calendar("Monthly", start), Day(start), "Europe/London", Days).First().PayDate.ShouldBe(Day(payDate));

    [Fact]
    public void A_day_that_a_month_lacks_is_its_last_and_a_bank_holiday_moves_back()
    {
        var dates = PayOccurrences.From(Calendar("Monthly", "2026-11-01", dayOfMonth: 31), Day("2026-11-01"), "Europe/London", Days).Take(4).Select(o => o.PayDate);
        dates.ShouldBe([Day("2026-11-30"), Day("2026-12-31"), Day("2027-01-29"), Day("2027-02-26")]);
        PayOccurrences.From(Calendar("Monthly", "2026-12-01", dayOfMonth: 28), Day("2026-12-01"), "Europe/London", Days).First().PayDate.ShouldBe(Day("2026-12-24"));
    }

    [Fact]
    public void Twice_a_month_each_half_is_paid_on_its_last_working_day() =>
        PayOccurrences.From(Calendar("SemiMonthly", "2026-10-16"), Day("2026-11-01"), "America/New_York", Days).Take(5).Select(o => (o.PeriodStart, o.PeriodEnd, o.PayDate)).ShouldBe(
        [
            (Day("2026-11-01"), Day("2026-11-15"), Day("2026-11-13")),
            (Day("2026-11-16"), Day("2026-11-30"), Day("2026-11-30")),
            (Day("2026-12-01"), Day("2026-12-15"), Day("2026-12-15")),
            (Day("2026-12-16"), Day("2026-12-31"), Day("2026-12-31")),
            (Day("2027-01-01"), Day("2027-01-15"), Day("2027-01-15")),
        ]);

    [Fact]
    public void Deadlines_are_wall_clock_times_across_a_clock_change()
    {
        // Summer time ends in London on 25 October 2026.
        var run = PayOccurrences.From(Calendar("Monthly", "2026-10-01", cutOffDays: 5), Day("2026-10-01"), "Europe/London", Days).First();
        run.PayDate.ShouldBe(Day("2026-10-30"));
        run.CutOffAt.ShouldBe(new DateTimeOffset(2026, 10, 23, 16, 0, 0, TimeSpan.Zero));
        run.ReleaseAt.ShouldBe(new DateTimeOffset(2026, 10, 29, 9, 0, 0, TimeSpan.Zero));
    }

    [Fact]
    public void Over_years_and_zones_every_day_is_in_one_period_and_deadlines_are_in_order()
    {
        var calendars = from frequency in Gen.Elements("Weekly", "Fortnightly", "FourWeekly", "Monthly", "SemiMonthly")
                        from start in Gen.Choose(0, 6000).Select(n => new DateOnly(2015, 1, 1).AddDays(n))
                        from day in Gen.Choose(0, 31)
                        from cutOff in Gen.Choose(2, 10)
                        from zone in Gen.Elements(s_zones)
                        let first = frequency == "SemiMonthly" ? new DateOnly(start.Year, start.Month, start.Day > 15 ? 16 : 1) : start.Day > 28 ? start.AddDays(-3) : start
                        select (Calendar: Calendar(frequency, Text(first), day == 0 ? null : day, cutOff), Zone: zone);
        Prop.ForAll(calendars.ToArbitrary(), c =>
        {
            var days = Days;
            var all = PayOccurrences.From(c.Calendar, c.Calendar.StartsOn, c.Zone, days).Take(60).ToList();
            all[0].PeriodStart.ShouldBe(c.Calendar.StartsOn);
            for (var i = 0; i < all.Count; i++)
            {
                days.IsWorkingDay(all[i].PayDate).ShouldBeTrue();
                (all[i].CutOffAt < all[i].ApproveBy && all[i].ApproveBy <= all[i].ReleaseAt).ShouldBeTrue();
                if (i == 0) continue;
                all[i].PeriodStart.ShouldBe(all[i - 1].PeriodEnd.AddDays(1));
                all[i].PayDate.ShouldBeGreaterThan(all[i - 1].PayDate);
                // Asking from any day gives what asking from the start gave.
                PayOccurrences.From(c.Calendar, all[i].PeriodStart, c.Zone, days).First().ShouldBe(all[i]);
            }
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public async Task Two_ticks_a_restart_and_a_long_sleep_create_each_run_once_and_mark_the_late_ones()
    {
        await using var house = await PayrollHouse.StartAsync();
        house.People.Salaried(1, 36_000m);
        await house.WithCalendarAsync(PayrollHouse.Monthly with { StartsOn = new DateOnly(2026, 5, 1) });
        house.Clock.Set(new DateTimeOffset(2026, 11, 27, 20, 0, 0, TimeSpan.Zero));
        await Task.WhenAll(house.House.TickAsync(), Task.Run(house.House.TickAsync));
        await house.House.TickAsync();
        house.Clock.Set(new DateTimeOffset(2026, 11, 27, 19, 0, 0, TimeSpan.Zero));
        await house.House.SettleAsync(tick: true);
        house.Clock.Set(new DateTimeOffset(2026, 11, 27, 20, 1, 0, TimeSpan.Zero));
        await house.House.SettleAsync(tick: true);

        var runs = await house.RunsAsync();
        runs.Select(r => r.PeriodStart.Month).ShouldBe([5, 6, 7, 8, 9, 10, 11, 12]);
        runs.Select(r => r.Late).ShouldBe([1, 1, 1, 1, 1, 1, 1, 0]);
        runs.Select(r => r.State).ShouldBe([PayRunState.InReview, .. Enumerable.Repeat(PayRunState.Open, 6), PayRunState.Scheduled]);
        foreach (var run in runs)
            (await house.CountAsync("select count(*) from payroll.pay_run_event where client_id = @Client and pay_run_id = @Id and action in ('open', 'scheduled')", run.Id)).ShouldBe(1);
    }

    [Fact]
    public async Task A_calendar_that_cannot_be_kept_is_refused_in_words()
    {
        await using var house = await PayrollHouse.StartAsync();
        var problems = await house.Get<IPayrollSetup>().AddCalendarAsync(TestHouse.Person(9, "Op", Kernel.Identity.Role.OperationsLead), TestHouse.Harbour.Id,
            PayrollHouse.Monthly with { Frequency = "weekly", CutOffDays = 1 });
        problems.ShouldBe(["First pay date: say on which day the first period is paid.", "Approval: its deadline must come after the cut-off."]);
        (await house.Get<IPayrollSetup>().AddCalendarAsync(PayrollHouse.Approver, TestHouse.Harbour.Id, PayrollHouse.Monthly)).ShouldHaveSingleItem();
    }

    private static PayCalendar Calendar(string frequency, string start, int? dayOfMonth = null, int cutOffDays = 5) => new()
    {
        Frequency = frequency,
        StartsOn = Day(start),
        Anchor = frequency.EndsWith("onthly", StringComparison.Ordinal) ? null : Day(start).AddDays(4),
        DayOfMonth = dayOfMonth,
        DayRule = !frequency.EndsWith("onthly", StringComparison.Ordinal) ? PayCalendar.OnWeekday : dayOfMonth is null ? PayCalendar.LastWorkingDay : PayCalendar.OnDayOfMonth,
        CutOffDays = cutOffDays,
        CutOffTime = "17:00",
        ApprovalDays = 1,
        ApprovalTime = "09:00",
        ReleaseDays = 1,
        ReleaseTime = "09:00",
    };

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
