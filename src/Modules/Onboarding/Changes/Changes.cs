using Bureau.Kernel.Clients;
using Bureau.Kernel.Identity;
using Bureau.Onboarding.Contracts;
using Bureau.Onboarding.Employees;

namespace Bureau.Onboarding.Changes;

internal sealed class Changes(OnboardingStore store, SubmitChange submit, ApproveChange approve, ApproveBatch approveBatch) : IChanges
{
    public async Task<IReadOnlyList<Problem>> SubmitAsync(
        Actor actor, Client client, long employeeId, DateOnly effectiveFrom, IReadOnlyDictionary<string, string?> values, string comment, CancellationToken ct = default)
    {
        Employee? employee;
        await using (var db = await store.OpenAsync(client.Id, ct)) employee = await Employee.FindAsync(db, employeeId, ct);
        if (employee is null) return [new Problem("", "There is no such employee.")];
        var outcome = await submit.RunAsync(actor, client, new ChangeRequest(employeeId, employee.Version, effectiveFrom, values, comment), ct);
        return outcome.Done || outcome.Problems.Count > 0 ? outcome.Problems : [new Problem("", "Somebody else changed the same person meanwhile.")];
    }

    public async Task<IReadOnlyList<string>> ApproveWaitingAsync(Actor actor, Client client, CancellationToken ct = default)
    {
        IReadOnlyList<Row> waiting;
        await using (var db = await store.OpenAsync(client.Id, ct))
            waiting = await db.QueryAsync<Row>("""
                select c.id, c.batch_id, coalesce(e.version, 0) as version
                from onboarding.employee_change c
                left join onboarding.employee e on e.client_id = c.client_id and e.id = c.employee_id
                where c.client_id = @Client and c.state = 'submitted' and c.submitted_by <> @By
                order by c.id
                """, new { By = actor.AccountId }, ct);
        var refusals = new List<string>();
        foreach (var batch in waiting.Select(w => w.BatchId).OfType<long>().Distinct())
            if ((await approveBatch.RunAsync(actor, client, batch, ct)).Refusal is { } refusal) refusals.Add(refusal);
        foreach (var change in waiting.Where(w => w.BatchId is null))
            if ((await approve.RunAsync(actor, client, change.Id, change.Version, ct)).Refusal is { } refusal) refusals.Add(refusal);
        return refusals;
    }

    private sealed class Row
    {
        public long Id { get; init; }
        public long? BatchId { get; init; }
        public long Version { get; init; }
    }
}
