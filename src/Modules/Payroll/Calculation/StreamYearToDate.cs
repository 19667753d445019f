using System.Runtime.CompilerServices;
using Bureau.Kernel.Clients;
using Bureau.Payroll.Contracts;

namespace Bureau.Payroll.Calculation;

internal sealed class StreamYearToDate(PayrollStore store) : IYearToDate
{
    public async IAsyncEnumerable<YearToDate> StreamAsync(ClientId client, string taxYear, [EnumeratorCancellation] CancellationToken ct = default)
    {
        await using var db = await store.OpenAsync(client, ct);
        await foreach (var row in BalanceRow.StreamAsync(db, taxYear, DateOnly.MaxValue, 0, null, ct))
            yield return new(row.EmployeeId, ByLine(BalancesFormat.FromBytes(row.Balances)));
    }

    /// <summary>Parts that are kept apart added up.</summary>
    private static Dictionary<string, decimal> ByLine(Balances balances) =>
        balances.Lines.GroupBy(l => l.Key.Split('.')[0], StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Sum(l => l.Value), StringComparer.Ordinal);
}
