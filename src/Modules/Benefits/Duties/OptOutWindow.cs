using Bureau.Jurisdictions;

namespace Bureau.Benefits.Duties;

/// <summary>Until when a member may opt out and gets everything back.</summary>
internal static class OptOutWindow
{
    /// <param name="joined">First day of membership.</param>
    /// <param name="duties">All of this person; somebody whom the law enrolled has a month from being told, and may not be told yet.</param>
    /// <returns>Null where the country knows no opting out.</returns>
    public static DateOnly? LastDay(IRulePack pack, DateOnly joined, IEnumerable<PensionDutyRow> duties, DateOnly today)
    {
        var enrolled = duties.LastOrDefault(d => d.Outcome == PensionDutyRow.Enrolled && d.DueOn <= joined);
        return pack.PensionDuties?.OptOut(joined, enrolled is null ? joined : enrolled.ToldOn ?? today).Until;
    }
}
