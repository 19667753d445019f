using Bureau.Host.Scheduling;
using Bureau.Kernel.Clients;
using Bureau.Kernel.Identity;
using Bureau.Kernel.Mail;

namespace Bureau.Host.Demonstration;

/// <summary>
/// A provider with three clients in two countries and the months since the tax year began, lived through the product's own front doors (set-up, import, approve, tick, submit,
/// approve, release) under a clock of its own. Nothing is inserted past them.
/// </summary>
internal static class Demonstrate
{
    /// <summary>Fills an empty store and says who can sign in; a store with clients or sign-ins of its own is left alone.</summary>
    /// <param name="now">Where the story ends and the real clock takes over.</param>
    public static async Task IfEmptyAsync(IConfiguration configuration, DateTimeOffset now, TextWriter output, CancellationToken ct = default)
    {
        var clock = new DemonstrationClock();
        clock.MoveTo(Story.Beginning(now));
        // Nobody is written to about the past.
        configuration = new ConfigurationBuilder().AddConfiguration(configuration).AddInMemoryCollection([new("Mail:Transport", nameof(MailTransport.None))]).Build();
        await using var past = new ServiceCollection()
            .AddSingleton(configuration).AddSingleton<TimeProvider>(clock)
            .AddLogging(l => l.AddSimpleConsole().SetMinimumLevel(LogLevel.Warning))
            .AddBureau(configuration).AddSingleton<BackgroundWork>()
            .BuildServiceProvider();
        var clients = past.GetRequiredService<IClientDirectory>();
        if ((await clients.ListAsync(ct)).Count == 0 && !await past.GetRequiredService<Accounts>().AnyAsync(ct))
        {
            await output.WriteLineAsync("Preparing the demonstration: three clients in two countries, their people and their pay runs since April. This takes a little while, once.");
            await new Story(past, clock, now).TellAsync(ct);
        }
        if (await clients.FindAsync("HARBOUR", ct) is null) return;
        await output.WriteLineAsync($"\nSign in as (password for all: {People.Password})");
        foreach (var person in People.All) await output.WriteLineAsync($"  {person.UserName,-26} {person.Role.Label(),-20} {person.TryFirst}");
        await output.WriteLineAsync();
    }
}
