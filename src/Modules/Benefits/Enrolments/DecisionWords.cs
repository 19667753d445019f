using Bureau.Benefits.Plans;
using Bureau.Kernel.Web;
using Bureau.Payroll.Contracts;

namespace Bureau.Benefits.Enrolments;

/// <summary>Decisions in words.</summary>
internal static class DecisionWords
{
    public static string Past(string choice) => choice switch
    {
        Choice.Join => "Joined",
        Choice.Change => "Contribution changed",
        Choice.Leave => "Left",
        Choice.OptOut => "Opted out",
        _ => choice,
    };

    public static string Verb(string choice) => choice switch
    {
        Choice.Join => "Join",
        Choice.Change => "Change contribution",
        Choice.Leave => "Leave",
        Choice.OptOut => "Opt out",
        _ => choice,
    };

    /// <param name="period">The first pay period that it changes; null when that is further away than the calendar is known.</param>
    public static string OnPayslip(PayPeriod? period, DateOnly from) => period is { } p
        ? $"first on the payslip of {Show.Day(p.PayDate)}"
        : $"first on the payslip of the pay period that includes {Show.Day(from)} or follows it";

    public static string Upcoming(Plan plan, Decision decision, string currency, DateTimeOffset now)
    {
        var what = decision.Choice switch
        {
            Choice.Join => "membership begins",
            Choice.Change => "contribution changes",
            _ => "membership ends",
        };
        return decision.IsMember && plan.On(decision.EffectiveFrom, now) is { } terms
            ? $"From {Show.Day(decision.EffectiveFrom)}: {what}, {PlanWords.Contribution(plan, terms, currency, decision.RateBp, decision.YearlyMinor)}"
            : $"From {Show.Day(decision.EffectiveFrom)}: {what}";
    }
}
