using Bureau.Kernel.Clients;
using Bureau.Kernel.Identity;

namespace Bureau.Onboarding.Contracts;

/// <summary>Sets up a client: the same use cases that the pages for provider staff call.</summary>
public interface IClientSetup
{
    /// <summary>Opens a client; the outcome's id is the client's.</summary>
    Task<SetupOutcome> OpenClientAsync(Actor actor, NewClient request, CancellationToken ct = default);

    /// <summary>Records who performs what from a day on. Earlier engagements stay on record.</summary>
    Task<SetupOutcome> AgreeEngagementAsync(Actor actor, ClientId client, NewEngagement request, CancellationToken ct = default);

    Task<SetupOutcome> AddLegalEntityAsync(Actor actor, ClientId client, NewLegalEntity request, CancellationToken ct = default);

    Task<SetupOutcome> AddPayGroupAsync(Actor actor, ClientId client, NewPayGroup request, CancellationToken ct = default);
}

/// <param name="Code">2 to 20 capital letters and digits, e.g. <c>HARBOUR</c>; never changes.</param>
/// <param name="TimeZone">IANA zone.</param>
/// <param name="Country">ISO 3166-1 alpha-2, of a rule pack.</param>
public sealed record NewClient(string Code, string Name, string TimeZone, string Country);

/// <param name="Model"><c>complete</c>, <c>hybrid</c> or <c>function-specific</c>.</param>
/// <param name="Delivery">Where the provider's team works: <c>onshore</c>, <c>nearshore</c> or <c>offshore</c>.</param>
/// <param name="PerformedBy">For each engagement function that somebody performs, the side.</param>
public sealed record NewEngagement(string Model, string Delivery, DateOnly EffectiveFrom, IReadOnlyDictionary<string, Side> PerformedBy);

/// <param name="Fields">Employer fields of the country's rule pack, by name.</param>
public sealed record NewLegalEntity(string Name, string Country, IReadOnlyList<string> Address, IReadOnlyDictionary<string, string> Fields);

/// <param name="Code">2 to 20 capital letters, digits and dashes, e.g. <c>MONTHLY</c>; what CSV files say.</param>
public sealed record NewPayGroup(string Code, string Name, long LegalEntityId);

/// <summary>Either done, with the id of what was made, or refused with problems and nothing written.</summary>
public sealed record SetupOutcome(long Id, IReadOnlyList<Problem> Problems)
{
    public bool Done => Problems.Count == 0;

    public static SetupOutcome Of(long id) => new(id, []);

    public static SetupOutcome Refused(params IReadOnlyList<Problem> problems) => new(0, problems);
}

/// <param name="Field">Name of the field to correct; empty when no single one is to blame.</param>
/// <param name="Message">What is wrong and how to fix it.</param>
public sealed record Problem(string Field, string Message);
