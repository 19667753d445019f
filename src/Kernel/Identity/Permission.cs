using Bureau.Kernel.Clients;

namespace Bureau.Kernel.Identity;

/// <summary>A thing that somebody may do. Modules declare theirs; what is not declared is not allowed.</summary>
/// <param name="Key">Stable name, e.g. <c>payroll.run.approve</c>.</param>
/// <param name="Label">In words, for the access screen.</param>
/// <param name="Roles">Who may.</param>
public sealed record Permission(string Key, string Label, params Role[] Roles)
{
    /// <summary>
    /// The engagement function it belongs to, if any: then only people of the side that the client's engagement gives the function to may do it.
    /// </summary>
    public string? Function { get; init; }
}

/// <summary>Every permission of every module, and the one question about them.</summary>
public sealed class Permissions(IEnumerable<Permission> permissions, IClientDirectory clients)
{
    private readonly Dictionary<string, Permission> _byKey = permissions.ToDictionary(p => p.Key, StringComparer.Ordinal);

    public IReadOnlyCollection<Permission> All => _byKey.Values;

    public bool IsDeclared(string key) => _byKey.ContainsKey(key);

    /// <summary>Whether the actor may do this for the client. Undeclared permissions are refused.</summary>
    public async ValueTask<bool> AllowsAsync(Actor actor, string key, ClientId client, CancellationToken ct = default)
    {
        if (!_byKey.TryGetValue(key, out var permission)) return false;
        foreach (var membership in actor.Memberships)
        {
            if (!membership.Covers(client) || !permission.Roles.Contains(membership.Role)) continue;
            if (permission.Function is null || await clients.PerformsAsync(client, permission.Function, membership.Role.Side(), ct)) return true;
        }
        return false;
    }

    /// <summary>Whether the actor holds a role that has the permission, for any client: for menus and for pages that span clients.</summary>
    public bool AllowsSomewhere(Actor actor, string key) =>
        _byKey.TryGetValue(key, out var permission) && actor.Memberships.Any(m => permission.Roles.Contains(m.Role));
}
