using Bureau.Kernel.Data;
using Bureau.Onboarding.Contracts;
using Bureau.Onboarding.Employees;
using Bureau.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace Bureau.Onboarding.Tests;

public sealed class FactHistoryTests
{
    private static readonly DateOnly Day = new(2026, 1, 1);
    private static readonly DateTimeOffset Instant = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void What_was_known_at_an_instant_stays_the_same_whatever_is_recorded_later() =>
        Prop.ForAll<(byte Effective, byte Recorded, byte Value)[], byte, byte>((facts, day, known) =>
        {
            var all = facts.Select((f, i) => new Fact("job_title", Day.AddDays(f.Effective), Instant.AddMinutes(f.Recorded), i, f.Value.ToString(System.Globalization.CultureInfo.InvariantCulture))).ToList();
            var knownAt = Instant.AddMinutes(known);
            var then = new FactHistory(all.Where(f => f.RecordedAt <= knownAt));
            return new FactHistory(all).ValueOn("job_title", Day.AddDays(day), knownAt) == then.ValueOn("job_title", Day.AddDays(day));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Of_facts_of_one_day_the_one_recorded_last_counts_and_of_days_the_latest_begun()
    {
        var history = new FactHistory(
        [
            new Fact("job_title", Day, Instant, 1, "Chef"), new Fact("job_title", Day, Instant.AddHours(1), 2, "Head chef"),
            new Fact("job_title", Day.AddDays(10), Instant.AddHours(-1), 3, "Manager"), new Fact("job_title", Day.AddDays(20), Instant, 4, null),
        ]);
        history.ValueOn("job_title", Day.AddDays(-1)).ShouldBeNull();
        history.ValueOn("job_title", Day).ShouldBe("Head chef");
        history.ValueOn("job_title", Day, Instant).ShouldBe("Chef");
        history.ValueOn("job_title", Day.AddDays(10)).ShouldBe("Manager");
        history.ValueOn("job_title", Day.AddDays(20)).ShouldBeNull("the fact ends there");
    }

    [Theory, OnEachEngine]
    public async Task A_run_that_asks_again_as_known_then_is_told_the_same_after_any_number_of_changes(Engine engine)
    {
        await using var people = await People.StartAsync(engine);
        var start = new DateOnly(2026, 1, 5);
        var ids = new[] { await people.EmployAsync("1", start), await people.EmployAsync("2", start), await people.EmployAsync("3", start, People.Salaried(group: "WEEKLY")) };
        var random = new Random(20261102);
        var told = new List<(DateTimeOffset KnownAt, string Answer)>();
        for (var i = 0; i < 30; i++)
        {
            people.House.Clock.Advance(TimeSpan.FromHours(1));
            var id = ids[random.Next(3)];
            var from = start.AddDays(random.Next(320));
            if (random.Next(4) == 0) await people.ChangeAsync(id, from, FactNames.PayGroup, (await people.HistoryAsync(id)).ValueOn(FactNames.PayGroup, from) == "WEEKLY" ? "MONTHLY" : "WEEKLY");
            else await people.ChangeAsync(id, from, FactNames.AnnualSalary, (20_000 + i).ToString(System.Globalization.CultureInfo.InvariantCulture));
            told.Add((people.House.Clock.GetUtcNow(), await AskAsync(people, people.House.Clock.GetUtcNow())));
        }
        told.Select(t => t.Answer).Distinct().Count().ShouldBeGreaterThan(10, "the changes change what is told");
        foreach (var (knownAt, answer) in told) (await AskAsync(people, knownAt)).ShouldBe(answer);
    }

    private static async Task<string> AskAsync(People people, DateTimeOffset knownAt)
    {
        var monthly = await people.ForPayAsync(people.Monthly, new DateOnly(2026, 1, 1), new DateOnly(2026, 12, 31), knownAt);
        return string.Join('\n', monthly.Select(e => $"{e.Number}: " + string.Join(", ", e.Facts.Select(f => $"{f.Field} {f.EffectiveFrom:yyyy-MM-dd} {f.Value}"))));
    }
}
