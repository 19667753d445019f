using System.Diagnostics;
using Bureau.Benefits.Contracts;
using Bureau.Kernel.Clients;
using Bureau.Kernel.Data;
using Bureau.Kernel.Web;
using Bureau.Onboarding.Contracts;
using Bureau.Payroll;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Bureau.Benchmarks;

/// <summary>A store of its own with the payroll module over it, the embedded engine as in production, and a clock that is set by hand.</summary>
internal sealed class BenchStore : IAsyncDisposable
{
    public static readonly ClientId Client = new(1);
    private readonly ServiceProvider _services;

    private BenchStore(ServiceProvider services) => _services = services;

    public IServiceProvider Services => _services;

    public PayrollStore Store => _services.GetRequiredService<PayrollStore>();

    public static async Task<BenchStore> CreateAsync(string folder, BenchPeople people, TimeProvider clock, CancellationToken ct)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Database:Provider"] = nameof(Engine.Sqlite), ["Database:Folder"] = folder }).Build();
        var services = new ServiceCollection();
        var module = new PayrollModule();
        services.AddSingleton<IConfiguration>(configuration).AddSingleton(clock);
        services.AddLogging(l => l.SetMinimumLevel(LogLevel.Warning));
        services.AddKernel(configuration);
        module.AddServices(services, configuration);
        foreach (var permission in module.Permissions) services.AddSingleton(permission);
        services.AddSingleton<IEmployees>(people).AddSingleton<IContributions>(people).AddSingleton<IPayGroups>(people);
        services.AddSingleton<IClientDirectory, OneClient>();
        var provider = services.BuildServiceProvider();
        var migrations = provider.GetRequiredService<Migrations>();
        await migrations.ApplyAsync("access", typeof(Migrations).Assembly, ct);
        await migrations.ApplyAsync(module.Schema, typeof(PayrollModule).Assembly, ct);
        return new BenchStore(provider);
    }

    /// <summary>Bytes of the payroll file, once its log is written back into it.</summary>
    public Task<long> SizeAsync(CancellationToken ct) => Store.Database.SizeAsync(Store.Schema, ct);

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private sealed class OneClient : IClientDirectory
    {
        private static readonly Client s_client = new(Client, "BENCH", "Benchmark", "Europe/London", "GB");

        public ValueTask<Client?> FindAsync(string code, CancellationToken ct = default) => new(code == s_client.Code ? s_client : null);

        public ValueTask<Client> GetAsync(ClientId id, CancellationToken ct = default) => new(s_client);

        public ValueTask<IReadOnlyList<Client>> ListAsync(CancellationToken ct = default) => new([s_client]);

        public ValueTask<bool> PerformsAsync(ClientId client, string function, Side side, CancellationToken ct = default) => new(function != Functions.SignOffPayRun);
    }
}

/// <summary>Stands where it is put, and goes on from there as time does.</summary>
internal sealed class BenchClock(DateTimeOffset start) : TimeProvider
{
    private DateTimeOffset _start = start;
    private long _since = Stopwatch.GetTimestamp();

    public void Set(DateTimeOffset start) => (_start, _since) = (start, Stopwatch.GetTimestamp());

    public override DateTimeOffset GetUtcNow() => _start + Stopwatch.GetElapsedTime(_since);
}
