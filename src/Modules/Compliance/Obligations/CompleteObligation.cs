using Bureau.Compliance.Contracts;
using Bureau.Kernel.Audit;
using Bureau.Kernel.Clients;
using Bureau.Kernel.Identity;
using Bureau.Onboarding.Contracts;

namespace Bureau.Compliance.Obligations;

/// <summary>Marks an obligation as filed or paid, or takes that back.</summary>
internal sealed class CompleteObligation(ComplianceStore store, AuditTrail audit, ReadObligations read, IClientDirectory clients, TimeProvider clock) : IFilings
{
    private static readonly Problem Meanwhile = new("Reference", "This obligation changed meanwhile: a run was added to it, or somebody marked it. Nothing was recorded; look at it as it is now.");

    /// <param name="reference">What the authority or the bank answered: a submission or payment reference.</param>
    /// <param name="runsSeen">Number of runs in it when the form was shown, so that nobody marks an amount that they did not see.</param>
    public async Task<IReadOnlyList<Problem>> HandleAsync(ClientId clientId, long id, string? reference, int runsSeen, Actor actor, CancellationToken ct = default)
    {
        reference = reference?.Trim();
        if (string.IsNullOrEmpty(reference)) return [new("Reference", "Reference: write what the authority or the bank answered, for example a submission or payment number.")];
        if (reference.Length > 100) return [new("Reference", "Reference: use at most 100 characters.")];
        var today = (await clients.GetAsync(clientId, ct)).DayAt(clock.GetUtcNow());
        if ((await read.OfClientAsync(clientId, false, null, null, ct)).FirstOrDefault(o => o.Id == id) is not { } obligation) return [new("Reference", "There is no such obligation.")];
        if (obligation.StateOn(today) == ObligationRow.Collecting)
            return [new("Reference", $"It still collects pay dates up to {Kernel.Web.Show.Day(obligation.CollectsUntil)}. Mark it as done after that day.")];

        await using var unit = await store.BeginAsync(clientId, ct);
        var hit = await unit.ExecuteAsync("""
            update compliance.obligation set done_at = @Now, done_by = @By, done_by_name = @ByName, reference = @Reference
            where client_id = @Client and id = @Id and done_at is null
              and (select count(*) from compliance.obligation_feed where client_id = @Client and obligation_id = @Id) = @RunsSeen
            """, new { Id = id, unit.Now, By = actor.AccountId, ByName = actor.Name, Reference = reference, RunsSeen = runsSeen }, ct);
        if (hit == 0) return [Meanwhile];
        await audit.AppendAsync(unit, actor, new AuditEntry("obligation.complete", $"obligation/{id}", new { Reference = reference, Runs = runsSeen }), ct);
        await unit.CommitAsync(ct);
        return [];
    }

    public async Task<IReadOnlyList<string>> CompleteAsync(ClientId client, long obligationId, string reference, Actor actor, CancellationToken ct = default)
    {
        var runs = (await read.OfClientAsync(client, false, null, null, ct)).FirstOrDefault(o => o.Id == obligationId)?.Runs ?? 0;
        return [.. (await HandleAsync(client, obligationId, reference, runs, actor, ct)).Select(p => p.Message)];
    }

    /// <summary>Takes a mark back that was made by mistake.</summary>
    public async Task<IReadOnlyList<Problem>> ReopenAsync(ClientId client, long id, string? reason, Actor actor, CancellationToken ct = default)
    {
        if (string.IsNullOrWhiteSpace(reason)) return [new("Reason", "Reason: write why it is not done after all.")];
        await using var unit = await store.BeginAsync(client, ct);
        if (!await FeedObligations.ReopenAsync(unit, id, ct)) return [Meanwhile];
        await audit.AppendAsync(unit, actor, new AuditEntry("obligation.reopen", $"obligation/{id}", new { Reason = reason.Trim() }), ct);
        await unit.CommitAsync(ct);
        return [];
    }
}
