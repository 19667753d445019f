using System.Text.RegularExpressions;
using Bureau.Kernel.Data;
using Bureau.Kernel.Identity;
using Bureau.Kernel.Jobs;
using Bureau.Kernel.Mail;
using Bureau.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Bureau.Kernel.Tests.Mail;

public partial class NoticeTests
{
    [Theory, OnEachEngine]
    public async Task A_notice_is_written_to_the_folder_if_and_when_its_transaction_commits(Engine engine)
    {
        await using var house = await TestHouse.StartAsync(engine, s => s.Configure<MailOptions>(o => o.Address = "https://payroll.example/"));
        var ana = await AccountAsync(house);
        await AddAsync(house, ana, commit: false);
        await house.SettleAsync();
        Directory.Exists(Path.Combine(house.Folder, "notices")).ShouldBeFalse();

        await AddAsync(house, ana);
        await house.SettleAsync();
        await house.SettleAsync();

        var file = await File.ReadAllTextAsync(Directory.GetFiles(Path.Combine(house.Folder, "notices"), "*.eml").ShouldHaveSingleItem());
        file.ShouldContain("To: ana@harbour.example");
        file.ShouldContain("Subject: Your payslip is ready");
        file.ShouldContain("https://payroll.example/me/payslips/7");
    }

    [Fact]
    public async Task A_server_that_is_down_delays_the_notice_and_nothing_else()
    {
        int port;
        using (var once = new MailServer()) port = once.Port;
        var other = new Other();
        await using var house = await TestHouse.StartAsync(Engine.Sqlite, s => { Smtp(s, port); s.AddSingleton<IJob>(other); });
        await AddAsync(house, await AccountAsync(house));
        await using (var unit = await house.Get<IdentityStore>().BeginAsync(TestHouse.Harbour.Id))
        {
            await unit.EnqueueAsync(other.Name, new { }, "1");
            await unit.CommitAsync();
        }

        (await house.Get<JobRunner>().RunDueAsync(mail: false)).ShouldBe(1);
        other.Ran.ShouldBe(1);
        (await house.Get<JobRunner>().RunDueAsync(mail: true)).ShouldBe(0);
        var stuck = (await house.Get<StuckWork>().ReadAsync()).ShouldHaveSingleItem();
        (stuck.Name, stuck.Attempts, stuck.Error, stuck.Client).ShouldBe(("mail.send", 1, "SmtpException", TestHouse.Harbour.Id));
        stuck.NextAt!.Value.ShouldBeGreaterThan(house.Clock.GetUtcNow());

        using var server = new MailServer(port);
        house.Clock.Advance(TimeSpan.FromMinutes(1));
        await house.SettleAsync();
        server.Received.ShouldHaveSingleItem().ShouldContain("To: ana@harbour.example");
        (await house.Get<StuckWork>().ReadAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_notice_that_was_given_up_is_sent_when_somebody_asks_for_it_again()
    {
        int port;
        using (var once = new MailServer()) port = once.Port;
        await using var house = await TestHouse.StartAsync(Engine.Sqlite, s => Smtp(s, port));
        await AddAsync(house, await AccountAsync(house));
        for (var i = 0; i < JobRunner.MostAttempts; i++)
        {
            await house.SettleAsync();
            house.Clock.Advance(TimeSpan.FromHours(1));
        }
        var stuck = (await house.Get<StuckWork>().ReadAsync()).ShouldHaveSingleItem();
        (stuck.Attempts, stuck.NextAt).ShouldBe((JobRunner.MostAttempts, null));

        using var server = new MailServer(port);
        house.Clock.Advance(TimeSpan.FromDays(3));
        await house.SettleAsync();
        server.Received.ShouldBeEmpty("it was given up");
        (await house.Get<StuckWork>().TryAgainAsync(stuck, TestHouse.Person(4, "Ingrid", Role.OperationsLead))).ShouldBeTrue();
        await house.SettleAsync();
        server.Received.Count.ShouldBe(1);
        (await house.Get<StuckWork>().TryAgainAsync(stuck, TestHouse.Person(4, "Ingrid", Role.OperationsLead))).ShouldBeFalse("it is done");
    }

    [Fact]
    public async Task A_notice_sent_twice_is_recognisable_as_one()
    {
        using var server = new MailServer { Forgets = 1 };
        await using var house = await TestHouse.StartAsync(Engine.Sqlite, s => Smtp(s, server.Port));
        await AddAsync(house, await AccountAsync(house));

        await house.SettleAsync();
        house.Clock.Advance(TimeSpan.FromMinutes(1));
        await house.SettleAsync();

        server.Received.Count.ShouldBe(2);
        server.Received.Select(m => MessageId().Match(m).Value).Distinct().ShouldHaveSingleItem().ShouldEndWith("@bureau.example>");
    }

    [Fact]
    public async Task Nobody_is_written_to_when_notices_are_off_or_the_account_is_disabled()
    {
        using var server = new MailServer();
        await using var house = await TestHouse.StartAsync(Engine.Sqlite, s => Smtp(s, server.Port));
        var ana = await AccountAsync(house);
        await AddAsync(house, ana);
        await using (var unit = await house.Get<IdentityStore>().BeginAcrossClientsAsync())
        {
            await unit.ExecuteAsync("update access.account set disabled_at = @Now where id = @Id", new { Id = ana, unit.Now });
            await unit.CommitAsync();
        }
        await house.SettleAsync();
        server.Received.ShouldBeEmpty();

        await using var off = await TestHouse.StartAsync(Engine.Sqlite, s => s.Configure<MailOptions>(o => o.Transport = MailTransport.None));
        await AddAsync(off, await AccountAsync(off));
        await using var db = await off.Get<IdentityStore>().OpenAcrossClientsAsync();
        (await db.ScalarAsync<long>("select count(*) from access.job")).ShouldBe(0);
    }

    private static void Smtp(IServiceCollection services, int port) => services.Configure<MailOptions>(o => (o.Transport, o.Host, o.Port, o.Tls) = (MailTransport.Smtp, "127.0.0.1", port, false));

    private static Task<long> AccountAsync(TestHouse house) =>
        house.Get<Accounts>().OpenAsync("ana@harbour.example", "Ana", "correct horse battery", [new(Role.Employee, TestHouse.Harbour.Id, 1)]);

    private static async Task AddAsync(TestHouse house, long account, bool commit = true)
    {
        await using var unit = await house.Get<IdentityStore>().BeginAsync(TestHouse.Harbour.Id);
        await house.Get<Notices>().AddAsync(unit, new(account, "Your payslip is ready", "Harbour & Vale Ltd", "/me/payslips/7"));
        if (commit) await unit.CommitAsync();
    }

    [GeneratedRegex("(?<=^Message-ID: )<.+>$", RegexOptions.Multiline | RegexOptions.IgnoreCase)]
    private static partial Regex MessageId();

    private sealed class Other : IJob
    {
        public int Ran { get; private set; }

        public string Name => "test.other";

        public Task RunAsync(JobRequest request, CancellationToken ct)
        {
            Ran++;
            return Task.CompletedTask;
        }
    }
}
