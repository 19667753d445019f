using Bureau.Benefits.Contracts;
using Bureau.Kernel.Data;
using Bureau.Kernel.Identity;
using Bureau.Kernel.Outbox;
using Bureau.Payroll.PayRuns;

namespace Bureau.Payroll.Pensions;

/// <summary>A run that was calculated with other contributions must be calculated again: by a person, unless it was the calculation itself that showed who must be enrolled.</summary>
internal sealed class FollowBenefits(StaleRuns stale, StartCalculation calculation) : IHandle<BenefitsChanged>
{
    public async Task HandleAsync(BenefitsChanged happened, UnitOfWork unit, CancellationToken ct)
    {
        if (happened.FoundByRun is { } run) await calculation.OnceMoreAsync(unit, run, happened.RecordedAt, "The law enrolled people in a pension: their contributions belong into these figures.", ct);
        await MarkAsync(unit, happened.EmployeeIds, happened.EffectiveFrom, happened.RecordedAt, ct);
    }

    public async Task MarkAsync(UnitOfWork unit, IReadOnlyList<long> employeeIds, DateOnly effectiveFrom, DateTimeOffset recordedAt, CancellationToken ct)
    {
        var runs = await unit.QueryAsync<long>("""
            select r.id from payroll.pay_run r
            where r.client_id = @Client and r.stale = 0 and r.state in ('calculating', 'in-review', 'submitted', 'approved') and r.period_end >= @EffectiveFrom and r.known_at < @RecordedAt
            order by r.id
            """, new { EffectiveFrom = effectiveFrom, RecordedAt = recordedAt }, ct);
        foreach (var run in runs)
            if (employeeIds.Count == 0 || await ConcernsAsync(unit, run, employeeIds, ct))
                await stale.MarkAsync(unit, run, Actor.System, "Benefits of people in the run changed after it was calculated.", ct);
    }

    private static async Task<bool> ConcernsAsync(UnitOfWork unit, long runId, IReadOnlyList<long> employeeIds, CancellationToken ct)
    {
        // As many ids as a list in a statement may have.
        foreach (var ids in employeeIds.Chunk(500))
            if (await unit.ScalarAsync<long>("select count(*) from payroll.pay_run_input where client_id = @Client and pay_run_id = @Id and employee_id in @Ids", new { Id = runId, Ids = ids }, ct) > 0) return true;
        return false;
    }
}
