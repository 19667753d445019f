using Bureau.Kernel.Clients;
using Bureau.Kernel.Identity;
using Bureau.Kernel.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Bureau.Host.Layout;

/// <summary>Searches clients, people, pay runs and payslips, in everything that the person may see and in nothing else.</summary>
[Needs(Permission)]
internal sealed class SearchModel(Caller caller, Permissions permissions, IClientDirectory clients, IEnumerable<ISearch> sources) : PageModel
{
    public const string Permission = "onboarding.people.view";
    private const int Most = 60;

    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    public IReadOnlyList<(Client Client, SearchHit Hit)> Hits { get; private set; } = [];

    public bool IsCut => Hits.Count == Most;

    public async Task OnGetAsync(CancellationToken ct)
    {
        if (Q?.Trim() is not { Length: > 0 and <= 100 } text) return;
        var hits = new List<(Client, SearchHit)>();
        foreach (var client in await clients.ListAsync(ct))
        {
            if (!await permissions.AllowsAsync(caller.Actor, Permission, client.Id, ct)) continue;
            if (client.Code.Contains(text, StringComparison.OrdinalIgnoreCase) || client.Name.Contains(text, StringComparison.CurrentCultureIgnoreCase))
                hits.Add((client, new("Client", client.Name, client.Code, $"/c/{client.Code}")));
            foreach (var source in sources) hits.AddRange((await source.FindAsync(caller.Actor, client, text, ct)).Select(h => (client, h)));
            if (hits.Count >= Most) break;
        }
        Hits = [.. hits.Take(Most)];
    }
}
