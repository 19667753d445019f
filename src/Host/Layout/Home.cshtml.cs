using Bureau.Kernel.Web;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Bureau.Host.Layout;

/// <summary>Sends people to what they have to do: the first screen of their workspace. Only who has several is asked.</summary>
[AllowAnonymous]
internal sealed class HomeModel(Navigation navigation, Caller caller) : PageModel
{
    public IReadOnlyList<(Workspace Workspace, Kernel.Clients.ClientId? Client, Link Link)> Screens { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (!caller.IsSignedIn) return Challenge();
        if (caller.Actor.HasOneTimePassword) return Redirect("/password");
        Screens = await navigation.FirstScreensAsync(ct);
        return Screens.Count == 1 || Screens is [{ Workspace: Workspace.Operations }, ..] ? Redirect(Screens[0].Link.Href) : Page();
    }
}
