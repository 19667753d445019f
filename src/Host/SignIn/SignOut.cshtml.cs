using Bureau.Kernel.Audit;
using Bureau.Kernel.Identity;
using Bureau.Kernel.Web;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Bureau.Host.SignIn;

[AllowAnonymous]
internal sealed class SignOutModel(SignInManager<Account> signIn, IdentityStore store, AuditTrail audit, Caller caller) : PageModel
{
    public IActionResult OnGet() => caller.IsSignedIn ? Page() : Redirect("/sign-in");

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (caller.IsSignedIn)
        {
            await using var unit = await store.BeginAcrossClientsAsync(ct);
            await audit.AppendAsync(unit, caller.Actor, new AuditEntry("sign-out", $"account/{caller.Actor.AccountId}"), ct);
            await unit.CommitAsync(ct);
        }
        await signIn.SignOutAsync();
        return Redirect("/sign-in?out=true");
    }
}
