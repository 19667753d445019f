using Bureau.Kernel.Data;
using Bureau.Onboarding.Contracts;
using Bureau.Onboarding.Employees.FindPeople;
using Bureau.Testing;

namespace Bureau.Onboarding.Tests;

public sealed class FindPeopleTests
{
    private static async Task<People> WithPeopleAsync(Engine engine)
    {
        var people = await People.StartAsync(engine);
        await people.EmployAsync("10", new DateOnly(2024, 1, 1), family: "Wójcik");
        await people.EmployAsync("11", new DateOnly(2023, 1, 1), family: "Şahin");
        await people.EmployAsync("12", new DateOnly(2027, 1, 1), family: "Łukasik");
        var left = await people.EmployAsync("20", new DateOnly(2022, 1, 1), People.Salaried(group: "WEEKLY"), family: "O'Brien");
        await people.ChangeAsync(left, new DateOnly(2026, 10, 1), FactNames.LeavingDate, "2026-10-01");
        return people;
    }

    private static async Task<string[]> NumbersAsync(People people, string? text = null, string? group = null, string? state = null, string sort = "name")
    {
        await using var db = await people.House.Get<OnboardingStore>().OpenAsync(people.Client.Id);
        var query = new PeopleQuery(text, group, state, sort, null, 50);
        var rows = await Onboarding.Employees.FindPeople.People.FindAsync(db, people.Client, query, default);
        (await Onboarding.Employees.FindPeople.People.CountAsync(db, people.Client, query, default)).ShouldBe(rows.Count);
        return [.. rows.Select(r => r.Number)];
    }

    [Theory, OnEachEngine]
    public async Task Names_are_found_without_accents_and_capitals_and_numbers_by_their_beginning(Engine engine)
    {
        await using var people = await WithPeopleAsync(engine);
        (await NumbersAsync(people, "wojcik")).ShouldBe(["10"]);
        (await NumbersAsync(people, "LUKA")).ShouldBe(["12"]);
        (await NumbersAsync(people, "sahin ana")).ShouldBe(["11"]);
        (await NumbersAsync(people, "o'b")).ShouldBe(["20"]);
        (await NumbersAsync(people, "1", sort: "number")).ShouldBe(["10", "11", "12"]);
        (await NumbersAsync(people, "%")).ShouldBeEmpty("a wildcard is a character like any other");
    }

    [Theory, OnEachEngine]
    public async Task People_are_filtered_by_group_and_state_and_sorted(Engine engine)
    {
        await using var people = await WithPeopleAsync(engine);
        (await NumbersAsync(people, group: "WEEKLY")).ShouldBe(["20"]);
        (await NumbersAsync(people, state: "employed")).ShouldBe(["11", "10"]);
        (await NumbersAsync(people, state: "starting")).ShouldBe(["12"]);
        (await NumbersAsync(people, state: "left")).ShouldBe(["20"]);
        (await NumbersAsync(people)).ShouldBe(["12", "20", "11", "10"]);
        (await NumbersAsync(people, sort: "-name")).ShouldBe(["10", "11", "20", "12"]);
        (await NumbersAsync(people, sort: "started")).ShouldBe(["20", "11", "10", "12"]);
    }

    [Theory, OnEachEngine]
    public async Task Pages_follow_each_other_by_key_and_miss_nobody(Engine engine)
    {
        await using var people = await WithPeopleAsync(engine);
        foreach (var sort in new[] { "name", "-name", "number", "-number", "started", "-started" })
        {
            await using var db = await people.House.Get<OnboardingStore>().OpenAsync(people.Client.Id);
            var seen = new List<string>();
            (string, long)? after = null;
            while (true)
            {
                var rows = await Onboarding.Employees.FindPeople.People.FindAsync(db, people.Client, new PeopleQuery(null, null, null, sort, after, 1), default);
                if (rows.Count == 0) break;
                seen.Add(rows[0].Number);
                after = (rows[0].SortValue, rows[0].Id);
            }
            string.Join(" ", seen).ShouldBe(string.Join(" ", await NumbersAsync(people, sort: sort)), sort);
        }
    }
}
