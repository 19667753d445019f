using Bureau.Host.Administration;
using Bureau.Kernel.Identity;
using Bureau.Kernel.Web;

namespace Bureau.Host.CommandLine;

/// <summary>Sign-ins from the command line, by <see cref="Actor.CommandLine"/>: how the first operations lead comes to be, and the way back in when nobody is left.</summary>
internal static class AccountVerb
{
    private const string Usage = "account --email A (--name N --role ROLE [--client CODE] [--employee NUMBER] | --new-password | --close | --reopen)";
    private static readonly string[] s_options = ["email", "name", "role", "client", "employee"], s_acts = ["role", "new-password", "close", "reopen"];

    public static readonly Verb Verb = new("account", Usage,
        $"Opens a sign-in, or gives the role to whoever has that address already; prints a new person's one-time password, once. Roles: {string.Join(", ", Enum.GetValues<Role>().Select(r => r.Key()))}.", RunAsync);

    private static async Task<int> RunAsync(VerbContext c)
    {
        if (Misunderstood(c) is { } problem)
        {
            await c.Error.WriteLineAsync($"{problem}\n{Usage}");
            return 2;
        }
        await Modules.MigrateAsync(c.Services, c.Stop);
        if (c.Option("role") is { } role)
        {
            var open = c.Services.GetRequiredService<OpenAccount>();
            var (problems, opened) = await open.RunAsync(Actor.CommandLine, new(c.Option("email"), c.Option("name"), new(role, c.Option("client"), c.Option("employee"))), c.Stop);
            foreach (var wrong in problems) await c.Error.WriteLineAsync($"--{wrong.Field.ToLowerInvariant()}: {wrong.Message}");
            if (opened is null) return 2;
            await c.Out.WriteLineAsync(opened.Password is { } first ? $"Opened sign-in {opened.AccountId}.\n{Told(first)}" : $"There was a sign-in with this address: {opened.AccountId}. It has the role now.");
            return 0;
        }
        if (await c.Services.GetRequiredService<Accounts>().FindAsync(c.Option("email")!, c.Stop) is not { } id)
        {
            await c.Error.WriteLineAsync("--email: There is no sign-in with this address. Check it, or open one with --name and --role.");
            return 2;
        }
        var manage = c.Services.GetRequiredService<ManageAccounts>();
        var outcome = c.Has("close") ? await manage.CloseAsync(Actor.CommandLine, id, c.Stop)
            : c.Has("reopen") ? await manage.ReopenAsync(Actor.CommandLine, id, c.Stop)
            : await manage.GiveNewPasswordAsync(Actor.CommandLine, id, c.Stop);
        if (!outcome.Done)
        {
            await c.Error.WriteLineAsync(outcome.Problem);
            return 2;
        }
        await c.Out.WriteLineAsync(outcome.Password is { } password ? Told(password) : c.Has("close") ? $"Closed sign-in {id}." : $"Reopened sign-in {id}.");
        return 0;
    }

    private static string? Misunderstood(VerbContext c)
    {
        var given = c.Args.Where(a => a.StartsWith("--", StringComparison.Ordinal) && !a.Contains('=')).Select(a => a[2..]).ToList();
        if (given.Except([.. s_options, .. s_acts]).ToList() is [var unknown, ..]) return $"There is no option '--{unknown}'.";
        if (given.FirstOrDefault(o => s_options.Contains(o) && c.Option(o) is null or ['-', '-', ..]) is { } bare) return $"Write a value after --{bare}.";
        if (c.Option("email") is null) return "Name the address with --email.";
        return given.Count(s_acts.Contains) == 1 ? null : "Say one thing to do: --role, --new-password, --close or --reopen.";
    }

    private static string Told(string password) => $"One-time password: {password}\nIt is shown only now, works for {Passwords.OneTimeLasts.TotalDays:0} days and has to be replaced at the first sign-in.";
}
