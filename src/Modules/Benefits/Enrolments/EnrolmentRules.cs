using Bureau.Benefits.Plans;
using Bureau.Kernel.Web;
using Bureau.Onboarding.Contracts;

namespace Bureau.Benefits.Enrolments;

/// <param name="Own">Decided by the employee, not for them: waiting times apply and the past is closed.</param>
/// <param name="Earliest">First day that an employee may choose: the beginning of the next pay period that takes inputs, or today without a calendar.</param>
/// <param name="Rate">Pension: own rate as a fraction; null = the plan's.</param>
/// <param name="YearlyAmount">Salary sacrifice: own amount of a year in major units; null = the plan's.</param>
/// <param name="OptOutUntil">Last day to opt out of the membership of today or to come; null where there is none.</param>
internal sealed record Wish(Plan Plan, string Choice, DateOnly From, decimal? Rate, decimal? YearlyAmount, bool Own, DateOnly Earliest, DateOnly? OptOutUntil = null);

/// <summary>Whether a wish about a benefit can be followed.</summary>
internal static class EnrolmentRules
{
    /// <param name="all">All plans of the client.</param>
    /// <param name="decisions">All decisions of this person.</param>
    public static IReadOnlyList<Problem> Check(Wish wish, Employment person, IReadOnlyList<Plan> all, IReadOnlyList<Decision> decisions, DateOnly today, DateTimeOffset now, string currency)
    {
        if (wish.Choice == Choice.OptOut) return [.. OptOut(wish, decisions, today)];
        var problems = new List<Problem>();
        var timeline = Of(wish.Plan, decisions);
        if (wish.From < person.StartDate) problems.Add(new("From", $"From: choose {Show.Day(person.StartDate)}, the first day of employment, or a later day."));
        else if (wish.Own && wish.From < wish.Earliest) problems.Add(new("From", $"From: choose {Show.Day(wish.Earliest)} or a later day. Earlier pay has been worked out already."));
        if (wish.Choice != Choice.Leave && person.LeavingDate is { } leaving && wish.From > leaving) problems.Add(new("From", $"From: choose a day up to {Show.Day(leaving)}, the last day of employment."));

        switch (wish.Choice)
        {
            case Choice.Join when timeline.IsMemberOn(wish.From):
                problems.Add(new("Choice", $"{wish.Plan.Name}: already a member on {Show.Day(wish.From)}. Change the contribution instead."));
                break;
            case Choice.Join when wish.Plan.IsPension && all.FirstOrDefault(p => p.IsPension && p.Id != wish.Plan.Id && Of(p, decisions).IsMemberOnOrAfter(wish.From)) is { } other:
                problems.Add(new("Choice", $"{wish.Plan.Name}: already in {other.Name}. Leave that first; one pension at a time goes through payroll."));
                break;
            case Choice.Change or Choice.Leave when !timeline.IsMemberOn(wish.From):
                problems.Add(new("Choice", $"{wish.Plan.Name}: not a member on {Show.Day(wish.From)}."));
                break;
            case not (Choice.Join or Choice.Change or Choice.Leave):
                problems.Add(new("Choice", "Choose to join, to change the contribution, or to leave."));
                break;
        }
        if (wish.Choice == Choice.Leave) return problems;

        if (wish.Plan.On(wish.From, now) is not { } terms)
        {
            problems.Add(new("From", $"From: {wish.Plan.Name} begins on {Show.Day(wish.Plan.Terms.Min(t => t.EffectiveFrom))}. Choose that day or a later one."));
            return problems;
        }
        if (wish is { Own: true, Choice: Choice.Join } && wish.From < person.StartDate.AddDays(terms.ServiceDays))
            problems.Add(new("From", $"From: this plan can be joined after {terms.ServiceDays} days of service, that is from {Show.Day(person.StartDate.AddDays(terms.ServiceDays))}."));
        problems.AddRange(Amounts(wish, terms, currency));
        return problems;
    }

    public static Timeline Of(Plan plan, IEnumerable<Decision> decisions) => new(decisions.Where(d => d.PlanId == plan.Id));

    /// <summary>An opt-out undoes the membership from its first day, within the time that the law gives.</summary>
    private static IEnumerable<Problem> OptOut(Wish wish, IReadOnlyList<Decision> decisions, DateOnly today)
    {
        var timeline = Of(wish.Plan, decisions);
        if (!wish.Plan.IsPension) yield return new("Choice", $"{wish.Plan.Name}: only a pension can be opted out of. Leave the plan instead.");
        else if (Joined(timeline, today) is null) yield return new("Choice", $"{wish.Plan.Name}: not a member.");
        else if (wish.OptOutUntil is not { } until) yield return new("Choice", $"{wish.Plan.Name}: there is no opting out here. Leave the plan instead; contributions made stay in it.");
        else if (today > until)
            yield return new("Choice", $"{wish.Plan.Name}: the month for opting out ended on {Show.Day(until)}. Leave the plan instead; contributions made stay in it.");
    }

    /// <summary>First day of the membership of today, or of the one to come.</summary>
    public static DateOnly? Joined(Timeline timeline, DateOnly today) =>
        timeline.MemberSince(today) ?? timeline.After(today).FirstOrDefault(d => d.IsMember)?.EffectiveFrom;

    private static IEnumerable<Problem> Amounts(Wish wish, PlanTerms terms, string currency)
    {
        if (wish.Plan.ByShare && wish.Rate is { } rate)
        {
            if (PlanRules.Rate(rate) is { } wrong) yield return new("Rate", "Rate: " + wrong);
            else if (Units.BasisPoints(rate) is var bp && (bp < terms.EmployeeRateBp || bp > terms.MostEmployeeRateBp))
                yield return new("Rate", terms.HasChoice
                    ? $"Rate: choose from {PlanWords.Percent(terms.EmployeeRateBp)} to {PlanWords.Percent(terms.MostEmployeeRateBp)}."
                    : $"Rate: this plan's rate is {PlanWords.Percent(terms.EmployeeRateBp)}.");
        }
        if (!wish.Plan.ByShare && wish.YearlyAmount is { } amount)
        {
            if (PlanRules.Amount(amount, currency) is { } wrong) yield return new("YearlyAmount", "Amount of a year: " + wrong);
            else if (Units.Minor(amount, currency) is var minor && (minor < terms.YearlyMinor || minor > terms.MostYearlyMinor))
                yield return new("YearlyAmount", terms.HasChoice
                    ? $"Amount of a year: choose from {Show.Money(terms.YearlyMinor!.Value, currency)} to {Show.Money(terms.MostYearlyMinor!.Value, currency)}."
                    : $"Amount of a year: this plan's amount is {Show.Money(terms.YearlyMinor!.Value, currency)}.");
        }
    }
}
