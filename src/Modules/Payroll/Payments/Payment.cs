using Bureau.Kernel.Data;
using Bureau.Payroll.Calculation;
using Bureau.Payroll.PayRuns;

namespace Bureau.Payroll.Payments;

/// <summary>What one person is paid by a released run. <see cref="Account"/> is encrypted: see <see cref="PayAccount"/>.</summary>
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

    /// <summary>Writes the payments of a slice of people from their payslips and frozen accounts, in the place of what an interrupted release left.</summary>
    public static async Task WriteAsync(UnitOfWork unit, PayRun run, long first, long last, CancellationToken ct)
    {
        var range = new { run.Id, First = first, Last = last };
        await unit.ExecuteAsync("delete from payroll.payment where client_id = @Client and pay_run_id = @Id and employee_id between @First and @Last", range, ct);
        await unit.ExecuteAsync("""
            insert into payroll.payment (client_id, pay_run_id, employee_id, amount_minor, method, account_last4, account)
            select p.client_id, p.pay_run_id, p.employee_id, p.net_minor, i.method, i.account_last4, i.account
            from payroll.payslip p
            join payroll.pay_run_input i on i.client_id = p.client_id and i.pay_run_id = p.pay_run_id and i.employee_id = p.employee_id
            where p.client_id = @Client and p.pay_run_id = @Id and p.employee_id between @First and @Last and p.net_minor > 0
            order by p.employee_id
            """, range, ct);
    }
}
