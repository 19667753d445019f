using System.Globalization;
using Bureau.Kernel.Clients;
using Bureau.Kernel.Web;
using Bureau.Onboarding.Changes.Submit;
using Bureau.Onboarding.Contracts;
using Bureau.Onboarding.Employees;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Bureau.Onboarding.Changes.Own;

/// <summary>An employee's own details, and the requests to change them: each goes to the same approval as any other change.</summary>
[Needs(OnboardingPermissions.ViewOwn)]
internal sealed class OwnDetailsModel(Caller caller, OnboardingStore store, SensitiveValues sensitive, ClientFields clientFields, WithdrawChange withdraw, Wording words) : PageModel
{
    /// <summary>Groups that an employee may ask to have changed, and those shown only.</summary>
    public static readonly IReadOnlyList<string> Changeable = ["Bank", "Address", "Person"];

    public Client Client => caller.Client;
    public Employee Employee { get; private set; } = null!;
    public EmployeeFields Fields { get; private set; } = null!;
    public IReadOnlyList<(string Group, IReadOnlyList<(string Label, string Value)> Lines)> Groups { get; private set; } = [];
    public IReadOnlyList<ChangeSummary> Requests { get; private set; } = [];
    public string? Refusal { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        Fields = await clientFields.ForAsync(Client, ct);
        await using var db = await store.OpenAsync(Client.Id, ct);
        if (await Employee.FindAsync(db, caller.EmployeeId, ct) is not { } employee) return NotFound();
        Employee = employee;
        var today = Client.DayAt(db.Now);
        var history = await FactHistory.ReadAsync(db, sensitive, employee.Id, ct);
        Groups = [.. Fields.All.GroupBy(f => f.Group).Where(g => g.Key is not "Reporting")
            .Select(g => (g.Key, (IReadOnlyList<(string, string)>)[.. g.Select(f => (f.Label, Value: history.ValueOn(f.Name, today), f.Name)).Where(l => l.Value is not null || Changeable.Contains(g.Key))
                .Select(l => (l.Label, Fields.ShowAlone(l.Name, l.Value)))]))
            .Where(g => g.Item2.Count > 0)];
        Requests = [.. (await ChangeSummary.OfEmployeeAsync(db, employee.Id, ct)).Where(c => c.SubmittedBy == caller.Actor.AccountId).Take(20)];
        return Page();
    }

    public async Task<IActionResult> OnPostWithdrawAsync(long changeId, CancellationToken ct)
    {
        var outcome = await withdraw.RunAsync(caller.Actor, Client, changeId, ct);
        if (!outcome.Done)
        {
            Refusal = outcome.Refusal;
            return await OnGetAsync(ct);
        }
        return this.Done(words["Request withdrawn. Nothing changed."], "/me/details", $"/me/details?handler=SendAgain&changeId={changeId}");
    }

    public async Task<IActionResult> OnPostSendAgainAsync(long changeId, CancellationToken ct) =>
        await withdraw.UndoAsync(caller.Actor, Client, changeId, ct) ? this.Done(words["Request sent again."], "/me/details") : NotFound();
}

/// <summary>Asks for a change of one group of one's own details.</summary>
[Needs(OnboardingPermissions.ChangeOwn)]
internal sealed class AskChangeModel(Caller caller, OnboardingStore store, SensitiveValues sensitive, ClientFields clientFields, SubmitChange submit, Wording words) : PageModel
{
    [FromForm(Name = "effective_from")] public string? EffectiveFrom { get; set; }
    [FromForm(Name = "comment")] public string? Comment { get; set; }
    [FromForm(Name = "seen")] public long Seen { get; set; }

    public Client Client => caller.Client;
    public EmployeeFields Fields { get; private set; } = null!;
    public string Group { get; private set; } = "";
    public IReadOnlyList<FieldInput> Inputs { get; private set; } = [];
    public IReadOnlyList<Problem> Problems { get; private set; } = [];
    public IReadOnlyList<ChangeSummary> Meanwhile { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(string section, CancellationToken ct)
    {
        if (!await LoadAsync(section, null, ct)) return NotFound();
        EffectiveFrom = Client.DayAt(store.Database.Clock.GetUtcNow()).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string section, CancellationToken ct)
    {
        var seen = Seen;
        if (!await LoadAsync(section, Request.Form, ct)) return NotFound();
        var values = PostedFields.Values(Request.Form, Fields.All.Where(f => f.Group == Group && MayAsk(f)));
        var today = Client.DayAt(store.Database.Clock.GetUtcNow());
        if (values.Count == 0) Problems = [new(Inputs[0].Id, words["Enter what changes. Fields left empty stay as they are."])];
        else if (PostedFields.Day(EffectiveFrom) is not { } from || from < today) Problems = [new("effective_from", words["From: write today or a later day."])];
        else
        {
            var outcome = await submit.RunAsync(caller.Actor, Client, new ChangeRequest(caller.EmployeeId, seen, from, values, Comment ?? "", ChangeOrigin.Own), ct);
            if (outcome.Done)
            {
                TempData["Done"] = words["Request sent. It counts once it is approved; you see here when it is."];
                return Redirect("/me/details");
            }
            (Problems, Meanwhile) = (outcome.Problems, outcome.Meanwhile);
        }
        await LoadAsync(section, Request.Form, ct);
        ModelState.Clear();
        return Page();
    }

    /// <summary>Date of birth and gender stand beside the e-mail address but are the employer's to record.</summary>
    private static bool MayAsk(Jurisdictions.Field field) => field.Group != "Person" || field.Name == FactNames.Email;

    private async Task<bool> LoadAsync(string section, IFormCollection? form, CancellationToken ct)
    {
        Fields = await clientFields.ForAsync(Client, ct);
        if (OwnDetailsModel.Changeable.FirstOrDefault(g => Sections.Of(g) == section) is not { } group) return false;
        Group = group;
        await using var db = await store.OpenAsync(Client.Id, ct);
        if (await Employee.FindAsync(db, caller.EmployeeId, ct) is not { } employee) return false;
        Seen = employee.Version;
        var history = await FactHistory.ReadAsync(db, sensitive, employee.Id, ct);
        var today = Client.DayAt(db.Now);
        // An account is changed to another one: somebody without any could not be paid.
        Inputs = [.. Fields.All.Where(f => f.Group == group && MayAsk(f))
            .Select(f => PostedFields.Input(form, f, null, history.ValueOn(f.Name, today) is { } now ? Fields.Show(f.Name, now) : null, Problems, Fields.Currency))
            .Select(i => group == "Bank" ? i with { MayRemove = false } : i)];
        return true;
    }
}
