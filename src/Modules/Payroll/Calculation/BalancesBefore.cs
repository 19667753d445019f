using Bureau.Kernel.Data;
using Bureau.Payroll.PayRuns;

namespace Bureau.Payroll.Calculation;

/// <summary>Year to date before a run.</summary>
internal sealed class BalanceRow
{
    public long EmployeeId { get; init; }
    public byte[] Balances { get; init; } = [];

    /// <summary>
    /// Of everybody of the client who was paid in the tax year, the balances after the last released payslip up to the run's pay date, whichever pay group it was in;
    /// of those who were not yet, what was brought from a former payroll. By employee id ascending.
    /// </summary>
    /// <param name="only">Nobody but this employee.</param>
    public static IAsyncEnumerable<BalanceRow> StreamBefore(DbSession db, PayRun run, long? only, CancellationToken ct) => StreamAsync(db, run.TaxYear, run.PayDate, run.Id, only, ct);

    /// <summary>The same for payslips up to a pay date, those of one run left out.</summary>
    public static IAsyncEnumerable<BalanceRow> StreamAsync(DbSession db, string taxYear, DateOnly payDate, long withoutRun, long? only, CancellationToken ct) =>
        db.StreamAsync<BalanceRow>("""
            select p.employee_id, p.balances
            from (select s.employee_id, s.pay_run_id, row_number() over (partition by s.employee_id order by r.pay_date desc, r.released_at desc, r.id desc) as newest
                  from payroll.payslip s
                  cross join payroll.pay_run r
                  where s.client_id = @Client and r.client_id = @Client and r.id = s.pay_run_id and s.employee_id between @First and @Last and r.tax_year = @TaxYear and r.state in ('released', 'closed') and r.pay_date <= @PayDate and r.id <> @RunId) n
            join payroll.payslip p on p.client_id = @Client and p.pay_run_id = n.pay_run_id and p.employee_id = n.employee_id
            where n.newest = 1
            union all
            select o.employee_id, o.balances
            from payroll.opening_balance o
            where o.client_id = @Client and o.employee_id between @First and @Last and o.tax_year = @TaxYear
              and not exists (select 1 from payroll.payslip s
                  join payroll.pay_run r on r.client_id = @Client and r.id = s.pay_run_id
                  where s.client_id = @Client and s.employee_id = o.employee_id and r.tax_year = @TaxYear and r.state in ('released', 'closed') and r.pay_date <= @PayDate and r.id <> @RunId)
            order by 1
            """, new { TaxYear = taxYear, PayDate = payDate, RunId = withoutRun, First = only ?? 0, Last = only ?? long.MaxValue }, ct);
}
