using Bureau.Jurisdictions;

namespace Bureau.Compliance.Obligations;

/// <summary>Until when pay dates feed an obligation, found by asking the pack.</summary>
internal static class CollectionPeriod
{
    private const int Longest = 400;

    /// <summary>The last day, unbroken from <paramref name="payDate"/>, on which a payment would feed the same obligation.</summary>
    public static DateOnly LastDay(IRulePack pack, Obligation obligation, DateOnly payDate, IReadOnlyDictionary<string, string> employer)
    {
        var last = payDate;
        while (last.DayNumber - payDate.DayNumber < Longest && pack.ObligationsFor(last.AddDays(1), employer).Any(o => o.Key == obligation.Key && o.PeriodKey == obligation.PeriodKey)) last = last.AddDays(1);
        return last;
    }
}
