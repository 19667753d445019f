using Bureau.Kernel.Clients;
using Bureau.Kernel.Identity;
using Bureau.Kernel.Web;

namespace Bureau.Host.Layout;

internal sealed record Link(string Label, string Href, bool Current = false);

/// <summary>What stands around a page: where one is, where one can go, and as whom one is here.</summary>
/// <param name="Place">Whose data the page shows.</param>
/// <param name="Elsewhere">First screens of the person's other workspaces.</param>
internal sealed record Surroundings(Workspace Workspace, string Place, IReadOnlyList<Link> Menu, IReadOnlyList<Link> Elsewhere, string Role);

/// <summary>Menus and first screens, from what the modules offer and what the person may do.</summary>
internal sealed class Navigation(IEnumerable<IModule> modules, Permissions permissions, IClientDirectory clients, Caller caller)
{
    private readonly MenuEntry[] _entries = [.. modules.SelectMany(m => m.Menu).Append(new(Workspace.Operations, "Sign-ins", "/operations/accounts", ManageAccounts.Permission, 70)).OrderBy(e => e.Order).ThenBy(e => e.Label, StringComparer.Ordinal)];

    public async Task<Surroundings> AroundAsync(PathString path, CancellationToken ct)
    {
        if (caller.Actor.HasOneTimePassword) return new(Workspace.Operations, "", [], [], "");
        // Whoever works for one client is there also on pages of no client, such as the search.
        var client = caller.OpenClient ?? (IsProvider || caller.Actor.Memberships.Select(m => m.Client).Distinct().ToList() is not [{ } only] ? null : await clients.GetAsync(only, ct));
        var workspace = client is null ? Workspace.Operations : path.StartsWithSegments("/me") || caller.Actor.Memberships.All(m => m.Role == Role.Employee) ? Workspace.Me : Workspace.Client;
        var menu = client is null && !IsProvider ? [] : await MenuAsync(workspace, client, ct);
        // The first screen is where nothing else is: what stands below its address without an entry of its own is not a part of it.
        var current = menu.Where((l, at) => at == 0 ? path == l.Href : path.StartsWithSegments(l.Href)).MaxBy(l => l.Href.Length);
        var elsewhere = (await FirstScreensAsync(ct)).Where(s => s.Workspace != workspace || s.Client != client?.Id).Select(s => s.Link).ToList();
        return new(
            workspace,
            client?.Name ?? (IsProvider ? "All clients" : ""),
            [.. menu.Select(l => l with { Current = l == current })],
            elsewhere.Count > 2 ? [new("Other workspaces", "/")] : elsewhere,
            string.Join(", ", RolesHere(workspace, client).Select(r => r.Label()).Distinct()));
    }

    private bool IsProvider => caller.Actor.Memberships.Any(m => m.Role.IsProvider());

    /// <summary>The screen that each of the person's workspaces opens with: the first entry of its menu.</summary>
    public async Task<IReadOnlyList<(Workspace Workspace, ClientId? Client, Link Link)>> FirstScreensAsync(CancellationToken ct)
    {
        var screens = new List<(Workspace, ClientId?, Link)>();
        if (IsProvider && await MenuAsync(Workspace.Operations, null, ct) is [var operations, ..])
            screens.Add((Workspace.Operations, null, operations with { Label = "All clients" }));
        foreach (var (side, workspace) in new[] { (Side.Client, Workspace.Client), (Side.Employee, Workspace.Me) })
        {
            foreach (var id in caller.Actor.Memberships.Where(m => m.Role.Side() == side).Select(m => m.Client).OfType<ClientId>().Distinct())
            {
                var client = await clients.GetAsync(id, ct);
                if (await MenuAsync(workspace, client, ct) is [var first, ..])
                    screens.Add((workspace, id, first with { Label = workspace == Workspace.Me ? "My pay and details" : client.Name }));
            }
        }
        return screens;
    }

    private async Task<IReadOnlyList<Link>> MenuAsync(Workspace workspace, Client? client, CancellationToken ct)
    {
        var menu = new List<Link>();
        foreach (var entry in _entries.Where(e => e.Workspace == workspace))
        {
            if (client is null ? !permissions.AllowsSomewhere(caller.Actor, entry.Permission) : !await permissions.AllowsAsync(caller.Actor, entry.Permission, client.Id, ct)) continue;
            menu.Add(new(entry.Label, entry.Href.Replace("{client}", client is null ? "" : Uri.EscapeDataString(client.Code), StringComparison.Ordinal)));
        }
        return menu;
    }

    private IEnumerable<Role> RolesHere(Workspace workspace, Client? client) => caller.Actor.Memberships
        .Where(m => workspace == Workspace.Me ? m.Role == Role.Employee : m.Role != Role.Employee)
        .Where(m => client is null || m.Covers(client.Id))
        .Select(m => m.Role);
}
