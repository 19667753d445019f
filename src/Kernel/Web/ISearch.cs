using Bureau.Kernel.Clients;
using Bureau.Kernel.Identity;

namespace Bureau.Kernel.Web;

/// <summary>What a module finds of one client for somebody who may see it. A module looks only into what the actor may open.</summary>
public interface ISearch
{
    /// <summary>Where what is found lies below the client's address, e.g. <c>people</c> for <c>/c/HARBOUR/people/7</c>.</summary>
    string Kind { get; }

    /// <summary>One of this kind; null when there is none, or not for this actor.</summary>
    Task<SearchHit?> FindAsync(Actor actor, Client client, long id, CancellationToken ct = default);

    /// <param name="text">Trimmed, not empty.</param>
    /// <returns>Best first; a handful.</returns>
    Task<IReadOnlyList<SearchHit>> FindAsync(Actor actor, Client client, string text, CancellationToken ct = default);
}

/// <param name="Kind">E.g. <c>Person</c>, <c>Pay run</c>, <c>Payslip</c>.</param>
/// <param name="Detail">One line more; may be empty.</param>
public sealed record SearchHit(string Kind, string Title, string Detail, string Href);
