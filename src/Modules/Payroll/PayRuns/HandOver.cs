using Bureau.Kernel.Clients;
using Bureau.Kernel.Data;
using Bureau.Kernel.Identity;

namespace Bureau.Payroll.PayRuns;

/// <summary>A note for whoever goes on with a run, perhaps in another zone: it stands on the timeline, and on the board until the run is released.</summary>
internal sealed class HandOver(PayrollStore store, Permissions permissions, Timeline timeline)
{
    public const string Action = "hand-over";

    public async Task<Outcome> RunAsync(ClientId client, long runId, string note, Actor actor, CancellationToken ct = default)
    {
        if (!await permissions.AllowsAsync(actor, PayrollPermissions.PrepareRun, client, ct) && !await permissions.AllowsAsync(actor, PayrollPermissions.ApproveRun, client, ct)) return Outcome.NotAllowed;
        if (string.IsNullOrWhiteSpace(note)) return Outcome.Refused("Note: say what whoever goes on must know.");
        if (note.Trim().Length > 1000) return Outcome.Refused("Note: use at most 1,000 characters.");
        await using var unit = await store.BeginAsync(client, ct);
        if (await unit.ExecuteAsync("update payroll.pay_run set late = late where client_id = @Client and id = @Id", new { Id = runId }, ct) == 0) return Outcome.NotFound;
        await timeline.AddAsync(unit, runId, actor, Action, note.Trim(), ct: ct);
        await unit.CommitAsync(ct);
        return Outcome.Done;
    }

    /// <summary>The newest note of each run that is not over, by run, of all clients.</summary>
    public static async Task<Dictionary<long, PayRunEvent>> NewestAsync(DbSession db, CancellationToken ct) =>
        (await db.QueryAsync<Note>("""
            select e.pay_run_id, e.seq, e.at, e.actor_id, e.actor_name, e.action, e.reason
            from payroll.pay_run r
            cross join payroll.pay_run_event e
            where r.client_id > 0 and e.client_id = r.client_id and e.pay_run_id = r.id and e.action = 'hand-over' and r.state in ('scheduled', 'open', 'calculating', 'in-review', 'submitted', 'approved')
              and not exists (select 1 from payroll.pay_run_event l where l.client_id = e.client_id and l.pay_run_id = e.pay_run_id and l.action = 'hand-over' and l.seq > e.seq)
            """, ct: ct)).ToDictionary(n => n.PayRunId, n => new PayRunEvent { Seq = n.Seq, At = n.At, ActorId = n.ActorId, ActorName = n.ActorName, Action = n.Action, Reason = n.Reason });

    private sealed class Note
    {
        public long PayRunId { get; init; }
        public int Seq { get; init; }
        public DateTimeOffset At { get; init; }
        public long ActorId { get; init; }
        public string ActorName { get; init; } = "";
        public string Action { get; init; } = "";
        public string? Reason { get; init; }
    }
}
