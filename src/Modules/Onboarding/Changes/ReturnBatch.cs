using Bureau.Kernel.Audit;
using Bureau.Kernel.Clients;
using Bureau.Kernel.Identity;

namespace Bureau.Onboarding.Changes;

/// <summary>Sends all undecided changes of an import back.</summary>
internal sealed class ReturnBatch(OnboardingStore store, Permissions permissions, AuditTrail audit)
{
    public async Task<BatchOutcome> RunAsync(Actor actor, Client client, long batchId, string comment, CancellationToken ct = default)
    {
        if (!await permissions.AllowsAsync(actor, OnboardingPermissions.ApproveChange, client.Id, ct)) return new(ChangeDecision.NotAllowed, 0, 0);
        comment = comment.Trim();
        if (comment.Length is 0 or > 1000) return new("Comment: say what is to be put right, in at most 1,000 characters.", 0, 0);

        await using var unit = await store.BeginAsync(client.Id, ct);
        var returned = await unit.ExecuteAsync("""
            update onboarding.employee_change
            set state = 'returned', decided_by = @By, decided_by_name = @ByName, decided_at = @Now, decision_comment = @Comment
            where client_id = @Client and batch_id = @BatchId and state = 'submitted' and submitted_by <> @By
            """, new { BatchId = batchId, By = actor.AccountId, ByName = actor.Name, Now = unit.RecordedNow(), Comment = comment }, ct);
        if (returned == 0)
        {
            // A double click is answered twice alike.
            var before = await unit.ScalarAsync<int>("""
                select count(*) from onboarding.employee_change
                where client_id = @Client and batch_id = @BatchId and state = 'returned' and decided_by = @By and decision_comment = @Comment
                """, new { BatchId = batchId, By = actor.AccountId, Comment = comment }, ct);
            return before > 0 ? new(null, before, 0) : new("Nothing of this import awaits your decision.", 0, 0);
        }
        await audit.AppendAsync(unit, actor, new AuditEntry("change.return-batch", $"batch/{batchId}", new { Returned = returned }), ct);
        await unit.CommitAsync(ct);
        return new(null, returned, 0);
    }
}
