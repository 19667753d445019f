using Bureau.Kernel.Audit;
using Bureau.Kernel.Data;
using Bureau.Kernel.Identity;
using Bureau.Kernel.Outbox;

namespace Bureau.Payroll.PayRuns;

/// <summary>Records what happened to a run: for people on its timeline, for auditors in the audit chain, for whoever is told of it; in the transaction that does it.</summary>
internal sealed class Timeline(AuditTrail audit)
{
    public const string Stale = "stale";
    public const string AcceptFinding = "accept-finding";
    public const string TakeBackAcceptance = "take-back-acceptance";
    public const string HoldOut = "hold-out";
    public const string TakeBack = "take-back";
    public const string Ask = "ask";
    public const string Answer = "answer";
    public const string Settle = "settle";
    public const string SignOff = "sign-off";
    public const string SignOffSoon = "sign-off-soon";
    public const string SignOffDue = "sign-off-due";
    public const string SignOffMissed = "sign-off-missed";

    public async Task AddAsync(UnitOfWork unit, long runId, Actor actor, string action, string? reason = null, object? details = null, CancellationToken ct = default)
    {
        await unit.ExecuteAsync("""
            insert into payroll.pay_run_event (client_id, pay_run_id, seq, at, actor_id, actor_name, action, reason)
            select @Client, @RunId, coalesce(max(seq), 0) + 1, @Now, @ActorId, @ActorName, @Action, @Reason
            from payroll.pay_run_event
            where client_id = @Client and pay_run_id = @RunId
            """, new { RunId = runId, unit.Now, ActorId = actor.AccountId, ActorName = actor.Name, Action = action, Reason = reason }, ct);
        await audit.AppendAsync(unit, actor, new AuditEntry("pay-run." + action, $"pay-run/{runId}", details), ct);
        if (TellOfRun.Actions.Contains(action)) await unit.PublishAsync(new RunMoved(unit.Client.Value, runId, action, actor.AccountId), ct);
    }

    public Task AddAsync(UnitOfWork unit, long runId, Actor actor, PayRunAction action, string? reason = null, object? details = null, CancellationToken ct = default) =>
        AddAsync(unit, runId, actor, action.Name(), reason, details, ct);

    /// <summary>Oldest first.</summary>
    public static Task<IReadOnlyList<PayRunEvent>> ReadAsync(DbSession db, long runId, CancellationToken ct = default) =>
        db.QueryAsync<PayRunEvent>("""
            select seq, at, actor_id, actor_name, action, reason from payroll.pay_run_event
            where client_id = @Client and pay_run_id = @RunId
            order by seq
            """, new { RunId = runId }, ct);
}
