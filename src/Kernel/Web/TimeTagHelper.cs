using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Bureau.Kernel.Web;

/// <summary>
/// An instant as its client's clock shows it: <c>&lt;time at="run.ApproveBy" zone="@client.TimeZone" /&gt;</c>. For a reader whose clock shows something else, bureau.js puts theirs beside it.
/// </summary>
[HtmlTargetElement("time", Attributes = "at,zone", TagStructure = TagStructure.WithoutEndTag)]
public sealed class TimeTagHelper(Wording words) : TagHelper
{
    public DateTimeOffset At { get; set; }

    /// <summary>IANA name.</summary>
    public string Zone { get; set; } = "";

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("datetime", At.UtcDateTime.ToString("s", System.Globalization.CultureInfo.InvariantCulture) + "Z");
        output.Attributes.SetAttribute("data-zone", Zone);
        output.Content.SetContent(words.Instant(At, Zone));
    }
}
