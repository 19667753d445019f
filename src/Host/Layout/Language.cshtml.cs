using Bureau.Kernel.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Bureau.Host.Layout;

/// <summary>Chooses the language of the pages about oneself. Kept in the browser: it is the reader's, not the employment's.</summary>
[Needs("onboarding.own.view")]
internal sealed class LanguageModel : PageModel
{
    public void OnGet() { }

    public IActionResult OnPost(string? language)
    {
        if (Wording.Languages.Any(l => l.Code == language))
            Response.Cookies.Append(Wording.Cookie, language!, new() { MaxAge = TimeSpan.FromDays(400), SameSite = SameSiteMode.Lax, HttpOnly = true, Secure = Request.IsHttps, IsEssential = true });
        return Redirect("/me");
    }
}
