using Bureau.Kernel.Clients;
using Bureau.Kernel.Identity;
using Bureau.Onboarding.Contracts;

namespace Bureau.Onboarding.Changes;

/// <summary>Changes that await the person's decision, and the person's own that came back.</summary>
internal sealed class ChangeToDos(OnboardingStore store, Permissions permissions) : IToDos
{
    public async Task<IReadOnlyList<ToDo>> ForAsync(Actor actor, Client client, CancellationToken ct = default)
    {
        var mayApprove = await permissions.AllowsAsync(actor, OnboardingPermissions.ApproveChange, client.Id, ct);
        await using var db = await store.OpenAsync(client.Id, ct);
        var counts = await db.SingleAsync<Counts>("""
            select coalesce(sum(case when batch_id is null and submitted_by <> @By and employee_id <> @Own then 1 else 0 end), 0) as single,
              coalesce(sum(case when batch_id is not null and submitted_by <> @By then 1 else 0 end), 0) as imported,
              coalesce(sum(case when submitted_by = @By then 1 else 0 end), 0) as mine
            from onboarding.employee_change
            where client_id = @Client and state = 'submitted'
            """, new { By = actor.AccountId, Own = ChangeDecision.OwnEmployeeId(actor, client.Id) }, ct);
        var returned = await db.ScalarAsync<long>("""
            select count(*)
            from onboarding.employee_change c
            where c.client_id = @Client and c.state = 'returned' and c.submitted_by = @By
              and not exists (select 1 from onboarding.employee_change r where r.client_id = @Client and r.replaces_id = c.id)
            """, new { By = actor.AccountId }, ct);
        var toDos = new List<ToDo>();
        var list = $"/c/{client.Code}/people/changes";
        if (mayApprove && counts.Single > 0) toDos.Add(new($"Decide on {Phrases.Count(counts.Single, "change", "changes")} of people", "Before the cut-off of the next pay run", list, null));
        if (mayApprove && counts.Imported > 0) toDos.Add(new($"Decide on {Phrases.Count(counts.Imported, "imported change", "imported changes")}", "One decision for a whole import", list, null));
        if (returned > 0) toDos.Add(new($"Correct {Phrases.Count(returned, "returned change", "returned changes")}", "The comment says what is to be put right", list + "?state=returned", null));
        if (counts.Mine > 0) toDos.Add(new($"{Phrases.Count(counts.Mine, "change", "changes")} of yours await approval", "By somebody else", list, null));
        return toDos;
    }

    private sealed class Counts
    {
        public long Single { get; init; }
        public long Imported { get; init; }
        public long Mine { get; init; }
    }
}
