using Bureau.Kernel.Clients;

namespace Bureau.Onboarding.Contracts;

/// <summary>How a client is set up: its legal entities and the groups in which people are paid.</summary>
public interface IPayGroups
{
    /// <summary>Pay groups of one client, by code.</summary>
    Task<IReadOnlyList<PayGroup>> ListAsync(ClientId client, CancellationToken ct = default);

    /// <exception cref="InvalidOperationException">There is no such pay group.</exception>
    Task<PayGroup> GetAsync(ClientId client, long payGroupId, CancellationToken ct = default);
}

/// <param name="Code">Short code, e.g. <c>MONTHLY</c>.</param>
/// <param name="Employer">The legal entity that employs everybody in it.</param>
public sealed record PayGroup(long Id, string Code, string Name, LegalEntity Employer);

/// <param name="Address">Lines of the address.</param>
/// <param name="Fields">What the rule pack asks of an employer, e.g. <c>paye_reference</c>, by field name.</param>
public sealed record LegalEntity(long Id, string Name, string Country, IReadOnlyList<string> Address, IReadOnlyDictionary<string, string> Fields);
