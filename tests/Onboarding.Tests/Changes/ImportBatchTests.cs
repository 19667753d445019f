using Bureau.Kernel.Data;
using Bureau.Kernel.Identity;
using Bureau.Onboarding.Changes;
using Bureau.Onboarding.Contracts;
using Bureau.Testing;

namespace Bureau.Onboarding.Tests;

public sealed class ImportBatchTests
{
    private static readonly DateOnly Start = new(2025, 1, 6);

    private static async Task<long> StartersAsync(People people, params string[] numbers)
    {
        await using var unit = await people.House.Get<OnboardingStore>().BeginAsync(people.Client.Id);
        var batch = unit.Ids.Next();
        var changes = numbers.Select(n => new NewChange(unit.Ids.Next(), unit.Ids.Next(), new Starter(n, "Ana", "Silva " + n, Start), Start, Start, 0, People.Salaried(), "", ChangeOrigin.Import)).ToList();
        await people.House.Get<ChangeWriter>().WriteAsync(unit, people.Hr, people.Client, changes, batch);
        await unit.CommitAsync();
        return batch;
    }

    [Theory, OnEachEngine]
    public async Task An_import_is_approved_at_once_by_somebody_else(Engine engine)
    {
        await using var people = await People.StartAsync(engine);
        var batch = await StartersAsync(people, "1", "2", "3");
        var approve = people.House.Get<ApproveBatch>();
        (await approve.RunAsync(people.Hr, people.Client, batch)).Refusal.ShouldNotBeNull();
        (await approve.RunAsync(people.Approver, people.Client, batch)).ShouldBe(new BatchOutcome(null, 3, 0));
        (await approve.RunAsync(people.Approver, people.Client, batch)).ShouldBe(new BatchOutcome(null, 3, 0), "a double click");
        (await approve.RunAsync(people.Of(42, "Eve", Role.ClientApprover), people.Client, batch)).Refusal!.ShouldContain("already");
        (await people.ForPayAsync(people.Monthly, Start, Start)).Select(e => e.Number).ShouldBe(["1", "2", "3"]);
    }

    [Theory, OnEachEngine]
    public async Task What_moved_on_since_the_import_is_left_for_a_decision_of_its_own(Engine engine)
    {
        await using var people = await People.StartAsync(engine);
        (await people.House.Get<ApproveBatch>().RunAsync(people.Approver, people.Client, await StartersAsync(people, "1", "2"))).Decided.ShouldBe(2);
        var ids = await people.House.Get<IEmployees>().IdsByNumberAsync(people.Client.Id);
        long batch;
        await using (var unit = await people.House.Get<OnboardingStore>().BeginAsync(people.Client.Id))
        {
            batch = unit.Ids.Next();
            var changes = new[] { ids["1"], ids["2"] }.Select(id => new NewChange(unit.Ids.Next(), id, null, Start, new DateOnly(2026, 11, 1), 1,
                new Dictionary<string, string?> { [FactNames.LeavingDate] = "2026-11-30", [FactNames.AnnualSalary] = "31000" }, "", ChangeOrigin.Import)).ToList();
            await people.House.Get<ChangeWriter>().WriteAsync(unit, people.Hr, people.Client, changes, batch);
            await unit.CommitAsync();
        }
        await people.ChangeAsync(ids["2"], new DateOnly(2026, 11, 1), FactNames.AnnualSalary, "45000");

        (await people.House.Get<ApproveBatch>().RunAsync(people.Approver, people.Client, batch)).ShouldBe(new BatchOutcome(null, 1, 1));
        (await people.House.Get<IEmployees>().FindAsync(people.Client.Id, ids["1"], Start))!.LeavingDate.ShouldBe(new DateOnly(2026, 11, 30));
        (await people.HistoryAsync(ids["1"])).ValueOn(FactNames.AnnualSalary, new DateOnly(2026, 11, 1)).ShouldBe("31000");
        (await people.HistoryAsync(ids["2"])).ValueOn(FactNames.AnnualSalary, new DateOnly(2026, 11, 1)).ShouldBe("45000");
    }

    [Theory, OnEachEngine]
    public async Task A_starter_whose_number_was_taken_meanwhile_is_left_over(Engine engine)
    {
        await using var people = await People.StartAsync(engine);
        var first = await StartersAsync(people, "1", "2");
        var second = await StartersAsync(people, "2", "3");
        (await people.House.Get<ApproveBatch>().RunAsync(people.Approver, people.Client, first)).Decided.ShouldBe(2);
        (await people.House.Get<ApproveBatch>().RunAsync(people.Approver, people.Client, second)).ShouldBe(new BatchOutcome(null, 1, 1));
        (await people.House.Get<ReturnBatch>().RunAsync(people.Approver, people.Client, second, "Number 2 is in use.")).Decided.ShouldBe(1);
    }
}
