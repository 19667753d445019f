using Bureau.Kernel.Clients;

namespace Bureau.Payroll.Contracts;

/// <summary>What counts to date in a tax year.</summary>
public interface IYearToDate
{
    /// <summary>
    /// Everybody of the client who was paid in the tax year, or came with opening balances, as it stands after the last released payslip; by employee id ascending.
    /// </summary>
    /// <param name="taxYear">Label of the tax year, e.g. <c>2026-27</c>.</param>
    IAsyncEnumerable<YearToDate> StreamAsync(ClientId client, string taxYear, CancellationToken ct = default);
}

/// <param name="Lines">Major units by line of the rule pack, those that are not zero.</param>
public sealed record YearToDate(long EmployeeId, IReadOnlyDictionary<string, decimal> Lines);
