using Bureau.Kernel.Audit;
using Bureau.Kernel.Clients;
using Bureau.Kernel.Data;
using Bureau.Kernel.Identity;
using Bureau.Payroll.PayRuns;

namespace Bureau.Payroll.Variances;

/// <summary>Says for a client from which difference on somebody is to be looked at. Runs that are not released yet are marked anew.</summary>
internal sealed class SetThreshold(PayrollStore store, Permissions permissions, AuditTrail audit)
{
    public async Task<Outcome> RunAsync(ClientId client, VarianceThreshold threshold, Actor actor, CancellationToken ct = default)
    {
        if (!await permissions.AllowsAsync(actor, PayrollPermissions.PrepareRun, client, ct)) return Outcome.NotAllowed;
        if (threshold.LeastMinor is < 0 or > 100_000_000) return Outcome.Refused("Amount: write 0 or more, such as 100.00.");
        if (threshold.LeastPercentE2 is < 0 or > 100_00) return Outcome.Refused("Percentage: write a number from 0 to 100, such as 5.");
        if (threshold.Deviations is < 2 or > 20) return Outcome.Refused("Deviations: write a whole number from 2 to 20. Fewer mark more people.");
        await using var unit = await store.BeginAsync(client, ct);
        if (await unit.ExecuteAsync("update payroll.variance_threshold set least_minor = @LeastMinor, least_percent_e2 = @LeastPercentE2, deviations = @Deviations where client_id = @Client", threshold, ct) == 0)
        {
            try
            {
                await unit.ExecuteAsync("insert into payroll.variance_threshold (client_id, least_minor, least_percent_e2, deviations) values (@Client, @LeastMinor, @LeastPercentE2, @Deviations)", threshold, ct);
            }
            catch (Exception e) when (Database.IsDuplicateKey(e))
            {
                return Outcome.Refused("Somebody changed the thresholds meanwhile. Look at them as they stand now.");
            }
        }
        foreach (var run in await unit.QueryAsync<PayRun>(PayRun.Select + " where client_id = @Client and state in ('in-review', 'submitted', 'approved') and seal is not null and previous_run_id is not null", ct: ct))
            await CompareJob.RequestAsync(unit, run.Id, run.Seal!, ct);
        await audit.AppendAsync(unit, actor, new AuditEntry("variance-threshold.set", $"client/{client.Value}", new { threshold.LeastMinor, threshold.LeastPercentE2, threshold.Deviations }), ct);
        await unit.CommitAsync(ct);
        return Outcome.Done;
    }
}
