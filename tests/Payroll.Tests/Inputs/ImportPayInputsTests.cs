using System.Text;
using Bureau.Kernel.Identity;
using Bureau.Kernel.Imports;
using Bureau.Payroll.Inputs;
using Bureau.Payroll.PayRuns;
using Bureau.Payroll.Tests.Runs;
using Bureau.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Bureau.Payroll.Tests.Inputs;

public class ImportPayInputsTests
{
    private static readonly Actor Hr = TestHouse.Person(21, "Hanna", Role.ClientHr);

    private static async Task<(PayrollHouse House, PayRun Run)> OpenAsync()
    {
        var house = await PayrollHouse.StartAsync();
        house.People.Salaried(1, 36_000m);
        house.People.Hourly(2, 12.50m);
        await house.WithCalendarAsync();
        await house.House.TickAsync();
        return (house, (await house.RunsAsync())[0]);
    }

    private static Task<ImportReport> ImportAsync(PayrollHouse house, string csv, bool commit = true)
    {
        var imports = new CsvImports(house.House.Services.GetServices<ICsvImport>(), house.Get<Kernel.Clients.IClientDirectory>());
        return imports.RunAsync(TestHouse.Harbour, Hr, "inputs", "HARBOUR-inputs.csv", Encoding.UTF8.GetBytes(csv), commit);
    }

    private static async Task<List<(long Employee, string Item, decimal? Units, long? Amount)>> StandingAsync(PayrollHouse house, PayRun run)
    {
        var found = new List<(long, string, decimal?, long?)>();
        await using var db = await house.Get<PayrollStore>().OpenAsync(TestHouse.Harbour.Id);
        await foreach (var input in PayInputs.ForRunAsync(db, run, run.PeriodStart, house.Clock.GetUtcNow())) found.Add((input.EmployeeId, input.Item, input.Units, input.AmountMinor));
        return found;
    }

    [Fact]
    public async Task A_file_is_entered_as_a_whole_and_a_second_time_changes_nothing()
    {
        var (house, run) = await OpenAsync();
        await using var _ = house;
        const string File = "employee_number,item,units,rate,amount,note\nE1,bonus,,,250.00,Spot award\ne2,regular,37.5,,,\n";

        (await ImportAsync(house, File, commit: false)).ShouldSatisfyAllConditions(r => r.Added.ShouldBe(2), r => r.Committed.ShouldBeFalse());
        (await StandingAsync(house, run)).ShouldBeEmpty();
        (await ImportAsync(house, File)).ShouldSatisfyAllConditions(r => r.Added.ShouldBe(2), r => r.Committed.ShouldBeTrue());
        (await StandingAsync(house, run)).ShouldBe([(1, "bonus", null, 250_00), (2, "regular", 37.5m, null)]);
        (await ImportAsync(house, File)).ShouldSatisfyAllConditions(r => r.Unchanged.ShouldBe(2), r => r.HasEffect.ShouldBeFalse());
        (await StandingAsync(house, run)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_corrected_file_changes_what_the_first_one_said()
    {
        var (house, run) = await OpenAsync();
        await using var _ = house;
        await ImportAsync(house, "employee_number,item,units\nE2,regular,37.5\n");
        (await ImportAsync(house, "employee_number,item,units\nE2,regular,40\n")).Changed.ShouldBe(1);
        (await StandingAsync(house, run)).ShouldBe([(2, "regular", 40m, null)]);
    }

    [Fact]
    public async Task With_one_problem_nothing_is_entered_and_each_problem_names_its_cell()
    {
        var (house, run) = await OpenAsync();
        await using var _ = house;
        var report = await ImportAsync(house, "employee_number,item,amount\nE1,bonus,100\nE9,bonus,100\nE1,bonsu,100\nE1,union_dues,-5\nE1,bonus,200\n");
        report.Committed.ShouldBeFalse();
        report.Problems.First.Select(p => (p.Row, p.Column)).ShouldBe([(3, "employee_number"), (4, "item"), (5, "amount"), (6, null)]);
        (await StandingAsync(house, run)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_pay_date_names_the_run()
    {
        var (house, run) = await OpenAsync();
        await using var _ = house;
        (await ImportAsync(house, "employee_number,item,amount,pay_date\nE1,bonus,100,2026-10-30\n")).Problems.First.ShouldHaveSingleItem().Column.ShouldBe("pay_date");
        (await ImportAsync(house, $"employee_number,item,amount,pay_date\nE1,bonus,100,{run.PayDate:yyyy-MM-dd}\n")).Committed.ShouldBeTrue();
        (await StandingAsync(house, run)).Count.ShouldBe(1);
    }
}
