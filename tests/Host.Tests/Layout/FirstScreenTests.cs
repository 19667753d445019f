using System.Net;
using Bureau.Kernel.Identity;
using Bureau.Kernel.Web;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Bureau.Host.Tests.Layout;

public sealed class FirstScreenTests : IAsyncLifetime
{
    private readonly RunningHost _host = new(services =>
    {
        var module = new Probe();
        services.AddSingleton<IModule>(module);
        foreach (var permission in module.Permissions) services.AddSingleton(permission);
    });

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private async Task<Answer> HomeAsync(params Membership[] memberships)
    {
        await _host.OpenAccountAsync("somebody@bureau.example", memberships);
        var browser = _host.Browse();
        await browser.SignInAsync("somebody@bureau.example");
        return await browser.OpenAsync("/");
    }

    [Fact]
    public async Task Who_is_not_signed_in_is_asked_to()
    {
        var answer = await _host.Browse().OpenAsync("/");
        answer.Status.ShouldBe(HttpStatusCode.Redirect);
        answer.Location!.ShouldEndWith("/sign-in?to=%2F");
    }

    [Fact]
    public async Task Staff_of_the_provider_start_with_all_clients() =>
        (await HomeAsync(new Membership(Role.PayrollSpecialist, null))).Location.ShouldBe("/probe/first");

    [Fact]
    public async Task Client_hr_start_with_their_client() =>
        (await HomeAsync(new Membership(Role.ClientHr, await _host.OpenClientAsync("HARBOUR", "Harbour Ltd")))).Location.ShouldBe("/c/HARBOUR/probe");

    [Fact]
    public async Task Employees_start_with_themselves() =>
        (await HomeAsync(new Membership(Role.Employee, await _host.OpenClientAsync("HARBOUR", "Harbour Ltd"), 7))).Location.ShouldBe("/me/probe");

    [Fact]
    public async Task Who_has_several_places_chooses()
    {
        var harbour = await _host.OpenClientAsync("HARBOUR", "Harbour Ltd");
        var quay = await _host.OpenClientAsync("QUAY", "Quay & Co");
        var answer = await HomeAsync(new(Role.ClientHr, harbour), new(Role.ClientHr, quay), new(Role.Employee, harbour, 7));
        answer.Status.ShouldBe(HttpStatusCode.OK);
        answer.Html.QuerySelectorAll(".tasks a").Select(a => (a.TextContent, a.GetAttribute("href")))
            .ShouldBe([("Harbour Ltd", "/c/HARBOUR/probe"), ("Quay & Co", "/c/QUAY/probe"), ("My pay and details", "/me/probe")]);
    }

    [Fact]
    public async Task Who_may_do_nothing_yet_is_told_whom_to_ask()
    {
        var answer = await HomeAsync();
        answer.Status.ShouldBe(HttpStatusCode.OK);
        answer.Words.ShouldContain("Ask the person who gave you this account");
    }

    private sealed class Probe : IModule
    {
        public string Schema => "probe";

        public void AddServices(IServiceCollection services, IConfiguration configuration) { }

        public IEnumerable<Permission> Permissions =>
        [
            new("probe.staff", "Staff", Role.PayrollSpecialist),
            new("probe.lead", "Lead", Role.OperationsLead),
            new("probe.client", "Client", Role.ClientHr),
            new("probe.own", "Own", Role.Employee),
        ];

        public IEnumerable<MenuEntry> Menu =>
        [
            new(Workspace.Operations, "Not mine", "/probe/lead", "probe.lead", -1002),
            new(Workspace.Operations, "Second", "/probe/second", "probe.staff", -1000),
            new(Workspace.Operations, "First", "/probe/first", "probe.staff", -1001),
            new(Workspace.Client, "Client", "/c/{client}/probe", "probe.client", -1000),
            new(Workspace.Me, "Me", "/me/probe", "probe.own", -1000),
        ];
    }
}
