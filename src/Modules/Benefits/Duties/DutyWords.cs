using System.Globalization;
using Bureau.Kernel.Web;

namespace Bureau.Benefits.Duties;

internal static class DutyWords
{
    /// <summary>What has to be done, or was.</summary>
    public static string What(PensionDutyRow duty) => duty switch
    {
        { Outcome: PensionDutyRow.Enrolled } => $"Enrolled from {Show.Day(duty.DueOn)}: tell of it, of the contributions and of the right to opt out",
        { Outcome: PensionDutyRow.Postponed } => $"Put off until {Show.Day(duty.PostponedUntil)}: tell of it, and of the right to join before",
        { Action: PensionDutyRow.Inform } => "Tell of the right to join",
        { Action: PensionDutyRow.Reenrol } => $"Enrol again from {Show.Day(duty.DueOn)}",
        _ => $"Enrol from {Show.Day(duty.DueOn)}",
    };

    /// <returns>E.g. <c>1 person</c>, <c>12 people</c>.</returns>
    public static string People(int count) => count == 1 ? "1 person" : count.ToString("N0", CultureInfo.InvariantCulture) + " people";
}
