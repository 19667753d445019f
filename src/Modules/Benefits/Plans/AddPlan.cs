using Bureau.Benefits.Contracts;
using Bureau.Jurisdictions;
using Bureau.Kernel;
using Bureau.Kernel.Audit;
using Bureau.Kernel.Clients;
using Bureau.Kernel.Data;
using Bureau.Kernel.Identity;
using Bureau.Kernel.Outbox;
using Bureau.Onboarding.Contracts;

namespace Bureau.Benefits.Plans;

/// <summary>Adds a plan, or gives one new terms from a day on. What was offered before stays as it was.</summary>
internal sealed class AddPlan(BenefitsStore store, AuditTrail audit, IClientDirectory clients)
{
    /// <returns>The plan's id, or problems and nothing written.</returns>
    public async Task<(long? PlanId, IReadOnlyList<Problem> Problems)> HandleAsync(ClientId client, NewPlan plan, Actor actor, CancellationToken ct = default)
    {
        var pack = RulePacks.For((await clients.GetAsync(client, ct)).Country);
        var problems = PlanRules.Check(pack, plan);
        if (problems.Count > 0) return (null, problems);

        await using var unit = await store.BeginAsync(client, ct);
        var id = unit.Ids.Next();
        try
        {
            await unit.ExecuteAsync("insert into benefits.benefit_plan (id, client_id, name, kind, recorded_at) values (@Id, @Client, @Name, @Kind, @Now)",
                new { Id = id, Name = plan.Name.Trim(), plan.Kind, unit.Now }, ct);
        }
        catch (Exception e) when (Database.IsDuplicateKey(e))
        {
            return (null, [new("Name", $"Name: there is a plan called {plan.Name.Trim()} already. Give this one another name, or change that one's terms.")]);
        }
        await WriteTermsAsync(unit, id, plan, pack, ct);
        await audit.AppendAsync(unit, actor, new AuditEntry("benefit-plan.add", $"benefit-plan/{id}", Terms(plan)), ct);
        await unit.CommitAsync(ct);
        return (id, []);
    }

    /// <summary>New terms for a plan that there is. Name and kind stay.</summary>
    public async Task<IReadOnlyList<Problem>> ChangeTermsAsync(ClientId client, Plan existing, NewPlan terms, Actor actor, CancellationToken ct = default)
    {
        var pack = RulePacks.For((await clients.GetAsync(client, ct)).Country);
        var problems = PlanRules.Check(pack, terms with { Name = existing.Name, Kind = existing.Kind });
        if (problems.Count > 0) return problems;

        await using var unit = await store.BeginAsync(client, ct);
        await WriteTermsAsync(unit, existing.Id, terms with { Kind = existing.Kind }, pack, ct);
        await audit.AppendAsync(unit, actor, new AuditEntry("benefit-plan.change-terms", $"benefit-plan/{existing.Id}", Terms(terms)), ct);
        await unit.PublishAsync(new BenefitsChanged(client.Value, [], terms.EffectiveFrom, unit.Now), ct);
        await unit.CommitAsync(ct);
        return [];
    }

    private static object Terms(NewPlan p) => new
    {
        p.Kind,
        p.EffectiveFrom,
        p.ServiceDays,
        p.Scheme,
        p.EarningsBasis,
        p.EmployeeRate,
        p.MostEmployeeRate,
        p.EmployerRate,
        p.EmployerAdds,
        p.YearlyAmount,
        p.MostYearlyAmount,
    };

    private static async Task WriteTermsAsync(UnitOfWork unit, long planId, NewPlan plan, IRulePack pack, CancellationToken ct)
    {
        var (pension, share) = (plan.Kind == Plan.Pension, PlanRules.IsByShare(pack, plan.Kind));
        await unit.ExecuteAsync("""
            insert into benefits.plan_terms (id, client_id, plan_id, effective_from, recorded_at, service_days, scheme, earnings_basis, employee_rate_bp,
                most_employee_rate_bp, employer_rate_bp, employer_adds, yearly_minor, most_yearly_minor)
            values (@Id, @Client, @PlanId, @EffectiveFrom, @Now, @ServiceDays, @Scheme, @EarningsBasis, @EmployeeRateBp,
                @MostEmployeeRateBp, @EmployerRateBp, @EmployerAdds, @YearlyMinor, @MostYearlyMinor)
            """,
            new
            {
                Id = unit.Ids.Next(),
                PlanId = planId,
                plan.EffectiveFrom,
                unit.Now,
                plan.ServiceDays,
                Scheme = pension ? plan.Scheme : null,
                EarningsBasis = pension ? plan.EarningsBasis : null,
                EmployeeRateBp = share ? Units.BasisPoints(plan.EmployeeRate) : null,
                MostEmployeeRateBp = share ? Units.BasisPoints(plan.MostEmployeeRate ?? plan.EmployeeRate) : null,
                EmployerRateBp = pension ? Units.BasisPoints(plan.EmployerRate) : null,
                EmployerAdds = plan.EmployerAdds?.Trim() is { Length: > 0 } adds ? adds : null,
                YearlyMinor = share ? null : Units.Minor(plan.YearlyAmount, pack.Currency),
                MostYearlyMinor = share ? null : Units.Minor(plan.MostYearlyAmount ?? plan.YearlyAmount, pack.Currency),
            }, ct);
    }
}

/// <summary>As stored: rates in basis points, amounts in minor units. Values were checked before; nothing is rounded here.</summary>
internal static class Units
{
    public static int? BasisPoints(decimal? rate) => rate is { } r ? (int)(r * 10_000) : null;

    public static long? Minor(decimal? amount, string currency) => amount is { } a ? new Money(a, Currency.FromCode(currency)).ToMinor() : null;
}
