using System.Globalization;
using System.Runtime.CompilerServices;
using Bureau.Benefits.Contracts;
using Bureau.Benefits.Enrolments;
using Bureau.Benefits.Plans;
using Bureau.Jurisdictions;
using Bureau.Kernel;
using Bureau.Kernel.Clients;
using Bureau.Kernel.Data;

namespace Bureau.Benefits.Contributions;

internal sealed class StreamContributions(BenefitsStore store, IClientDirectory clients) : IContributions
{
    public async IAsyncEnumerable<Contribution> StreamForPayAsync(ClientId client, DateOnly payPeriodEnd, int periodsPerYear, DateTimeOffset knownAt, long? only = null, [EnumeratorCancellation] CancellationToken ct = default)
    {
        var pack = RulePacks.For((await clients.GetAsync(client, ct)).Country);
        await using var db = await store.OpenAsync(client, ct);
        var offers = (await ReadPlans.AllAsync(db, ct)).ToDictionary(p => p.Id, p => (Plan: p, Terms: p.On(payPeriodEnd, knownAt)));
        var outside = pack.PensionDuties is null ? [] : await OutsideAsync(db, client, payPeriodEnd, knownAt, only, ct);
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
        var (next, lastPension) = (0, 0L);
        await foreach (var decision in decisions)
        {
            while (next < outside.Count && outside[next].EmployeeId < decision.EmployeeId) yield return outside[next++];
            if (offers[decision.PlanId] is not { Plan: var plan, Terms: { } terms }) continue;
            if (plan.IsPension) lastPension = decision.EmployeeId;
            // A member is not outside any more, whatever was before.
            if (next < outside.Count && outside[next].EmployeeId == lastPension) next++;
            yield return Of(decision, plan, terms, payPeriodEnd, periodsPerYear, pack);
        }
        while (next < outside.Count) yield return outside[next++];
    }

    /// <summary>
    /// Whoever left or opted out of a pension, and whose enrolment is put off: what the rule pack must know to ask for no enrolment. By employee id ascending; members are
    /// among them.
    /// </summary>
    private async Task<List<Contribution>> OutsideAsync(DbSession db, ClientId client, DateOnly day, DateTimeOffset knownAt, long? only, CancellationToken ct)
    {
        var args = new { Day = day, KnownAt = knownAt, First = only ?? 0, Last = only ?? long.MaxValue };
        var zone = await clients.GetAsync(client, ct);
        var fields = new SortedDictionary<long, Dictionary<string, string>>();
        foreach (var row in await db.QueryAsync<OutsideRow>("""
            select employee_id, postponed_until from benefits.pension_duty
            where client_id = @Client and employee_id between @First and @Last and outcome = 'postponed' and recorded_at <= @KnownAt
            """, args, ct))
            Fields(row.EmployeeId)[PlanRules.PostponedField] = Day(row.PostponedUntil!.Value);
        foreach (var row in await db.QueryAsync<OutsideRow>("""
            select e.employee_id, e.effective_from as left_on, e.recorded_at, e.choice
            from (
              select d.employee_id, d.choice, d.effective_from, d.recorded_at, row_number() over (partition by d.employee_id order by d.seq desc) as newest
              from benefits.enrolment d
              join benefits.benefit_plan p on p.client_id = d.client_id and p.id = d.plan_id
              where d.client_id = @Client and d.employee_id between @First and @Last and p.kind = 'pension' and d.effective_from <= @Day and d.recorded_at <= @KnownAt
            ) e
            where e.newest = 1 and e.choice in ('leave', 'opt-out')
            """, args, ct))
            Fields(row.EmployeeId)[PlanRules.OptOutField] = Day(row.Choice == Choice.OptOut ? zone.DayAt(row.RecordedAt!.Value) : row.LeftOn!.Value);
        return [.. fields.Select(f => new Contribution(f.Key, "", f.Value, Nothing))];

        Dictionary<string, string> Fields(long employee) => fields.TryGetValue(employee, out var known) ? known : fields[employee] = new(StringComparer.Ordinal);
        static string Day(DateOnly value) => value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    }

    private sealed class OutsideRow
    {
        public long EmployeeId { get; init; }
        public DateOnly? PostponedUntil { get; init; }
        public DateOnly? LeftOn { get; init; }
        public DateTimeOffset? RecordedAt { get; init; }
        public string Choice { get; init; } = "";
    }

    public async Task<IReadOnlyList<long>?> ChangedAsync(ClientId client, DateTimeOffset since, DateTimeOffset until, CancellationToken ct = default)
    {
        await using var db = await store.OpenAsync(client, ct);
        var range = new { Since = since, Until = until };
        if (await db.ScalarAsync<long>("select count(*) from benefits.plan_terms where client_id = @Client and recorded_at > @Since and recorded_at <= @Until", range, ct) > 0) return null;
        return await db.QueryAsync<long>("""
            select employee_id from benefits.enrolment where client_id = @Client and recorded_at > @Since and recorded_at <= @Until
            union
            select employee_id from benefits.pension_duty where client_id = @Client and outcome = 'postponed' and recorded_at > @Since and recorded_at <= @Until
            """, range, ct);
    }

    private static Contribution Of(Decision decision, Plan plan, PlanTerms terms, DateOnly periodEnd, int periodsPerYear, IRulePack pack) =>
        plan.IsPension
            ? new(decision.EmployeeId, plan.Name, new Dictionary<string, string>
            {
                [PlanRules.SchemeField] = terms.Scheme!,
                [PlanRules.BasisField] = terms.EarningsBasis!,
                [PlanRules.EmployeeRateField] = Fraction(terms.RateBpFor(decision.RateBp)),
                [PlanRules.EmployerRateField] = Fraction(terms.EmployerRateBp!.Value),
            }, Nothing)
        : plan.ByShare
            ? new(decision.EmployeeId, plan.Name, terms.EmployerAdds is { } adds && pack.PlanTypes[plan.Kind].EmployerAdds is { } field ? new Dictionary<string, string> { [field] = adds } : NoFields, Nothing)
            {
                Shares = new Dictionary<string, decimal> { [pack.PlanTypes[plan.Kind].Item] = terms.RateBpFor(decision.RateBp) / 10_000m },
            }
            : new(decision.EmployeeId, plan.Name, NoFields, new Dictionary<string, decimal>
            {
                [pack.PlanTypes[plan.Kind].Item] = Money.FromMinor(YearlySpread.Of(terms.YearlyMinorFor(decision.YearlyMinor), periodEnd, periodsPerYear), Currency.FromCode(pack.Currency)).Amount,
            });

    private static readonly Dictionary<string, string> NoFields = [];
    private static readonly Dictionary<string, decimal> Nothing = [];

    private static string Fraction(int basisPoints) => (basisPoints / 10_000m).ToString("0.####", CultureInfo.InvariantCulture);
}
