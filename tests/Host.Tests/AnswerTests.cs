using System.Net;
using Bureau.Kernel.Identity;
using Bureau.Kernel.Web;

namespace Bureau.Host.Tests;

/// <summary>What every answer has in common.</summary>
public sealed class AnswerTests(TwoClients clients)
{
    [Fact]
    public async Task Pages_allow_no_foreign_content_no_framing_and_no_caching()
    {
        var browser = await clients.SignedInAsync(TwoClients.UserOf(Role.ClientHr));
        foreach (var path in new[] { "/", "/sign-in", "/c/HARBOUR", "/c/HARBOUR/people?format=csv", "/c/KESTREL", "/nothing/here", "/health" })
        {
            var answer = await browser.OpenAsync(path);
            answer.Headers["Content-Security-Policy"].ShouldContain("default-src 'none'", Case.Sensitive, path);
            answer.Headers["Content-Security-Policy"].ShouldContain("frame-ancestors 'none'", Case.Sensitive, path);
            answer.Headers["Content-Security-Policy"].ShouldNotContain("unsafe", Case.Insensitive, path);
            answer.Headers["X-Content-Type-Options"].ShouldBe("nosniff", path);
            answer.Headers["Referrer-Policy"].ShouldBe("same-origin", path);
            answer.Headers["Cache-Control"].ShouldContain("no-store", Case.Sensitive, path);
        }
    }

    [Fact]
    public async Task Style_and_script_are_there_may_be_kept_and_stay_small()
    {
        var size = 0;
        var nobody = clients.Host.Browse();
        var page = await nobody.OpenAsync("/sign-in");
        foreach (var address in page.Html.QuerySelectorAll("link[rel=stylesheet]").Select(l => l.GetAttribute("href")!).Concat(page.Html.QuerySelectorAll("script").Select(s => s.GetAttribute("src")!)))
        {
            var answer = await nobody.OpenAsync(address);
            answer.Status.ShouldBe(HttpStatusCode.OK, address);
            answer.Headers["Cache-Control"].ShouldContain("immutable", Case.Sensitive, address);
            size += System.Text.Encoding.UTF8.GetByteCount(answer.Text);
        }
        size.ShouldBeLessThan(30 * 1024);
    }

    [Fact]
    public async Task A_monitor_that_asks_for_the_hosts_health_is_nobody_who_waits()
    {
        await using var host = new RunningHost();
        var (people, nobody) = (host.Get<PeopleWaiting>(), host.Browse());
        (await nobody.OpenAsync("/health")).Status.ShouldBe(HttpStatusCode.OK);
        people.Any.ShouldBeFalse();
        (await nobody.OpenAsync("/sign-in")).Status.ShouldBe(HttpStatusCode.OK);
        people.Any.ShouldBeTrue();
    }

    [Theory]
    [InlineData(Role.ClientHr, "/c/HARBOUR/imports?kind=people")]
    [InlineData(Role.ClientHr, "/sign-out")]
    [InlineData(Role.ClientHr, "/password")]
    [InlineData(Role.OperationsLead, "/operations/accounts/new")]
    [InlineData(Role.ClientHr, "/sign-in")]
    [InlineData(Role.Employee, "/me/details/bank")]
    public async Task A_form_without_its_token_is_refused(Role role, string path)
    {
        var browser = await clients.SignedInAsync(TwoClients.UserOf(role));
        (await browser.OpenAsync(path)).Status.ShouldBeOneOf(HttpStatusCode.OK, HttpStatusCode.Redirect);

        var answer = await browser.PostAsync(path, new Dictionary<string, string> { ["UserName"] = "a", ["bank_account_number"] = "12345678" });

        answer.Status.ShouldBe(HttpStatusCode.BadRequest);
        answer.Words.ShouldContain("Nothing was changed");
        (await browser.OpenAsync("/sign-out")).Status.ShouldBe(HttpStatusCode.OK, "still signed in");
    }

    [Fact]
    public async Task Health_tells_whether_it_serves() => (await clients.Host.Browse().OpenAsync("/health")).Text.ShouldBe("Healthy");
}
