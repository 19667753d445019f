using System.Net;
using System.Text.Json;
using Bureau.Kernel.Clients;
using Bureau.Kernel.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace Bureau.Host.Tests.Layout;

public sealed class ProblemTests
{
    [Fact]
    public async Task A_missing_page_says_what_was_kept_and_gives_a_reference()
    {
        await using var host = new RunningHost();
        var answer = await host.Browse().OpenAsync("/no/such/page");
        answer.Status.ShouldBe(HttpStatusCode.NotFound);
        answer.Html.QuerySelectorAll("h1").Single().TextContent.ShouldBe("There is no such page");
        answer.Words.ShouldContain("Nothing was changed");
        answer.Html.QuerySelector("code")!.TextContent.ShouldNotBeNullOrWhiteSpace();
        answer.Headers["Content-Security-Policy"].ShouldContain("default-src 'none'");
        answer.Headers["Cache-Control"].ShouldContain("no-store");
    }

    [Fact]
    public async Task A_program_gets_the_same_as_problem_details()
    {
        await using var host = new RunningHost();
        var answer = await host.Browse().OpenAsync("/no/such/page", "application/json");
        answer.Status.ShouldBe(HttpStatusCode.NotFound);
        answer.Headers["Content-Type"].ShouldStartWith("application/problem+json");
        using var json = JsonDocument.Parse(answer.Text);
        json.RootElement.GetProperty("title").GetString().ShouldBe("There is no such page");
        json.RootElement.GetProperty("reference").GetString().ShouldNotBeNullOrWhiteSpace();
    }

    [Fact]
    public async Task A_failure_of_ours_gives_a_reference_and_gives_nothing_away()
    {
        await using var host = new RunningHost(services => services.AddSingleton<IClientDirectory, Broken>());
        await host.OpenAccountAsync("hana@harbour.example", new Membership(Role.ClientHr, new ClientId(7)));
        var browser = host.Browse();
        await browser.SignInAsync("hana@harbour.example");

        var answer = await browser.OpenAsync("/");

        answer.Status.ShouldBe(HttpStatusCode.InternalServerError);
        answer.Words.ShouldContain("saved as a whole or not at all");
        answer.Html.QuerySelector("code")!.TextContent.ShouldNotBeNullOrWhiteSpace();
        answer.Text.ShouldNotContain(Broken.Secret);
        answer.Text.ShouldNotContain("Exception");
        answer.Headers["Content-Security-Policy"].ShouldContain("default-src 'none'");
        answer.Headers["Cache-Control"].ShouldContain("no-store");
    }

    private sealed class Broken : IClientDirectory
    {
        public const string Secret = "the tide is out";

        public ValueTask<Client?> FindAsync(string code, CancellationToken ct = default) => throw new InvalidOperationException(Secret);

        public ValueTask<Client> GetAsync(ClientId id, CancellationToken ct = default) => throw new InvalidOperationException(Secret);

        public ValueTask<IReadOnlyList<Client>> ListAsync(CancellationToken ct = default) => throw new InvalidOperationException(Secret);

        public ValueTask<bool> PerformsAsync(ClientId client, string function, Side side, CancellationToken ct = default) => throw new InvalidOperationException(Secret);
    }
}
