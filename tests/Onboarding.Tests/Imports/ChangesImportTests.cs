using Bureau.Kernel.Data;
using Bureau.Onboarding.Changes;
using Bureau.Testing;

namespace Bureau.Onboarding.Tests.Imports;

public sealed class ChangesImportTests
{
    private const string People = """
        employee_number,given_name,family_name,start_date,pay_group,pay_basis,annual_salary,tax_code,bank_sort_code,bank_account_number,cost_centre
        H1,Ana,Silva,2020-01-06,MONTHLY,salary,42000,1257L,200000,55779911,FIN-200
        H2,Zoë,O'Brien,2021-03-01,MONTHLY,salary,36000,BR,,,FIN-200

        """;
    private static readonly DateOnly November = new(2026, 11, 30), December = new(2026, 12, 31);

    [Theory, OnEachEngine]
    public async Task Rows_become_changes_that_await_approval_and_then_apply_from_their_day(Engine engine)
    {
        await using var desk = await ImportDesk.OpenAsync(engine);
        await desk.TakeOnAsync(People);
        const string changes = "employee_number,effective_from,comment,annual_salary,bank_sort_code,bank_account_number,cost_centre\nh1,2026-12-01,Promotion,44000.00,200000,66880022,(empty)\nH2,2026-10-01,,37000,,,\n";

        var dry = await desk.DryRunAsync("changes", changes);
        dry.ShouldSatisfyAllConditions(r => r.Problems.First.ShouldBeEmpty(), r => r.Changed.ShouldBe(2), r => r.Committed.ShouldBeFalse());
        await desk.TakeOnAsync(changes, "changes");

        var ana = (await desk.PersonAsync("H1"))!;
        (ana.On(November, "annual_salary"), ana.On(December, "annual_salary")).ShouldBe(("42000", "44000.00"));
        (ana.On(November, "bank_account_number"), ana.On(December, "bank_account_number")).ShouldBe(("55779911", "66880022"));
        (ana.On(November, "cost_centre"), ana.On(December, "cost_centre")).ShouldBe(("FIN-200", null));
        (await desk.PersonAsync("H2"))!.On(November, "annual_salary").ShouldBe("37000");
    }

    [Theory, OnEachEngine]
    public async Task The_same_file_twice_changes_nothing_before_and_after_the_approval(Engine engine)
    {
        await using var desk = await ImportDesk.OpenAsync(engine);
        await desk.TakeOnAsync(People);
        const string changes = "employee_number,effective_from,annual_salary,leaving_date\nH1,2026-12-01,44000.00,\nH1,2027-02-01,45000.00,\nH2,2026-11-05,,2026-12-31\n";
        var first = await desk.CommitAsync("changes", changes);
        first.ShouldSatisfyAllConditions(r => r.Problems.First.ShouldBeEmpty(), r => r.Changed.ShouldBe(3), r => r.Committed.ShouldBeTrue());
        await Again();
        (await desk.ApproveAsync(desk.Approver, first)).ShouldBe(new BatchOutcome(null, 3, 0));
        await Again();
        (await desk.PersonAsync("H2"))!.LeavingDate.ShouldBe(new DateOnly(2026, 12, 31));

        async Task Again() => (await desk.CommitAsync("changes", changes)).ShouldSatisfyAllConditions(
            r => r.Problems.First.ShouldBeEmpty(), r => r.Unchanged.ShouldBe(3), r => r.Changed.ShouldBe(0), r => r.Committed.ShouldBeFalse());
    }

    [Fact]
    public async Task A_file_that_repeats_a_waiting_batch_does_not_keep_it_from_being_approved()
    {
        await using var desk = await ImportDesk.OpenAsync(Engine.Sqlite);
        await desk.TakeOnAsync(People);
        var first = await desk.CommitAsync("changes", "employee_number,effective_from,annual_salary\nH1,2026-12-01,44000\n");
        (await desk.CommitAsync("changes", "employee_number,effective_from,annual_salary\nH1,2026-12-01,44000\nH2,2026-12-01,39000\n")).ShouldSatisfyAllConditions(r => r.Changed.ShouldBe(1), r => r.Unchanged.ShouldBe(1));

        (await desk.ApproveAsync(desk.Approver, first)).ShouldBe(new BatchOutcome(null, 1, 0));
    }

    [Fact]
    public async Task Whoever_had_the_person_on_screen_is_told_of_the_import()
    {
        await using var desk = await ImportDesk.OpenAsync(Engine.Sqlite);
        await desk.TakeOnAsync(People);
        var id = await desk.CountAsync("select id from onboarding.employee where client_id = @Client and number = 'H1'");
        var seen = await desk.CountAsync("select version from onboarding.employee where client_id = @Client and number = 'H1'");
        await desk.CommitAsync("changes", "employee_number,effective_from,annual_salary\nH1,2026-12-01,44000\n");

        var outcome = await desk.House.Get<SubmitChange>().RunAsync(desk.Hr, desk.Client, new ChangeRequest(id, seen, November, new Dictionary<string, string?> { ["annual_salary"] = "43000" }, ""));

        outcome.Done.ShouldBeFalse();
        outcome.Meanwhile.ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("H7,2026-12-01,44000,,", "employee_number", "Nobody of this client has this employee number")]
    [InlineData("H3,2026-12-01,44000,,", "employee_number", "awaits approval and cannot be changed before")]
    [InlineData("H2,2027-01-15,44000,,", "effective_from", "nothing can change after that day")]
    [InlineData("H1,2019-01-01,44000,,", "effective_from", "the employment began on 6 Jan 2020")]
    [InlineData("H1,2026-12-01,,,", null, "changes nothing: every field is empty")]
    [InlineData("H1,2026-12-01,,hourly,", "hourly_rate", "required for somebody who is paid by the hour")]
    [InlineData("H1,2026-12-01,,,01/12/2026", "leaving_date", "ambiguous")]
    [InlineData("H1,01.12.2026,44000,,", "effective_from", "ambiguous")]
    [InlineData("H1,2026-12-01,@44000,,", "annual_salary", "formula")]
    public async Task One_bad_row_is_named_and_nothing_of_the_file_is_written(string row, string? column, string message)
    {
        await using var desk = await ImportDesk.OpenAsync(Engine.Sqlite);
        await desk.TakeOnAsync(People);
        await desk.TakeOnAsync("employee_number,effective_from,leaving_date\nH2,2026-11-02,2026-12-31\n", "changes");
        await desk.CommitAsync("people", "employee_number,family_name,start_date,pay_group,pay_basis,annual_salary\nH3,Waiting,2026-11-02,MONTHLY,salary,30000\n");
        var before = await desk.ChangesAsync();

        var report = await desk.CommitAsync("changes", "employee_number,effective_from,annual_salary,pay_basis,leaving_date\nH1,2026-12-02,50000,,\n" + row + "\n");

        var problem = report.Problems.First.ShouldHaveSingleItem();
        (problem.Row, problem.Column).ShouldBe((3, column));
        problem.Message.ShouldContain(message);
        (await desk.ChangesAsync()).ShouldBe(before);
    }
}
