using Bureau.Kernel.Clients;
using Bureau.Kernel.Identity;

namespace Bureau.Onboarding.Contracts;

/// <summary>What somebody has to do for a client, for the client's first screen. Every module may register one.</summary>
public interface IToDos
{
    Task<IReadOnlyList<ToDo>> ForAsync(Actor actor, Client client, CancellationToken ct = default);
}

/// <param name="Title">What to do, e.g. <c>Approve 3 changes</c>.</param>
/// <param name="Detail">One line more; may be empty.</param>
/// <param name="Href">Where to do it.</param>
/// <param name="DueAt">By when, if there is a deadline.</param>
public sealed record ToDo(string Title, string Detail, string Href, DateTimeOffset? DueAt);
