using Bureau.Kernel.Identity;
using Bureau.Kernel.Web;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;

namespace Bureau.Host.SignIn;

/// <summary>
/// Every refusal says and costs the same, whether the address is unknown, the password wrong or the account locked: the page tells nobody who has an account.
/// </summary>
[AllowAnonymous, EnableRateLimiting(SignInSetup.Limit)]
internal sealed class SignInModel(UserManager<Account> users, SignInManager<Account> signIn, IPasswordHasher<Account> hasher, Accounts accounts, Caller caller, TimeProvider clock) : PageModel
{
    private static readonly Account Nobody = new();
    private static string? _nobodysHash;

    [BindProperty]
    public string UserName { get; set; } = "";

    [BindProperty]
    public string Password { get; set; } = "";

    /// <summary>Where the person was going.</summary>
    [BindProperty(SupportsGet = true)]
    public string? To { get; set; }

    [BindProperty(SupportsGet = true)]
    public bool Out { get; set; }

    public bool Refused { get; private set; }

    public IActionResult OnGet() => caller.IsSignedIn ? Onwards() : Page();

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        Out = false;
        var account = await users.FindByNameAsync((UserName ?? "").Trim());
        if (await MatchesAsync(account))
        {
            await signIn.SignInAsync(account!, isPersistent: false);
            await accounts.RecordSignInAsync(account!, accepted: true, ct);
            return Onwards();
        }
        if (account is not null) await accounts.RecordSignInAsync(account, accepted: false, ct);
        Refused = true;
        Password = "";
        ModelState.Clear();
        return Page();
    }

    private async Task<bool> MatchesAsync(Account? account)
    {
        if (account is not null && !await users.IsLockedOutAsync(account))
            return (await signIn.CheckPasswordSignInAsync(account, Password ?? "", lockoutOnFailure: true)).Succeeded && !(account.OneTimeUntil < clock.GetUtcNow());
        hasher.VerifyHashedPassword(Nobody, _nobodysHash ??= hasher.HashPassword(Nobody, "nobody's password"), Password ?? "");
        return false;
    }

    private IActionResult Onwards() => Url.IsLocalUrl(To) ? LocalRedirect(To) : Redirect("/");
}
