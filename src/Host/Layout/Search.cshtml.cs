using Bureau.Kernel.Clients;
using Bureau.Kernel.Identity;
using Bureau.Kernel.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Bureau.Host.Layout;

/// <summary>Searches clients, people, pay runs and payslips, in everything that the person may see and in nothing else. Asked for nothing, it shows what they opened last.</summary>
[Needs(Permission)]
internal sealed class SearchModel(Caller caller, Permissions permissions, IClientDirectory clients, IEnumerable<ISearch> sources, OpenedItems opened) : PageModel
{
    public const string Permission = "onboarding.people.view";
    private const int Most = 60;

    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    public IReadOnlyList<(Client Client, SearchHit Hit)> Hits { get; private set; } = [];

    public bool IsCut => Hits.Count == Most;

    public async Task OnGetAsync(CancellationToken ct)
    {
        if (Q?.Trim() is not { Length: > 0 and <= 100 } text)
        {
            Hits = await OpenedAsync(ct);
            return;
        }
        var hits = new List<(Client, SearchHit)>();
        foreach (var client in await clients.ListAsync(ct))
        {
            if (!await permissions.AllowsAsync(caller.Actor, Permission, client.Id, ct)) continue;
            if (client.Code.Contains(text, StringComparison.OrdinalIgnoreCase) || client.Name.Contains(text, StringComparison.CurrentCultureIgnoreCase))
                hits.Add((client, Hit(client)));
            foreach (var source in sources) hits.AddRange((await source.FindAsync(caller.Actor, client, text, ct)).Select(h => (client, h)));
            if (hits.Count >= Most) break;
        }
        Hits = [.. hits.Take(Most)];
    }

    private async Task<IReadOnlyList<(Client, SearchHit)>> OpenedAsync(CancellationToken ct)
    {
        var hits = new List<(Client, SearchHit)>();
        foreach (var (clientId, kind, id) in await opened.ListAsync(caller.Actor.AccountId, ct))
        {
            if (!await permissions.AllowsAsync(caller.Actor, Permission, clientId, ct)) continue;
            var client = await clients.GetAsync(clientId, ct);
            if (kind == RememberOpened.ClientKind) hits.Add((client, Hit(client)));
            else if (sources.FirstOrDefault(s => s.Kind == kind) is { } source && await source.FindAsync(caller.Actor, client, id, ct) is { } hit) hits.Add((client, hit));
        }
        return hits;
    }

    private static SearchHit Hit(Client client) => new("Client", client.Name, client.Code, $"/c/{client.Code}");
}
