using Bureau.Kernel.Data;

namespace Bureau.Payroll.Variances;

/// <summary>From which difference on somebody is to be looked at. What is unusual is, whatever its size.</summary>
internal sealed class VarianceThreshold
{
    public static readonly VarianceThreshold Default = new() { LeastMinor = 100_00, LeastPercentE2 = 5_00, Deviations = 5 };

    /// <summary>Minor units; both this and the percentage must be reached.</summary>
    public long LeastMinor { get; init; }
    /// <summary>Hundredths of a percent of the net pay before.</summary>
    public int LeastPercentE2 { get; init; }
    /// <summary>How many median absolute deviations, scaled, from what is usual are unusual.</summary>
    public int Deviations { get; init; }

    public bool IsReached(long before, long difference) => Math.Abs(difference) >= LeastMinor && Math.Abs(difference) * 10_000m >= Math.Abs(before) * (decimal)LeastPercentE2;

    public static async Task<VarianceThreshold> ReadAsync(DbSession db, CancellationToken ct = default) =>
        await db.SingleOrDefaultAsync<VarianceThreshold>("select least_minor, least_percent_e2, deviations from payroll.variance_threshold where client_id = @Client", ct: ct) ?? Default;
}
