using Bureau.Kernel.Audit;
using Bureau.Kernel.Data;
using Bureau.Kernel.Identity;
using Bureau.Onboarding.Changes;
using Bureau.Onboarding.Contracts;
using Bureau.Onboarding.Employees;
using Bureau.Testing;

namespace Bureau.Onboarding.Tests;

public sealed class ChangeLifeCycleTests
{
    private static readonly DateOnly Start = new(2024, 3, 1);
    private static readonly DateOnly November = new(2026, 11, 1);

    [Theory, OnEachEngine]
    public async Task A_starter_is_nobodys_employee_until_somebody_else_approves(Engine engine)
    {
        await using var people = await People.StartAsync(engine);
        var submitted = await people.SubmitStarterAsync("1001", Start);
        submitted.Done.ShouldBeTrue();
        (await people.House.Get<IEmployees>().NamesAsync(people.Client.Id)).ShouldBeEmpty();

        (await people.ApproveAsync(submitted.ChangeId, 0)).Done.ShouldBeTrue();
        var name = (await people.House.Get<IEmployees>().NamesAsync(people.Client.Id)).Values.Single();
        (name.Number, name.Name).ShouldBe(("1001", "Ana Silva"));
    }

    [Theory, OnEachEngine]
    public async Task A_change_counts_from_its_day_once_approved_and_earlier_days_keep_what_they_had(Engine engine)
    {
        await using var people = await People.StartAsync(engine);
        var ana = await people.EmployAsync("1001", Start);
        var submitted = await people.SubmitAsync(ana, November, FactNames.AnnualSalary, "33,000.00");
        (await people.HistoryAsync(ana)).ValueOn(FactNames.AnnualSalary, November).ShouldBe("30000", "it awaits approval");

        (await people.ApproveAsync(submitted.ChangeId, await people.VersionAsync(ana))).Done.ShouldBeTrue();
        var history = await people.HistoryAsync(ana);
        history.ValueOn(FactNames.AnnualSalary, November).ShouldBe("33000.00");
        history.ValueOn(FactNames.AnnualSalary, November.AddDays(-1)).ShouldBe("30000");
    }

    [Theory, OnEachEngine]
    public async Task Nobody_approves_their_own_not_even_with_the_right_role(Engine engine)
    {
        await using var people = await People.StartAsync(engine);
        var ana = await people.EmployAsync("1001", Start);
        var both = new Actor(31, "Bo Both", [new Membership(Role.ClientHr, people.Client.Id), new Membership(Role.ClientApprover, people.Client.Id)]);
        var submitted = await people.SubmitAsync(ana, November, FactNames.AnnualSalary, "33000", both);
        var refused = await people.ApproveAsync(submitted.ChangeId, await people.VersionAsync(ana), both);
        refused.Refusal!.ShouldContain("You submitted this change");
        (await people.HistoryAsync(ana)).ValueOn(FactNames.AnnualSalary, November).ShouldBe("30000");
    }

    [Theory, OnEachEngine]
    public async Task Nobody_approves_what_is_about_themselves_whoever_submitted_it(Engine engine)
    {
        await using var people = await People.StartAsync(engine);
        var ana = await people.EmployAsync("1001", Start);
        var self = new Actor(32, "Ana Silva", [new Membership(Role.ClientApprover, people.Client.Id), new Membership(Role.Employee, people.Client.Id, ana)]);
        var submitted = await people.SubmitAsync(ana, November, FactNames.AnnualSalary, "90000");
        (await people.ApproveAsync(submitted.ChangeId, await people.VersionAsync(ana), self)).Refusal!.ShouldContain("about yourself");
        (await people.House.Get<ReturnChange>().RunAsync(self, people.Client, submitted.ChangeId, "No.")).Refusal!.ShouldContain("about yourself");
        (await people.FindChangeAsync(submitted.ChangeId)).State.ShouldBe(ChangeState.Submitted);
    }

    [Theory, OnEachEngine]
    public async Task Who_holds_no_approving_role_cannot_approve(Engine engine)
    {
        await using var people = await People.StartAsync(engine);
        var submitted = await people.SubmitStarterAsync("1001", Start);
        foreach (var actor in new[] { people.OtherHr, people.Specialist, Actor.System, people.Of(41, "Aud", Role.Auditor) })
            (await people.ApproveAsync(submitted.ChangeId, 0, actor)).Done.ShouldBeFalse();
    }

    [Theory, OnEachEngine]
    public async Task A_double_click_on_approve_approves_once_and_is_answered_alike_and_somebody_else_is_told(Engine engine)
    {
        await using var people = await People.StartAsync(engine);
        var ana = await people.EmployAsync("1001", Start);
        var submitted = await people.SubmitAsync(ana, November, FactNames.AnnualSalary, "33000");
        var seen = await people.VersionAsync(ana);
        var clicks = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Task.Run(() => people.ApproveAsync(submitted.ChangeId, seen))));
        clicks.ShouldAllBe(c => c.Done);
        (await people.ApproveAsync(submitted.ChangeId, seen, people.Of(42, "Eve", Role.ClientApprover))).Refusal!.ShouldStartWith("This change was approved already, by Ada Pratt");
        var entries = await people.House.Get<AuditTrail>().ReadAsync(people.House.Get<OnboardingStore>(), people.Client.Id, $"change/{submitted.ChangeId}", 0, 50);
        entries.Count(e => e.Action == "change.approve").ShouldBe(1);
    }

    [Theory, OnEachEngine]
    public async Task Of_two_people_changing_the_same_person_at_once_the_second_is_told_what_came_in(Engine engine)
    {
        await using var people = await People.StartAsync(engine);
        var ana = await people.EmployAsync("1001", Start);
        var seen = await people.VersionAsync(ana);
        (await people.SubmitAsync(ana, November, FactNames.JobTitle, "Night manager", people.Hr, seen)).Done.ShouldBeTrue();

        var again = new ChangeRequest(ana, seen, November, new Dictionary<string, string?> { [FactNames.JobTitle] = "Night manager", [FactNames.AnnualSalary] = "30000" }, "");
        (await people.House.Get<SubmitChange>().RunAsync(people.Hr, people.Client, again)).Done.ShouldBeTrue("a double click, also where what is known was typed again");
        (await people.SubmitAsync(ana, November, FactNames.JobTitle, "Day manager", people.Hr, seen)).Done.ShouldBeFalse("that is another change");
        var second = await people.SubmitAsync(ana, November, FactNames.AnnualSalary, "33000", people.OtherHr, seen);
        second.Done.ShouldBeFalse();
        var first = second.Meanwhile.Single();
        (first.SubmittedByName, first.Fields.Single(), first.State).ShouldBe(("Hanna Reid", FactNames.JobTitle, ChangeState.Submitted));
        (await people.SubmitAsync(ana, November, FactNames.AnnualSalary, "33000", people.OtherHr)).Done.ShouldBeTrue("having seen it, the second submits again");
    }

    [Theory, OnEachEngine]
    public async Task Of_many_submitting_in_the_same_instant_one_is_first(Engine engine)
    {
        await using var people = await People.StartAsync(engine);
        var ana = await people.EmployAsync("1001", Start);
        var seen = await people.VersionAsync(ana);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => Task.Run(() => people.SubmitAsync(ana, November, FactNames.JobTitle, $"Job {i}", people.Hr, seen))));
        outcomes.Count(o => o.Done).ShouldBe(1);
        outcomes.Where(o => !o.Done).ShouldAllBe(o => o.Meanwhile.Count == 1);
    }

    [Theory, OnEachEngine]
    public async Task An_approver_is_told_what_came_in_after_the_page_was_shown(Engine engine)
    {
        await using var people = await People.StartAsync(engine);
        var ana = await people.EmployAsync("1001", Start);
        var raise = await people.SubmitAsync(ana, November, FactNames.AnnualSalary, "33000");
        var shown = await people.VersionAsync(ana);
        await people.ChangeAsync(ana, November, FactNames.AnnualSalary, "31000");

        var late = await people.ApproveAsync(raise.ChangeId, shown);
        late.Done.ShouldBeFalse();
        late.Meanwhile.Single().State.ShouldBe(ChangeState.Approved);
        (await people.FindChangeAsync(raise.ChangeId)).State.ShouldBe(ChangeState.Submitted, "nothing was written");
        (await people.ApproveAsync(raise.ChangeId, await people.VersionAsync(ana))).Done.ShouldBeTrue();
    }

    [Theory, OnEachEngine]
    public async Task A_change_after_the_last_day_is_refused_with_the_reason(Engine engine)
    {
        await using var people = await People.StartAsync(engine);
        var ana = await people.EmployAsync("1001", Start);
        await people.ChangeAsync(ana, new DateOnly(2026, 9, 30), FactNames.LeavingDate, "2026-09-30");

        var refused = await people.SubmitAsync(ana, November, FactNames.AnnualSalary, "33000");
        refused.Problems.Single().Field.ShouldBe("effective_from");
        refused.Problems.Single().Message.ShouldContain("30 Sep 2026");
        (await people.SubmitAsync(ana, new DateOnly(2026, 9, 1), FactNames.AnnualSalary, "33000")).Done.ShouldBeTrue("a back-dated change to a leaver is allowed");
    }

    [Theory, OnEachEngine]
    public async Task A_change_submitted_before_somebody_left_is_not_approved_past_the_last_day(Engine engine)
    {
        await using var people = await People.StartAsync(engine);
        var ana = await people.EmployAsync("1001", Start);
        var raise = await people.SubmitAsync(ana, new DateOnly(2026, 12, 1), FactNames.AnnualSalary, "33000");
        await people.ChangeAsync(ana, new DateOnly(2026, 11, 20), FactNames.LeavingDate, "2026-11-20");
        (await people.ApproveAsync(raise.ChangeId, await people.VersionAsync(ana))).Refusal!.ShouldContain("20 Nov 2026");
    }

    [Theory, OnEachEngine]
    public async Task A_leaving_date_can_be_moved_and_taken_back(Engine engine)
    {
        await using var people = await People.StartAsync(engine);
        var ana = await people.EmployAsync("1001", Start);
        await people.ChangeAsync(ana, new DateOnly(2026, 10, 15), FactNames.LeavingDate, "2026-10-15");
        await people.ChangeAsync(ana, new DateOnly(2026, 11, 30), FactNames.LeavingDate, "2026-11-30");
        (await people.House.Get<IEmployees>().FindAsync(people.Client.Id, ana, November))!.LeavingDate.ShouldBe(new DateOnly(2026, 11, 30));
        (await people.ForPayAsync(people.Monthly, November, November.AddDays(29))).Single().LeavingDate.ShouldBe(new DateOnly(2026, 11, 30));

        await people.ChangeAsync(ana, Start, FactNames.LeavingDate, null);
        (await people.House.Get<IEmployees>().FindAsync(people.Client.Id, ana, November))!.LeavingDate.ShouldBeNull();
        (await people.ForPayAsync(people.Monthly, November, November.AddDays(29))).Single().LeavingDate.ShouldBeNull();
    }

    [Theory, OnEachEngine]
    public async Task A_returned_change_carries_the_comment_and_changes_nothing(Engine engine)
    {
        await using var people = await People.StartAsync(engine);
        var ana = await people.EmployAsync("1001", Start);
        var submitted = await people.SubmitAsync(ana, November, FactNames.AnnualSalary, "33000");
        (await people.House.Get<ReturnChange>().RunAsync(people.Approver, people.Client, submitted.ChangeId, " ")).Done.ShouldBeFalse("a return says why");
        (await people.House.Get<ReturnChange>().RunAsync(people.Approver, people.Client, submitted.ChangeId, "The letter says 32,500.")).Done.ShouldBeTrue();

        var change = await people.FindChangeAsync(submitted.ChangeId);
        (change.State, change.DecisionComment, change.DecidedByName).ShouldBe((ChangeState.Returned, "The letter says 32,500.", "Ada Pratt"));
        (await people.HistoryAsync(ana)).ValueOn(FactNames.AnnualSalary, November).ShouldBe("30000");
        (await people.ApproveAsync(submitted.ChangeId, await people.VersionAsync(ana))).Refusal!.ShouldContain("returned already");
        (await people.House.Get<ReturnChange>().RunAsync(people.Approver, people.Client, submitted.ChangeId, "The letter says 32,500.")).Done.ShouldBeTrue("a double click");
        (await people.House.Get<ReturnChange>().RunAsync(people.Approver, people.Client, submitted.ChangeId, "And the date is wrong.")).Refusal!.ShouldContain("returned already");
    }

    [Theory, OnEachEngine]
    public async Task Only_who_submitted_can_withdraw_and_only_while_undecided(Engine engine)
    {
        await using var people = await People.StartAsync(engine);
        var ana = await people.EmployAsync("1001", Start);
        var submitted = await people.SubmitAsync(ana, November, FactNames.AnnualSalary, "33000");
        var withdraw = people.House.Get<WithdrawChange>();
        (await withdraw.RunAsync(people.OtherHr, people.Client, submitted.ChangeId)).Refusal!.ShouldContain("Only who submitted");
        (await withdraw.RunAsync(people.Hr, people.Client, submitted.ChangeId)).Done.ShouldBeTrue();
        (await people.ApproveAsync(submitted.ChangeId, await people.VersionAsync(ana))).Refusal!.ShouldContain("withdrawn");
    }

    [Theory, OnEachEngine]
    public async Task A_change_in_the_past_is_allowed_and_marked(Engine engine)
    {
        await using var people = await People.StartAsync(engine);
        var ana = await people.EmployAsync("1001", Start);
        var past = await people.SubmitAsync(ana, new DateOnly(2026, 8, 1), FactNames.AnnualSalary, "33000");
        var coming = await people.SubmitAsync(ana, new DateOnly(2026, 12, 1), FactNames.JobTitle, "Head chef");
        (await people.FindChangeAsync(past.ChangeId)).IsBackdated.ShouldBe(1);
        (await people.FindChangeAsync(coming.ChangeId)).IsBackdated.ShouldBe(0);
    }

    [Theory, OnEachEngine]
    public async Task Approval_tells_other_modules_which_fields_changed_and_never_values(Engine engine)
    {
        await using var people = await People.StartAsync(engine);
        var ana = await people.EmployAsync("1001", Start);
        await people.ChangeAsync(ana, November, FactNames.AnnualSalary, "33127");
        await using var db = await people.House.Get<OnboardingStore>().OpenAsync(people.Client.Id);
        var bodies = await db.QueryAsync<string>("select body from onboarding.outbox where client_id = @Client and event_name = @Name order by id", new { Name = "onboarding.employee-changed" });
        bodies.Count.ShouldBe(2);
        bodies[1].ShouldContain(FactNames.AnnualSalary);
        bodies[1].ShouldNotContain("33127");
    }

    [Theory, OnEachEngine]
    public async Task Two_starters_cannot_have_one_number(Engine engine)
    {
        await using var people = await People.StartAsync(engine);
        var first = await people.SubmitStarterAsync("a-7", Start);
        (await people.SubmitStarterAsync("A-7", Start)).Problems.Single().Field.ShouldBe("number");
        (await people.House.Get<WithdrawChange>().RunAsync(people.Hr, people.Client, first.ChangeId)).Done.ShouldBeTrue();
        (await people.SubmitStarterAsync("A-7", Start)).Done.ShouldBeTrue("the number is free again");
    }

    [Theory, OnEachEngine]
    public async Task An_employees_own_request_goes_to_the_same_approval(Engine engine)
    {
        await using var people = await People.StartAsync(engine);
        var ana = await people.EmployAsync("1001", Start);
        var self = people.Of(51, "Ana Silva", Role.Employee, ana);
        var asked = await people.SubmitAsync(ana, new DateOnly(2026, 11, 2),
            new Dictionary<string, string?> { ["bank_sort_code"] = "20-00-00", [FactNames.BankAccountNumber] = "55779911", [FactNames.BankAccountName] = "A Silva" }, self, origin: ChangeOrigin.Own);
        asked.Problems.ShouldBeEmpty();
        var change = await people.FindChangeAsync(asked.ChangeId);
        (change.Origin, change.IsSensitive).ShouldBe((ChangeOrigin.Own, 1));
        (await people.ApproveAsync(asked.ChangeId, await people.VersionAsync(ana), self)).Done.ShouldBeFalse();
        (await people.ApproveAsync(asked.ChangeId, await people.VersionAsync(ana))).Done.ShouldBeTrue();
        (await people.HistoryAsync(ana)).ValueOn("bank_sort_code", new DateOnly(2026, 11, 2)).ShouldBe("200000");
    }

    [Theory, OnEachEngine]
    public async Task Bad_values_are_refused_each_with_its_field_and_nothing_is_written(Engine engine)
    {
        await using var people = await People.StartAsync(engine);
        var ana = await people.EmployAsync("1001", Start);
        var refused = await people.SubmitAsync(ana, November, new Dictionary<string, string?>
        {
            [FactNames.AnnualSalary] = "a lot",
            ["bank_sort_code"] = "12",
            ["tax_code"] = "HELLO",
            [FactNames.PayGroup] = "FORTNIGHTLY",
            ["shoe_size"] = "44",
        });
        refused.Problems.Select(p => p.Field).ShouldBe([FactNames.AnnualSalary, "bank_sort_code", "tax_code", FactNames.PayGroup, "shoe_size"]);
        (await people.SubmitAsync(ana, Start.AddDays(-1), FactNames.JobTitle, "Chef")).Problems.Single().Message.ShouldContain("1 Mar 2024");
        (await people.SubmitAsync(ana, November, FactNames.AnnualSalary, "30000")).Problems.Single().Message.ShouldContain("Nothing would change");
        (await people.SubmitAsync(ana, November, FactNames.PayBasis, "hourly")).Problems.Single().Field.ShouldBe(FactNames.HourlyRate);
        (await people.SubmitAsync(ana, November, FactNames.BankAccountNumber, "12345678")).Problems.Single().Field.ShouldBe("bank_sort_code");
        await using var db = await people.House.Get<OnboardingStore>().OpenAsync(people.Client.Id);
        (await ChangeSummary.ListAsync(db, ChangeState.Submitted, null, null, 50, default)).ShouldBeEmpty();
    }

    [Theory, OnEachEngine]
    public async Task Before_and_after_are_told_in_words(Engine engine)
    {
        await using var people = await People.StartAsync(engine);
        var ana = await people.EmployAsync("1001", Start);
        await people.ChangeAsync(ana, new DateOnly(2027, 1, 1), FactNames.AnnualSalary, "36000");
        var submitted = await people.SubmitAsync(ana, November, new Dictionary<string, string?>
        {
            [FactNames.AnnualSalary] = "33000",
            ["bank_sort_code"] = "200000",
            [FactNames.BankAccountNumber] = "55779911",
            [FactNames.JobTitle] = "Head chef",
        });
        await using var db = await people.House.Get<OnboardingStore>().OpenAsync(people.Client.Id);
        var details = (await ChangeDetails.ReadAsync(db, people.House.Get<SensitiveValues>(), EmployeeFields.For("GB"), submitted.ChangeId, default))!;
        var rows = details.Rows.ToDictionary(r => r.Label);
        rows["Annual salary"].ShouldBe(new DiffRow("Annual salary", "30,000.00", "33,000.00", "up £3,000.00 (10.0 %)", "Until 31 Dec 2026: from 1 Jan 2027 it is £36,000.00 already.", true));
        rows["Account number"].ShouldBe(new DiffRow("Account number", "–", "ending 9911", "new", null, false));
        rows["Job title"].After.ShouldBe("Head chef");
    }

    [Theory, OnEachEngine]
    public async Task An_account_that_somebody_else_has_is_pointed_out(Engine engine)
    {
        await using var people = await People.StartAsync(engine);
        var bank = new Dictionary<string, string?>(People.Salaried()) { ["bank_sort_code"] = "200000", [FactNames.BankAccountNumber] = "55779911" };
        await people.EmployAsync("1001", Start, bank);
        var second = await people.SubmitStarterAsync("1002", Start, bank, family: "Costa");
        var other = await people.SubmitStarterAsync("1003", Start, new Dictionary<string, string?>(bank) { ["bank_sort_code"] = "300000" }, family: "Reis");
        await using var db = await people.House.Get<OnboardingStore>().OpenAsync(people.Client.Id);
        async Task<IReadOnlyList<string>> Of(long change) => (await ChangeDetails.ReadAsync(db, people.House.Get<SensitiveValues>(), EmployeeFields.For("GB"), change, default))!.Duplicates;
        (await Of(second.ChangeId)).Single().ShouldContain("1001");
        (await Of(other.ChangeId)).ShouldBeEmpty("the same number at another bank is another account");
    }
}
