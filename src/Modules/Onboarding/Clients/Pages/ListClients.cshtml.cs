using Bureau.Kernel.Clients;
using Bureau.Kernel.Identity;
using Bureau.Kernel.Web;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Bureau.Onboarding.Clients.Pages;

[Needs(OnboardingPermissions.ViewSetup)]
internal sealed class ListClientsModel(Caller caller, OnboardingStore store, IClientDirectory directory, Permissions permissions) : PageModel
{
    public IReadOnlyList<ClientLine> Clients { get; private set; } = [];

    public bool MayOpen => permissions.AllowsSomewhere(caller.Actor, OnboardingPermissions.EditSetup);

    public async Task OnGetAsync(CancellationToken ct)
    {
        await using var db = await store.OpenAcrossClientsAsync(ct);
        var counts = (await db.QueryAsync<CountRow>("""
            select client_id, count(*) as people,
              (select count(*) from onboarding.employee_change c where c.client_id = employee.client_id and c.state = 'submitted') as waiting
            from onboarding.employee
            group by client_id
            """, ct: ct)).ToDictionary(c => c.ClientId);
        var engagements = (await Engagement.ReadAllAsync(db, ct)).ToLookup(e => e.Client);
        var lines = new List<ClientLine>();
        foreach (var client in await directory.ListAsync(ct))
            if (await permissions.AllowsAsync(caller.Actor, OnboardingPermissions.ViewSetup, client.Id, ct))
                lines.Add(new ClientLine(client, Engagement.InForce(engagements[client.Id], client.DayAt(db.Now)), counts.GetValueOrDefault(client.Id.Value)?.People ?? 0, counts.GetValueOrDefault(client.Id.Value)?.Waiting ?? 0));
        Clients = lines;
    }

    public sealed record ClientLine(Client Client, Engagement? Engagement, long People, long Waiting);

    private sealed class CountRow
    {
        public long ClientId { get; init; }
        public long People { get; init; }
        public long Waiting { get; init; }
    }
}
