using Bureau.Kernel.Data;
using Bureau.Payroll.Calculation;
using Bureau.Payroll.PayRuns;

namespace Bureau.Payroll.Payments;

/// <summary>
/// What one person is paid by a run: written with the payslip, to the account that was frozen; money moves once the run is released. <see cref="Account"/> is
/// encrypted: see <see cref="PayAccount"/>.
/// </summary>
internal sealed class Payment
{
    public long EmployeeId { get; init; }
    public long AmountMinor { get; init; }
    public string Method { get; init; } = "";
    public string? AccountLast4 { get; init; }
    public string? Account { get; init; }

    /// <summary>By employee id.</summary>
    public static IAsyncEnumerable<Payment> StreamAsync(DbSession db, long runId, CancellationToken ct = default) =>
        db.StreamAsync<Payment>("""
            select employee_id, amount_minor, method, account_last4, account from payroll.payment
            where client_id = @Client and pay_run_id = @RunId
            order by employee_id
            """, new { RunId = runId }, ct);

    /// <returns>Minor units.</returns>
    public static async Task<long> SumAsync(DbSession db, long runId, CancellationToken ct = default) =>
        await db.ScalarAsync<long?>("select sum(amount_minor) from payroll.payment where client_id = @Client and pay_run_id = @RunId", new { RunId = runId }, ct) ?? 0;
}

/// <summary>A <see cref="Payment"/> to be stored, its account as UTF-8 in the memory of its chunk, empty where there is none.</summary>
internal readonly record struct NewPayment(long EmployeeId, long AmountMinor, string Method, string? AccountLast4, ReadOnlyMemory<byte> Account)
{
    public static BulkTable<NewPayment> Table(PayRun run) => new BulkTable<NewPayment>("payroll.payment")
        .Column("client_id", _ => run.ClientId).Column("pay_run_id", _ => run.Id).Column("employee_id", p => p.EmployeeId).Column("amount_minor", p => p.AmountMinor)
        .Column("method", p => p.Method).Column("account_last4", p => p.AccountLast4).Utf8("account", p => p.Account);
}
