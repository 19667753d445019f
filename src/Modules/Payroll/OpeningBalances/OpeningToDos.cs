using Bureau.Kernel.Clients;
using Bureau.Kernel.Identity;
using Bureau.Onboarding.Contracts;
using Bureau.Payroll.PayRuns;

namespace Bureau.Payroll.OpeningBalances;

/// <summary>Opening balances that somebody else handed in wait to be decided on.</summary>
internal sealed class OpeningToDos(PayrollStore store, Permissions permissions) : IToDos
{
    public async Task<IReadOnlyList<ToDo>> ForAsync(Actor actor, Client client, CancellationToken ct = default)
    {
        if (!await permissions.AllowsAsync(actor, PayrollPermissions.ApproveRun, client.Id, ct)) return [];
        await using var db = await store.OpenAsync(client.Id, ct);
        return [.. (await OpeningBatch.ListAsync(db, OpeningBatch.Submitted, ct)).Where(b => b.SubmittedBy != actor.AccountId)
            .Select(b => new ToDo($"Approve opening balances of {RunWords.People(b.People)}", $"Tax year {b.TaxYear}, handed in by {b.SubmittedByName}", $"/c/{client.Code}/opening-balances/{b.Id}", null))];
    }
}
