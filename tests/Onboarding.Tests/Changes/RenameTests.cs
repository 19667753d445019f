using Bureau.Kernel.Data;
using Bureau.Onboarding.Contracts;
using Bureau.Onboarding.Tests.Imports;
using Bureau.Testing;

namespace Bureau.Onboarding.Tests;

/// <summary>Names and employee numbers change like everything else, and keep their history.</summary>
public sealed class RenameTests
{
    private static readonly DateOnly Start = new(2020, 1, 6), Today = new(2026, 11, 2), October = new(2026, 10, 31), November = new(2026, 11, 30);

    [Theory, OnEachEngine]
    public async Task A_new_name_counts_from_its_day_and_what_was_known_before_stays_so(Engine engine)
    {
        await using var people = await People.StartAsync(engine);
        var ana = await people.EmployAsync("H1", Start);
        var before = people.House.Clock.GetUtcNow();
        people.House.Clock.Advance(TimeSpan.FromHours(1));

        var submitted = await people.SubmitAsync(ana, new DateOnly(2026, 11, 1), new Dictionary<string, string?> { [FactNames.FamilyName] = "Byron", [FactNames.Number] = "H-77" });
        submitted.Problems.ShouldBeEmpty();
        (await people.ForPayAsync(people.Monthly, Today, November)).ShouldHaveSingleItem().Name.ShouldBe("Ana Silva", "nobody has approved it");
        (await people.ApproveAsync(submitted.ChangeId, await people.VersionAsync(ana))).Refusal.ShouldBeNull();

        (await people.ForPayAsync(people.Monthly, new(2026, 11, 1), November)).ShouldHaveSingleItem().ShouldSatisfyAllConditions(p => p.Name.ShouldBe("Ana Byron"), p => p.Number.ShouldBe("H-77"));
        (await people.ForPayAsync(people.Monthly, new(2026, 10, 1), October)).ShouldHaveSingleItem().ShouldSatisfyAllConditions(p => p.Name.ShouldBe("Ana Silva"), p => p.Number.ShouldBe("H1"));
        (await people.ForPayAsync(people.Monthly, new(2026, 11, 1), November, before)).ShouldHaveSingleItem().Name.ShouldBe("Ana Silva", "a run keeps what it knew");
        (await people.House.Get<IEmployees>().NamesAsync(people.Client.Id))[ana].ShouldBe(new EmployeeName(ana, "H-77", "Ana Byron"));
        (await people.House.Get<IEmployees>().IdsByNumberAsync(people.Client.Id)).Keys.ShouldBe(["H-77"]);
        var history = await people.HistoryAsync(ana);
        (history.ValueOn(FactNames.FamilyName, October), history.ValueOn(FactNames.FamilyName, November), history.ValueOn(FactNames.GivenName, Start)).ShouldBe(("Silva", "Byron", "Ana"));
        (await people.FindChangeAsync(submitted.ChangeId)).Fields.ShouldBe([FactNames.Number, FactNames.FamilyName], ignoreOrder: true);
    }

    [Fact]
    public async Task Before_anything_changed_the_start_tells_the_name()
    {
        await using var people = await People.StartAsync(Engine.Sqlite);
        var ana = await people.EmployAsync("H1", Start);
        var history = await people.HistoryAsync(ana);
        (history.ValueOn(FactNames.FamilyName, Today), history.ValueOn(FactNames.GivenName, Today), history.ValueOn(FactNames.Number, Today)).ShouldBe(("Silva", "Ana", "H1"));
        (await people.SubmitAsync(ana, Today, FactNames.FamilyName, "Silva")).Problems.ShouldHaveSingleItem().Message.ShouldContain("Nothing would change");
    }

    [Fact]
    public async Task A_back_dated_correction_does_not_undo_a_later_name()
    {
        await using var people = await People.StartAsync(Engine.Sqlite);
        var ana = await people.EmployAsync("H1", Start);
        await people.ChangeAsync(ana, Today, FactNames.FamilyName, "Byron");
        await people.ChangeAsync(ana, new(2024, 5, 1), FactNames.FamilyName, "Sylva");
        (await people.House.Get<IEmployees>().NamesAsync(people.Client.Id))[ana].Name.ShouldBe("Ana Byron");
        (await people.HistoryAsync(ana)).ValueOn(FactNames.FamilyName, new(2025, 1, 1)).ShouldBe("Sylva");
    }

    [Fact]
    public async Task A_number_of_somebody_else_is_refused_and_nothing_is_written()
    {
        await using var people = await People.StartAsync(Engine.Sqlite);
        var ana = await people.EmployAsync("H1", Start);
        await people.EmployAsync("H2", Start, family: "Moss");
        var submitted = await people.SubmitAsync(ana, Today, FactNames.Number, "h2");
        submitted.Problems.ShouldBeEmpty();
        (await people.ApproveAsync(submitted.ChangeId, await people.VersionAsync(ana))).Refusal.ShouldNotBeNull().ShouldContain("Somebody else has this employee number");
        (await people.House.Get<IEmployees>().IdsByNumberAsync(people.Client.Id)).Keys.ShouldBe(["H1", "H2"], ignoreOrder: true);
        (await people.HistoryAsync(ana)).On(FactNames.Number, Today)!.ChangeId.ShouldBe(0, "no fact was left behind");
    }

    [Theory]
    [InlineData(FactNames.FamilyName, null, FactNames.FamilyName)]
    [InlineData(FactNames.Number, null, FactNames.Number)]
    [InlineData(FactNames.Number, "H 1!", FactNames.Number)]
    public async Task Everybody_has_a_name_and_a_number(string field, string? value, string wrong)
    {
        await using var people = await People.StartAsync(Engine.Sqlite);
        (await people.SubmitAsync(await people.EmployAsync("H1", Start), Today, field, value)).Problems.ShouldHaveSingleItem().Field.ShouldBe(wrong);
    }

    [Fact]
    public async Task Nobody_is_called_otherwise_ahead_of_the_day()
    {
        await using var people = await People.StartAsync(Engine.Sqlite);
        (await people.SubmitAsync(await people.EmployAsync("H1", Start), Today.AddDays(1), FactNames.FamilyName, "Byron")).Problems.ShouldHaveSingleItem().Field.ShouldBe("effective_from");
    }

    [Theory, OnEachEngine]
    public async Task Names_come_by_file_too_and_numbers_do_not(Engine engine)
    {
        await using var desk = await ImportDesk.OpenAsync(engine);
        await desk.TakeOnAsync("employee_number,given_name,family_name,start_date,pay_group,pay_basis,annual_salary\nH1,Ana,Silva,2020-01-06,MONTHLY,salary,42000\n");
        await desk.TakeOnAsync("employee_number,effective_from,family_name\nH1,2026-11-01,Byron\n", "changes");
        (await desk.PersonAsync("H1"))!.Name.ShouldBe("Ana Byron");
        (await desk.CommitAsync("changes", "employee_number,effective_from,family_name\nH1,2026-11-01,Byron\n")).Unchanged.ShouldBe(1);
        (await desk.CommitAsync("people", "employee_number,given_name,family_name,start_date,pay_group,pay_basis,annual_salary\nH1,Ana,Silva,2020-01-06,MONTHLY,salary,42000\n")).Unchanged.ShouldBe(1, "as it was said at the start");
    }
}
