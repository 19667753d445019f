using Bureau.Kernel.Clients;
using Bureau.Kernel.Data;
using Bureau.Kernel.Identity;
using Bureau.Kernel.Jobs;
using Bureau.Kernel.Outbox;
using Bureau.Kernel.Web;
using Dapper;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Bureau.Testing;

/// <summary>
/// The Kernel and the modules a test asks for, over a fresh empty store, with a clock that the test moves. Without the module that owns clients there is one
/// client, <c>HARBOUR</c>, for whom both sides may do everything; nobody signs runs off.
/// </summary>
public sealed class TestHouse : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly string _folder;
    private readonly string? _database;

    private readonly bool _keeps;

    private TestHouse(ServiceProvider services, TestClock clock, string folder, bool keeps, string? database) =>
        (_services, Clock, _folder, _keeps, _database) = (services, clock, folder, keeps, database);

    public TestClock Clock { get; }

    public IServiceProvider Services => _services;

    /// <summary>The embedded store's folder.</summary>
    public string Folder => _folder;

    public static readonly Client Harbour = new(new ClientId(101), "HARBOUR", "Harbour & Vale Ltd", "Europe/London", "GB");

    /// <summary>The one client, for whom both sides may do everything; nobody signs runs off.</summary>
    public static IClientDirectory OneClient { get; } = new OneClientDirectory(signsOff: false);

    /// <summary>The same, but the client signs runs off.</summary>
    public static IClientDirectory OneClientThatSignsOff { get; } = new OneClientDirectory(signsOff: true);

    /// <summary>Somebody of the provider with the given roles for every client.</summary>
    public static Actor Person(long accountId, string name, params Role[] roles) =>
        new(accountId, name, [.. roles.Select(r => new Membership(r, r.IsProvider() ? null : Harbour.Id))]);

    public static Task<TestHouse> StartAsync(Engine engine, params IModule[] modules) => StartAsync(engine, null, modules);

    public static Task<TestHouse> StartAsync(Engine engine, Action<IServiceCollection>? more, params IModule[] modules) => StartAsync(engine, null, more, modules);

    /// <param name="keep">The embedded store's folder, used as it is and kept at the end; null = a new one that goes with the house.</param>
    /// <param name="more">Further services, replacing those of the modules.</param>
    public static async Task<TestHouse> StartAsync(Engine engine, string? keep, Action<IServiceCollection>? more, params IModule[] modules)
    {
        var folder = keep ?? Directory.CreateTempSubdirectory("bureau-test-").FullName;
        string? database = null;
        var settings = new Dictionary<string, string?>
        {
            ["Database:Provider"] = engine.ToString(),
            ["Database:Folder"] = folder,
            ["Security:MasterKey"] = Convert.ToBase64String(Enumerable.Range(1, 32).Select(i => (byte)i).ToArray()),
        };
        if (engine == Engine.SqlServer)
        {
            database = "bureau_test_" + Path.GetFileName(folder)["bureau-test-".Length..].ToLowerInvariant();
            await MasterAsync($"create database [{database}]");
            settings["Database:ConnectionString"] = new SqlConnectionStringBuilder(OnEachEngineAttribute.ConnectionString) { InitialCatalog = database }.ToString();
        }
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        var clock = new TestClock(new DateTimeOffset(2026, 11, 2, 9, 0, 0, TimeSpan.Zero));
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(configuration).AddSingleton<TimeProvider>(clock);
        services.AddLogging(l => l.SetMinimumLevel(LogLevel.Warning));
        services.AddKernel(configuration);
        foreach (var module in modules)
        {
            services.AddSingleton(module);
            module.AddServices(services, configuration);
            foreach (var permission in module.Permissions) services.AddSingleton(permission);
            foreach (var text in Translation.Of(module.GetType().Assembly)) services.AddSingleton(text);
        }
        services.TryAddSingleton(OneClient);
        more?.Invoke(services);
        var provider = services.BuildServiceProvider(validateScopes: true);
        var house = new TestHouse(provider, clock, folder, keep is not null, database);
        var migrations = provider.GetRequiredService<Migrations>();
        await migrations.ApplyAsync("access", typeof(Migrations).Assembly);
        foreach (var module in modules) await migrations.ApplyAsync(module.Schema, module.GetType().Assembly);
        return house;
    }

    public T Get<T>() where T : notnull => _services.GetRequiredService<T>();

    /// <summary>Ticks, runs jobs and delivers events until nothing more is due.</summary>
    public async Task SettleAsync(bool tick = false)
    {
        if (tick) await TickAsync();
        int done;
        do
        {
            done = await Get<OutboxDispatcher>().DispatchAsync() + await Get<JobRunner>().RunDueAsync();
        }
        while (done > 0);
    }

    public async Task TickAsync()
    {
        await using var scope = _services.CreateAsyncScope();
        foreach (var tick in scope.ServiceProvider.GetServices<ITick>()) await tick.TickAsync(Clock.GetUtcNow(), CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        if (_database is not null)
        {
            SqlConnection.ClearAllPools();
            await MasterAsync($"drop database [{_database}]");
        }
        SqliteConnection.ClearAllPools();
        if (!_keeps) Directory.Delete(_folder, recursive: true);
    }

    private static async Task MasterAsync(string sql)
    {
        await using var connection = new SqlConnection(OnEachEngineAttribute.ConnectionString);
        await connection.ExecuteAsync(sql);
    }

    private sealed class OneClientDirectory(bool signsOff) : IClientDirectory
    {
        public ValueTask<Client?> FindAsync(string code, CancellationToken ct = default) => new(code == Harbour.Code ? Harbour : null);

        public ValueTask<Client> GetAsync(ClientId id, CancellationToken ct = default) =>
            id == Harbour.Id ? new(Harbour) : throw new InvalidOperationException($"There is no client {id}.");

        public ValueTask<IReadOnlyList<Client>> ListAsync(CancellationToken ct = default) => new([Harbour]);

        public ValueTask<bool> PerformsAsync(ClientId client, string function, Side side, CancellationToken ct = default) => new(signsOff || function != "sign_off_pay_run");
    }
}
