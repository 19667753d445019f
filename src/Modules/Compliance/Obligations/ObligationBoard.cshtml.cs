using Bureau.Kernel.Clients;
using Bureau.Kernel.Identity;
using Bureau.Kernel.Imports;
using Bureau.Kernel.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Bureau.Compliance.Obligations;

/// <summary>Across the clients that the caller may see.</summary>
[Needs(CompliancePermissions.ViewBoard)]
internal sealed class ObligationBoardModel(Caller caller, ReadObligations read, IClientDirectory clients, Permissions permissions, TimeProvider clock) : PageModel
{
    public const string OverdueState = "overdue";
    private const int DoneDaysBack = 92;

    public string? Query { get; private set; }

    public string? State { get; private set; }

    public int Overdue { get; private set; }

    public int ReadyCount { get; private set; }

    public int CollectingCount { get; private set; }

    /// <summary>With the client and its day of today.</summary>
    public IReadOnlyList<(ObligationRow Row, Client Client, DateOnly Today)> Rows { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(string? q, string? state, string? format, CancellationToken ct)
    {
        (Query, State) = (q?.Trim(), string.IsNullOrEmpty(state) ? null : state);
        var now = clock.GetUtcNow();
        var seen = new Dictionary<long, Client>();
        foreach (var client in await clients.ListAsync(ct))
            if (await permissions.AllowsAsync(caller.Actor, CompliancePermissions.ViewBoard, client.Id, ct)) seen.Add(client.Id.Value, client);

        var all = (await read.AcrossClientsAsync(DateOnly.FromDateTime(now.UtcDateTime).AddDays(-DoneDaysBack), ct))
            .Where(r => seen.ContainsKey(r.ClientId)).Select(r => (Row: r, Client: seen[r.ClientId], Today: seen[r.ClientId].DayAt(now))).ToList();
        Overdue = all.Count(r => r.Row.IsOverdueOn(r.Today));
        ReadyCount = all.Count(r => r.Row.StateOn(r.Today) == ObligationRow.Ready);
        CollectingCount = all.Count(r => r.Row.StateOn(r.Today) == ObligationRow.Collecting);
        Rows = [.. all.Where(r => Matches(r.Row, r.Client, r.Today))];
        return format == "csv"
            ? CsvExport.File("obligations.csv", ["due_on", "client", "obligation", "authority", "period", "currency", "amount", "state", "reference"],
                Rows.Select(r => new object?[] { r.Row.DueOn, r.Client.Code, r.Row.Title, r.Row.Authority, r.Row.PeriodKey, r.Row.Currency, ObligationWords.PlainAmount(r.Row), r.Row.StateOn(r.Today), r.Row.Reference }))
            : Page();
    }

    private bool Matches(ObligationRow row, Client client, DateOnly today) =>
        (State switch { null => row.IsToDoOn(today), OverdueState => row.IsOverdueOn(today), _ => row.StateOn(today) == State })
        && (string.IsNullOrEmpty(Query) || client.Name.Contains(Query, StringComparison.CurrentCultureIgnoreCase) || client.Code.Contains(Query, StringComparison.OrdinalIgnoreCase)
            || row.Title.Contains(Query, StringComparison.OrdinalIgnoreCase));
}
