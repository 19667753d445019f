using System.Net;
using Bureau.Kernel.Audit;
using Bureau.Kernel.Identity;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace Bureau.Host.Tests.SignIn;

public sealed class LostAccessTests(TwoClients clients)
{
    [Fact]
    public async Task A_disabled_account_loses_access_at_once()
    {
        const string userName = "leaver@harbour.example";
        var browser = await NewAsync(userName);
        await browser.SignInAsync(userName);
        (await browser.OpenAsync("/c/HARBOUR")).Status.ShouldBe(HttpStatusCode.OK);

        await using (var scope = clients.Host.Services.CreateAsyncScope())
        {
            var users = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
            var account = (await users.FindByNameAsync(userName))!;
            account.DisabledAt = clients.Host.Clock.GetUtcNow();
            (await users.UpdateAsync(account)).Succeeded.ShouldBeTrue();
        }

        (await browser.OpenAsync("/c/HARBOUR")).Location!.ShouldEndWith("/sign-in?to=%2Fc%2FHARBOUR");
        (await browser.SignInAsync(userName)).Words.ShouldContain("We could not sign you in");
    }

    [Fact]
    public async Task Five_wrong_passwords_in_a_row_lock_the_account_and_every_refusal_is_audited()
    {
        const string userName = "o'five@harbour.example";
        var browser = await NewAsync(userName);

        for (var i = 0; i < 4; i++) await browser.SignInAsync(userName, "not the password");
        (await browser.SignInAsync(userName)).Status.ShouldBe(HttpStatusCode.Redirect, "four are forgiven");
        var again = clients.Host.Browse();
        for (var i = 0; i < 5; i++) await again.SignInAsync(userName, "not the password");
        (await again.SignInAsync(userName)).Status.ShouldBe(HttpStatusCode.OK, "the fifth locks");

        var id = (await clients.ActorAsync(userName)).AccountId;
        (await clients.Host.Get<AuditTrail>().ReadAsync(clients.Host.Get<IdentityStore>(), AuditTrail.Provider, $"account/{id}", 0, 100)).Select(e => e.Action).Reverse()
            .ShouldBe(["account.open", .. Enumerable.Repeat("sign-in.refused", 4), "sign-in", .. Enumerable.Repeat("sign-in.refused", 6)]);
    }

    [Fact]
    public async Task What_was_typed_when_the_session_ended_is_sent_after_signing_in_again()
    {
        const string userName = "slow@harbour.example";
        var browser = await NewAsync(userName);
        await browser.SignInAsync(userName);
        var page = await browser.OpenAsync("/c/HARBOUR/people/new");
        var form = page.Html.QuerySelector("main form[method=post]")!;
        var typed = form.QuerySelectorAll("input[type=hidden][name]").ToDictionary(i => i.GetAttribute("name")!, i => i.GetAttribute("value") ?? "");
        typed["number"] = "N <1>";
        await browser.PostAsync("/sign-out", typed);

        var signedOut = await browser.PostAsync("/c/HARBOUR/people/new", typed);
        signedOut.Status.ShouldBe(HttpStatusCode.Unauthorized);
        signedOut.Words.ShouldContain("what you typed is kept");
        var kept = signedOut.Html.QuerySelectorAll("main form input").ToDictionary(i => i.GetAttribute("name")!, i => i.GetAttribute("value")!);
        kept.ShouldBe(typed, ignoreOrder: true);

        await browser.SignInAsync(userName);
        (await browser.PostAsync(signedOut.Html.QuerySelector("main form")!.GetAttribute("action")!, kept)).Words.ShouldSatisfyAllConditions(w => w.ShouldContain("to correct"), w => w.ShouldNotContain("could not be read"));
    }

    private async Task<Browser> NewAsync(string userName)
    {
        await clients.OpenAsync(userName, new Membership(Role.ClientHr, (await clients.ClientAsync(TwoClients.Own)).Id));
        return clients.Host.Browse();
    }
}
