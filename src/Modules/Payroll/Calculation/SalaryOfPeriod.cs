using Bureau.Jurisdictions;
using Bureau.Kernel;
using Bureau.Payroll.Calendars;

namespace Bureau.Payroll.Calculation;

/// <summary>
/// Salary of a pay period: a year's salary divided by the number of periods in a year (12, 13, 24, 26 or 52), rounded half up to what can be paid. Where somebody
/// starts, leaves or gets another salary within the period, each stretch of days has its part by calendar days, and the parts add up to the whole: what rounding
/// leaves over goes to the largest remainders.
/// </summary>
internal static class SalaryOfPeriod
{
    /// <param name="salaries">Salary of a year in major units by the first day that it applies, ascending; null = none from then on.</param>
    /// <param name="first">First day of employment or of the period, whichever is later.</param>
    /// <param name="last">Last day of employment or of the period, whichever is earlier.</param>
    public static IReadOnlyList<SalaryPart> Parts(
        IReadOnlyList<(DateOnly From, decimal? Yearly)> salaries, DateOnly periodStart, DateOnly periodEnd, DateOnly first, DateOnly last, PayFrequency frequency, Currency currency)
    {
        var stretches = Stretches(salaries, first, last);
        if (stretches.Count == 0) return [];
        var days = periodEnd.DayNumber - periodStart.DayNumber + 1;
        var exact = stretches.Select(s => s.Yearly / frequency.PerYear() * s.Days / days).ToList();
        var whole = new Money(exact.Sum(), currency).Round(MidpointRounding.AwayFromZero);
        if (whole.Amount <= 0) return [.. stretches.Select(s => s with { AmountMinor = 0 })];
        var shares = whole.Split(exact);
        return [.. stretches.Select((s, i) => s with { AmountMinor = shares[i].ToMinor() })];
    }

    private static List<SalaryPart> Stretches(IReadOnlyList<(DateOnly From, decimal? Yearly)> salaries, DateOnly first, DateOnly last)
    {
        var stretches = new List<SalaryPart>(1);
        for (var i = 0; i < salaries.Count; i++)
        {
            var from = salaries[i].From > first ? salaries[i].From : first;
            var to = i + 1 < salaries.Count && salaries[i + 1].From.AddDays(-1) is var before && before < last ? before : last;
            if (from > to || salaries[i].Yearly is not { } yearly) continue;
            if (stretches.Count > 0 && stretches[^1] is var previous && previous.Yearly == yearly && previous.To.AddDays(1) == from)
                stretches[^1] = previous with { To = to, Days = previous.Days + to.DayNumber - from.DayNumber + 1 };
            else
                stretches.Add(new SalaryPart(from, to, yearly, to.DayNumber - from.DayNumber + 1, 0));
        }
        return stretches;
    }
}
