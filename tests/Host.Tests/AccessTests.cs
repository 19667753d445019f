using System.Net;
using Bureau.Kernel.Audit;
using Bureau.Kernel.Identity;
using Bureau.Kernel.Web;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;

namespace Bureau.Host.Tests;

/// <summary>Who may open what: every address of the host, for every role, under the own and under another client's code.</summary>
public sealed class AccessTests(TwoClients clients, Addresses addresses) : IClassFixture<Addresses>
{
    public static TheoryData<Role> EveryRole => [.. Enum.GetValues<Role>()];

    [Fact]
    public void Every_endpoint_names_a_permission_and_only_the_doors_are_open()
    {
        var endpoints = clients.Host.Get<IEnumerable<EndpointDataSource>>().SelectMany(d => d.Endpoints).OfType<RouteEndpoint>().ToList();

        Access.Faults(endpoints, clients.Host.Get<Permissions>()).ShouldBeEmpty();
        endpoints.Where(e => e.Metadata.GetMetadata<IAllowAnonymous>() is not null).Select(e => "/" + e.RoutePattern.RawText!.TrimStart('/')).Distinct().Order()
            .ShouldBe(["/", "/health", "/password", "/sign-in", "/sign-out"]);
    }

    [Fact]
    public void What_a_page_links_to_can_be_opened_by_whoever_reads_it() => addresses.DeadLinks.ShouldBeEmpty();

    [Fact]
    public void Every_page_is_reached_by_links() => addresses.Unlinked.ShouldBe(["/c/{client}/runs/{runId:long}/progress"], "what only a script asks for");

    [Fact]
    public async Task Somebody_not_signed_in_is_asked_to_sign_in_first()
    {
        var nobody = clients.Host.Browse();
        foreach (var address in addresses.All.Where(a => !a.IsOpen))
        {
            var answer = await nobody.OpenAsync(address.Path);
            answer.Status.ShouldBe(HttpStatusCode.Redirect, address.Path);
            answer.Location.ShouldNotBeNull().ShouldEndWith("/sign-in?to=" + Uri.EscapeDataString(address.Path));
            answer.Text.ShouldBeEmpty();
        }
    }

    [Theory]
    [MemberData(nameof(EveryRole))]
    public async Task What_a_role_may_not_see_does_not_exist_for_it(Role role)
    {
        var browser = await clients.SignedInAsync(TwoClients.UserOf(role));
        var (actor, harbour) = (await ActorAsync(role), await clients.ClientAsync(TwoClients.Own));
        var permissions = clients.Host.Get<Permissions>();
        var refused = new List<string>();
        foreach (var address in addresses.All.Where(a => !a.IsOpen))
        {
            var allowed = address.HasClient || address.Path.StartsWith("/me", StringComparison.Ordinal)
                ? await permissions.AllowsAsync(actor, address.Permission!, harbour.Id)
                : permissions.AllowsSomewhere(actor, address.Permission!);
            if (allowed) ((int)(await browser.OpenAsync(address.Path)).Status).ShouldBeLessThan(500, $"{role}: {address.Path} {string.Join('\n', clients.Errors)}");
            else refused.Add(address.Path);
        }
        await RefusedAsync(browser, actor, refused);
    }

    [Theory]
    [MemberData(nameof(EveryRole))]
    public async Task Another_clients_pages_do_not_exist(Role role)
    {
        var browser = await clients.SignedInAsync(TwoClients.UserOf(role));
        var actor = await ActorAsync(role);
        await RefusedAsync(browser, actor, [.. addresses.All.Where(a => a.HasClient).Select(a => a.For(TwoClients.Other)), "/c/NOWHERE", "/c/NOWHERE/people"]);
    }

    [Theory]
    [MemberData(nameof(EveryRole))]
    public async Task Nothing_can_be_sent_to_another_client(Role role)
    {
        var browser = await clients.SignedInAsync(TwoClients.UserOf(role));
        foreach (var address in addresses.All.Where(a => a.HasClient))
            (await browser.PostAsync(address.For(TwoClients.Other), new Dictionary<string, string>())).Status.ShouldBe(HttpStatusCode.NotFound, address.Path);
    }

    [Fact]
    public async Task Ids_of_one_client_mean_nothing_under_the_code_of_the_other()
    {
        var both = await clients.SignedInAsync(TwoClients.ServesBoth);
        foreach (var address in addresses.All.Where(a => a is { HasClient: true, HasIds: true }))
            (await both.OpenAsync(address.For(TwoClients.Other))).Status.ShouldBe(HttpStatusCode.NotFound, address.Path);
    }

    [Theory]
    [InlineData(Role.PayrollSpecialist)]
    [InlineData(Role.PayrollApprover)]
    [InlineData(Role.OperationsLead)]
    [InlineData(Role.ComplianceOfficer)]
    [InlineData(Role.Auditor)]
    public async Task Pages_across_clients_tell_nothing_of_a_client_one_does_not_serve(Role role)
    {
        var browser = await clients.SignedInAsync(TwoClients.UserOf(role));
        var actor = await ActorAsync(role);
        foreach (var address in addresses.All.Where(a => a is { IsOpen: false, HasClient: false } && !a.Path.StartsWith("/me", StringComparison.Ordinal)))
        {
            if (!clients.Host.Get<Permissions>().AllowsSomewhere(actor, address.Permission!)) continue;
            (await browser.OpenAsync(address.Path)).Text.ShouldNotContain(TwoClients.Other, Case.Insensitive, $"{role}: {address.Path}");
        }
    }

    [Fact]
    public async Task Another_persons_payslip_does_not_exist_and_the_attempt_is_audited()
    {
        var run = (await clients.RunsAsync(TwoClients.Own)).First(r => r.State == "closed");
        var foreign = (await clients.RunsAsync(TwoClients.Other)).First(r => r.State == "closed");
        var employee = await clients.SignedInAsync(UserOf(Role.Employee));
        var actor = await ActorAsync(Role.Employee);

        (await employee.OpenAsync($"/me/payslips/{run.Id}")).Words.ShouldContain("Ana Silva");
        await RefusedAsync(employee, actor, [$"/c/{TwoClients.Own}/runs/{run.Id}/payslips/{await IdOfAsync("H2")}"]);
        (await employee.OpenAsync($"/me/payslips/{foreign.Id}")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await employee.OpenAsync($"/me/payslips/{foreign.Id}?handler=Pdf")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    private static string UserOf(Role role) => TwoClients.UserOf(role);

    private async Task<long> IdOfAsync(string number) =>
        (await clients.Host.Get<Onboarding.Contracts.IEmployees>().IdsByNumberAsync((await clients.ClientAsync(TwoClients.Own)).Id))[number];

    private Task<Actor> ActorAsync(Role role) => clients.ActorAsync(UserOf(role));

    /// <summary>404 with nothing of the page in it, and an entry for each attempt that says who tried.</summary>
    private async Task RefusedAsync(Browser browser, Actor actor, IReadOnlyCollection<string> paths)
    {
        var before = await EntriesAsync(actor);
        foreach (var path in paths)
        {
            var answer = await browser.OpenAsync(path);
            answer.Status.ShouldBe(HttpStatusCode.NotFound, $"{actor.Name}: {path}");
            answer.Words.ShouldStartWith("There is no such page");
        }
        (await EntriesAsync(actor)).Skip(before.Count).ShouldBe(paths, actor.Name);
    }

    /// <summary>Where somebody was refused, in order.</summary>
    private async Task<IReadOnlyList<string>> EntriesAsync(Actor actor) =>
        [.. (await clients.Host.Get<AuditTrail>().SearchAsync(clients.Host.Get<IdentityStore>(), AuditTrail.Provider, new AuditFilter("access.refused"), 0, 100_000))
            .Where(e => e.ActorId == actor.AccountId).OrderBy(e => e.Seq).Select(e => e.Subject)];
}
