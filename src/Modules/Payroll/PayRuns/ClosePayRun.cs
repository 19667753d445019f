using Bureau.Kernel.Clients;
using Bureau.Kernel.Identity;

namespace Bureau.Payroll.PayRuns;

/// <summary>The pay date of a released run is past: nothing more happens to it.</summary>
internal sealed class ClosePayRun(PayrollStore store, Timeline timeline)
{
    public async Task<Outcome> RunAsync(ClientId client, long runId, Actor actor, CancellationToken ct = default)
    {
        await using var unit = await store.BeginAsync(client, ct);
        if (await unit.ExecuteAsync("update payroll.pay_run set state = 'closed', version = version + 1, closed_at = @Now where client_id = @Client and id = @Id and state = 'released'", new { Id = runId, unit.Now }, ct) == 0)
            return Outcome.Refused("Only a released pay run can be closed.");
        await timeline.AddAsync(unit, runId, actor, PayRunAction.Close, ct: ct);
        await unit.CommitAsync(ct);
        return Outcome.Done;
    }
}
