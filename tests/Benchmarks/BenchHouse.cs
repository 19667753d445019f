using Bureau.Host;
using Bureau.Kernel.Clients;
using Bureau.Kernel.Data;
using Bureau.Kernel.Identity;
using Bureau.Kernel.Imports;
using Bureau.Onboarding.Contracts;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Bureau.Benchmarks;

/// <summary>The whole product without the web, over an empty embedded store, with one client that employs nobody yet.</summary>
internal sealed class BenchHouse : IAsyncDisposable
{
    public static readonly Actor Lead = new(1, "Lead", [new Membership(Role.OperationsLead, null)]);

    private readonly ServiceProvider _services;

    private BenchHouse(ServiceProvider services, Client client, long payGroupId) => (_services, Client, PayGroupId) = (services, client, payGroupId);

    public Client Client { get; }

    public long PayGroupId { get; }

    public T Get<T>() where T : notnull => _services.GetRequiredService<T>();

    public static async Task<BenchHouse> OpenAsync(string folder, CancellationToken ct)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Database:Provider"] = nameof(Engine.Sqlite), ["Database:Folder"] = folder }).Build();
        var services = new ServiceCollection().AddSingleton<IConfiguration>(configuration).AddLogging(l => l.SetMinimumLevel(LogLevel.Warning)).AddBureau(configuration).BuildServiceProvider();
        await Modules.MigrateAsync(services, ct);
        var setup = services.GetRequiredService<IClientSetup>();
        var id = new ClientId(Done(await setup.OpenClientAsync(Lead, new NewClient("BENCH", "Benchmark Ltd", "Europe/London", "GB"), ct)));
        Done(await setup.AgreeEngagementAsync(Lead, id, new NewEngagement("complete", "onshore", new DateOnly(2025, 4, 6), Functions.All.Where(f => f != Functions.SignOffPayRun).ToDictionary(f => f, f => f is Functions.MaintainPeople or Functions.ApproveChanges ? Side.Client : Side.Provider)), ct));
        var employer = Done(await setup.AddLegalEntityAsync(Lead, id, new NewLegalEntity("Benchmark Ltd", "GB", ["18 Quay Street", "Bristol", "BS1 4QA"],
            new Dictionary<string, string> { ["paye_reference"] = "120/HF4471", ["accounts_office_reference"] = "120PH00123456" }), ct));
        var group = Done(await setup.AddPayGroupAsync(Lead, id, new NewPayGroup("MONTHLY", "Monthly paid", employer), ct));
        return new(services, await services.GetRequiredService<IClientDirectory>().GetAsync(id, ct), group);
    }

    /// <summary>As client HR would import them; nothing is approved yet.</summary>
    public async Task<ImportReport> ImportAsync(byte[] file, bool commit, CancellationToken ct)
    {
        var hr = new Actor(2, "Client HR", [new Membership(Role.ClientHr, Client.Id)]);
        await using var scope = _services.CreateAsyncScope();
        var report = await scope.ServiceProvider.GetRequiredService<CsvImports>().RunAsync(Client, hr, "people", $"{Client.Code}-people.csv", file, commit, ct);
        return report.Problems.First is [var problem, ..] ? throw new InvalidOperationException($"Row {problem.Row}, {problem.Column}: {problem.Message}") : report;
    }

    public async Task ApproveAsync(CancellationToken ct)
    {
        var refused = await Get<IChanges>().ApproveWaitingAsync(new Actor(3, "Client approver", [new Membership(Role.ClientApprover, Client.Id)]), Client, ct);
        if (refused.Count > 0) throw new InvalidOperationException(refused[0]);
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private static long Done(SetupOutcome outcome) => outcome.Done ? outcome.Id : throw new InvalidOperationException(outcome.Problems[0].Message);
}
