using Bureau.Kernel.Clients;
using Bureau.Kernel.Identity;
using Bureau.Kernel.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Bureau.Benefits.Own;

[Needs(BenefitsPermissions.ViewOwn)]
internal sealed class MyBenefitsModel(Caller caller, ReadPersonsBenefits read, Permissions permissions) : PageModel
{
    public Client Client => caller.Client;

    public long AccountId => caller.Actor.AccountId;

    public PersonsBenefits Mine { get; private set; } = null!;

    public bool MayEnrol { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (await read.HandleAsync(Client, caller.EmployeeId, ct) is not { } mine) return NotFound();
        Mine = mine;
        MayEnrol = await permissions.AllowsAsync(caller.Actor, BenefitsPermissions.EnrolOwn, Client.Id, ct);
        return Page();
    }
}
