using System.Runtime.CompilerServices;
using Bureau.Jurisdictions;
using Bureau.Kernel.Clients;
using Bureau.Payroll.Calculation;
using Bureau.Payroll.Contracts;
using Bureau.Payroll.PayRuns;

namespace Bureau.Payroll.Pensions;

internal sealed class AssessPensions(PayrollStore store, CalculateAgain again, PackSource packs) : IPensionAssessments
{
    public async IAsyncEnumerable<PensionAssessment> OfRunAsync(ClientId client, long payRunId, [EnumeratorCancellation] CancellationToken ct = default)
    {
        PayRun? run;
        await using (var db = await store.OpenAsync(client, ct)) run = await db.SingleOrDefaultAsync<PayRun>(PayRun.SelectById, new { Id = payRunId }, ct);
        if (run is null || packs(run.PackCountry).PensionDuties is not { } law) yield break;
        await foreach (var person in again.StreamAsync(client, run, null, ct))
            if (law.Assess(person.PayCase) is { Action: not PensionAction.None, On: { } on, By: { } by } duty)
                yield return new(person.Input.EmployeeId, duty.Worker, duty.Action.ToString().ToLowerInvariant(), on, by, duty.Why, duty.Source.Title, duty.Source.Href);
    }
}
