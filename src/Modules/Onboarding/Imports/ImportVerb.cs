using Bureau.Kernel.Clients;
using Bureau.Kernel.Data;
using Bureau.Kernel.Identity;
using Bureau.Kernel.Imports;
using Bureau.Kernel.Web;
using Microsoft.Extensions.DependencyInjection;

namespace Bureau.Onboarding.Imports;

/// <summary>The command line's way in: the same checks and the same imports as the page, by <see cref="Actor.CommandLine"/>.</summary>
internal static class ImportVerb
{
    private const string Usage = "import --client CODE --file F [--kind people|changes|notices|inputs|opening-balances] [--dry-run]";

    public static readonly Verb Verb = new("import", Usage,
        "Imports a CSV file of a client, all of it or nothing; the header tells the kind. What it brings awaits approval as usual. --dry-run only checks. Exit 1 when the file has problems.", RunAsync);

    private static async Task<int> RunAsync(VerbContext c)
    {
        if (c.Option("client") is not { } code || c.Option("file") is not { } path)
        {
            await c.Error.WriteLineAsync($"Name a client and a file: {Usage}");
            return 2;
        }
        await using var scope = c.Services.CreateAsyncScope();
        // An import may be any module's, and the command line may be the first to open the store.
        foreach (var module in scope.ServiceProvider.GetServices<IModule>())
            await scope.ServiceProvider.GetRequiredService<Migrations>().ApplyAsync(module.Schema, module.GetType().Assembly, c.Stop);
        if (await scope.ServiceProvider.GetRequiredService<IClientDirectory>().FindAsync(code, c.Stop) is not { } client)
        {
            await c.Error.WriteLineAsync($"There is no client '{code}'.");
            return 2;
        }
        var imports = scope.ServiceProvider.GetRequiredService<CsvImports>();
        var kind = c.Option("kind");
        if (kind is not null && imports.Find(kind) is null)
        {
            await c.Error.WriteLineAsync($"There is no kind '{kind}'. There are: {string.Join(", ", imports.All.Select(i => i.Kind))}.");
            return 2;
        }
        if (Read(path) is not { } content)
        {
            await c.Error.WriteLineAsync($"The file '{path}' cannot be read. Check its name and that you may open it.");
            return 2;
        }
        try
        {
            return await TellAsync(c, await ImportAsync(c, scope.ServiceProvider, imports, client, kind, Path.GetFileName(path), content));
        }
        catch (Exception e) when (Database.IsFull(e))
        {
            await c.Error.WriteLineAsync("The store is full. Nothing was written: free some space and import the file again.");
            return 1;
        }
    }

    private static async Task<ImportReport> ImportAsync(VerbContext c, IServiceProvider services, CsvImports imports, Client client, string? kind, string name, byte[] content)
    {
        if (c.Has("dry-run")) return await imports.RunAsync(client, Actor.CommandLine, kind, name, content, commit: false, c.Stop);
        var uploads = services.GetRequiredService<Uploads>();
        var (id, report) = await uploads.CheckAsync(Actor.CommandLine, client, kind, name, content, c.Stop);
        return report.Problems.Count == 0 && report.HasEffect ? (await uploads.CommitAsync(Actor.CommandLine, client, id, c.Stop)).Report ?? report : report;
    }

    /// <summary>Rows and columns, never values: what a terminal shows ends in logs.</summary>
    private static async Task<int> TellAsync(VerbContext c, ImportReport report)
    {
        foreach (var problem in report.Problems.First)
            await c.Out.WriteLineAsync($"{(problem.Row == 0 ? "file" : $"row {problem.Row}")}{(problem.Column is { } column ? $", {column}" : "")}: {problem.Message}");
        if (report.Problems.Count > 0)
        {
            await c.Out.WriteLineAsync($"{Phrases.Count(report.Problems.Count, "problem", "problems")}{(report.Problems.Count > ImportProblems.Kept ? $", of which the first {ImportProblems.Kept} are shown" : "")}. Nothing was written.");
            return 1;
        }
        await c.Out.WriteLineAsync($"{report.Kind}: {Phrases.Count(report.Rows, "row", "rows")}, {report.Added} new, {report.Changed} changed, {report.Unchanged} unchanged. "
            + (report.Committed ? report.Next is { } next ? $"Committed; see {next}" : "Committed." : report.HasEffect ? "Dry run: nothing was written." : "Nothing to write."));
        return 0;
    }

    private static byte[]? Read(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
