namespace Bureau.Benefits.Contributions;

/// <summary>Spreads an amount of a year over pay periods: each payable, and any run of a year's periods adds up to exactly the year's amount.</summary>
internal static class YearlySpread
{
    /// <summary>Minor units of the period that ends on <paramref name="periodEnd"/>. The units that do not divide go one each to the first periods of the count.</summary>
    /// <param name="periodsPerYear">1, 12, 13, 24, 26 or 52.</param>
    public static long Of(long yearlyMinor, DateOnly periodEnd, int periodsPerYear) =>
        yearlyMinor / periodsPerYear + (Position(periodEnd, periodsPerYear) < yearlyMinor % periodsPerYear ? 1 : 0);

    /// <summary>Counts periods on without a break: the next period's position is one more, and after the last it begins again at 0.</summary>
    private static int Position(DateOnly periodEnd, int periodsPerYear) => periodsPerYear switch
    {
        1 => 0,
        12 => periodEnd.Month - 1,
        24 => periodEnd.Month * 2 - (periodEnd.Day <= 15 ? 2 : 1),
        13 => periodEnd.DayNumber / 28 % 13,
        26 => periodEnd.DayNumber / 14 % 26,
        52 => periodEnd.DayNumber / 7 % 52,
        _ => throw new ArgumentOutOfRangeException(nameof(periodsPerYear), periodsPerYear, "Pay periods of a year are 1, 12, 13, 24, 26 or 52."),
    };
}
