using Bureau.Kernel.Data;
using Bureau.Onboarding.Contracts;
using Bureau.Testing;

namespace Bureau.Onboarding.Tests;

public sealed class PeopleForPayTests
{
    private static readonly DateOnly First = new(2026, 11, 1);
    private static readonly DateOnly Last = new(2026, 11, 30);

    [Theory, OnEachEngine]
    public async Task Everybody_who_belongs_to_the_group_on_a_day_of_the_period_comes_once_by_id(Engine engine)
    {
        await using var people = await People.StartAsync(engine);
        var stays = await people.EmployAsync("stays", new DateOnly(2024, 1, 1));
        var startsLastDay = await people.EmployAsync("starts", Last);
        await people.EmployAsync("later", Last.AddDays(1));
        var leavesFirstDay = await people.EmployAsync("leaves", new DateOnly(2024, 1, 1));
        await people.ChangeAsync(leavesFirstDay, First, FactNames.LeavingDate, "2026-11-01");
        var leftBefore = await people.EmployAsync("left", new DateOnly(2024, 1, 1));
        await people.ChangeAsync(leftBefore, First.AddDays(-1), FactNames.LeavingDate, "2026-10-31");
        var movesOut = await people.EmployAsync("out", new DateOnly(2024, 1, 1));
        await people.ChangeAsync(movesOut, new DateOnly(2026, 11, 15), FactNames.PayGroup, "WEEKLY");
        var movedOut = await people.EmployAsync("moved", new DateOnly(2024, 1, 1));
        await people.ChangeAsync(movedOut, First, FactNames.PayGroup, "WEEKLY");
        var movesIn = await people.EmployAsync("in", new DateOnly(2024, 1, 1), People.Salaried(group: "WEEKLY"));
        await people.ChangeAsync(movesIn, Last, FactNames.PayGroup, "MONTHLY");
        await people.EmployAsync("weekly", new DateOnly(2024, 1, 1), People.Salaried(group: "WEEKLY"));

        var monthly = await people.ForPayAsync(people.Monthly, First, Last);
        monthly.Select(e => e.Id).ShouldBe(new[] { stays, startsLastDay, leavesFirstDay, movesOut, movesIn }.Order());
        (await people.ForPayAsync(people.Weekly, First, Last)).Select(e => e.Number).ShouldBe(["out", "moved", "in", "weekly"], ignoreOrder: true);

        // The same people, of whom only what was asked for is known.
        var briefly = await people.House.Get<IEmployees>().StreamForPayAsync(people.Client.Id, people.Monthly, First, Last, people.House.Clock.GetUtcNow(), facts: [FactNames.PayBasis]).ToListAsync();
        briefly.Select(e => e.Id).ShouldBe(monthly.Select(e => e.Id));
        briefly.ShouldAllBe(e => e.On(Last, FactNames.PayBasis) == "salary" && e.On(Last, FactNames.AnnualSalary) == null);
    }

    [Theory, OnEachEngine]
    public async Task Facts_after_the_period_or_recorded_after_the_instant_are_not_told(Engine engine)
    {
        await using var people = await People.StartAsync(engine);
        var ana = await people.EmployAsync("1001", new DateOnly(2024, 1, 1));
        var before = people.House.Clock.GetUtcNow();
        people.House.Clock.Advance(TimeSpan.FromMinutes(5));
        await people.ChangeAsync(ana, new DateOnly(2026, 11, 10), FactNames.AnnualSalary, "33000");
        await people.ChangeAsync(ana, new DateOnly(2026, 12, 1), FactNames.AnnualSalary, "36000");

        var now = (await people.ForPayAsync(people.Monthly, First, Last)).Single();
        now.Facts.Where(f => f.Field == FactNames.AnnualSalary).Select(f => f.Value).ShouldBe(["30000", "33000"]);
        (now.On(First, FactNames.AnnualSalary), now.On(Last, FactNames.AnnualSalary)).ShouldBe(("30000", "33000"));
        var then = (await people.ForPayAsync(people.Monthly, First, Last, before)).Single();
        then.Facts.Where(f => f.Field == FactNames.AnnualSalary).Select(f => f.Value).ShouldBe(["30000"]);
    }

    [Theory, OnEachEngine]
    public async Task A_correction_of_the_same_day_supersedes_the_earlier_value(Engine engine)
    {
        await using var people = await People.StartAsync(engine);
        var ana = await people.EmployAsync("1001", new DateOnly(2024, 1, 1));
        await people.ChangeAsync(ana, First, FactNames.AnnualSalary, "33000");
        people.House.Clock.Advance(TimeSpan.FromMinutes(5));
        await people.ChangeAsync(ana, First, FactNames.AnnualSalary, "32500");
        (await people.ForPayAsync(people.Monthly, First, Last)).Single().Facts.Where(f => f.Field == FactNames.AnnualSalary).Select(f => f.Value).ShouldBe(["30000", "32500"]);
    }

    [Theory, OnEachEngine]
    public async Task Sensitive_facts_come_opened(Engine engine)
    {
        await using var people = await People.StartAsync(engine);
        await people.EmployAsync("1001", new DateOnly(2024, 1, 1), new Dictionary<string, string?>(People.Salaried())
        {
            ["bank_sort_code"] = "20-00-00",
            [FactNames.BankAccountNumber] = "55779911",
            ["nino"] = "ab 12 34 56 c",
        });
        var ana = (await people.ForPayAsync(people.Monthly, First, Last)).Single();
        (ana.On(Last, "bank_sort_code"), ana.On(Last, FactNames.BankAccountNumber), ana.On(Last, "nino")).ShouldBe(("200000", "55779911", "AB123456C"));
    }

    [Fact]
    public async Task No_sensitive_value_stands_in_clear_in_the_store()
    {
        await using var people = await People.StartAsync(Engine.Sqlite);
        var ana = await people.EmployAsync("1001", new DateOnly(2024, 1, 1), new Dictionary<string, string?>(People.Salaried())
        {
            ["bank_sort_code"] = "207788",
            [FactNames.BankAccountNumber] = "55779911",
            ["nino"] = "AB123456C",
            ["date_of_birth"] = "1987-06-05",
            [FactNames.BankAccountName] = "plain marker",
        });
        await people.SubmitAsync(ana, First, new Dictionary<string, string?> { [FactNames.BankAccountNumber] = "66880022" });
        var files = Directory.GetFiles(people.House.Folder, "onboarding.db*");
        var stored = string.Concat(files.Select(f =>
        {
            using var stream = new FileStream(f, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(stream, System.Text.Encoding.Latin1);
            return reader.ReadToEnd();
        }));
        stored.ShouldContain("plain marker", customMessage: "the files hold what was written");
        foreach (var secret in new[] { "207788", "55779911", "66880022", "AB123456C", "1987-06-05" }) stored.Contains(secret, StringComparison.Ordinal).ShouldBeFalse(secret);
    }

    [Theory, OnEachEngine]
    public async Task One_client_is_never_told_of_anothers_people(Engine engine)
    {
        await using var people = await People.StartAsync(engine);
        var ana = await people.EmployAsync("1001", new DateOnly(2024, 1, 1));
        var other = new Kernel.Clients.ClientId((await people.House.Get<IClientSetup>().OpenClientAsync(People.Lead, new NewClient("KESTREL", "Kestrel Foods Ltd", "Europe/London", "GB"))).Id);
        var employees = people.House.Get<IEmployees>();
        (await employees.NamesAsync(other)).ShouldBeEmpty();
        (await employees.FindAsync(other, ana, First)).ShouldBeNull();
        await Should.ThrowAsync<InvalidOperationException>(async () =>
        {
            await foreach (var _ in employees.StreamForPayAsync(other, people.Monthly, First, Last, people.House.Clock.GetUtcNow())) { }
        });
    }
}
