using Bureau.Kernel.Clients;
using Bureau.Kernel.Identity;

namespace Bureau.Onboarding.Contracts;

/// <summary>Changes of what is known of people: the same use cases that the pages call, with the same checks.</summary>
public interface IChanges
{
    /// <param name="effectiveFrom">First day; may be in the past.</param>
    /// <param name="values">By field, as a form would send them; empty = no value from then on.</param>
    /// <returns>What is wrong; empty when the change awaits approval.</returns>
    Task<IReadOnlyList<Problem>> SubmitAsync(
        Actor actor, Client client, long employeeId, DateOnly effectiveFrom, IReadOnlyDictionary<string, string?> values, string comment, CancellationToken ct = default);

    /// <summary>Approves everything that awaits approval and that somebody else submitted, imports at once.</summary>
    /// <returns>Why changes were refused; empty when none was.</returns>
    Task<IReadOnlyList<string>> ApproveWaitingAsync(Actor actor, Client client, CancellationToken ct = default);
}
