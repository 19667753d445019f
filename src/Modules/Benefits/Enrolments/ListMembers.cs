using Bureau.Benefits.Plans;
using Bureau.Kernel.Data;
using Bureau.Onboarding.Contracts;

namespace Bureau.Benefits.Enrolments;

/// <summary>One person's part in one plan as it stands on a day.</summary>
/// <param name="Current">What holds on the day; null before anything does.</param>
/// <param name="Coming">What comes after the day, in order.</param>
internal sealed record MemberLine(EmployeeName Person, Plan Plan, Decision? Current, DateOnly? Since, IReadOnlyList<Decision> Coming)
{
    public const string Member = "member", Joining = "joining", Left = "left", OptedOut = "opted-out";

    public string State => Current switch
    {
        { IsMember: true } => Member,
        _ when Coming.Any(d => d.IsMember) => Joining,
        { Choice: Choice.OptOut } => OptedOut,
        _ => Left,
    };

    public static string Label(string state) => state switch { Member => "Member", Joining => "Joining", OptedOut => "Opted out", _ => "Left" };
}

internal static class ListMembers
{
    /// <summary>Everybody who is, was or will be in a plan, by name and plan.</summary>
    public static async Task<IReadOnlyList<MemberLine>> AllAsync(DbSession db, IReadOnlyList<Plan> plans, IReadOnlyDictionary<long, EmployeeName> names, DateOnly today, CancellationToken ct)
    {
        var byId = plans.ToDictionary(p => p.Id);
        return
        [
            .. from person in await ReadDecisions.AllAsync(db, ct)
               where names.ContainsKey(person.Key)
               from ofPlan in person.GroupBy(d => d.PlanId)
               let timeline = new Timeline(ofPlan)
               where timeline.Spans.Count > 0
               let line = new MemberLine(names[person.Key], byId[ofPlan.Key], timeline.On(today), timeline.MemberSince(today), [.. timeline.After(today)])
               orderby line.Person.Name, line.Person.Number, line.Plan.Name
               select line,
        ];
    }
}
