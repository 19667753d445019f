using System.Globalization;
using System.Runtime.CompilerServices;
using Bureau.Benefits.Contracts;
using Bureau.Benefits.Enrolments;
using Bureau.Benefits.Plans;
using Bureau.Jurisdictions;
using Bureau.Kernel;
using Bureau.Kernel.Clients;

namespace Bureau.Benefits.Contributions;

internal sealed class StreamContributions(BenefitsStore store, IClientDirectory clients) : IContributions
{
    public async IAsyncEnumerable<Contribution> StreamForPayAsync(ClientId client, DateOnly payPeriodEnd, int periodsPerYear, DateTimeOffset knownAt, long? only = null, [EnumeratorCancellation] CancellationToken ct = default)
    {
        var currency = Currency.FromCode(RulePacks.For((await clients.GetAsync(client, ct)).Country).Currency);
        await using var db = await store.OpenAsync(client, ct);
        var offers = (await ReadPlans.AllAsync(db, ct)).ToDictionary(p => p.Id, p => (Plan: p, Terms: p.On(payPeriodEnd, knownAt)));
        var decisions = db.StreamAsync<Decision>("""
            select e.employee_id, e.plan_id, e.choice, e.rate_bp, e.yearly_minor
            from (
              select employee_id, plan_id, choice, rate_bp, yearly_minor, row_number() over (partition by employee_id, plan_id order by seq desc) as newest
              from benefits.enrolment
              where client_id = @Client and employee_id between @First and @Last and effective_from <= @Day and recorded_at <= @KnownAt
            ) e
            where e.newest = 1 and e.choice in ('join', 'change')
            order by e.employee_id, e.plan_id
            """, new { Day = payPeriodEnd, KnownAt = knownAt, First = only ?? 0, Last = only ?? long.MaxValue }, ct);
        await foreach (var decision in decisions)
            if (offers[decision.PlanId] is { Plan: var plan, Terms: { } terms })
                yield return Of(decision, plan, terms, payPeriodEnd, periodsPerYear, currency);
    }

    public async Task<IReadOnlyList<long>?> ChangedAsync(ClientId client, DateTimeOffset since, DateTimeOffset until, CancellationToken ct = default)
    {
        await using var db = await store.OpenAsync(client, ct);
        var range = new { Since = since, Until = until };
        if (await db.ScalarAsync<long>("select count(*) from benefits.plan_terms where client_id = @Client and recorded_at > @Since and recorded_at <= @Until", range, ct) > 0) return null;
        return await db.QueryAsync<long>("select distinct employee_id from benefits.enrolment where client_id = @Client and recorded_at > @Since and recorded_at <= @Until", range, ct);
    }

    private static Contribution Of(Decision decision, Plan plan, PlanTerms terms, DateOnly periodEnd, int periodsPerYear, Currency currency) =>
        plan.IsPension
            ? new(decision.EmployeeId, plan.Name, new Dictionary<string, string>
            {
                [PlanRules.SchemeField] = terms.Scheme!,
                [PlanRules.BasisField] = terms.EarningsBasis!,
                [PlanRules.EmployeeRateField] = Fraction(terms.RateBpFor(decision.RateBp)),
                [PlanRules.EmployerRateField] = Fraction(terms.EmployerRateBp!.Value),
            }, Nothing)
            : new(decision.EmployeeId, plan.Name, NoFields, new Dictionary<string, decimal>
            {
                [PlanRules.SacrificeItem] = Money.FromMinor(YearlySpread.Of(terms.YearlyMinorFor(decision.YearlyMinor), periodEnd, periodsPerYear), currency).Amount,
            });

    private static readonly Dictionary<string, string> NoFields = [];
    private static readonly Dictionary<string, decimal> Nothing = [];

    private static string Fraction(int basisPoints) => (basisPoints / 10_000m).ToString("0.####", CultureInfo.InvariantCulture);
}
