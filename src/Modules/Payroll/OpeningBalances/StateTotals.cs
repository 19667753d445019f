using Bureau.Kernel.Audit;
using Bureau.Kernel.Clients;
using Bureau.Kernel.Identity;
using Bureau.Payroll.PayRuns;

namespace Bureau.Payroll.OpeningBalances;

/// <summary>Enters the totals that the former provider states, for whoever approves to see what the file leaves out.</summary>
internal sealed class StateTotals(PayrollStore store, Permissions permissions, AuditTrail audit)
{
    /// <param name="stated">Minor units by figure; null = not stated.</param>
    public async Task<Outcome> RunAsync(Client client, long batchId, IReadOnlyDictionary<string, long?> stated, Actor actor, CancellationToken ct = default)
    {
        if (!await permissions.AllowsAsync(actor, PayrollPermissions.PrepareRun, client.Id, ct)) return Outcome.NotAllowed;
        await using var unit = await store.BeginAsync(client.Id, ct);
        // Takes the row, so that nobody decides on other totals than these or those before.
        if (await unit.ExecuteAsync("update payroll.opening_batch set state = state where client_id = @Client and id = @Id and state = 'submitted'", new { Id = batchId }, ct) == 0)
            return Outcome.Refused("These figures were decided on already. Totals cannot be changed any more.");
        foreach (var (figure, minor) in stated)
        {
            if (await unit.ExecuteAsync("update payroll.opening_figure set stated_minor = @Minor where client_id = @Client and batch_id = @Id and figure = @Figure", new { Id = batchId, Figure = figure, Minor = minor }, ct) > 0 || minor is null) continue;
            // The provider states something that the file has nothing of.
            await unit.ExecuteAsync("insert into payroll.opening_figure (client_id, batch_id, figure, sum_minor, stated_minor) values (@Client, @Id, @Figure, 0, @Minor)", new { Id = batchId, Figure = figure, Minor = minor }, ct);
        }
        await audit.AppendAsync(unit, actor, new AuditEntry("opening-balances.state-totals", $"opening/{batchId}", new { Figures = stated.Where(s => s.Value is not null).Select(s => s.Key) }), ct);
        await unit.CommitAsync(ct);
        return Outcome.Done;
    }
}
