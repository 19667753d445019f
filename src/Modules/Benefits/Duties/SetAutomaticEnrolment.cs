using Bureau.Benefits.Plans;
using Bureau.Kernel.Audit;
using Bureau.Kernel.Clients;
using Bureau.Kernel.Identity;
using Bureau.Onboarding.Contracts;

namespace Bureau.Benefits.Duties;

/// <summary>Says in which plan people are enrolled when the law demands it. Counts from the next run that is calculated.</summary>
internal sealed class SetAutomaticEnrolment(BenefitsStore store, AuditTrail audit)
{
    /// <summary>The law allows three; a country's own limit counts besides.</summary>
    public const int MostMonths = 3;

    public async Task<IReadOnlyList<Problem>> HandleAsync(ClientId client, long? planId, int postponeMonths, Actor actor, CancellationToken ct = default)
    {
        if (postponeMonths is < 0 or > MostMonths) return [new("PostponeMonths", $"Put off for: choose 0 to {MostMonths} months.")];
        await using var unit = await store.BeginAsync(client, ct);
        if (planId is { } id && !(await ReadPlans.AllAsync(unit, ct)).Any(p => p.Id == id && p.IsPension)) return [new("PlanId", "Plan: choose one of the pensions.")];
        await unit.ExecuteAsync("""
            insert into benefits.automatic_enrolment (id, client_id, plan_id, postpone_months, recorded_by, recorded_by_name, recorded_at)
            values (@Id, @Client, @PlanId, @PostponeMonths, @By, @ByName, @Now)
            """, new { Id = unit.Ids.Next(), PlanId = planId, PostponeMonths = postponeMonths, By = actor.AccountId, ByName = actor.Name, unit.Now }, ct);
        await audit.AppendAsync(unit, actor, new AuditEntry("pension-duty.set", planId is null ? "client" : $"benefit-plan/{planId}", new { postponeMonths }), ct);
        await unit.CommitAsync(ct);
        return [];
    }
}
