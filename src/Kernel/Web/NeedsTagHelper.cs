using Bureau.Kernel.Identity;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Bureau.Kernel.Web;

/// <summary>
/// No page leads where its reader may not go: <c>&lt;li needs="payroll.payslip.view"&gt;</c> is shown only to those who have the permission (for the client that is
/// open), <c>&lt;a link-needs="…"&gt;</c> is plain text to everybody else. The page behind the link checks for itself all the same.
/// </summary>
[HtmlTargetElement(Attributes = "needs")]
[HtmlTargetElement("a", Attributes = "link-needs")]
public sealed class NeedsTagHelper(Caller caller, Permissions permissions) : TagHelper
{
    [HtmlAttributeName("needs")]
    public string? Needs { get; set; }

    /// <summary>Empty where whoever reads the page may follow the link.</summary>
    [HtmlAttributeName("link-needs")]
    public string? LinkNeeds { get; set; }

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        if (Needs is not null && !await MayAsync(Needs)) output.SuppressOutput();
        if (LinkNeeds is { Length: > 0 } && !await MayAsync(LinkNeeds)) output.TagName = null;
    }

    private async ValueTask<bool> MayAsync(string permission)
    {
        if (!permissions.IsDeclared(permission)) throw new InvalidOperationException($"No module declares the permission '{permission}'.");
        return caller.OpenClient is { } client ? await permissions.AllowsAsync(caller.Actor, permission, client.Id) : permissions.AllowsSomewhere(caller.Actor, permission);
    }
}
