using Bureau.Kernel.Audit;
using Bureau.Kernel.Clients;
using Bureau.Kernel.Identity;

namespace Bureau.Onboarding.Changes;

/// <summary>Takes back one's own change while nobody has decided on it.</summary>
internal sealed class WithdrawChange(OnboardingStore store, AuditTrail audit)
{
    /// <summary>How long a withdrawal can be taken back.</summary>
    private static readonly TimeSpan Reconsidering = TimeSpan.FromHours(1);

    /// <summary>Submits a change again as it was, shortly after its withdrawal.</summary>
    public async Task<bool> UndoAsync(Actor actor, Client client, long changeId, CancellationToken ct = default)
    {
        await using var unit = await store.BeginAsync(client.Id, ct);
        if (await unit.ExecuteAsync("""
            update onboarding.employee_change
            set state = 'submitted', decided_by = null, decided_by_name = null, decided_at = null
            where client_id = @Client and id = @Id and state = 'withdrawn' and submitted_by = @By and decided_at > @Since
            """, new { Id = changeId, By = actor.AccountId, Since = unit.Now - Reconsidering }, ct) == 0) return false;
        await audit.AppendAsync(unit, actor, new AuditEntry("change.submit-again", $"change/{changeId}"), ct);
        await unit.CommitAsync(ct);
        return true;
    }

    public async Task<DecisionOutcome> RunAsync(Actor actor, Client client, long changeId, CancellationToken ct = default)
    {
        await using (var unit = await store.BeginAsync(client.Id, ct))
        {
            if (await unit.ExecuteAsync("""
                update onboarding.employee_change
                set state = 'withdrawn', decided_by = @By, decided_by_name = @ByName, decided_at = @Now
                where client_id = @Client and id = @Id and state = 'submitted' and submitted_by = @By
                """, new { Id = changeId, By = actor.AccountId, ByName = actor.Name, Now = unit.RecordedNow() }, ct) == 1)
            {
                await audit.AppendAsync(unit, actor, new AuditEntry("change.withdraw", $"change/{changeId}"), ct);
                await unit.CommitAsync(ct);
                return DecisionOutcome.Decided;
            }
        }
        await using var db = await store.OpenAsync(client.Id, ct);
        var change = await ChangeSummary.FindAsync(db, changeId, ct);
        return change?.State == ChangeState.Submitted
            ? DecisionOutcome.Refused("Only who submitted a change can withdraw it.")
            : ChangeDecision.WhyNot(actor, client, change, ChangeState.Withdrawn);
    }
}
