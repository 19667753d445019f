using Bureau.Kernel.Clients;
using Bureau.Kernel.Identity;
using Bureau.Kernel.Web;

namespace Bureau.Onboarding.Changes;

/// <summary>Who may decide on a change, and why a decision was not taken.</summary>
internal static class ChangeDecision
{
    public const string NotAllowed = "You may not approve or return changes for this client. Its engagement says who may.";

    /// <summary>The actor's own employment at the client; 0 when there is none. A change about oneself is decided by somebody else.</summary>
    public static long OwnEmployeeId(Actor actor, ClientId client) => actor.Memberships.FirstOrDefault(m => m.Client == client && m.EmployeeId is not null)?.EmployeeId ?? 0;

    public static bool IsOwn(Actor actor, Client client, ChangeSummary change) => change.SubmittedBy == actor.AccountId || change.EmployeeId == OwnEmployeeId(actor, client.Id);

    public static DecisionOutcome Refusal(Actor actor, Client client, ChangeSummary? change) => DecisionOutcome.Refused(change switch
    {
        null => "There is no such change.",
        { State: ChangeState.Withdrawn } => "This change was withdrawn by who submitted it.",
        { State: not ChangeState.Submitted } => $"This change was {change.State} already, by {change.DecidedByName} on {Show.Instant(change.DecidedAt!.Value, client.TimeZone)}.",
        _ when change.SubmittedBy == actor.AccountId => "You submitted this change. Somebody else decides on it.",
        _ => "This change is about yourself. Somebody else decides on it.",
    });
}
