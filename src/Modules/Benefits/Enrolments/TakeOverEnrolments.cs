using System.Globalization;
using Bureau.Benefits.Contracts;
using Bureau.Benefits.Plans;
using Bureau.Jurisdictions;
using Bureau.Kernel.Audit;
using Bureau.Kernel.Clients;
using Bureau.Kernel.Data;
using Bureau.Kernel.Identity;
using Bureau.Kernel.Outbox;
using Bureau.Onboarding.Contracts;

namespace Bureau.Benefits.Enrolments;

/// <summary>Enrols many people at once: memberships that a client brings along.</summary>
internal sealed class TakeOverEnrolments(BenefitsStore store, AuditTrail audit, IClientDirectory clients, IEmployees employees, TimeProvider clock)
{
    private static readonly BulkTable<Row> Table = new BulkTable<Row>("benefits.enrolment")
        .Column("client_id", r => r.Client).Column("employee_id", r => r.Wish.EmployeeId).Column("seq", r => r.Seq).Column("plan_id", r => r.PlanId)
        .Column("choice", _ => Choice.Join).Column("effective_from", r => r.Wish.EffectiveFrom).Column("recorded_at", r => r.At).Column("recorded_by", r => r.By)
        .Column("rate_bp", r => Units.BasisPoints(r.Wish.Rate)).Column("yearly_minor", r => r.YearlyMinor);

    public async Task<IReadOnlyList<string>> HandleAsync(ClientId clientId, long planId, IReadOnlyList<NewEnrolment> wishes, Actor actor, CancellationToken ct = default)
    {
        var client = await clients.GetAsync(clientId, ct);
        var currency = RulePacks.For(client.Country).Currency;
        var names = await employees.NamesAsync(clientId, wishes.Select(w => w.EmployeeId), ct);

        await using var unit = await store.BeginAsync(clientId, ct);
        var plans = await ReadPlans.AllAsync(unit, ct);
        if (plans.FirstOrDefault(p => p.Id == planId) is not { } plan) return [$"There is no plan {planId}."];
        var decisions = await ReadDecisions.AllAsync(unit, ct);
        var problems = new List<string>();
        foreach (var twice in wishes.GroupBy(w => w.EmployeeId).Where(g => g.Count() > 1)) problems.Add($"Employee {twice.Key}: given twice. Keep one.");
        foreach (var wish in wishes)
        {
            if (!names.TryGetValue(wish.EmployeeId, out var name)) problems.Add($"Employee {wish.EmployeeId}: there is nobody with this id.");
            else problems.AddRange(Check(wish, name, plan, plans, [.. decisions[wish.EmployeeId]], client.DayAt(clock.GetUtcNow()), currency).Select(p => $"Employee {wish.EmployeeId}: {p.Message}"));
        }
        if (problems.Count > 0) return problems;

        var at = unit.Now;
        await unit.BulkInsertAsync(Table, wishes.Select(w => new Row(clientId, w, decisions[w.EmployeeId].Count() + 1, plan.Id, at, actor.AccountId, plan.ByShare ? null : Units.Minor(w.YearlyAmount, currency))), ct);
        await audit.AppendAsync(unit, actor, new AuditEntry("enrolment.take-over", $"benefit-plan/{plan.Id}",
            new { Count = wishes.Count, Employees = string.Join(' ', wishes.Select(w => w.EmployeeId.ToString(CultureInfo.InvariantCulture))) }), ct);
        if (wishes.Count > 0) await unit.PublishAsync(new BenefitsChanged(clientId.Value, [.. wishes.Select(w => w.EmployeeId)], wishes.Min(w => w.EffectiveFrom), at), ct);
        await unit.CommitAsync(ct);
        return [];
    }

    /// <summary>The same rules as for one person, except those about the employment, which the client vouches for.</summary>
    private IReadOnlyList<Problem> Check(NewEnrolment wish, EmployeeName name, Plan plan, IReadOnlyList<Plan> plans, IReadOnlyList<Decision> decisions, DateOnly today, string currency) =>
        EnrolmentRules.Check(new Wish(plan, Choice.Join, wish.EffectiveFrom, plan.ByShare ? wish.Rate : null, plan.ByShare ? null : wish.YearlyAmount, Own: false, today),
            new Employment(name.Id, name.Number, name.Name, DateOnly.MinValue, null, null), plans, decisions, today, clock.GetUtcNow(), currency);

    private sealed record Row(ClientId Client, NewEnrolment Wish, int Seq, long PlanId, DateTimeOffset At, long By, long? YearlyMinor);
}
