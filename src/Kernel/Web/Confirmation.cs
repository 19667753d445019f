using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Bureau.Kernel.Web;

/// <summary>How a page answers a post that did what was asked: it says so on the next page, and leads back to where somebody came from to do it.</summary>
public static class Confirmation
{
    /// <param name="words">Stand at the top of the next page.</param>
    /// <param name="next">Path of the next page, unless the form was opened from another one.</param>
    /// <param name="undo">Path and query whose post takes it back; null where something is sealed by it, or somebody else was told.</param>
    public static IActionResult Done(this PageModel page, string words, string next, string? undo = null)
    {
        page.TempData["Done"] = words;
        page.TempData["Undo"] = undo;
        return page.LocalRedirect(page.Request.Back() ?? next);
    }

    /// <summary>The page from which this form was opened, named by <c>back</c> in the address or the form; null when it names none of this host.</summary>
    public static string? Back(this HttpRequest request)
    {
        var back = request.HasFormContentType && request.Form.TryGetValue("back", out var posted) ? posted.ToString() : request.Query["back"].ToString();
        return RedirectHttpResult.IsLocalUrl(back) ? back : null;
    }
}
