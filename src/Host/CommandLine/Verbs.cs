using Bureau.Kernel.Data;
using Bureau.Kernel.Web;

namespace Bureau.Host.CommandLine;

/// <summary>The command line: verbs of the host and of the modules.</summary>
internal static class Verbs
{
    private static readonly IReadOnlyList<Verb> Own =
    [
        new("migrate", "migrate", "Brings the store to the newest schema and says how many migrations were applied.", async c =>
        {
            await c.Out.WriteLineAsync($"{await Modules.MigrateAsync(c.Services, c.Stop)} migrations applied.");
            return 0;
        }),
        new("verify", "verify", "Recomputes every sealed run from its frozen inputs; checks payslips, certificates and audit chains. Exit 1 on any difference.", VerifyAsync),
        AccountVerb.Verb,
    ];

    public static async Task<int> RunAsync(string[] args)
    {
        var verbs = Own.Concat(Modules.All.SelectMany(m => m.Verbs)).OrderBy(v => v.Name, StringComparer.Ordinal).ToList();
        if (args is ["--help" or "-h" or "help", ..])
        {
            await Console.Out.WriteLineAsync(Help(verbs));
            return 0;
        }
        if (verbs.Find(v => v.Name == args[0]) is not { } verb)
        {
            await Console.Error.WriteLineAsync($"There is no verb '{args[0]}'.\n\n{Help(verbs)}");
            return 2;
        }
        if (args.Contains("--help"))
        {
            await Console.Out.WriteLineAsync($"{verb.Usage}\n\n{verb.Help}");
            return 0;
        }

        using var stop = new CancellationTokenSource();
        Console.CancelKeyPress += (_, e) =>
        {
            e.Cancel = true;
            stop.Cancel();
        };
        var configuration = new ConfigurationBuilder()
            .SetBasePath(AppContext.BaseDirectory).AddJsonFile("appsettings.json", optional: true).AddEnvironmentVariables().AddCommandLine([.. args.Where(a => a.Contains('='))]).Build();
        await using var services = new ServiceCollection().AddSingleton<IConfiguration>(configuration).AddLogging(l => l.AddSimpleConsole().SetMinimumLevel(LogLevel.Warning)).AddBureau(configuration).BuildServiceProvider();
        try
        {
            return await verb.RunAsync(new VerbContext(services, args[1..], Console.Out, Console.Error, stop.Token));
        }
        catch (MigrationException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 1;
        }
    }

    private static async Task<int> VerifyAsync(VerbContext c)
    {
        await Modules.MigrateAsync(c.Services, c.Stop);
        long passed = 0, failed = 0;
        foreach (var verification in c.Services.GetServices<IVerification>())
        {
            var (count, faults) = await verification.VerifyAsync(c.Stop);
            await c.Out.WriteLineAsync($"{verification.Name}: {count} checked, {faults.Count} faults");
            foreach (var fault in faults) await c.Out.WriteLineAsync("  " + fault);
            passed += count - faults.Count;
            failed += faults.Count;
        }
        await c.Out.WriteLineAsync($"{Math.Max(0, passed)} passed, {failed} failed");
        return failed == 0 ? 0 : 1;
    }

    private static string Help(IReadOnlyList<Verb> verbs) => $"""
        Bureau: the system that a payroll provider runs its business on.

          ./run                 serves on http://127.0.0.1:5080 (the verb 'serve'); data in ./data
          ./run VERB …          one of the verbs below; './run VERB --help' tells more

        {string.Join('\n', verbs.Select(v => $"  {v.Usage}\n      {v.Help}"))}

        Settings are given as --Section:Name=value or as environment variables Section__Name:
          Database:Provider=Sqlite|SqlServer   Database:Folder=data   Database:ConnectionString=…
          Security:MasterKey=…                 Demonstration=true|false   urls=http://127.0.0.1:5080
        """;
}
