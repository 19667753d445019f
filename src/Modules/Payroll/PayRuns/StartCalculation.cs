using Bureau.Kernel.Clients;
using Bureau.Kernel.Data;
using Bureau.Kernel.Identity;
using Bureau.Payroll.Calculation;

namespace Bureau.Payroll.PayRuns;

/// <summary>
/// Starts the calculation: at the cut-off by schedule, before it by a person, and again when something changed. Whatever is recorded by this instant goes into the
/// run; a submission or approval of earlier figures is void.
/// </summary>
internal sealed class StartCalculation(PayrollStore store, Permissions permissions, Timeline timeline)
{
    /// <summary>By schedule. A run that has to wait for the one before it waits.</summary>
    public Task<Outcome> AtCutOffAsync(ClientId client, long runId, CancellationToken ct = default) =>
        RunAsync(client, runId, Actor.System, PayRunAction.Calculate, null, ct);

    /// <summary>An open run now, without waiting for its cut-off.</summary>
    public async Task<Outcome> RunAsync(ClientId client, long runId, Actor actor, CancellationToken ct = default) =>
        await permissions.AllowsAsync(actor, PayrollPermissions.PrepareRun, client, ct) ? await RunAsync(client, runId, actor, PayRunAction.Calculate, null, ct) : Outcome.NotAllowed;

    /// <summary>A run in review, submitted or approved, with what is known now. Only those whose inputs changed are calculated.</summary>
    public async Task<Outcome> AgainAsync(ClientId client, long runId, Actor actor, string? reason = null, CancellationToken ct = default) =>
        await permissions.AllowsAsync(actor, PayrollPermissions.PrepareRun, client, ct) ? await RunAsync(client, runId, actor, PayRunAction.Recalculate, reason, ct) : Outcome.NotAllowed;

    /// <summary>By the system, in the transaction that takes note of what the calculation itself brought about. Whoever prepared the run stays its preparer.</summary>
    /// <param name="happenedAt">A run whose inputs were frozen since then stays as it is.</param>
    public async Task OnceMoreAsync(UnitOfWork unit, long runId, DateTimeOffset happenedAt, string reason, CancellationToken ct = default)
    {
        if (await unit.SingleOrDefaultAsync<PayRun>(PayRun.SelectById, new { Id = runId }, ct) is { KnownAt: { } known } run && known <= happenedAt)
            await StartAsync(unit, runId, new Actor(run.PreparedBy ?? 0, run.PreparedByName ?? Actor.System.Name, []), Actor.System, PayRunAction.Recalculate, reason, ct);
    }

    private async Task<Outcome> RunAsync(ClientId client, long runId, Actor actor, PayRunAction action, string? reason, CancellationToken ct)
    {
        await using var unit = await store.BeginAsync(client, ct);
        var outcome = await StartAsync(unit, runId, actor, actor, action, reason, ct);
        if (outcome.IsDone) await unit.CommitAsync(ct);
        return outcome;
    }

    private async Task<Outcome> StartAsync(UnitOfWork unit, long runId, Actor preparer, Actor actor, PayRunAction action, string? reason, CancellationToken ct)
    {
        if (await unit.SingleOrDefaultAsync<PayRun>(PayRun.SelectById, new { Id = runId }, ct) is not { } run) return Outcome.NotFound;
        if (PayRunTransitions.Next(run.State, action) is not { } next) return Outcome.Refused($"The pay run is {PayRunState.Label(run.State).ToLowerInvariant()}: it cannot be calculated now.");
        // Its year-to-date figures would be missing in this one. For a follow-up nobody waits but those whom it pays: see PeopleOfRun.
        if (await unit.ScalarAsync<DateOnly?>("""
            select min(pay_date) from payroll.pay_run
            where client_id = @Client and pay_group_id = @PayGroupId and kind = 'regular' and pay_date < @PayDate and period_start < @PeriodStart and state not in ('released', 'closed', 'cancelled')
            """, new { run.PayGroupId, run.PayDate, run.PeriodStart }, ct) is { } waiting)
            return Outcome.Refused($"The pay run before it, with pay date {Kernel.Web.Show.Day(waiting)}, is not released yet. Its year-to-date figures belong into this one: release it first.");
        var started = await unit.ExecuteAsync("""
            update payroll.pay_run
            set state = @Next, version = version + 1, known_at = @Now, frozen = 0, stale = 0, seal = null, sealed_at = null, prepared_by = @PreparerId, prepared_by_name = @PreparerName,
                submitted_by = null, submitted_by_name = null, submitted_at = null, approved_by = null, approved_by_name = null, approved_at = null,
                previous_run_id = (select max(p.id) from payroll.pay_run p where p.client_id = @Client and p.pay_group_id = @PayGroupId and p.state in ('released', 'closed')
                    and p.kind = 'regular' and p.period_start = (select max(l.period_start) from payroll.pay_run l
                        where l.client_id = @Client and l.pay_group_id = @PayGroupId and l.state in ('released', 'closed') and l.kind = 'regular' and l.period_start < @PeriodStart))
            where client_id = @Client and id = @Id and state = @State and version = @Version
            """, new { run.Id, run.PayGroupId, run.PeriodStart, run.State, run.Version, Next = next, unit.Now, PreparerId = preparer.AccountId, PreparerName = preparer.Name }, ct);
        if (started == 0) return Outcome.Changed;
        await timeline.AddAsync(unit, runId, actor, action, reason, ct: ct);
        await CalculateJob.RequestAsync(unit, runId, run.Version + 1, ct);
        return Outcome.Done;
    }
}
