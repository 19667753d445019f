using Bureau.Kernel.Data;
using Bureau.Payroll.PayRuns;

namespace Bureau.Payroll.Variances;

/// <summary>One person's figures now and in the last run of the pay group; minor units. Null = not in that run.</summary>
internal sealed class NetPayVariance
{
    public long EmployeeId { get; init; }
    public long? GrossMinor { get; init; }
    public long? GrossBeforeMinor { get; init; }
    public long? NetMinor { get; init; }
    public long? NetBeforeMinor { get; init; }

    public long DifferenceMinor => (NetMinor ?? 0) - (NetBeforeMinor ?? 0);

    /// <summary>Everybody of either run, by employee id.</summary>
    public static IAsyncEnumerable<NetPayVariance> StreamAsync(DbSession db, PayRun run, CancellationToken ct = default) =>
        db.StreamAsync<NetPayVariance>("""
            select n.employee_id, n.gross_minor, b.gross_minor as gross_before_minor, n.net_minor, b.net_minor as net_before_minor
            from payroll.payslip n
            left join payroll.payslip b on b.client_id = @Client and b.pay_run_id = @Before and b.employee_id = n.employee_id
            where n.client_id = @Client and n.pay_run_id = @Id
            union all
            select b.employee_id, null, b.gross_minor, null, b.net_minor
            from payroll.payslip b
            where b.client_id = @Client and b.pay_run_id = @Before
              and not exists (select 1 from payroll.payslip n where n.client_id = @Client and n.pay_run_id = @Id and n.employee_id = b.employee_id)
            order by 1
            """, new { run.Id, Before = run.PreviousRunId ?? 0 }, ct);
}
