using System.Globalization;
using Bureau.Kernel.Web;

namespace Bureau.Payroll.Variances;

/// <summary>
/// Tells values that do not fit their company by median and median absolute deviation: unlike mean and standard deviation these do not move with the very values that are looked for. The deviation
/// is scaled by 1.4826, so that one of it is one standard deviation where values spread normally.
/// </summary>
internal static class Unusual
{
    private const int LeastPayslips = 4, LeastPeers = 8;
    private const decimal Scale = 1.4826m;

    /// <summary>Against what the person was paid before. Differences below 2 % of it, or one unit of the currency, are never unusual.</summary>
    /// <param name="history">Net pay of earlier payslips, minor units.</param>
    /// <returns>Why it is unusual, in words; null when it is not, or when too little is known.</returns>
    public static string? ForThePerson(long netMinor, IReadOnlyList<long> history, int deviations, string currency)
    {
        if (history.Count < LeastPayslips) return null;
        var (median, deviation) = Of([.. history.Select(h => (decimal)h)]);
        var spread = Math.Max(deviation, Math.Max(Math.Abs(median) * 0.02m, 100m));
        return Math.Abs(netMinor - median) <= deviations * spread ? null
            : $"Far from what is usual for this person: about {Show.Amount((long)median, currency)}, mostly within {Show.Amount((long)spread, currency)}, in the last {history.Count} payslips";
    }

    /// <summary>Against how net pay of the others in the run changed. Differences below five percentage points are never unusual.</summary>
    /// <param name="change">Relative change, e.g. 0.05 for 5 % more.</param>
    public static string? AmongPeers(decimal change, (decimal Median, decimal Deviation)? peers, int deviations) =>
        peers is not { } p || Math.Abs(change - p.Median) <= deviations * Math.Max(p.Deviation, 0.05m) ? null
        : string.Create(CultureInfo.InvariantCulture, $"Changed by {change * 100:0.0} % where the others of this run changed by about {p.Median * 100:0.0} %").Replace('-', '−');

    /// <summary>Null when they are too few to tell.</summary>
    public static (decimal Median, decimal Deviation)? Peers(IReadOnlyList<decimal> changes) => changes.Count < LeastPeers ? null : Of([.. changes]);

    /// <summary>Median, and scaled median absolute deviation from it.</summary>
    public static (decimal Median, decimal Deviation) Of(decimal[] values)
    {
        var median = Median(values);
        return (median, Scale * Median([.. values.Select(v => Math.Abs(v - median))]));
    }

    private static decimal Median(decimal[] values)
    {
        Array.Sort(values);
        var middle = values.Length / 2;
        return values.Length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }
}
