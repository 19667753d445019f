using Bureau.Kernel.Data;
using Bureau.Kernel.Identity;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Bureau.Kernel.Web;

/// <summary>What a module gives the host. A module's one public type implements it; everything else in the module is internal.</summary>
public interface IModule
{
    /// <summary>Name of its schema, its migrations folder and its part of permission keys, e.g. <c>payroll</c>.</summary>
    string Schema { get; }

    void AddServices(IServiceCollection services, IConfiguration configuration);

    IEnumerable<Permission> Permissions { get; }

    IEnumerable<MenuEntry> Menu => [];

    /// <summary>Endpoints that are not pages: downloads, partial refreshes.</summary>
    void MapEndpoints(IEndpointRouteBuilder endpoints) { }

    /// <summary>Command-line verbs.</summary>
    IEnumerable<Verb> Verbs => [];
}

public enum Workspace { Operations, Client, Me }

/// <param name="Href">Address; <c>{client}</c> stands for the code of the client that is open.</param>
/// <param name="Permission">Shown to those who have it.</param>
/// <param name="Order">Lower comes first.</param>
public sealed record MenuEntry(Workspace Workspace, string Label, string Href, string Permission, int Order);

/// <summary>A verb of the command line. Returns the exit code: 0 done, 1 the work found something wrong, 2 the call was not understood.</summary>
public sealed record Verb(string Name, string Usage, string Help, Func<VerbContext, Task<int>> RunAsync);

/// <param name="Args">What follows the verb.</param>
public sealed record VerbContext(IServiceProvider Services, string[] Args, TextWriter Out, TextWriter Error, CancellationToken Stop)
{
    /// <summary>The value after <c>--name</c>; null when the option is absent.</summary>
    public string? Option(string name)
    {
        var at = Array.IndexOf(Args, "--" + name);
        return at >= 0 && at + 1 < Args.Length ? Args[at + 1] : null;
    }

    public bool Has(string name) => Args.Contains("--" + name);
}

/// <summary>One check that <c>verify</c> makes over everything stored. Faults are sentences with ids, no personal data.</summary>
public interface IVerification
{
    string Name { get; }

    Task<(long Checked, IReadOnlyList<string> Faults)> VerifyAsync(CancellationToken ct);
}

public static class ModuleServices
{
    /// <summary>Registers a module's store under its own type and among all stores.</summary>
    public static IServiceCollection AddStore<TStore>(this IServiceCollection services) where TStore : Store =>
        services.AddSingleton<TStore>().AddSingleton<Store>(p => p.GetRequiredService<TStore>());
}
