using Bureau.Kernel.Clients;
using Bureau.Kernel.Data;
using Bureau.Kernel.Identity;
using Bureau.Testing;

namespace Bureau.Onboarding.Tests;

public class NoticeOfChangesTests
{
    [Theory, OnEachEngine]
    public async Task The_clients_approver_is_told_once_in_a_quarter_of_an_hour(Engine engine)
    {
        await using var people = await People.StartAsync(engine);
        await AccountsAsync(people);
        for (var i = 1; i <= 3; i++) (await people.SubmitStarterAsync($"100{i}", new DateOnly(2026, 11, 1))).Problems.ShouldBeEmpty();
        await people.House.SettleAsync();
        Notices(people).ShouldBeEmpty("they are collected");

        people.House.Clock.Advance(TimeSpan.FromMinutes(16));
        await people.House.SettleAsync();
        var notice = Notices(people).ShouldHaveSingleItem();
        notice.ShouldSatisfyAllConditions(n => n.ShouldContain("To: approver@harbour.example"), n => n.ShouldContain("Changes wait for your approval"), n => n.ShouldNotContain("Ana"));

        (await people.SubmitStarterAsync("1004", new DateOnly(2026, 11, 1))).Problems.ShouldBeEmpty();
        people.House.Clock.Advance(TimeSpan.FromMinutes(16));
        await people.House.SettleAsync();
        Notices(people).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Where_the_provider_approves_nobody_is_written_to()
    {
        await using var people = await People.StartAsync(Engine.Sqlite, approve: Side.Provider);
        await AccountsAsync(people);
        (await people.SubmitStarterAsync("1001", new DateOnly(2026, 11, 1))).Problems.ShouldBeEmpty();
        people.House.Clock.Advance(TimeSpan.FromHours(1));
        await people.House.SettleAsync();
        Notices(people).ShouldBeEmpty();
    }

    private static async Task AccountsAsync(People people)
    {
        foreach (var (name, role) in new[] { ("hr", Role.ClientHr), ("approver", Role.ClientApprover), ("specialist", Role.PayrollSpecialist) })
            await people.House.Get<Accounts>().OpenAsync($"{name}@harbour.example", name, "correct horse battery", [new Membership(role, people.Client.Id)]);
    }

    private static List<string> Notices(People people)
    {
        var folder = Path.Combine(people.House.Folder, "notices");
        return Directory.Exists(folder) ? [.. Directory.GetFiles(folder).Select(File.ReadAllText)] : [];
    }
}
