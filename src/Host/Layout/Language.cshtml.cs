using Bureau.Kernel.Identity;
using Bureau.Kernel.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Bureau.Host.Layout;

/// <summary>Chooses the language of the pages about oneself. Kept in the browser, since it is the reader's, not the employment's; and with the account, for notices.</summary>
[Needs("onboarding.own.view")]
internal sealed class LanguageModel(Caller caller, Accounts accounts) : PageModel
{
    public void OnGet() { }

    public async Task<IActionResult> OnPostAsync(string? language, CancellationToken ct)
    {
        if (Wording.Languages.Any(l => l.Code == language))
        {
            await accounts.SpeakAsync(caller.Actor.AccountId, language!, ct);
            Response.Cookies.Append(Wording.Cookie, language!, new() { MaxAge = TimeSpan.FromDays(400), SameSite = SameSiteMode.Lax, HttpOnly = true, Secure = Request.IsHttps, IsEssential = true });
        }
        return Redirect("/me");
    }
}
