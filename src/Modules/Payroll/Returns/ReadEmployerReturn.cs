using Bureau.Jurisdictions;
using Bureau.Kernel.Clients;
using Bureau.Payroll.Contracts;
using Bureau.Payroll.PayRuns;

namespace Bureau.Payroll.Returns;

internal sealed class ReadEmployerReturn(PayrollStore store, EmployerReports employers, PackSource packs) : IReturns
{
    public async Task<Return?> OfAsync(ClientId client, long payRunId, string report, IReadOnlyList<PaidToAuthority>? paid = null, CancellationToken ct = default)
    {
        PayRun? run;
        await using (var db = await store.OpenAsync(client, ct)) run = await db.SingleOrDefaultAsync<PayRun>(PayRun.SelectById, new { Id = payRunId }, ct);
        if (run is null || !packs(run.PackCountry).Reports.TryGet(report, out var found)) return null;
        if (found.Scope != ReportScope.Employer) return new(found.Title, []);
        return new(found.Title, [.. (await employers.EmployerAsync(client, run, found, paid, ct)).Select(f => new ReturnFigure(f.Name, f.Value, f.Label, f.IsDue))]);
    }
}
