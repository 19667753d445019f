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

    /// <summary>Why the change was not brought into a state by this request. That this person brought it there before is no reason: a double click is answered twice alike.</summary>
    public static DecisionOutcome WhyNot(Actor actor, Client client, ChangeSummary? change, string state, string comment = "") => change switch
    {
        null => DecisionOutcome.Refused("There is no such change."),
        _ when change.State == state && change.DecidedBy == actor.AccountId && (change.DecisionComment ?? "") == comment => DecisionOutcome.Decided,
        { State: ChangeState.Withdrawn } => DecisionOutcome.Refused("This change was withdrawn by who submitted it."),
        { State: not ChangeState.Submitted } => DecisionOutcome.Refused($"This change was {change.State} already, by {change.DecidedByName} on {Show.Day(client.DayAt(change.DecidedAt!.Value))}."),
        _ when change.SubmittedBy == actor.AccountId => DecisionOutcome.Refused("You submitted this change. Somebody else decides on it."),
        _ => DecisionOutcome.Refused("This change is about yourself. Somebody else decides on it."),
    };
}
