using System.Globalization;
using Bureau.Kernel.Identity;
using Bureau.Kernel.Web;
using Bureau.Onboarding.Contracts;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;

namespace Bureau.Host.SignIn;

/// <summary>Everybody's own password. The old one is asked for always: also when it works only once, the session may be somebody else's.</summary>
[AllowAnonymous, EnableRateLimiting(SignInSetup.Limit)]
internal sealed class PasswordModel(UserManager<Account> users, SignInManager<Account> signIn, Accounts accounts, Caller caller, Wording words) : PageModel
{
    [FromForm] public string? Old { get; set; }
    [FromForm] public string? New { get; set; }
    [FromForm] public string? Again { get; set; }

    /// <summary>Where the person was going when a password that works only once stopped them.</summary>
    [BindProperty(SupportsGet = true)] public string? To { get; set; }

    public bool IsFirst => caller.Actor.HasOneTimePassword;

    public IReadOnlyList<Problem> Problems { get; private set; } = [];

    public IActionResult OnGet() => caller.IsSignedIn ? Page() : Redirect("/sign-in?to=%2Fpassword");

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!caller.IsSignedIn || await FindAsync() is not { } account) return Redirect("/sign-in?to=%2Fpassword");
        var problems = new List<Problem>();
        if (!(await signIn.CheckPasswordSignInAsync(account, Old ?? "", lockoutOnFailure: true)).Succeeded) problems.Add(new(nameof(Old), words["This is not your password. After five wrong ones it is refused for 15 minutes."]));
        if (New is { Length: > 0 } && New == Old) problems.Add(new(nameof(New), words["This is the password that you have. Choose another one."]));
        else if (New != Again) problems.Add(new(nameof(Again), words["This is not what you wrote above. Write the new password twice."]));
        if (problems.Count == 0 && await accounts.ChangePasswordAsync(caller.Actor, New ?? "", words, ct) is { } fault) problems.Add(new(nameof(New), fault));
        if (problems.Count > 0)
        {
            Problems = problems;
            ModelState.Clear();
            return Page();
        }
        // This session goes on under the new stamp, the person's others end.
        await signIn.RefreshSignInAsync((await FindAsync())!);
        return this.Done(words["Your password is changed. Wherever else you were signed in, you are signed out within a minute."], Url.IsLocalUrl(To) ? To : "/");
    }

    private Task<Account?> FindAsync() => users.FindByIdAsync(caller.Actor.AccountId.ToString(CultureInfo.InvariantCulture));
}
