using System.Globalization;
using Bureau.Jurisdictions;
using Bureau.Kernel.Clients;
using Bureau.Kernel.Web;
using Bureau.Onboarding.Contracts;
using Bureau.Onboarding.Employees;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Bureau.Onboarding.Changes.Submit;

[Needs(OnboardingPermissions.SubmitChange)]
internal sealed class AddStarterModel(Caller caller, OnboardingStore store, SensitiveValues sensitive, ClientFields clientFields, SubmitStarter submit) : PageModel
{
    public static readonly IReadOnlyList<(string Name, string Label, string Hint, int Size)> Who =
    [
        ("number", "Employee number", "The client's own number, never used twice.", 12),
        ("given_name", "Given names", "", 30),
        ("family_name", "Family name", "", 30),
    ];

    [FromForm(Name = "comment")] public string? Comment { get; set; }
    /// <summary>Fields on the form that were asked for because of other answers.</summary>
    [FromForm(Name = "asked")] public string? Asked { get; set; }
    [FromQuery(Name = "corrects")] public long? Corrects { get; set; }

    public Client Client => caller.Client;
    public EmployeeFields Fields { get; private set; } = null!;
    public IReadOnlyDictionary<string, string> Typed { get; private set; } = new Dictionary<string, string>();
    public IReadOnlyList<FieldInput> Inputs { get; private set; } = [];
    public IReadOnlyList<Problem> Problems { get; private set; } = [];
    public ChangeSummary? Returned { get; private set; }
    /// <summary>Groups with fields that the last answers made it necessary to ask for.</summary>
    public IReadOnlyList<string> More { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct)
    {
        var values = (IReadOnlyDictionary<string, string?>)new Dictionary<string, string?>();
        await using (var db = await store.OpenAsync(Client.Id, ct))
            if (Corrects is { } id && await ChangeSummary.FindAsync(db, id, ct) is { State: ChangeState.Returned, Kind: ChangeKind.Starter } returned)
            {
                Returned = returned;
                values = await ChangeDetails.ValuesAsync(db, sensitive, returned, ct);
                Typed = new Dictionary<string, string>
                {
                    ["number"] = returned.Number,
                    ["given_name"] = returned.GivenName,
                    ["family_name"] = returned.FamilyName,
                    ["start_date"] = returned.EffectiveFrom.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                };
                Comment = returned.Comment;
            }
        await LoadAsync(null, values, ct);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        Typed = Who.Select(w => w.Name).Append("start_date").ToDictionary(n => n, n => Request.Form[n].ToString().Trim());
        Fields = await clientFields.ForAsync(Client, ct);
        var values = PostedFields.Values(Request.Form, Fields.All.Where(f => !CoreFields.Identity.Contains(f.Name)));
        var asked = (Asked ?? "").Split(' ');
        More = [.. Concerned(values).Where(f => f.Where is not null && !asked.Contains(f.Name)).Select(f => f.Group).Distinct()];
        if (More.Count > 0)
        {
            await LoadAsync(Request.Form, values, ct);
            return Page();
        }
        // A day that is none is out of range, and told of with everything else.
        var starter = new Starter(Typed["number"], Typed["given_name"], Typed["family_name"], PostedFields.Day(Typed["start_date"]) ?? default);
        var outcome = await submit.RunAsync(caller.Actor, Client, starter, values, Comment ?? "", Corrects, ct);
        if (outcome.Done)
        {
            TempData["Done"] = "Starter submitted. Somebody else approves before they are paid.";
            return Redirect($"/c/{Client.Code}/people/changes/{outcome.ChangeId}");
        }
        Problems = outcome.Problems;
        await LoadAsync(Request.Form, values, ct);
        return Page();
    }

    public string? ErrorOf(string name) => Problems.FirstOrDefault(p => p.Field == name)?.Message;

    private async Task LoadAsync(IFormCollection? form, IReadOnlyDictionary<string, string?> values, CancellationToken ct)
    {
        Fields = await clientFields.ForAsync(Client, ct);
        var concerned = Concerned(values).ToList();
        Asked = string.Join(' ', concerned.Where(f => f.Where is not null).Select(f => f.Name));
        ModelState.Remove("asked");
        Inputs = [.. concerned
            .Select(f => PostedFields.Input(form, f, values.GetValueOrDefault(f.Name) ?? f.Default, null, Problems, Fields.Currency))];
    }

    /// <summary>A field that depends on others is asked for once they are answered.</summary>
    private IEnumerable<Field> Concerned(IReadOnlyDictionary<string, string?> values) =>
        Fields.All.Where(f => f.Name != FactNames.LeavingDate && !CoreFields.Identity.Contains(f.Name) && (f.Where is null || f.Where.Holds(name => values.GetValueOrDefault(name))));
}
