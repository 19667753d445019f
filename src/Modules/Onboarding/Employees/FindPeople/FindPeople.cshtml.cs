using System.Globalization;
using Bureau.Kernel.Clients;
using Bureau.Kernel.Identity;
using Bureau.Kernel.Imports;
using Bureau.Kernel.Web;
using Bureau.Onboarding.Contracts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Bureau.Onboarding.Employees.FindPeople;

[Needs(OnboardingPermissions.ViewPeople)]
internal sealed class FindPeopleModel(Caller caller, OnboardingStore store, IPayGroups payGroups, Permissions permissions) : PageModel
{
    private const int PageSize = 50;

    [FromQuery(Name = "q")] public string? Text { get; set; }
    [FromQuery(Name = "group")] public string? Group { get; set; }
    [FromQuery(Name = "state")] public string? State { get; set; }
    [FromQuery(Name = "sort")] public string? Sort { get; set; }
    [FromQuery(Name = "after")] public string? After { get; set; }
    [FromQuery(Name = "row")] public int Row { get; set; }
    [FromQuery(Name = "format")] public string? Format { get; set; }

    public Client Client => caller.Client;

    public DateOnly Today { get; private set; }

    public IReadOnlyList<PayGroup> Groups { get; private set; } = [];

    public IReadOnlyList<PersonRow> Rows { get; private set; } = [];

    public long Total { get; private set; }

    public bool MaySubmit { get; private set; }

    public bool Filtered => !string.IsNullOrWhiteSpace(Text) || Group is not null || State is not null;

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        Today = Client.DayAt(store.Database.Clock.GetUtcNow());
        Sort = Sort is "-name" or "number" or "-number" or "started" or "-started" ? Sort : "name";
        (Group, State) = (string.IsNullOrEmpty(Group) ? null : Group, State is "employed" or "starting" or "left" ? State : null);
        Groups = await payGroups.ListAsync(Client.Id, ct);
        var after = After?.Split('~', 2) is [var id, var value] && long.TryParse(id, CultureInfo.InvariantCulture, out var afterId) ? (value, afterId) : ((string, long)?)null;
        if (after is null) Row = 0;
        var whole = Format == "csv";
        var query = new PeopleQuery(Text, Group, State, Sort, whole ? null : after, whole ? int.MaxValue : PageSize);
        await using (var db = await store.OpenAsync(Client.Id, ct))
            (Rows, Total) = (await People.FindAsync(db, Client, query, ct), await People.CountAsync(db, Client, query, ct));
        if (whole)
            return CsvExport.File($"{Client.Code}-people-list.csv", ["number", "family_name", "given_name", "job_title", "pay_group", "start_date", "leaving_date", "state"],
                Rows.Select(r => new object?[] { r.Number, r.FamilyName, r.GivenName, r.JobTitle, r.PayGroup, r.StartDate, r.LeavingDate, r.State(Today) }));
        MaySubmit = await permissions.AllowsAsync(caller.Actor, OnboardingPermissions.SubmitChange, Client.Id, ct);
        return Page();
    }

    /// <summary>The whole list as filtered and sorted.</summary>
    public string Csv => Address(Sort!, null, 0) + "&format=csv";

    public bool HasMore => Row + Rows.Count < Total && Rows.Count == PageSize;

    /// <summary>The page after this one.</summary>
    public string Next => Address(Sort!, string.Create(CultureInfo.InvariantCulture, $"{Rows[^1].Id}~{Rows[^1].SortValue}"), Row + Rows.Count);

    public string First => Address(Sort!, null, 0);

    /// <summary>The list sorted by a column, or the other way round where it is sorted by it already.</summary>
    public string Sorted(string column) => Address(Sort == column ? "-" + column : column, null, 0);

    public string Direction(string column) => Sort == column ? "ascending" : Sort == "-" + column ? "descending" : "none";

    private static string Address(IEnumerable<(string Name, string? Value)> query) =>
        "?" + string.Join('&', query.Where(q => !string.IsNullOrEmpty(q.Value)).Select(q => $"{q.Name}={Uri.EscapeDataString(q.Value!)}"));

    private string Address(string sort, string? after, int row) => Address(
        [("q", Text), ("group", Group), ("state", State), ("sort", sort), ("after", after), ("row", row > 0 ? row.ToString(CultureInfo.InvariantCulture) : null)]);
}
