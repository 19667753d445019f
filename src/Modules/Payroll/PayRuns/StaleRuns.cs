using Bureau.Kernel.Data;
using Bureau.Kernel.Identity;
using Bureau.Kernel.Outbox;
using Bureau.Onboarding.Contracts;

namespace Bureau.Payroll.PayRuns;

/// <summary>
/// Something that belongs into a run became known after its inputs were frozen: its figures no longer match, so signatures under them are void and it must be
/// recalculated. What is released stays as it is.
/// </summary>
internal sealed class StaleRuns(Timeline timeline) : IHandle<EmployeeChanged>
{
    /// <summary>In the transaction that records the change. Returns whether the run was concerned.</summary>
    public async Task<bool> MarkAsync(UnitOfWork unit, long runId, Actor actor, string reason, CancellationToken ct = default)
    {
        var marked = await unit.ExecuteAsync("""
            update payroll.pay_run
            set stale = 1, version = version + 1, submitted_by = null, submitted_by_name = null, submitted_at = null, approved_by = null, approved_by_name = null, approved_at = null,
                state = case when state in ('submitted', 'approved') then 'in-review' else state end
            where client_id = @Client and id = @Id and stale = 0 and state in ('calculating', 'in-review', 'submitted', 'approved')
            """, new { Id = runId }, ct);
        if (marked == 1) await timeline.AddAsync(unit, runId, actor, Timeline.Stale, reason, ct: ct);
        return marked == 1;
    }

    /// <summary>Whoever is in a later run that is already calculated has another year to date now.</summary>
    public async Task AfterReleaseAsync(UnitOfWork unit, PayRun released, CancellationToken ct)
    {
        foreach (var id in await unit.QueryAsync<long>("""
            select r.id from payroll.pay_run r
            where r.client_id = @Client and r.id <> @Id and r.stale = 0 and r.state in ('calculating', 'in-review', 'submitted', 'approved') and r.pay_date >= @PayDate
              and exists (select 1 from payroll.payslip p
                  join payroll.pay_run_input i on i.client_id = p.client_id and i.pay_run_id = r.id and i.employee_id = p.employee_id
                  where p.client_id = @Client and p.pay_run_id = @Id)
            """, new { released.Id, released.PayDate }, ct))
            await MarkAsync(unit, id, Actor.System, "An earlier run of somebody in it was released: figures to date changed.", ct);
    }

    public async Task HandleAsync(EmployeeChanged happened, UnitOfWork unit, CancellationToken ct)
    {
        var concerned = await unit.QueryAsync<long>("""
            select r.id from payroll.pay_run r
            where r.client_id = @Client and r.stale = 0 and r.state in ('calculating', 'in-review', 'submitted', 'approved') and r.period_end >= @EffectiveFrom
              and r.known_at < @RecordedAt
              and (@MayEnter = 1 or exists (select 1 from payroll.pay_run_input i where i.client_id = @Client and i.pay_run_id = r.id and i.employee_id = @EmployeeId))
            """, new
        {
            happened.EmployeeId,
            happened.EffectiveFrom,
            happened.RecordedAt,
            // Somebody who comes into a pay group is in no frozen input yet.
            MayEnter = happened.Fields.Contains(FactNames.PayGroup) ? 1 : 0,
        }, ct);
        foreach (var id in concerned) await MarkAsync(unit, id, Actor.System, "What is known of an employee changed after the run was calculated.", ct);
    }
}
