using Bureau.Kernel.Clients;

namespace Bureau.Benefits.Contracts;

/// <summary>What enrolments add to a pay run.</summary>
public interface IContributions
{
    /// <summary>
    /// Contributions of everybody of the client who is enrolled in something on <paramref name="payPeriodEnd"/>, as recorded by <paramref name="knownAt"/>, by employee id
    /// ascending. One stream however many they are.
    /// </summary>
    /// <param name="periodsPerYear">How often the pay group is paid, to spread yearly amounts: 12, 13, 24, 26 or 52.</param>
    /// <param name="only">Nobody but this employee.</param>
    IAsyncEnumerable<Contribution> StreamForPayAsync(ClientId client, DateOnly payPeriodEnd, int periodsPerYear, DateTimeOffset knownAt, long? only = null, CancellationToken ct = default);

    /// <summary>Employees of whom a decision was recorded after <paramref name="since"/> and up to <paramref name="until"/>; null = a plan changed, which may concern everybody.</summary>
    Task<IReadOnlyList<long>?> ChangedAsync(ClientId client, DateTimeOffset since, DateTimeOffset until, CancellationToken ct = default);
}

/// <param name="Plan">Name of the plan, as it stands on the payslip; empty for somebody outside every pension, of whom only that is told.</param>
/// <param name="Fields">Rule-pack fields that the enrolment sets (pension scheme, rates, what the employer adds).</param>
/// <param name="Pay">Amounts of this period by pay item of the pack, e.g. <c>salary_sacrifice</c>, in major units.</param>
public sealed record Contribution(long EmployeeId, string Plan, IReadOnlyDictionary<string, string> Fields, IReadOnlyDictionary<string, decimal> Pay)
{
    /// <summary>Shares of the period's gross pay by pay item, as fractions, e.g. <c>0.06</c>.</summary>
    public IReadOnlyDictionary<string, decimal> Shares { get; init; } = new Dictionary<string, decimal>();
}
