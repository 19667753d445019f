using Bureau.Kernel.Data;

namespace Bureau.Benefits.Plans;

internal static class ReadPlans
{
    /// <summary>All plans of the client by name, each with all its terms. A client has a handful.</summary>
    public static async Task<IReadOnlyList<Plan>> AllAsync(DbSession db, CancellationToken ct = default)
    {
        var plans = await db.QueryAsync<Plan>("select id, name, kind from benefits.benefit_plan where client_id = @Client order by name", ct: ct);
        var terms = (await db.QueryAsync<PlanTerms>("""
            select id, plan_id, effective_from, recorded_at, service_days, scheme, earnings_basis, employee_rate_bp, most_employee_rate_bp, employer_rate_bp, employer_adds,
                   yearly_minor, most_yearly_minor
            from benefits.plan_terms
            where client_id = @Client
            """, ct: ct)).ToLookup(t => t.PlanId);
        foreach (var plan in plans) plan.Terms = [.. terms[plan.Id]];
        return plans;
    }
}
