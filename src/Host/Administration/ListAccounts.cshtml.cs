using System.Globalization;
using Bureau.Kernel.Clients;
using Bureau.Kernel.Identity;
using Bureau.Kernel.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Bureau.Host.Administration;

/// <summary>Who can sign in, and as what.</summary>
[Needs(ManageAccounts.Permission)]
internal sealed class ListAccountsModel(Caller caller, ManageAccounts manage, IClientDirectory clients, TimeProvider clock) : PageModel
{
    private const int PageSize = 50;

    [FromQuery(Name = "q")] public string? Text { get; set; }
    [FromQuery(Name = "role")] public string? Role { get; set; }
    [FromQuery(Name = "client")] public string? Client { get; set; }
    [FromQuery(Name = "state")] public string? State { get; set; }
    [FromQuery(Name = "after")] public long? After { get; set; }
    [FromQuery(Name = "row")] public int Row { get; set; }

    public static readonly IReadOnlyList<(string Key, string Label)> States = [("open", "Open"), ("never", "Never signed in"), ("locked", "Locked"), ("closed", "Closed")];

    public DateTimeOffset Now { get; } = clock.GetUtcNow();

    public IReadOnlyList<Client> Clients { get; private set; } = [];

    public IReadOnlyList<ManagedAccount> Accounts { get; private set; } = [];

    public long Total { get; private set; }

    public bool IsFiltered => new[] { Text, Role, Client, State }.Any(f => !string.IsNullOrWhiteSpace(f));

    public async Task OnGetAsync(CancellationToken ct)
    {
        if (After is null) Row = 0;
        Clients = await ReachAsync(clients, caller.Actor, ct);
        var role = Enum.GetValues<Role>().Where(r => r.Key() == Role).Select(r => (Role?)r).FirstOrDefault();
        var state = States.Any(s => s.Key == State) ? State : null;
        (Accounts, Total) = await manage.FindAsync(caller.Actor, new(Text, state, role, Clients.FirstOrDefault(c => c.Code == Client)?.Id, After: After), PageSize, ct);
    }

    public bool HasMore => Row + Accounts.Count < Total && Accounts.Count == PageSize;

    public string Next => Address(Accounts[^1].Id, Row + Accounts.Count);

    public string First => Address(null, 0);

    /// <summary>Where somebody has a role.</summary>
    public string At(Membership membership) => membership.Client is { } id ? Clients.FirstOrDefault(c => c.Id == id)?.Name ?? "" : "All clients";

    /// <summary>The clients whose sign-ins somebody manages.</summary>
    internal static async Task<IReadOnlyList<Client>> ReachAsync(IClientDirectory clients, Actor actor, CancellationToken ct)
    {
        var reach = ManageAccounts.ReachOf(actor);
        return [.. (await clients.ListAsync(ct)).Where(c => reach is null || reach.Contains(c.Id))];
    }

    private string Address(long? after, int row) => "?" + string.Join('&', new[]
        {
            ("q", Text), ("role", Role), ("client", Client), ("state", State),
            ("after", after?.ToString(CultureInfo.InvariantCulture)), ("row", row > 0 ? row.ToString(CultureInfo.InvariantCulture) : null),
        }.Where(p => !string.IsNullOrEmpty(p.Item2)).Select(p => $"{p.Item1}={Uri.EscapeDataString(p.Item2!)}"));
}
