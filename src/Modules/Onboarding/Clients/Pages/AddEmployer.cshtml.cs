using Bureau.Jurisdictions;
using Bureau.Kernel.Clients;
using Bureau.Kernel.Web;
using Bureau.Onboarding.Changes.Submit;
using Bureau.Onboarding.Contracts;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Bureau.Onboarding.Clients.Pages;

/// <summary>Adds a legal entity; what must be known of it comes from the rule pack.</summary>
[Needs(OnboardingPermissions.EditSetup)]
internal sealed class AddEmployerModel(Caller caller, AddLegalEntity add) : PageModel
{
    [FromForm] public string? Name { get; set; }
    [FromForm] public string? Address { get; set; }

    public Client Client => caller.Client;
    public IReadOnlyList<FieldInput> Inputs { get; private set; } = [];
    public IReadOnlyList<Problem> Problems { get; private set; } = [];

    public void OnGet() => Load(null);

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        var values = PostedFields.Values(Request.Form, RulePacks.For(Client.Country).EmployerFields).ToDictionary(v => v.Key, v => v.Value ?? "");
        var outcome = await add.RunAsync(caller.Actor, Client.Id, new NewLegalEntity(Name ?? "", Client.Country, (Address ?? "").Split('\n'), values), ct);
        if (outcome.Done)
        {
            TempData["Done"] = "Employer added.";
            return Redirect($"/c/{Client.Code}/setup");
        }
        Problems = outcome.Problems;
        Load(Request.Form);
        ModelState.Clear();
        return Page();
    }

    private void Load(IFormCollection? form)
    {
        var pack = RulePacks.For(Client.Country);
        Inputs = [.. pack.EmployerFields.Select(f => PostedFields.Input(form, f, f.Default, null, Problems, pack.Currency))];
    }
}
