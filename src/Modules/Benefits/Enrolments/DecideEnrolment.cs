using Bureau.Benefits.Contracts;
using Bureau.Benefits.Duties;
using Bureau.Benefits.Plans;
using Bureau.Jurisdictions;
using Bureau.Kernel.Audit;
using Bureau.Kernel.Clients;
using Bureau.Kernel.Data;
using Bureau.Kernel.Identity;
using Bureau.Kernel.Outbox;
using Bureau.Onboarding.Contracts;

namespace Bureau.Benefits.Enrolments;

/// <param name="From">First day; for an opt-out it is the first day of the membership, whatever is given.</param>
/// <param name="Seen">Number of decisions that the form was made from.</param>
internal sealed record EnrolmentRequest(long EmployeeId, long PlanId, string Choice, DateOnly From, decimal? Rate, decimal? YearlyAmount, int Seen, bool Own, DateOnly? Earliest = null);

/// <summary>Records that somebody joins a plan, changes the contribution, leaves, or opts out.</summary>
internal sealed class DecideEnrolment(BenefitsStore store, AuditTrail audit, IClientDirectory clients, IEmployees employees)
{
    private static readonly Problem Meanwhile = new("Choice", "Somebody changed these benefits meanwhile. Nothing was recorded; look at them as they are now and decide again.");

    /// <returns>Problems and nothing written, or none.</returns>
    public async Task<IReadOnlyList<Problem>> HandleAsync(ClientId clientId, EnrolmentRequest request, Actor actor, CancellationToken ct = default)
    {
        var client = await clients.GetAsync(clientId, ct);
        var pack = RulePacks.For(client.Country);
        var currency = pack.Currency;
        if (await employees.FindAsync(clientId, request.EmployeeId, request.From, ct) is not { } person) return [new("Number", "Employee: there is nobody with this number.")];

        await using var unit = await store.BeginAsync(clientId, ct);
        var today = client.DayAt(unit.Now);
        var plans = await ReadPlans.AllAsync(unit, ct);
        if (plans.FirstOrDefault(p => p.Id == request.PlanId) is not { } plan) return [new("Plan", "Plan: choose one of the plans.")];
        var decisions = await ReadDecisions.OfAsync(unit, request.EmployeeId, ct);
        if (IsRepeated(request, actor, decisions)) return [];
        if (decisions.Count != request.Seen) return [Meanwhile];
        var joined = EnrolmentRules.Joined(EnrolmentRules.Of(plan, decisions), today);
        var optOutUntil = joined is { } since ? OptOutWindow.LastDay(pack, since, await PensionDutyRow.OfPersonAsync(unit, request.EmployeeId, ct), today) : null;
        var wish = new Wish(plan, request.Choice, request.From, request.Rate, request.YearlyAmount, request.Own, request.Earliest ?? today, optOutUntil);
        var problems = EnrolmentRules.Check(wish, person, plans, decisions, today, unit.Now, currency);
        if (problems.Count > 0) return problems;

        var from = request.Choice == Choice.OptOut ? joined!.Value : request.From;
        var member = Choice.IsMember(request.Choice);
        var row = new
        {
            request.EmployeeId,
            Seq = decisions.Count + 1,
            request.PlanId,
            request.Choice,
            EffectiveFrom = from,
            unit.Now,
            RecordedBy = actor.AccountId,
            RateBp = member && plan.ByShare ? Units.BasisPoints(request.Rate) : null,
            YearlyMinor = member && !plan.ByShare ? Units.Minor(request.YearlyAmount, currency) : null,
        };
        try
        {
            await unit.ExecuteAsync("""
                insert into benefits.enrolment (client_id, employee_id, seq, plan_id, choice, effective_from, recorded_at, recorded_by, rate_bp, yearly_minor)
                values (@Client, @EmployeeId, @Seq, @PlanId, @Choice, @EffectiveFrom, @Now, @RecordedBy, @RateBp, @YearlyMinor)
                """, row, ct);
        }
        catch (Exception e) when (Database.IsDuplicateKey(e))
        {
            // Two decisions about one person at once: the number of the next one lets the first have it.
            return [Meanwhile];
        }
        await audit.AppendAsync(unit, actor, new AuditEntry("enrolment." + request.Choice, $"employee/{request.EmployeeId}", new { request.PlanId, row.Seq, EffectiveFrom = from, request.Own }), ct);
        if (plan.IsPension && request.Choice == Choice.Join) await DutyDoneAsync(unit, request.EmployeeId, ct);
        await unit.PublishAsync(new BenefitsChanged(clientId.Value, [request.EmployeeId], from, unit.Now), ct);
        if (request.Choice == Choice.OptOut)
            await unit.PublishAsync(new PensionOptedOut(clientId.Value, request.EmployeeId, from, plan.OnOrFirst(from, unit.Now).Scheme!, unit.Now), ct);
        await unit.CommitAsync(ct);
        return [];
    }

    /// <summary>Whoever had to be enrolled now is.</summary>
    private static Task<int> DutyDoneAsync(UnitOfWork unit, long employeeId, CancellationToken ct) =>
        unit.ExecuteAsync("""
            update benefits.pension_duty set outcome = 'enrolled'
            where client_id = @Client and employee_id = @EmployeeId and action <> 'inform' and outcome is null
            """, new { EmployeeId = employeeId }, ct);

    /// <summary>The same form posted twice by the same person is one decision.</summary>
    private static bool IsRepeated(EnrolmentRequest request, Actor actor, IReadOnlyList<Decision> decisions) =>
        decisions.Count == request.Seen + 1 && decisions[^1] is { } last && last.RecordedBy == actor.AccountId && last.PlanId == request.PlanId && last.Choice == request.Choice
        && (last.EffectiveFrom == request.From || last.Choice == Choice.OptOut);
}

internal static class ReadDecisions
{
    /// <summary>All decisions of one person, in the order in which they were recorded.</summary>
    public static Task<IReadOnlyList<Decision>> OfAsync(DbSession db, long employeeId, CancellationToken ct = default) =>
        db.QueryAsync<Decision>("""
            select employee_id, seq, plan_id, choice, effective_from, recorded_at, recorded_by, rate_bp, yearly_minor
            from benefits.enrolment
            where client_id = @Client and employee_id = @EmployeeId
            order by seq
            """, new { EmployeeId = employeeId }, ct);

    /// <summary>Everybody's decisions, by person.</summary>
    public static async Task<ILookup<long, Decision>> AllAsync(DbSession db, CancellationToken ct = default) =>
        (await db.QueryAsync<Decision>("""
            select employee_id, seq, plan_id, choice, effective_from, recorded_at, recorded_by, rate_bp, yearly_minor
            from benefits.enrolment
            where client_id = @Client
            order by employee_id, seq
            """, ct: ct)).ToLookup(d => d.EmployeeId);
}
