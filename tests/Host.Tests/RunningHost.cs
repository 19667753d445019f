using Bureau.Kernel.Clients;
using Bureau.Kernel.Identity;
using Bureau.Onboarding.Contracts;
using Bureau.Testing;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Bureau.Host.Tests;

/// <summary>The whole host over a fresh empty store, without the scheduling engine, with a clock that the test moves.</summary>
public sealed class RunningHost(Action<IServiceCollection>? more = null, int signInsPerMinute = 1000) : WebApplicationFactory<Program>
{
    public const string Password = "correct horse battery";

    private readonly string _folder = Directory.CreateTempSubdirectory("bureau-host-").FullName;

    public TestClock Clock { get; } = new(DateTimeOffset.UtcNow);

    public T Get<T>() where T : notnull => Services.GetRequiredService<T>();

    /// <summary>A browser without cookies that stays where a redirect finds it.</summary>
    /// <param name="language">What the browser says its user prefers.</param>
    public Browser Browse(string? language = null)
    {
        var http = CreateClient(new() { AllowAutoRedirect = false });
        if (language is not null) http.DefaultRequestHeaders.AcceptLanguage.ParseAdd(language);
        return new(http);
    }

    public Task<long> OpenAccountAsync(string userName, params Membership[] memberships) => Get<Accounts>().OpenAsync(userName, "Somebody", Password, memberships);

    public async Task<ClientId> OpenClientAsync(string code, string name)
    {
        var provider = new Actor(1, "Set-up", [new Membership(Role.OperationsLead, null)]);
        var outcome = await Get<IClientSetup>().OpenClientAsync(provider, new NewClient(code, name, "Europe/London", "GB"));
        outcome.Problems.ShouldBeEmpty();
        return new ClientId(outcome.Id);
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseSetting("Database:Folder", _folder);
        builder.UseSetting("Demonstration", "false");
        builder.UseSetting("SignIn:AttemptsPerMinute", signInsPerMinute.ToString(System.Globalization.CultureInfo.InvariantCulture));
        builder.ConfigureTestServices(services =>
        {
            foreach (var engine in services.Where(s => s.ServiceType == typeof(IHostedService) && s.ImplementationType?.Namespace?.StartsWith("Quartz", StringComparison.Ordinal) == true).ToList())
                services.Remove(engine);
            services.Replace(ServiceDescriptor.Singleton<TimeProvider>(Clock));
            more?.Invoke(services);
        });
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }
}
