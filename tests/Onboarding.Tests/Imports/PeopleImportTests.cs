using System.Diagnostics;
using System.Globalization;
using System.Text;
using Bureau.Kernel.Clients;
using Bureau.Kernel.Data;
using Bureau.Kernel.Imports;
using Bureau.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Bureau.Onboarding.Tests.Imports;

public sealed class PeopleImportTests
{
    private const string Header = "employee_number,given_name,family_name,start_date,pay_group,pay_basis,annual_salary,tax_code,nino,bank_sort_code,bank_account_number,leaving_date\n";
    private const string Two = Header
        + "H1,Thị Hạnh,Nguyễn,2019-02-04,MONTHLY,salary,\"42,000.00\",1257L,AB123456C,20-00-00,55779911,\n"
        + "H2,Łukasz,Wójcik,2026-11-02,MONTHLY,salary,31500.50,BR,,,,2026-12-18\n";

    [Theory, OnEachEngine]
    public async Task Nobody_is_taken_on_before_somebody_else_approves_the_batch(Engine engine)
    {
        await using var desk = await ImportDesk.OpenAsync(engine);

        var dry = await desk.DryRunAsync("people", Two);
        dry.ShouldSatisfyAllConditions(r => r.Problems.First.ShouldBeEmpty(), r => r.Rows.ShouldBe(2), r => r.Added.ShouldBe(2), r => r.Committed.ShouldBeFalse());
        (await desk.ChangesAsync()).ShouldBe(0);

        var report = await desk.CommitAsync("people", Two);
        report.Committed.ShouldBeTrue();
        (await desk.ChangesAsync()).ShouldBe(2);
        (await desk.CountAsync("select count(*) from onboarding.employee where client_id = @Client")).ShouldBe(0);
        (await desk.ApproveAsync(desk.Hr with { Memberships = desk.Approver.Memberships }, report)).Refusal.ShouldBe("You submitted these changes. Somebody else decides on them.");

        (await desk.ApproveAsync(desk.Approver, report)).ShouldSatisfyAllConditions(o => o.Refusal.ShouldBeNull(), o => o.Decided.ShouldBe(2));
        var first = (await desk.PersonAsync("H1"))!;
        first.Name.ShouldBe("Thị Hạnh Nguyễn");
        first.StartDate.ShouldBe(new DateOnly(2019, 2, 4));
        first.On(new DateOnly(2026, 11, 30), "annual_salary").ShouldBe("42000.00");
        first.On(new DateOnly(2026, 11, 30), "bank_sort_code").ShouldBe("200000");
        (await desk.PersonAsync("H2"))!.LeavingDate.ShouldBe(new DateOnly(2026, 12, 18));
    }

    [Theory, OnEachEngine]
    public async Task The_same_file_twice_changes_nothing_before_and_after_the_approval(Engine engine)
    {
        await using var desk = await ImportDesk.OpenAsync(engine);
        var first = await desk.CommitAsync("people", Two);
        await Again();
        await desk.ApproveAsync(desk.Approver, first);
        await Again();

        async Task Again()
        {
            var again = await desk.CommitAsync("people", Two);
            again.ShouldSatisfyAllConditions(r => r.Problems.First.ShouldBeEmpty(), r => r.Unchanged.ShouldBe(2), r => r.Added.ShouldBe(0), r => r.Committed.ShouldBeFalse());
            (await desk.ChangesAsync()).ShouldBe(2);
        }
    }

    [Fact]
    public async Task A_known_number_with_other_details_is_a_problem_and_a_new_one_beside_it_is_not_written()
    {
        await using var desk = await ImportDesk.OpenAsync(Engine.Sqlite);
        await desk.TakeOnAsync(Two);

        var report = await desk.CommitAsync("people", Header + "h1,Thị Hạnh,Nguyễn,2019-02-04,MONTHLY,salary,43000,1257L,AB123456C,200000,55779911,\nH3,Ana,Silva,2026-11-02,MONTHLY,salary,30000,1257L,,,,\n");

        report.Problems.First.ShouldHaveSingleItem().ShouldSatisfyAllConditions(p => p.Row.ShouldBe(2), p => p.Column.ShouldBe("employee_number"), p => p.Message.ShouldStartWith("Somebody has this number already"));
        report.Committed.ShouldBeFalse();
        (await desk.ChangesAsync()).ShouldBe(2);
    }

    [Fact]
    public async Task A_person_whose_starter_was_returned_can_be_imported_again()
    {
        await using var desk = await ImportDesk.OpenAsync(Engine.Sqlite);
        await desk.CommitAsync("people", Two);
        var change = await desk.CountAsync("select max(id) from onboarding.employee_change where client_id = @Client");
        (await desk.House.Get<Changes.ReturnChange>().RunAsync(desk.Approver, desk.Client, change, "Wrong start date")).Done.ShouldBeTrue();

        (await desk.CommitAsync("people", Two)).ShouldSatisfyAllConditions(r => r.Added.ShouldBe(1), r => r.Unchanged.ShouldBe(1), r => r.Committed.ShouldBeTrue());
    }

    [Theory]
    [InlineData("H9,A,B,2026-11-02,QUARTERLY,salary,30000,1257L,,,,", "pay_group", "choose one of MONTHLY, WEEKLY")]
    [InlineData("H9,A,B,2026-11-02,MONTHLY,salary,,1257L,,,,", "annual_salary", "required for somebody who is paid a salary")]
    [InlineData("H9,A,B,2026-11-02,MONTHLY,salary,30000,1257LX,,,,", "tax_code", "1257LX")]
    [InlineData("H9,A,B,2026-11-02,MONTHLY,salary,30000,1257L,AB12,,,", "nino", "two letters, six digits")]
    [InlineData("H9,A,B,2026-11-02,MONTHLY,salary,30000,1257L,,200000,,", "bank_account_number", "belong together")]
    [InlineData("H9,A,B,2026-11-02,MONTHLY,salary,30000,1257L,,,,2026-10-01", "leaving_date", "before the start date")]
    [InlineData("H9,A,B,02/11/2026,MONTHLY,salary,30000,1257L,,,,", "start_date", "ambiguous")]
    [InlineData("=H9,A,B,2026-11-02,MONTHLY,salary,30000,1257L,,,,", "employee_number", "formula")]
    [InlineData("H 9!,A,B,2026-11-02,MONTHLY,salary,30000,1257L,,,,", "employee_number", "letters, digits, dashes")]
    [InlineData("H9,A,,2026-11-02,MONTHLY,salary,30000,1257L,,,,", "family_name", "must not be empty")]
    public async Task One_bad_cell_is_named_and_nothing_of_the_file_is_written(string row, string column, string message)
    {
        await using var desk = await ImportDesk.OpenAsync(Engine.Sqlite);
        var report = await desk.CommitAsync("people", Two + row + "\n");
        var problem = report.Problems.First.ShouldHaveSingleItem();
        (problem.Row, problem.Column).ShouldBe((4, column));
        problem.Message.ShouldContain(message);
        report.Committed.ShouldBeFalse();
        (await desk.ChangesAsync()).ShouldBe(0);
        (await desk.CountAsync("select count(*) from onboarding.audit where client_id = @Client and action = 'import.people'")).ShouldBe(0);
    }

    [Fact]
    public async Task A_date_of_birth_in_another_order_is_not_spelled_out()
    {
        await using var desk = await ImportDesk.OpenAsync(Engine.Sqlite);
        var report = await desk.DryRunAsync("people", "employee_number,family_name,start_date,date_of_birth\nH1,Silva,2026-11-02,06/04/1991\n");
        report.Problems.First.ShouldContain(p => p.Column == "date_of_birth" && p.Value == null && !p.Message.Contains("1991"));
    }

    [Fact]
    public async Task Bank_account_and_insurance_number_stand_nowhere_in_clear_in_the_store()
    {
        await using var desk = await ImportDesk.OpenAsync(Engine.Sqlite);
        await desk.Uploads.CheckAsync(desk.Hr, desk.Client, "people", "HARBOUR-people.csv", Encoding.UTF8.GetBytes(Two + "H3,A,B,2026-11-02,MONTHLY,salary,30000,QQQ,,,,\n"));
        var (id, _) = await desk.Uploads.CheckAsync(desk.Hr, desk.Client, "people", "HARBOUR-people.csv", Encoding.UTF8.GetBytes(Two));
        await desk.Uploads.CommitAsync(desk.Hr, desk.Client, id);
        SqliteConnection.ClearAllPools();
        foreach (var file in Directory.EnumerateFiles(desk.House.Folder, "onboarding.db*"))
        {
            var text = Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file));
            text.ShouldNotContain("55779911");
            text.ShouldNotContain("AB123456C");
        }
    }

    [Theory]
    [InlineData("HARBOUR", 240)]
    [InlineData("KESTREL", 60)]
    public async Task The_people_of_the_demonstration_are_imported_without_a_problem(string code, int people)
    {
        await using var desk = await ImportDesk.OpenAsync(Engine.Sqlite);
        var client = (await desk.House.Get<IClientDirectory>().FindAsync(code))!;
        var file = Path.Combine(AppContext.BaseDirectory, "Demonstration", $"{code}-people.csv");
        var report = await desk.Services.GetRequiredService<CsvImports>().RunAsync(client, desk.Hr, null, file, await File.ReadAllBytesAsync(file), commit: true);
        report.Problems.First.ShouldBeEmpty();
        report.ShouldSatisfyAllConditions(r => r.Kind.ShouldBe("people"), r => r.Added.ShouldBe(people), r => r.Committed.ShouldBeTrue());
    }

    [Fact]
    public async Task A_hundred_thousand_people_are_checked_and_committed_in_bounded_memory()
    {
        await using var desk = await ImportDesk.OpenAsync(Engine.Sqlite);
        var text = new StringBuilder("employee_number,given_name,family_name,start_date,pay_group,pay_basis,annual_salary,tax_code,ni_category,nino,bank_sort_code,bank_account_number\n");
        for (var i = 0; i < 100_000; i++) text.Append(CultureInfo.InvariantCulture, $"E{i:000000},Zoë,Wójcik,2026-04-06,MONTHLY,salary,{30_000 + i % 5000}.00,1257L,A,AB{i:000000}C,200000,{10_000_000 + i}\n");
        var content = Encoding.UTF8.GetBytes(text.ToString());
        text.Clear();
        var imports = desk.Services.GetRequiredService<CsvImports>();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var watch = Stopwatch.StartNew();

        (await imports.RunAsync(desk.Client, desk.Hr, "people", "HARBOUR-people.csv", content, commit: false)).ShouldSatisfyAllConditions(r => r.Problems.First.ShouldBeEmpty(), r => r.Added.ShouldBe(100_000));
        TestContext.Current.SendDiagnosticMessage($"100,000 people checked in {watch.ElapsedMilliseconds} ms");
        watch.Restart();
        (await imports.RunAsync(desk.Client, desk.Hr, "people", "HARBOUR-people.csv", content, commit: true)).Committed.ShouldBeTrue();
        TestContext.Current.SendDiagnosticMessage($"100,000 people committed in {watch.ElapsedMilliseconds} ms");

        (await desk.ChangesAsync()).ShouldBe(100_000);
        (GC.GetTotalMemory(forceFullCollection: true) - before).ShouldBeLessThan(30_000_000);
    }
}
