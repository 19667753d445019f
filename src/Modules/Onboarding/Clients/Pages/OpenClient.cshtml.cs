using Bureau.Jurisdictions;
using Bureau.Kernel.Web;
using Bureau.Onboarding.Contracts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Bureau.Onboarding.Clients.Pages;

[Needs(OnboardingPermissions.EditSetup)]
internal sealed class OpenClientModel(Caller caller, OpenClient open) : PageModel
{
    [FromForm] public string Code { get; set; } = "";
    [FromForm] public string Name { get; set; } = "";
    [FromForm] public string TimeZone { get; set; } = "";
    [FromForm] public string Country { get; set; } = "";

    public static IEnumerable<IRulePack> Countries => RulePacks.All.OrderBy(p => p.CountryName, StringComparer.Ordinal);
    public IReadOnlyList<Problem> Problems { get; private set; } = [];

    public void OnGet() { }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        var outcome = await open.RunAsync(caller.Actor, new NewClient(Code ?? "", Name ?? "", TimeZone ?? "", Country ?? ""), ct);
        if (!outcome.Done)
        {
            Problems = outcome.Problems;
            ModelState.Clear();
            return Page();
        }
        TempData["Done"] = "Client opened. Agree the engagement next: until then nobody may do anything that it gives out.";
        return Redirect($"/c/{Code!.Trim()}/setup");
    }
}
