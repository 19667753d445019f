using Bureau.Benefits.Duties;
using Bureau.Benefits.Enrolments;
using Bureau.Benefits.Plans;
using Bureau.Jurisdictions;
using Bureau.Kernel.Clients;
using Bureau.Onboarding.Contracts;
using Bureau.Payroll.Contracts;

namespace Bureau.Benefits.Own;

/// <summary>Everything about one person's benefits, as it stands now.</summary>
internal sealed record PersonsBenefits(
    DateOnly Today, DateTimeOffset Now, Employment Person, IReadOnlyList<Plan> Plans, IReadOnlyList<Decision> Decisions, IReadOnlyList<PayPeriod> Periods, IRulePack Pack,
    IReadOnlyList<PensionDutyRow> Duties)
{
    /// <summary>
    /// First day that can still change pay: the beginning of the next pay period that takes inputs, today where there is no calendar; never before the employment.
    /// A day before it would fall into pay that has been worked out.
    /// </summary>
    public DateOnly Earliest => Later(Periods is [var next, ..] ? next.Start : Today, Person.StartDate);

    /// <summary>12, 13, 24, 26 or 52; null without a pay calendar.</summary>
    public int? PeriodsPerYear => Periods is [var next, ..] ? next.PeriodsPerYear : null;

    public Timeline Of(Plan plan) => EnrolmentRules.Of(plan, Decisions);

    public PlanTerms TermsOf(Plan plan) => plan.OnOrFirst(Today, Now);

    /// <summary>What holds for a member today, or will for somebody who joins later; null for others.</summary>
    public Decision? MembershipIn(Plan plan) => Of(plan).On(Today) is { IsMember: true } now ? now : Of(plan).After(Today).FirstOrDefault(d => d.IsMember);

    /// <summary>First day from which the plan can be joined.</summary>
    public DateOnly JoinFrom(Plan plan) =>
        Later(Later(Earliest, Person.StartDate.AddDays(TermsOf(plan).ServiceDays)), plan.Terms.Min(t => t.EffectiveFrom));

    /// <summary>The first payslip that a decision from that day changes; null when it is further away than the calendar is known.</summary>
    public PayPeriod? PayslipFrom(DateOnly from) => Periods.FirstOrDefault(p => p.End >= from);

    /// <summary>What can be decided about a plan now.</summary>
    public IEnumerable<string> Possible(Plan plan)
    {
        var timeline = Of(plan);
        if (!timeline.IsMemberOnOrAfter(Today))
        {
            yield return Choice.Join;
            yield break;
        }
        if (TermsOf(plan).HasChoice) yield return Choice.Change;
        yield return Choice.Leave;
        if (LastDayToOptOut(plan) >= Today) yield return Choice.OptOut;
    }

    /// <summary>Of the membership of today or to come; null where there is none, or no opting out.</summary>
    public DateOnly? LastDayToOptOut(Plan plan) =>
        plan.IsPension && EnrolmentRules.Joined(Of(plan), Today) is { } joined ? OptOutWindow.LastDay(Pack, joined, Duties, Today) : null;

    private static DateOnly Later(DateOnly a, DateOnly b) => a > b ? a : b;
}

internal sealed class ReadPersonsBenefits(BenefitsStore store, IEmployees employees, IPayPeriods periods, TimeProvider clock)
{
    private const int PeriodsAhead = 14;

    /// <summary>Null when the client has no such employee.</summary>
    public async Task<PersonsBenefits?> HandleAsync(Client client, long employeeId, CancellationToken ct = default)
    {
        var now = clock.GetUtcNow();
        var today = client.DayAt(now);
        if (await employees.FindAsync(client.Id, employeeId, today, ct) is not { } person) return null;
        // Somebody who has not begun yet has the pay group of the first day.
        var group = person.PayGroupId ?? (person.StartDate > today ? (await employees.FindAsync(client.Id, employeeId, person.StartDate, ct))?.PayGroupId : null);
        var upcoming = group is { } id ? await periods.UpcomingAsync(client.Id, id, today, PeriodsAhead, ct) : [];
        await using var db = await store.OpenAsync(client.Id, ct);
        return new(today, now, person, await ReadPlans.AllAsync(db, ct), await ReadDecisions.OfAsync(db, employeeId, ct), upcoming, RulePacks.For(client.Country),
            await PensionDutyRow.OfPersonAsync(db, employeeId, ct));
    }
}
