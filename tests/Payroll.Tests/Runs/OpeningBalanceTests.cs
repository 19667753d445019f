using System.Text;
using Bureau.Kernel.Data;
using Bureau.Kernel.Identity;
using Bureau.Kernel.Imports;
using Bureau.Payroll.Calculation;
using Bureau.Payroll.OpeningBalances;
using Bureau.Payroll.PayRuns;
using Bureau.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Bureau.Payroll.Tests.Runs;

/// <summary>People who come from a former provider in the middle of the tax year.</summary>
public class OpeningBalanceTests
{
    private const string File = "employee_number,paid_up_to,gross_pay,taxable_pay,tax\nE1,2026-10-30,21000.00,21000.00,2800.00\nE2,2026-10-30,\"14,000.50\",14000.50,1400.10\n";

    [Theory, OnEachEngine]
    public async Task Approved_figures_are_what_the_year_goes_on_from(Engine engine)
    {
        await using var house = await HouseAsync(engine);
        (await ImportAsync(house, File, commit: false)).ShouldSatisfyAllConditions(r => r.Added.ShouldBe(2), r => r.Committed.ShouldBeFalse());
        var batch = await CommitAsync(house, File);
        (await StateAsync(house, batch, ("gross_pay", 35_000_50), ("net_pay", 30_800_40), ("taxable_pay", 35_000_50), ("tax", 4_200_10))).IsDone.ShouldBeTrue();
        (await ApproveAsync(house, batch)).IsDone.ShouldBeTrue();

        var run = await house.InReviewAsync();
        var after = await AfterAsync(house, run.Id, 1);
        after.Lines.ShouldBe([new("taxable_pay", 24_000m), new("tax", 3_200m), new("levy", 300m), new("leave", 2.5m)], "20 % of 24,000 less eight times 1,000");
        (after.GrossMinor, after.NetMinor).ShouldBe((24_000_00, 20_800_00));

        run = await house.ReleaseAsync(run);
        run.State.ShouldBe(PayRunState.Released);
        (await house.VerifyAsync()).ShouldBeEmpty();
    }

    [Theory, OnEachEngine]
    public async Task A_run_that_was_calculated_without_them_goes_back(Engine engine)
    {
        await using var house = await HouseAsync(engine);
        var run = await house.InReviewAsync();
        await house.SubmitAsync(run);
        var batch = await CommitAsync(house, File);
        (await ApproveAsync(house, batch, "The provider is out of business")).IsDone.ShouldBeTrue();
        (await house.RunAsync(run.Id)).ShouldSatisfyAllConditions(r => r.Stale.ShouldBe(1), r => r.State.ShouldBe(PayRunState.InReview));
        run = await house.AgainAsync(run.Id);
        (await AfterAsync(house, run.Id, 1)).GrossMinor.ShouldBe(24_000_00);
    }

    [Fact]
    public async Task Nothing_is_put_before_a_released_payslip()
    {
        await using var house = await HouseAsync();
        var waiting = await CommitAsync(house, File);
        await house.ReleaseAsync(await house.InReviewAsync());

        (await ApproveAsync(house, waiting, "Never mind")).Problem.ShouldNotBeNull().ShouldContain("released");
        (await house.Get<DecideOpeningBatch>().ReturnAsync(TestHouse.Harbour, waiting, "Too late", PayrollHouse.Approver)).IsDone.ShouldBeTrue();
        var report = await ImportAsync(house, File);
        report.Committed.ShouldBeFalse();
        report.Problems.First.Select(p => (p.Row, p.Column)).ShouldBe([(2, "employee_number"), (3, "employee_number")]);
        report.Problems.First[0].Message.ShouldContain("30 Nov 2026");
        (await CountAsync(house)).ShouldBe(0);
    }

    [Fact]
    public async Task Who_handed_them_in_does_not_approve_them_and_a_difference_needs_a_reason()
    {
        await using var house = await HouseAsync();
        var batch = await CommitAsync(house, File);
        var both = TestHouse.Person(PayrollHouse.Preparer.AccountId, "Pat", Role.PayrollSpecialist, Role.PayrollApprover);
        (await house.Get<DecideOpeningBatch>().ApproveAsync(TestHouse.Harbour, batch, "Fine", both)).Problem.ShouldNotBeNull().ShouldContain("Somebody else");
        (await house.Get<DecideOpeningBatch>().ApproveAsync(TestHouse.Harbour, batch, "Fine", PayrollHouse.Preparer)).ShouldBe(Outcome.NotAllowed);
        (await ApproveAsync(house, batch)).Problem.ShouldNotBeNull().ShouldContain("No totals");

        (await StateAsync(house, batch, ("gross_pay", 35_000_50), ("net_pay", 30_800_40), ("taxable_pay", 35_000_50), ("tax", 4_200_11), ("levy", 12_00))).IsDone.ShouldBeTrue();
        (await ApproveAsync(house, batch)).Problem.ShouldNotBeNull().ShouldContain("Not every total agrees");
        (await CountAsync(house)).ShouldBe(0, "a refused approval leaves nothing behind");
        (await ApproveAsync(house, batch, "A penny of rounding, and the levy is not ours")).IsDone.ShouldBeTrue();
        (await ApproveAsync(house, batch, "A penny of rounding, and the levy is not ours")).IsDone.ShouldBeTrue("a double click");
        (await ApproveAsync(house, batch)).Problem.ShouldNotBeNull().ShouldContain("decided");
        (await StateAsync(house, batch, ("tax", 0))).IsDone.ShouldBeFalse();
        (await CountAsync(house)).ShouldBe(2);
    }

    [Fact]
    public async Task The_same_file_again_changes_nothing_and_a_corrected_one_replaces_what_no_payslip_rests_on()
    {
        await using var house = await HouseAsync();
        var batch = await CommitAsync(house, File);
        (await ImportAsync(house, File)).ShouldSatisfyAllConditions(r => r.Unchanged.ShouldBe(2), r => r.HasEffect.ShouldBeFalse());
        var other = File.Replace("2800.00", "2900.00", StringComparison.Ordinal);
        (await ImportAsync(house, other)).Problems.First.ShouldHaveSingleItem().Message.ShouldContain("await approval");

        (await ApproveAsync(house, batch, "As told")).IsDone.ShouldBeTrue();
        (await ImportAsync(house, File)).Unchanged.ShouldBe(2);
        var report = await ImportAsync(house, other);
        report.ShouldSatisfyAllConditions(r => r.Changed.ShouldBe(1), r => r.Unchanged.ShouldBe(1), r => r.Committed.ShouldBeTrue());
        (await ApproveAsync(house, IdOf(report), "Corrected")).IsDone.ShouldBeTrue();
        (await CountAsync(house)).ShouldBe(2);
        (await AfterAsync(house, (await house.InReviewAsync()).Id, 1)).Lines.Single(l => l.Key == "tax").Value.ShouldBe(3_200m, "what was withheld too much comes back by itself");
    }

    [Theory]
    [InlineData("E9,2026-10-30,100,", "employee_number")]
    [InlineData("E1,30/10/2026,100,", "paid_up_to")]
    [InlineData("E1,2027-03-30,100,", "paid_up_to")]
    [InlineData("E1,2026-10-30,\"1.234,50\",", "gross_pay")]
    [InlineData("E1,2026-10-30,100.005,", "gross_pay")]
    [InlineData("E1,2026-10-30,-100,", "gross_pay")]
    [InlineData("E1,2026-10-30,,", "gross_pay")]
    [InlineData("E1,2026-10-30,0,", null)]
    public async Task A_bad_row_is_named_by_row_and_column_and_nothing_is_written(string row, string? column)
    {
        await using var house = await HouseAsync();
        var report = await ImportAsync(house, "employee_number,paid_up_to,gross_pay,tax\nE2,2026-10-30,100,-5\n" + row + "\n");
        report.Committed.ShouldBeFalse();
        report.Problems.First.ShouldHaveSingleItem().ShouldSatisfyAllConditions(p => p.Row.ShouldBe(3), p => p.Column.ShouldBe(column));
    }

    [Fact]
    public async Task A_file_is_of_one_tax_year()
    {
        await using var house = await HouseAsync();
        (await ImportAsync(house, "employee_number,paid_up_to,gross_pay\nE1,2026-10-30,100\nE2,2026-03-30,100\n")).Problems.First.ShouldHaveSingleItem().ShouldSatisfyAllConditions(p => p.Row.ShouldBe(3), p => p.Column.ShouldBe("paid_up_to"));
    }

    /// <summary>Imports a file and has it approved.</summary>
    internal static async Task BringAsync(PayrollHouse house, string csv) => (await ApproveAsync(house, await CommitAsync(house, csv), "As told")).IsDone.ShouldBeTrue();

    private static async Task<PayrollHouse> HouseAsync(Engine engine = Engine.Sqlite)
    {
        var house = await PayrollHouse.StartAsync(engine);
        house.People.Salaried(1, 36_000m);
        house.People.Salaried(2, 24_000m);
        return house;
    }

    private static Task<ImportReport> ImportAsync(PayrollHouse house, string csv, bool commit = true) =>
        new CsvImports(house.House.Services.GetServices<ICsvImport>(), house.Get<Kernel.Clients.IClientDirectory>())
            .RunAsync(TestHouse.Harbour, PayrollHouse.Preparer, "opening-balances", "HARBOUR-opening.csv", Encoding.UTF8.GetBytes(csv), commit);

    private static async Task<long> CommitAsync(PayrollHouse house, string csv)
    {
        var report = await ImportAsync(house, csv);
        report.Problems.First.ShouldBeEmpty();
        report.Committed.ShouldBeTrue();
        return IdOf(report);
    }

    private static long IdOf(ImportReport report) => long.Parse(report.Next!.Split('/')[^1], System.Globalization.CultureInfo.InvariantCulture);

    private static Task<Outcome> StateAsync(PayrollHouse house, long batch, params (string Figure, long Minor)[] totals) =>
        house.Get<StateTotals>().RunAsync(TestHouse.Harbour, batch, totals.ToDictionary(t => t.Figure, t => (long?)t.Minor), PayrollHouse.Preparer);

    private static Task<Outcome> ApproveAsync(PayrollHouse house, long batch, string reason = "") => house.Get<DecideOpeningBatch>().ApproveAsync(TestHouse.Harbour, batch, reason, PayrollHouse.Approver);

    private static async Task<Balances> AfterAsync(PayrollHouse house, long runId, long employeeId)
    {
        await using var db = await house.Get<PayrollStore>().OpenAsync(TestHouse.Harbour.Id);
        return BalancesFormat.FromBytes(await db.SingleAsync<byte[]>("select balances from payroll.payslip where client_id = @Client and pay_run_id = @Id and employee_id = @EmployeeId", new { Id = runId, EmployeeId = employeeId }));
    }

    private static async Task<long> CountAsync(PayrollHouse house)
    {
        await using var db = await house.Get<PayrollStore>().OpenAsync(TestHouse.Harbour.Id);
        return await db.ScalarAsync<long>("select count(*) from payroll.opening_balance where client_id = @Client");
    }
}
