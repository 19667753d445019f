using Bureau.Benefits.Contracts;
using Bureau.Benefits.Enrolments;
using Bureau.Benefits.Plans;
using Bureau.Jurisdictions;
using Bureau.Kernel.Audit;
using Bureau.Kernel.Data;
using Bureau.Kernel.Identity;
using Bureau.Kernel.Outbox;
using Bureau.Payroll.Contracts;

namespace Bureau.Benefits.Duties;

/// <summary>
/// Each calculated run is judged by the law on workplace pensions: whoever must be enrolled is, or is put off where the client puts off, and whoever must be told becomes a
/// task. The same duty is recorded once, however often the run is calculated.
/// </summary>
internal sealed class FollowPensionLaw(IPensionAssessments assessments, AuditTrail audit) : IHandle<PayRunCalculated>
{
    public async Task HandleAsync(PayRunCalculated happened, UnitOfWork unit, CancellationToken ct)
    {
        if (RulePacks.For(happened.Country).PensionDuties is not { } law) return;
        var settings = await AutomaticEnrolment.ReadAsync(unit, ct);
        var plans = await ReadPlans.AllAsync(unit, ct);
        var plan = plans.FirstOrDefault(p => p.Id == settings.PlanId);
        var decisions = await ReadDecisions.AllAsync(unit, ct);
        var known = (await PensionDutyRow.AllAsync(unit, ct)).ToLookup(d => d.EmployeeId);
        var (found, joined) = (new List<Found>(), new List<Joined>());
        await foreach (var duty in assessments.OfRunAsync(unit.Client, happened.PayRunId, ct))
        {
            var before = known[duty.EmployeeId].ToList();
            if (duty.Action == PensionDutyRow.Inform)
            {
                if (!before.Any(d => d.Action == PensionDutyRow.Inform && d.Worker == duty.Worker)) found.Add(new(unit.Ids.Next(), duty, null, null));
                continue;
            }
            if (plan is null)
            {
                if (!before.Any(d => d.AwaitsEnrolment)) found.Add(new(unit.Ids.Next(), duty, null, null));
                continue;
            }
            // The run was calculated before somebody else enrolled the person.
            if (plans.Any(p => p.IsPension && EnrolmentRules.Of(p, decisions[duty.EmployeeId]).IsMemberOnOrAfter(duty.On))) continue;
            // Once, before the first enrolment; re-enrolment cannot be put off.
            if (settings.PostponeMonths > 0 && duty.Action == PensionDutyRow.Enrol && !before.Any(d => d.PostponedUntil is not null))
            {
                var (wished, latest) = (duty.On.AddMonths(settings.PostponeMonths), law.LatestPostponement(duty.On));
                found.Add(new(unit.Ids.Next(), duty, PensionDutyRow.Postponed, wished < latest ? wished : latest));
                continue;
            }
            var begins = plan.Terms.Min(t => t.EffectiveFrom);
            found.Add(new(unit.Ids.Next(), duty, PensionDutyRow.Enrolled, null));
            joined.Add(new(duty.EmployeeId, decisions[duty.EmployeeId].Select(d => d.Seq).DefaultIfEmpty().Max() + 1, plan.Id, duty.On < begins ? begins : duty.On));
        }
        if (found.Count == 0) return;

        await unit.BulkInsertAsync(Found.Table(unit, happened.PayRunId), found, ct);
        await unit.BulkInsertAsync(Joined.Table(unit), joined, ct);
        // What waited for somebody to enrol the person has been done by this.
        foreach (var ids in joined.Select(j => j.EmployeeId).Chunk(500))
            await unit.ExecuteAsync("""
                update benefits.pension_duty set outcome = 'enrolled'
                where client_id = @Client and employee_id in @Ids and action <> 'inform' and outcome is null
                """, new { Ids = ids }, ct);
        await audit.AppendAsync(unit, Actor.System, new AuditEntry("pension-duty.assess", $"pay-run/{happened.PayRunId}",
            new { Enrolled = joined.Count, Postponed = found.Count(f => f.Outcome == PensionDutyRow.Postponed), ToTell = found.Count }), ct);
        if (joined.Count > 0) await unit.PublishAsync(new BenefitsChanged(happened.ClientId, [.. joined.Select(j => j.EmployeeId)], joined.Min(j => j.From), unit.Now, happened.PayRunId), ct);
    }

    private sealed record Found(long Id, PensionAssessment Duty, string? Outcome, DateOnly? PostponedUntil)
    {
        public static BulkTable<Found> Table(UnitOfWork unit, long payRunId) => new BulkTable<Found>("benefits.pension_duty")
            .Column("id", f => f.Id).Column("client_id", _ => unit.Client).Column("employee_id", f => f.Duty.EmployeeId).Column("pay_run_id", _ => payRunId)
            .Column("worker", f => f.Duty.Worker).Column("action", f => f.Duty.Action).Column("due_on", f => f.Duty.On).Column("due_by", f => f.Duty.By).Column("why", f => f.Duty.Why)
            .Column("law", f => f.Duty.Law).Column("law_href", f => f.Duty.LawHref).Column("outcome", f => f.Outcome).Column("postponed_until", f => f.PostponedUntil)
            .Column("recorded_at", _ => unit.Now);
    }

    private sealed record Joined(long EmployeeId, int Seq, long PlanId, DateOnly From)
    {
        public static BulkTable<Joined> Table(UnitOfWork unit) => new BulkTable<Joined>("benefits.enrolment")
            .Column("client_id", _ => unit.Client).Column("employee_id", j => j.EmployeeId).Column("seq", j => j.Seq).Column("plan_id", j => j.PlanId).Column("choice", _ => Choice.Join)
            .Column("effective_from", j => j.From).Column("recorded_at", _ => unit.Now).Column("recorded_by", _ => Actor.System.AccountId);
    }
}
