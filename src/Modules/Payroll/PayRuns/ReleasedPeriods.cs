using Bureau.Kernel.Data;

namespace Bureau.Payroll.PayRuns;

/// <summary>Runs by which somebody was paid.</summary>
internal static class ReleasedPeriods
{
    /// <summary>The last ones, oldest first.</summary>
    /// <param name="from">Whose period ends on this day or later.</param>
    /// <param name="before">And whose period ends before this one.</param>
    public static async Task<IReadOnlyList<PayRun>> OfAsync(DbSession db, long employeeId, DateOnly from, DateOnly before, int most, CancellationToken ct)
    {
        var runs = await db.QueryAsync<PayRun>(PayRun.Select + """
             where client_id = @Client and state in ('released', 'closed') and period_end >= @From and period_end < @Before
              and exists (select 1 from payroll.payslip p where p.client_id = @Client and p.pay_run_id = pay_run.id and p.employee_id = @EmployeeId)
            order by pay_date desc, id desc
            offset 0 rows fetch next @Take rows only
            """, new { From = from, Before = before, EmployeeId = employeeId, Take = most }, ct);
        return [.. runs.Reverse()];
    }
}
