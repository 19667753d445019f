using Bureau.Kernel.Data;
using Bureau.Payroll.Variances;

namespace Bureau.Payroll.PayRuns.Run;

/// <summary>Net pay of everybody against the run before, as the pages list it.</summary>
internal static class ReadVariances
{
    /// <summary>Largest difference first, whatever its sign.</summary>
    /// <param name="kind"><c>new</c>, <c>gone</c>, <c>changed</c>, or anything else for all.</param>
    /// <param name="least">Smallest difference to list, minor units.</param>
    public static async Task<IReadOnlyList<NetPayVariance>> ReadAsync(DbSession db, PayRun run, string? kind, long least, CancellationToken ct)
    {
        var found = new List<NetPayVariance>();
        await foreach (var row in NetPayVariance.StreamAsync(db, run, ct))
            if (Math.Abs(row.DifferenceMinor) >= least && Is(row, kind)) found.Add(row);
        return [.. found.OrderByDescending(r => Math.Abs(r.DifferenceMinor)).ThenBy(r => r.EmployeeId)];
    }

    private static bool Is(NetPayVariance row, string? kind) => kind switch
    {
        "new" => row.NetBeforeMinor is null,
        "gone" => row.NetMinor is null,
        "changed" => row is { NetMinor: not null, NetBeforeMinor: not null } && row.DifferenceMinor != 0,
        _ => true,
    };

    /// <returns>E.g. <c>new in this run</c>, <c>up £120.00 (4.1 %)</c>.</returns>
    public static string InWords(NetPayVariance row, string currency) => (row.NetMinor, row.NetBeforeMinor) switch
    {
        ({ }, null) => "new in this run",
        (null, { }) => "no longer in the run",
        ({ } now, { } before) => RunWords.Change(now, before, currency),
        _ => "",
    };
}
