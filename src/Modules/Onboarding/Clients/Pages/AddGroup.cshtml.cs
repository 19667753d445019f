using Bureau.Kernel.Clients;
using Bureau.Kernel.Web;
using Bureau.Onboarding.Contracts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Bureau.Onboarding.Clients.Pages;

[Needs(OnboardingPermissions.EditSetup)]
internal sealed class AddGroupModel(Caller caller, PayGroups payGroups, AddPayGroup add) : PageModel
{
    [FromForm] public string? Code { get; set; }
    [FromForm] public string? Name { get; set; }
    [FromForm] public long LegalEntityId { get; set; }

    public Client Client => caller.Client;
    public IReadOnlyList<LegalEntity> Entities { get; private set; } = [];
    public IReadOnlyList<Problem> Problems { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct) => Entities = await payGroups.EntitiesAsync(Client.Id, ct);

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        var outcome = await add.RunAsync(caller.Actor, Client.Id, new NewPayGroup(Code ?? "", Name ?? "", LegalEntityId), ct);
        if (outcome.Done)
        {
            TempData["Done"] = "Pay group added. Give it a calendar next, so that its runs are scheduled.";
            return Redirect($"/c/{Client.Code}/setup/calendars");
        }
        Problems = outcome.Problems;
        await OnGetAsync(ct);
        ModelState.Clear();
        return Page();
    }
}
