using Bureau.Kernel.Clients;
using Bureau.Kernel.Identity;
using Bureau.Kernel.Jobs;

namespace Bureau.Payroll.PayRuns.SignOff;

/// <summary>
/// Reminds a client of a run that waits for its signature, a working day before it is due and when it is; an hour later the provider is told. The timeline says which of these
/// were sent, so none is sent twice, whoever ticks how often.
/// </summary>
internal sealed class RemindOfSignOff(PayrollStore store, IClientDirectory clients, SignOffRule rule, Timeline timeline) : ITick
{
    private static readonly TimeSpan s_grace = TimeSpan.FromHours(1);

    public async Task TickAsync(DateTimeOffset now, CancellationToken ct)
    {
        IReadOnlyList<PayRun> waiting;
        await using (var db = await store.OpenAcrossClientsAsync(ct))
            waiting = await db.QueryAsync<PayRun>(PayRun.Select + """
                 r where r.state = 'submitted'
                  and not exists (select 1 from payroll.pay_run_sign_off s where s.client_id = r.client_id and s.pay_run_id = r.id and s.seal = r.seal)
                order by client_id, id
                """, ct: ct);
        foreach (var run in waiting)
        {
            var client = await clients.GetAsync(new ClientId(run.ClientId), ct);
            if (!await rule.IsAskedAsync(client.Id, ct)) continue;
            var due = rule.DueAt(run, client);
            foreach (var (action, from, until) in new[]
            {
                (Timeline.SignOffSoon, rule.WorkingDayBefore(due, client), due),
                (Timeline.SignOffDue, due, DateTimeOffset.MaxValue),
                (Timeline.SignOffMissed, due + s_grace, DateTimeOffset.MaxValue),
            })
                // Submitted since: its submission has just told the same.
                if (from <= now && now < until && run.SubmittedAt <= from) await OnceAsync(run, action, ct);
        }
    }

    private async Task OnceAsync(PayRun run, string action, CancellationToken ct)
    {
        await using var unit = await store.BeginAsync(new ClientId(run.ClientId), ct);
        // Takes the row of the run: of two that tick at once, the second finds the reminder of the first.
        if (await unit.ExecuteAsync("update payroll.pay_run set late = late where client_id = @Client and id = @Id and state = 'submitted' and version = @Version", new { run.Id, run.Version }, ct) == 0) return;
        if (await unit.ScalarAsync<long>("select count(*) from payroll.pay_run_event where client_id = @Client and pay_run_id = @Id and action = @Action", new { run.Id, Action = action }, ct) > 0) return;
        await timeline.AddAsync(unit, run.Id, Actor.System, action, ct: ct);
        await unit.CommitAsync(ct);
    }
}
