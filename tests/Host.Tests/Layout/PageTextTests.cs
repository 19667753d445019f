using System.Runtime.CompilerServices;
using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using Bureau.Kernel.Identity;

namespace Bureau.Host.Tests.Layout;

/// <summary>
/// What the main pages say, a line for each block of text, held against the approved wording in Approved/. The clock stands still, and nobody else works with these two clients; ids are left out. To approve a difference,
/// move the .received.txt over the .approved.txt.
/// </summary>
public sealed partial class PageTextTests(TwoClients world) : IClassFixture<TwoClients>
{
    [Theory]
    [InlineData("board", Role.PayrollSpecialist, "/operations")]
    [InlineData("run", Role.PayrollSpecialist, "/c/HARBOUR/runs/{run}")]
    [InlineData("blockers", Role.PayrollSpecialist, "/c/HARBOUR/runs/{run}/blockers?kind=all")]
    [InlineData("variances", Role.PayrollApprover, "/c/HARBOUR/runs/{run}/variances")]
    [InlineData("explanation", Role.Auditor, "/c/HARBOUR/runs/{run}/payslips/{ana}/explain/income_tax")]
    [InlineData("timeline", Role.ClientHr, "/c/HARBOUR/people/{ana}")]
    [InlineData("me", Role.Employee, "/me")]
    [InlineData("what-if", Role.Employee, "/me/what-if")]
    [InlineData("compliance", Role.ComplianceOfficer, "/operations/compliance")]
    public async Task The_page_says_what_was_approved(string name, Role role, string address)
    {
        var run = (await world.RunsAsync(TwoClients.Own)).Single(r => r.State == "in-review").Id;
        var ana = (await world.ActorAsync(TwoClients.UserOf(Role.Employee))).Memberships.Single().EmployeeId;
        var page = await (await world.SignedInAsync(TwoClients.UserOf(role))).OpenAsync(address.Replace("{run}", $"{run}", StringComparison.Ordinal).Replace("{ana}", $"{ana}", StringComparison.Ordinal));
        page.Status.ShouldBe(System.Net.HttpStatusCode.OK);
        var text = new StringBuilder(page.Html.Title).Append('\n');
        Write(page.Html.QuerySelector("main")!, text);
        await ApprovedAsync(name, Ids().Replace(Gaps().Replace(Blank().Replace(text.ToString(), "\n"), "  "), "N").TrimEnd() + "\n");
    }

    /// <summary>Fails with the lines that went and those that came; what was received lies beside what was approved.</summary>
    private static async Task ApprovedAsync(string name, string text, [CallerFilePath] string here = "")
    {
        var file = Path.Combine(Path.GetDirectoryName(here)!, "Approved", $"page.{name}.approved.txt");
        var approved = File.Exists(file) ? await File.ReadAllTextAsync(file) : "";
        var received = file.Replace(".approved.", ".received.", StringComparison.Ordinal);
        File.Delete(received);
        if (text == approved) return;
        await File.WriteAllTextAsync(received, text);
        var (was, now) = (approved.Split('\n'), text.Split('\n'));
        Assert.Fail($"{file}\n{string.Join('\n', was.Except(now).Select(l => "- " + l).Concat(now.Except(was).Select(l => "+ " + l)))}");
    }

    /// <summary>The words of each block on a line of their own, a row of a table on one.</summary>
    private static void Write(INode node, StringBuilder text)
    {
        foreach (var child in node.ChildNodes)
        {
            if (child is IText { Data: var data }) text.Append(Spaces().Replace(data, " "));
            if (child is not IElement element || element.LocalName is "script" or "input" or "datalist" or "template") continue;
            var (before, after) = element.LocalName switch
            {
                "td" or "th" or "dt" or "dd" or "option" or "button" or "a" or "label" or "small" or "span" or "summary" or "time" or "legend" => (" ", " "),
                "b" or "strong" or "em" or "ins" or "del" or "i" or "kbd" or "code" => ("", ""),
                _ => ("\n", "\n"),
            };
            text.Append(before);
            Write(element, text);
            text.Append(after);
        }
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    [GeneratedRegex(@" *\n\s*")]
    private static partial Regex Blank();

    [GeneratedRegex(" {3,}")]
    private static partial Regex Gaps();

    [GeneratedRegex(@"[0-9a-f]{12,}|(?<=GB )\d[\w.+-]*")]
    private static partial Regex Ids();
}
