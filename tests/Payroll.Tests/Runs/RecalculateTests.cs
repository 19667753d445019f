using System.Globalization;
using Bureau.Onboarding.Contracts;
using Bureau.Payroll.Inputs;
using Bureau.Payroll.PayRuns;
using Bureau.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace Bureau.Payroll.Tests.Runs;

public sealed class RecalculateTests
{
    /// <summary>Whatever happens to whomever: looking at those who changed gives the seal that looking at everybody gives.</summary>
    [Fact]
    public void Recalculating_who_changed_gives_the_seal_of_a_full_run() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ArrayOf(6).ToArbitrary(), draws => SealsAgreeAsync(draws).GetAwaiter().GetResult()).Check(Config.QuickThrowOnFailure.WithMaxTest(12));

    private static async Task SealsAgreeAsync(int[] draws)
    {
        await using var house = await PayrollHouse.StartAsync();
        for (var id = 1; id <= 8; id++) house.People.Salaried(id, 24_000m + 1_200m * id);
        var run = await house.InReviewAsync();
        foreach (var draw in draws) await HappenAsync(house, run, draw);
        var some = await house.AgainAsync(run.Id);
        some.Stale.ShouldBe(0);

        await using (var unit = await house.Get<PayrollStore>().BeginAsync(TestHouse.Harbour.Id))
        {
            await unit.ExecuteAsync("update payroll.pay_run set inputs_known_at = null where client_id = @Client and id = @Id", new { run.Id });
            await unit.CommitAsync();
        }
        var all = await house.AgainAsync(run.Id);
        (some.Seal, some.Employees, some.Payslips, some.NetMinor, some.Blockers, some.Warnings).ShouldBe((all.Seal, all.Employees, all.Payslips, all.NetMinor, all.Blockers, all.Warnings));
        (await house.VerifyAsync()).ShouldBeEmpty();
    }

    private static async Task HappenAsync(PayrollHouse house, PayRun run, int draw)
    {
        house.Clock.Advance(TimeSpan.FromSeconds(20));
        var (id, size) = (1 + draw % 8, draw / 64 % 1000);
        switch (draw / 8 % 7)
        {
            case 0: house.People.Set(id, FactNames.AnnualSalary, (20_000 + 12 * size).ToString(CultureInfo.InvariantCulture)); break;
            case 1: house.People.Set(id, FactNames.CostCentre, (200 + size % 3).ToString(CultureInfo.InvariantCulture)); break;
            case 2: house.People.Set(id, FactNames.BankAccountNumber, "10000001"); break;
            case 3: house.People.Set(id, FactNames.BankAccountNumber, null); break;
            case 4: house.People.Leave(id, run.PeriodStart.AddDays(size % 40 - 20)); break;
            case 5: house.People.Salaried(9 + size % 5, 36_000m, start: run.PeriodStart.AddDays(size % 30)); break;
            // Refused of somebody who has left, which is as good.
            default:
                await house.Get<EnterPayInput>().RunAsync(TestHouse.Harbour, PayrollHouse.Preparer, run, new(id, new TypedPayInput("bonus", null, null, (size + 1).ToString(CultureInfo.InvariantCulture), null), Again: true));
                break;
        }
    }

    [Fact]
    public async Task After_one_change_one_person_is_read()
    {
        await using var house = await PayrollHouse.StartAsync();
        for (var id = 1; id <= 30; id++) house.People.Salaried(id, 24_000m);
        var run = await house.InReviewAsync();
        var given = house.People.Given;
        house.People.Set(7, FactNames.AnnualSalary, "36000");
        (await house.AgainAsync(run.Id)).GrossMinor.ShouldBe(run.GrossMinor + 100_000);

        house.People.Given.ShouldBe(given + 1);
        (await house.VerifyAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Two_people_with_one_account_are_a_warning_whoever_of_them_changes()
    {
        await using var house = await PayrollHouse.StartAsync();
        for (var id = 1; id <= 3; id++) house.People.Salaried(id, 24_000m);
        var run = await house.InReviewAsync();
        run.Warnings.ShouldBe(0);
        house.People.Set(1, FactNames.BankAccountNumber, "10000003");
        (await house.AgainAsync(run.Id)).Warnings.ShouldBe(2);
        (await house.CountAsync("select min(employee_id) * 10 + max(employee_id) from payroll.pay_run_blocker where client_id = @Client and pay_run_id = @Id and finding_key = 'shared_account'", run.Id)).ShouldBe(13);

        house.People.Set(3, FactNames.BankAccountNumber, "10000009");
        (await house.AgainAsync(run.Id)).Warnings.ShouldBe(0);
    }
}
