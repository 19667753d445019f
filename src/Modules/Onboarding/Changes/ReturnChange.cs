using Bureau.Kernel.Audit;
using Bureau.Kernel.Clients;
using Bureau.Kernel.Identity;

namespace Bureau.Onboarding.Changes;

/// <summary>Sends a change back to who submitted it, with what is to be put right.</summary>
internal sealed class ReturnChange(OnboardingStore store, Permissions permissions, AuditTrail audit)
{
    public async Task<DecisionOutcome> RunAsync(Actor actor, Client client, long changeId, string comment, CancellationToken ct = default)
    {
        if (!await permissions.AllowsAsync(actor, OnboardingPermissions.ApproveChange, client.Id, ct)) return DecisionOutcome.Refused(ChangeDecision.NotAllowed);
        comment = comment.Trim();
        if (comment.Length is 0 or > 1000) return DecisionOutcome.Refused("Comment: say what is to be put right, in at most 1,000 characters.");

        await using (var unit = await store.BeginAsync(client.Id, ct))
        {
            if (await unit.ExecuteAsync("""
                update onboarding.employee_change
                set state = 'returned', decided_by = @By, decided_by_name = @ByName, decided_at = @Now, decision_comment = @Comment
                where client_id = @Client and id = @Id and state = 'submitted' and submitted_by <> @By and employee_id <> @Own
                """, new { Id = changeId, By = actor.AccountId, ByName = actor.Name, Now = unit.RecordedNow(), Comment = comment, Own = ChangeDecision.OwnEmployeeId(actor, client.Id) }, ct) == 1)
            {
                await audit.AppendAsync(unit, actor, new AuditEntry("change.return", $"change/{changeId}"), ct);
                await unit.CommitAsync(ct);
                return DecisionOutcome.Decided;
            }
        }
        await using var db = await store.OpenAsync(client.Id, ct);
        return ChangeDecision.WhyNot(actor, client, await ChangeSummary.FindAsync(db, changeId, ct), ChangeState.Returned, comment);
    }
}
