using Bureau.Kernel.Clients;
using Bureau.Kernel.Identity;

namespace Bureau.Compliance.Contracts;

/// <summary>Says that obligations were met.</summary>
public interface IFilings
{
    /// <summary>Marks an obligation that is ready as filed or paid, as the actor's doing.</summary>
    /// <param name="reference">What the authority or the bank answered.</param>
    /// <returns>What is wrong, in words; empty when it is recorded.</returns>
    Task<IReadOnlyList<string>> CompleteAsync(ClientId client, long obligationId, string reference, Actor actor, CancellationToken ct = default);
}
