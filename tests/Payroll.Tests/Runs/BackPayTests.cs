using System.Globalization;
using Bureau.Onboarding.Contracts;
using Bureau.Payroll.Calculation;
using Bureau.Payroll.Explanations;
using Bureau.Payroll.Inputs;
using Bureau.Payroll.PayRuns;
using Bureau.Payroll.Variances;
using Bureau.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace Bureau.Payroll.Tests.Runs;

public sealed class BackPayTests
{
    private static readonly DateOnly s_november = new(2026, 11, 1);

    [Fact]
    public async Task A_rise_that_becomes_known_late_is_paid_with_the_next_run_once_and_explains_itself()
    {
        await using var house = await PayrollHouse.StartAsync();
        house.People.Salaried(1, 24_000m);
        house.People.Salaried(2, 24_000m);
        await house.ReleaseAsync(await house.InReviewAsync());
        // 1,000.00 more a month; in November for the 15 days from the 16th.
        Late(house, 1, FactNames.AnnualSalary, "36000", new(2026, 11, 16));

        var december = await NextAsync(house);
        (await GrossAsync(house, december, 1)).ShouldBe(3_000_00 + 500_00);
        (await GrossAsync(house, december, 2)).ShouldBe(2_000_00);
        (december.Blockers, december.Warnings).ShouldBe((0, 1));
        var explained = (await house.Get<ExplainLine>().RunAsync(TestHouse.Harbour.Id, december.Id, 1, OwedBackPay.Item)).ShouldNotBeNull();
        explained.Fault.ShouldBeNull();
        explained.Steps.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            s => s.Label.ShouldBe("Back pay, 1 Nov 2026 to 30 Nov 2026"),
            s => s.Operands.Select(o => o.Value).ShouldBe(["2500", "2000"]),
            s => s.Contributes.ShouldBe(500m));
        // Nothing was paid in the tax year before November: its allowances cover everything.
        (await house.Get<ExplainDifference>().OfPayslipAsync(TestHouse.Harbour.Id, december.Id, 1)).ShouldNotBeNull().Causes.Select(c => (c.Label, c.Detail, c.Change.NetMinor))
            .ShouldBe([("Salary", "24,000.00 → 36,000.00 a year", 1_000_00), ("Back pay", "none → 500.00, one-off", 500_00)]);

        await house.ReleaseAsync(december);
        (await GrossAsync(house, await NextAsync(house), 1)).ShouldBe(3_000_00);
        (await house.VerifyAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Hours_paid_at_a_rate_that_turned_out_higher_are_made_good()
    {
        await using var house = await PayrollHouse.StartAsync();
        house.People.Hourly(1, 10m);
        await house.WithCalendarAsync();
        await house.House.TickAsync();
        var november = (await house.RunsAsync())[0];
        (await house.Get<EnterPayInput>().RunAsync(TestHouse.Harbour, PayrollHouse.Preparer, november, new(1, new TypedPayInput("regular", "100", null, null, null)))).Problems.ShouldBeEmpty();
        (await house.Get<EnterPayInput>().RunAsync(TestHouse.Harbour, PayrollHouse.Preparer, november, new(1, new TypedPayInput("regular", "10", "15", null, null), Again: true))).Problems.ShouldBeEmpty();
        (await house.Get<StartCalculation>().RunAsync(TestHouse.Harbour.Id, november.Id, PayrollHouse.Preparer)).Problem.ShouldBeNull();
        await house.CalculateAsync(november.Id);
        await house.ReleaseAsync(await house.RunAsync(november.Id));
        Late(house, 1, FactNames.HourlyRate, "12.50", s_november);

        // 100 hours at 2.50 more; what was entered with a rate of its own stays.
        (await GrossAsync(house, await NextAsync(house), 1)).ShouldBe(250_00);
    }

    [Fact]
    public async Task What_was_paid_too_much_is_told_and_not_taken_back()
    {
        await using var house = await PayrollHouse.StartAsync();
        house.People.Salaried(1, 36_000m);
        await house.ReleaseAsync(await house.InReviewAsync());
        Late(house, 1, FactNames.AnnualSalary, "24000", s_november);

        var december = await NextAsync(house);
        (await GrossAsync(house, december, 1)).ShouldBe(2_000_00);
        (await house.CountAsync("select count(*) from payroll.pay_run_blocker where client_id = @Client and pay_run_id = @Id and finding_key = 'paid_too_much' and blocks = 0", december.Id)).ShouldBe(1);
    }

    [Fact]
    public async Task What_is_owed_to_somebody_who_has_left_is_told()
    {
        await using var house = await PayrollHouse.StartAsync();
        for (var id = 1; id <= 2; id++) house.People.Salaried(id, 24_000m);
        house.People.Leave(1, new(2026, 11, 30));
        await house.ReleaseAsync(await house.InReviewAsync());
        Late(house, 1, FactNames.AnnualSalary, "36000", s_november);

        var december = await NextAsync(house);
        december.Payslips.ShouldBe(1);
        (await ToldAsync()).ShouldBe(1);
        // Somebody else changes, and only they are looked at.
        Late(house, 2, FactNames.CostCentre, "300", s_november);
        await house.AgainAsync(december.Id);
        (await ToldAsync()).ShouldBe(1);

        Task<long> ToldAsync() => house.CountAsync($"select count(*) from payroll.pay_run_blocker where client_id = @Client and pay_run_id = @Id and finding_key = '{OwedBackPay.AfterLeaving}' and field = '1' and blocks = 0", december.Id);
    }

    [Fact]
    public async Task A_rise_that_is_recorded_after_the_calculation_is_in_the_next_one()
    {
        await using var house = await PayrollHouse.StartAsync();
        for (var id = 1; id <= 3; id++) house.People.Salaried(id, 24_000m);
        await house.ReleaseAsync(await house.InReviewAsync());
        var december = await NextAsync(house);
        Late(house, 2, FactNames.AnnualSalary, "36000", s_november);

        var again = await house.AgainAsync(december.Id);
        (await GrossAsync(house, again, 2)).ShouldBe(4_000_00);
        await using (var unit = await house.Get<PayrollStore>().BeginAsync(TestHouse.Harbour.Id))
        {
            await unit.ExecuteAsync("update payroll.pay_run set inputs_known_at = null where client_id = @Client and id = @Id", new { again.Id });
            await unit.CommitAsync();
        }
        (await house.AgainAsync(december.Id)).Seal.ShouldBe(again.Seal);
    }

    /// <summary>Rises that become known in any order and however late: in the end everybody has what is due by all that is known, to the last penny.</summary>
    [Fact]
    public void Nothing_is_lost_and_nothing_paid_twice() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ArrayOf(3).ToArbitrary(), draws => EverythingIsPaidAsync(draws).GetAwaiter().GetResult()).Check(Config.QuickThrowOnFailure.WithMaxTest(10));

    private static async Task EverythingIsPaidAsync(int[] draws)
    {
        await using var house = await PayrollHouse.StartAsync();
        house.People.Salaried(1, 24_000m);
        var runs = new List<PayRun> { await house.ReleaseAsync(await house.InReviewAsync()) };
        var salary = 24_000;
        foreach (var draw in draws)
        {
            // Never less than any salary before, wherever it begins.
            salary += 1 + draw % 5_000;
            Late(house, 1, FactNames.AnnualSalary, salary.ToString(CultureInfo.InvariantCulture), s_november.AddDays(draw / 5_000 % 45));
            runs.Add(await house.ReleaseAsync(await NextAsync(house)));
        }
        var paid = 0L;
        var due = 0L;
        foreach (var run in runs)
        {
            paid += await GrossAsync(house, run, 1);
            var now = await house.People.StreamForPayAsync(TestHouse.Harbour.Id, TestPeople.Group, run.PeriodStart, run.PeriodEnd, house.Clock.GetUtcNow(), 1).FirstAsync();
            due += new FreezeEmployee(run, house.Pack).EarningsMinor(now, []);
        }
        paid.ShouldBe(due);
        (await house.VerifyAsync()).ShouldBeEmpty();
    }

    /// <summary>Recorded a second from now, which then is now.</summary>
    private static void Late(PayrollHouse house, long id, string field, string value, DateOnly from)
    {
        house.Clock.Advance(TimeSpan.FromSeconds(1));
        house.People.Set(id, field, value, from, house.Clock.GetUtcNow());
    }

    /// <summary>The run after those that are released, in review.</summary>
    private static async Task<PayRun> NextAsync(PayrollHouse house)
    {
        house.Clock.Advance(TimeSpan.FromSeconds(1));
        await house.House.TickAsync();
        var run = (await house.RunsAsync()).First(r => r.State is PayRunState.Scheduled or PayRunState.Open);
        var opens = new DateTimeOffset(run.PeriodStart, new(12, 0), TimeSpan.Zero);
        if (house.Clock.GetUtcNow() < opens) house.Clock.Set(opens);
        await house.House.TickAsync();
        (await house.Get<StartCalculation>().RunAsync(TestHouse.Harbour.Id, run.Id, PayrollHouse.Preparer)).Problem.ShouldBeNull();
        await house.CalculateAsync(run.Id);
        return await house.RunAsync(run.Id);
    }

    private static async Task<long> GrossAsync(PayrollHouse house, PayRun run, long id)
    {
        await using var db = await house.Get<PayrollStore>().OpenAsync(TestHouse.Harbour.Id);
        return await db.SingleAsync<long>("select gross_minor from payroll.payslip where client_id = @Client and pay_run_id = @Id and employee_id = @Employee", new { run.Id, Employee = id });
    }
}
