using System.Net;
using Bureau.Kernel.Audit;
using Bureau.Kernel.Identity;

namespace Bureau.Host.Tests.SignIn;

public sealed class SignInTests : IAsyncLifetime
{
    private readonly RunningHost _host = new();

    public async ValueTask InitializeAsync() => await _host.OpenAccountAsync("ines@bureau.example");

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task The_right_password_leads_to_where_the_person_was_going()
    {
        var browser = _host.Browse();
        var asked = await browser.OpenAsync("/sign-out?x=1");
        asked.Location.ShouldBe("/sign-in");

        var answer = await browser.SignInAsync(" Ines@Bureau.example ", address: "/sign-in?to=%2Fsign-out");

        answer.Status.ShouldBe(HttpStatusCode.Redirect);
        answer.Location.ShouldBe("/sign-out");
        answer.Headers["Set-Cookie"].ShouldContain("bureau=", Case.Sensitive);
        answer.Headers["Set-Cookie"].ShouldContain("httponly");
        answer.Headers["Set-Cookie"].ShouldContain("samesite=lax");
        (await browser.OpenAsync("/sign-out")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("https://elsewhere.example/")]
    [InlineData("//elsewhere.example")]
    [InlineData("/\\elsewhere.example")]
    public async Task Nobody_is_sent_to_another_site(string to) =>
        (await _host.Browse().SignInAsync("ines@bureau.example", address: "/sign-in?to=" + Uri.EscapeDataString(to))).Location.ShouldBe("/");

    [Fact]
    public async Task An_unknown_address_a_wrong_password_and_a_locked_account_are_told_the_same()
    {
        await _host.OpenAccountAsync("locked@bureau.example");
        for (var i = 0; i < 5; i++) await _host.Browse().SignInAsync("locked@bureau.example", "wrong");

        var unknown = await _host.Browse().SignInAsync("nobody@bureau.example", "wrong");
        var wrong = await _host.Browse().SignInAsync("ines@bureau.example", "wrong");
        var locked = await _host.Browse().SignInAsync("locked@bureau.example");

        unknown.Status.ShouldBe(HttpStatusCode.OK);
        unknown.Words.ShouldContain("We could not sign you in");
        unknown.Html.QuerySelector(".errors a")!.GetAttribute("href").ShouldBe("#UserName");
        foreach (var answer in new[] { wrong, locked })
        {
            answer.Status.ShouldBe(unknown.Status);
            answer.Words.ShouldBe(unknown.Words);
            answer.Headers.Keys.Order().ShouldBe(unknown.Headers.Keys.Order());
        }
    }

    [Fact]
    public async Task What_was_typed_stays_except_the_password()
    {
        var answer = await _host.Browse().SignInAsync("ines@bureau.example", "wrong", "/sign-in?to=%2Fme");
        answer.Html.QuerySelector("#UserName")!.GetAttribute("value").ShouldBe("ines@bureau.example");
        answer.Html.QuerySelector("#Password")!.GetAttribute("value").ShouldBeNullOrEmpty();
        answer.Html.QuerySelector("#To")!.GetAttribute("value").ShouldBe("/me");
    }

    [Fact]
    public async Task Signing_out_ends_the_session()
    {
        var browser = _host.Browse();
        await browser.SignInAsync("ines@bureau.example");
        (await browser.SubmitAsync("/sign-out")).Location.ShouldBe("/sign-in?out=true");
        (await browser.OpenAsync("/")).Location!.ShouldContain("/sign-in");
        (await browser.OpenAsync("/sign-in?out=true")).Words.ShouldContain("You are signed out.");
    }

    [Fact]
    public async Task Before_signing_in_the_browsers_language_is_spoken_and_staff_read_English_after_it()
    {
        var browser = _host.Browse("es-MX,es;q=0.9,en;q=0.5");
        (await browser.OpenAsync("/sign-in?out=true")).ShouldSatisfyAllConditions(
            a => a.Html.DocumentElement.GetAttribute("lang").ShouldBe("es"), a => a.Words.ShouldContain("Ha cerrado la sesión."), a => a.Words.ShouldContain("Contraseña"));
        (await browser.SignInAsync("ines@bureau.example", "wrong")).Words.ShouldContain("Compruebe su correo electrónico");
        (await browser.PostAsync("/c/HARBOUR/people/new", new Dictionary<string, string> { ["given_name"] = "Ana" })).ShouldSatisfyAllConditions(
            a => a.Words.ShouldContain("Se cerró su sesión"), a => a.Html.QuerySelector("input[name=given_name]")!.GetAttribute("value").ShouldBe("Ana"));

        await browser.SignInAsync("ines@bureau.example");
        (await browser.OpenAsync("/nothing/here")).ShouldSatisfyAllConditions(a => a.Html.DocumentElement.GetAttribute("lang").ShouldBe("en-GB"), a => a.Words.ShouldContain("There is no such page"));
        (await _host.Browse("de,fr;q=0.8").OpenAsync("/sign-in")).Words.ShouldContain("Password");
    }

    [Fact]
    public async Task A_session_ends_after_twelve_hours_however_busy_and_after_one_idle_hour()
    {
        var busy = _host.Browse();
        await busy.SignInAsync("ines@bureau.example");
        for (var minutes = 40; minutes < 12 * 60; minutes += 40)
        {
            _host.Clock.Advance(TimeSpan.FromMinutes(40));
            (await busy.OpenAsync("/sign-out")).Status.ShouldBe(HttpStatusCode.OK, $"after {minutes} minutes");
        }
        _host.Clock.Advance(TimeSpan.FromMinutes(40));
        (await busy.OpenAsync("/sign-out")).Location.ShouldBe("/sign-in");

        var idle = _host.Browse();
        await idle.SignInAsync("ines@bureau.example");
        _host.Clock.Advance(TimeSpan.FromMinutes(61));
        (await idle.OpenAsync("/sign-out")).Location.ShouldBe("/sign-in");
    }

    [Fact]
    public async Task A_form_from_another_site_signs_nobody_in()
    {
        var browser = _host.Browse();
        var answer = await browser.PostAsync("/sign-in", new Dictionary<string, string> { ["UserName"] = "ines@bureau.example", ["Password"] = RunningHost.Password });
        answer.Status.ShouldBe(HttpStatusCode.BadRequest);
        answer.Words.ShouldContain("Nothing was changed");
        (await browser.OpenAsync("/sign-out")).Location.ShouldBe("/sign-in");
    }

    [Fact]
    public async Task Attempts_are_recorded_by_account_and_never_with_what_was_typed()
    {
        await _host.Browse().SignInAsync("ines@bureau.example", "wrong secret");
        await _host.Browse().SignInAsync("ines@bureau.example");
        await _host.Browse().SignInAsync("nobody@bureau.example");

        var trail = await _host.Get<AuditTrail>().ReadAsync(_host.Get<IdentityStore>(), AuditTrail.Provider, null, 0, 100);

        trail.Select(e => e.Action).ShouldBe(["sign-in", "sign-in.refused", "account.open"]);
        trail.Select(e => e.Subject).Distinct().Count().ShouldBe(1);
        trail.ShouldAllBe(e => !e.Details.Contains("secret") && !e.Subject.Contains('@'));
    }

    [Fact]
    public async Task Too_many_attempts_from_one_address_have_to_wait()
    {
        await using var strict = new RunningHost(signInsPerMinute: 3);
        var browser = strict.Browse();
        for (var i = 0; i < 3; i++) (await browser.SignInAsync("nobody@bureau.example")).Status.ShouldBe(HttpStatusCode.OK);
        var answer = await browser.SignInAsync("nobody@bureau.example");
        answer.Status.ShouldBe(HttpStatusCode.TooManyRequests);
        answer.Words.ShouldContain("Wait a minute");
        (await browser.OpenAsync("/sign-in")).Status.ShouldBe(HttpStatusCode.OK);
    }
}
