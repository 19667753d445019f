using System.Net;
using Bureau.Kernel.Identity;

namespace Bureau.Host.Tests.SignIn;

public sealed class PasswordTests : IAsyncLifetime
{
    private const string Sam = "sam@bureau.example", Own = "violet kettle drums";
    private readonly RunningHost _host = new();
    private readonly Actor _lead = new(900, "Ingrid", [new(Role.OperationsLead, null)]);
    private long _id;
    private string _given = "";

    public async ValueTask InitializeAsync()
    {
        (_id, _, var password) = await Manage.OpenAsync(_lead, Sam, "Sam Ode", new(Role.PayrollSpecialist, null));
        _given = password!;
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private ManageAccounts Manage => _host.Get<ManageAccounts>();

    [Fact]
    public async Task With_a_password_that_somebody_else_gave_nothing_opens_before_it_is_replaced()
    {
        var sam = _host.Browse();
        (await sam.SignInAsync(Sam, _given)).Location.ShouldBe("/");

        (await sam.OpenAsync("/")).Location.ShouldBe("/password");
        (await sam.OpenAsync("/operations?state=open")).Location.ShouldBe("/password?to=%2Foperations%3Fstate%3Dopen");
        (await sam.PostAsync("/operations/failed-work", new Dictionary<string, string>())).Location.ShouldBe("/password?to=%2F");
        var page = await sam.OpenAsync("/password?to=%2Foperations");
        page.Words.ShouldContain("Choose your password");
        page.Html.QuerySelectorAll("nav a, .find").ShouldBeEmpty("there is nowhere else to go");

        (await ChangeAsync(sam, _given, Own, "/password?to=%2Foperations")).Location.ShouldBe("/operations");

        (await sam.OpenAsync("/operations")).Words.ShouldContain("Your password is changed");
        (await _host.Browse().SignInAsync(Sam, _given)).Words.ShouldContain("We could not sign you in");
        (await _host.Browse().SignInAsync(Sam, Own)).Status.ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task A_given_password_runs_out_and_is_then_refused_like_a_wrong_one()
    {
        _host.Clock.Advance(Passwords.OneTimeLasts - TimeSpan.FromMinutes(1));
        (await _host.Browse().SignInAsync(Sam, _given)).Status.ShouldBe(HttpStatusCode.Redirect);
        _host.Clock.Advance(TimeSpan.FromMinutes(2));

        var late = await _host.Browse().SignInAsync(Sam, _given);
        late.Words.ShouldBe((await _host.Browse().SignInAsync("nobody@bureau.example", "wrong")).Words);
    }

    [Theory]
    [InlineData("not it", Own, Own, "#Old", "This is not your password")]
    [InlineData(null, "green paper lantern", "green paper lanterns", "#Again", "Write the new password twice")]
    [InlineData(null, "short", "short", "#New", "at least 12 characters")]
    [InlineData(null, "Sam Ode Sam Ode", "Sam Ode Sam Ode", "#New", "your name")]
    [InlineData(null, null, null, "#New", "the password that you have")]
    public async Task What_is_wrong_is_told_at_its_field_and_nothing_changes(string? old, string? wanted, string? again, string field, string told)
    {
        var sam = await SignedInAsync();

        var answer = await sam.SubmitAsync("/password", ("Old", old ?? Own), ("New", wanted ?? Own), ("Again", again ?? Own));

        answer.Status.ShouldBe(HttpStatusCode.OK);
        answer.Html.Title.ShouldNotBeNull().ShouldStartWith("Error:");
        answer.Html.QuerySelector($".errors a[href='{field}']").ShouldNotBeNull().TextContent.ShouldContain(told);
        answer.Html.QuerySelector(field)!.GetAttribute("aria-invalid").ShouldBe("true");
        answer.Html.QuerySelectorAll("input[type=password]").ShouldAllBe(i => i.GetAttribute("value") == null);
        (await _host.Browse().SignInAsync(Sam, Own)).Status.ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task Guessing_the_old_password_locks_the_sign_in_as_guessing_at_the_door_does()
    {
        var sam = await SignedInAsync();
        for (var i = 0; i < 5; i++) await ChangeAsync(sam, "wrong guess", "green paper lantern");

        (await ChangeAsync(sam, Own, "green paper lantern")).Words.ShouldContain("This is not your password");
        (await _host.Browse().SignInAsync(Sam, Own)).Words.ShouldContain("We could not sign you in");
        (await Manage.UnlockAsync(_lead, _id)).Done.ShouldBeTrue();
        (await _host.Browse().SignInAsync(Sam, Own)).Status.ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task Changing_it_ends_the_other_sessions_within_a_minute_and_not_this_one()
    {
        var (here, elsewhere) = (await SignedInAsync(), await SignedInAsync());
        (await ChangeAsync(here, Own, "green paper lantern")).Status.ShouldBe(HttpStatusCode.Redirect);
        _host.Clock.Advance(TimeSpan.FromSeconds(61));

        (await here.OpenAsync("/operations")).Status.ShouldBe(HttpStatusCode.OK);
        (await elsewhere.OpenAsync("/operations")).Location!.ShouldContain("/sign-in");
    }

    [Fact]
    public async Task A_new_password_from_somebody_else_leaves_a_session_nothing_at_once_and_ends_it_within_a_minute()
    {
        var sam = await SignedInAsync();
        var given = (await Manage.GiveNewPasswordAsync(_lead, _id)).Password!;

        (await sam.OpenAsync("/operations")).Location!.ShouldStartWith("/password");
        (await ChangeAsync(sam, Own, "green paper lantern")).Words.ShouldContain("This is not your password", Case.Sensitive, "whoever sits there does not know the new one");
        _host.Clock.Advance(TimeSpan.FromSeconds(61));
        (await sam.OpenAsync("/password")).Location!.ShouldContain("/sign-in");
        (await _host.Browse().SignInAsync(Sam, given)).Status.ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task A_role_taken_away_is_gone_at_once_and_its_sessions_within_a_minute()
    {
        var sam = await SignedInAsync();
        await Manage.GrantAsync(_lead, _id, new(Role.Auditor, null));
        (await sam.OpenAsync("/operations/audit")).Status.ShouldBe(HttpStatusCode.OK);

        (await Manage.TakeAwayAsync(_lead, _id, new(Role.Auditor, null))).Done.ShouldBeTrue();

        (await sam.OpenAsync("/operations/audit")).Status.ShouldBe(HttpStatusCode.NotFound);
        _host.Clock.Advance(TimeSpan.FromSeconds(61));
        (await sam.OpenAsync("/operations")).Location!.ShouldContain("/sign-in");
    }

    [Fact]
    public async Task Nobody_signed_out_changes_a_password() => (await _host.Browse().OpenAsync("/password")).Location.ShouldBe("/sign-in?to=%2Fpassword");

    /// <summary>Sam with a password of their own.</summary>
    private async Task<Browser> SignedInAsync()
    {
        if ((await Manage.FindAsync(_lead, _id))!.OneTimeUntil is not null)
        {
            var first = _host.Browse();
            await first.SignInAsync(Sam, _given);
            (await ChangeAsync(first, _given, Own)).Status.ShouldBe(HttpStatusCode.Redirect);
        }
        var browser = _host.Browse();
        (await browser.SignInAsync(Sam, Own)).Status.ShouldBe(HttpStatusCode.Redirect);
        return browser;
    }

    private static Task<Answer> ChangeAsync(Browser browser, string old, string wanted, string address = "/password") => browser.SubmitAsync(address, ("Old", old), ("New", wanted), ("Again", wanted));
}
