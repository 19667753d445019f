using Bureau.Benefits.Contributions;
using Bureau.Kernel;
using FsCheck;
using FsCheck.Fluent;

namespace Bureau.Benefits.Tests;

public class YearlySpreadTests
{
    [Fact]
    public void A_years_payslips_add_up_to_the_year_whenever_the_year_begins()
    {
        var cases = from yearly in Gen.Choose(1, 5_000_000) from periods in Gen.Elements(1, 12, 13, 24, 26, 52) from start in Gen.Choose(0, 3000) select (yearly, periods, start);
        Prop.ForAll(cases.ToArbitrary(), c =>
        {
            var first = new DateOnly(2024, 1, 1).AddDays(c.start);
            var ends = Enumerable.Range(0, c.periods).Select(i => c.periods switch { 12 => EndOfMonth(first, i), 24 => i % 2 == 0 ? Fifteenth(EndOfMonth(first, i / 2)) : EndOfMonth(first, i / 2), _ => first.AddDays(i * 364 / c.periods) });
            return ends.Sum(end => YearlySpread.Of(c.yearly, end, c.periods)) == c.yearly;
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void The_shares_are_those_of_splitting_by_largest_remainder()
    {
        var gbp = Currency.FromCode("GBP");
        Prop.ForAll(Gen.Choose(1, 500_000).ToArbitrary(), yearly =>
        {
            var shares = Enumerable.Range(1, 12).Select(m => YearlySpread.Of(yearly, new DateOnly(2026, m, 1).AddMonths(1).AddDays(-1), 12));
            return shares.SequenceEqual(Money.FromMinor(yearly, gbp).Split([.. Enumerable.Repeat(1m, 12)]).Select(m => m.ToMinor()));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_count_of_periods_that_no_pay_group_has_is_refused() =>
        Should.Throw<ArgumentOutOfRangeException>(() => YearlySpread.Of(100, new DateOnly(2026, 1, 31), 10));

    private static DateOnly Fifteenth(DateOnly day) => new(day.Year, day.Month, 15);

    private static DateOnly EndOfMonth(DateOnly day, int months) => new DateOnly(day.Year, day.Month, 1).AddMonths(months + 1).AddDays(-1);
}
