using Bureau.Kernel.Data;
using Bureau.Testing;

namespace Bureau.Onboarding.Tests.Imports;

public sealed class NoticesImportTests
{
    private const string People = """
        employee_number,given_name,family_name,start_date,pay_group,pay_basis,annual_salary,tax_code,tax_basis,nino,student_loan_plans
        H1,Ana,Silva,2020-01-06,MONTHLY,salary,42000,1257L,week1_month1,AB123456C,
        H2,Zoë,O'Brien,2021-03-01,MONTHLY,salary,36000,BR,,CE123456A,plan_2
        H3,Kit,Moss,2021-03-01,MONTHLY,salary,36000,1257L,,,

        """;
    private const string Header = "notice,employee_number,nino,effective_from,tax_code,tax_basis,previous_pay,previous_tax,student_loan_plans,comment\n";
    private static readonly DateOnly November = new(2026, 11, 30), December = new(2026, 12, 31);

    [Theory, OnEachEngine]
    public async Task Notices_become_changes_with_their_reason_and_one_decision_is_enough(Engine engine)
    {
        await using var desk = await ImportDesk.OpenAsync(engine);
        await desk.TakeOnAsync(People);
        const string file = Header + "P6,,AB 12 34 56 C,2026-12-01,1100L,,,,,Issued 18 November\nsl2,H2,,2026-12-01,,,,,,\nSL1,H3,,2026-12-01,,,,,plan_1,\nPGL1,H3,,2026-12-01,,,,,,\n";

        var dry = await desk.DryRunAsync("notices", file);
        dry.ShouldSatisfyAllConditions(r => r.Problems.First.ShouldBeEmpty(), r => r.Changed.ShouldBe(4), r => r.Committed.ShouldBeFalse());
        var report = await desk.CommitAsync("notices", file);
        (await desk.CommitAsync("notices", file)).ShouldSatisfyAllConditions(r => r.Problems.First.ShouldBeEmpty(), r => r.Unchanged.ShouldBe(4), r => r.HasEffect.ShouldBeFalse());
        (await desk.ApproveAsync(desk.Approver, report)).ShouldSatisfyAllConditions(o => o.Refusal.ShouldBeNull(), o => o.Decided.ShouldBe(4));

        var ana = (await desk.PersonAsync("H1"))!;
        (ana.On(November, "tax_code"), ana.On(December, "tax_code")).ShouldBe(("1257L", "1100L"));
        ana.On(December, "tax_basis").ShouldBe("cumulative", "a notice without a basis is cumulative");
        (await desk.PersonAsync("H2"))!.On(December, "student_loan_plans").ShouldBeNull();
        var kit = (await desk.PersonAsync("H3"))!;
        (kit.On(December, "student_loan_plans"), kit.On(December, "postgraduate_loan")).ShouldBe(("plan_1", "true"));
        (await desk.CountAsync("select count(*) from onboarding.employee_change where client_id = @Client and comment = 'P6, new tax code during the year. Issued 18 November'")).ShouldBe(1);
    }

    [Theory]
    [InlineData("P7,H1,,2026-12-01,1100L,,,,,", "notice", "no such notice")]
    [InlineData("P6,H9,,2026-12-01,1100L,,,,,", "employee_number", "Nobody of this client has this employee number")]
    [InlineData("P6,,ZZ654321A,2026-12-01,1100L,,,,,", "nino", "")]
    [InlineData("P6,,JG103759A,2026-12-01,1100L,,,,,", "nino", "Nobody of this client")]
    [InlineData("P6,H2,AB123456C,2026-12-01,1100L,,,,,", "nino", "of the same person")]
    [InlineData("P6,,,2026-12-01,1100L,,,,,", null, "whom it is about")]
    [InlineData("P6,H1,,2026-12-01,,,,,,", "tax_code", "Fill it in")]
    [InlineData("P6,H1,,2026-12-01,12X57,,,,,", "tax_code", "")]
    [InlineData("P6,H1,,01/12/2026,1100L,,,,,", "effective_from", "ambiguous")]
    [InlineData("P6,H1,,2026-12-01,1100L,,5000,,,", "notice", "together")]
    [InlineData("P9,H1,,2026-12-01,1100L,,,,,", "notice", "6 April")]
    [InlineData("SL2,H2,,2026-12-01,1100L,,,,,", "tax_code", "says nothing of this")]
    public async Task One_bad_row_is_named_and_nothing_of_the_file_is_written(string row, string? column, string message)
    {
        await using var desk = await ImportDesk.OpenAsync(Engine.Sqlite);
        await desk.TakeOnAsync(People);
        var before = await desk.ChangesAsync();

        var report = await desk.CommitAsync("notices", Header + "P6,H3,,2026-12-01,900L,,,,,\n" + row + "\n");

        report.Committed.ShouldBeFalse();
        var problem = report.Problems.First.ShouldHaveSingleItem();
        (problem.Row, problem.Column).ShouldBe((3, column));
        problem.Message.ShouldContain(message);
        if (column == "nino") (problem.Message + problem.Value).ShouldNotContain(row.Split(',')[2]);
        (await desk.ChangesAsync()).ShouldBe(before);
    }
}
