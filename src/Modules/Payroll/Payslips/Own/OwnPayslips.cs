using Bureau.Kernel.Data;

namespace Bureau.Payroll.Payslips.Own;

/// <summary>A published payslip in a list. Amounts are minor units.</summary>
internal sealed class OwnPayslip
{
    /// <summary>Weekly pay for forty years.</summary>
    public const int All = 2100;

    public long PayRunId { get; init; }
    public DateOnly PayDate { get; init; }
    public DateOnly PeriodStart { get; init; }
    public DateOnly PeriodEnd { get; init; }
    public string TaxYear { get; init; } = "";
    public string Currency { get; init; } = "";
    public long GrossMinor { get; init; }
    public long DeductionsMinor { get; init; }
    public long NetMinor { get; init; }

    public string Href => $"/me/payslips/{PayRunId}";

    /// <summary>One person's payslips of released runs, newest first.</summary>
    public static Task<IReadOnlyList<OwnPayslip>> ReadAsync(DbSession db, long employeeId, int take, CancellationToken ct) =>
        db.QueryAsync<OwnPayslip>("""
            select p.pay_run_id, r.pay_date, r.period_start, r.period_end, r.tax_year, r.currency, p.gross_minor, p.deductions_minor, p.net_minor
            from payroll.payslip p
            join payroll.pay_run r on r.client_id = @Client and r.id = p.pay_run_id
            where p.client_id = @Client and p.employee_id = @EmployeeId and r.state in ('released', 'closed')
            order by r.pay_date desc, r.id desc
            offset 0 rows fetch next @Take rows only
            """, new { EmployeeId = employeeId, Take = take }, ct);
}
