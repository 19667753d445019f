using Bureau.Kernel.Web;
using Bureau.Onboarding.Contracts;
using Bureau.Payroll.Calculation;
using Bureau.Payroll.PayRuns;
using Bureau.Testing;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.AspNetCore.Http;

namespace Bureau.Payroll.Tests.Runs;

/// <summary>Whatever interrupts a calculation, it ends with the figures and the seal that it would have had.</summary>
public sealed class RestartTests
{
    private const int People = 5000;
    private static readonly Kernel.Clients.ClientId Client = TestHouse.Harbour.Id;

    [Fact]
    public async Task Interrupted_at_random_points_everybody_has_one_payslip_and_the_seal_is_the_same()
    {
        var expected = await SealOfAsync(People, (_, _) => Task.CompletedTask);
        var random = new Random(20261121);
        for (var round = 0; round < 6; round++)
        {
            // While people are read, while they are calculated, and while chunks are written.
            var (person, calculation, wait) = (random.Next(1, People + 1), random.Next(1, People + 1), random.Next(1, 400));
            var seal = await SealOfAsync(People, async (house, runId) =>
            {
                house.People.OnPerson = n => { if (n == person) throw new IOException("Interrupted."); };
                await Should.ThrowAsync<IOException>(() => house.CalculateAsync(runId));
                house.People.OnPerson = null;
                var at = house.Pack.Calculations + calculation;
                house.Pack.OnCalculate = n => { if (n == at) throw new IOException("Interrupted."); };
                await Should.ThrowAsync<IOException>(() => house.CalculateAsync(runId));
                house.Pack.OnCalculate = null;
                using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(wait));
                try
                {
                    await house.CalculateAsync(runId, stop.Token);
                }
                catch (OperationCanceledException)
                {
                    // Stopped wherever it stood.
                }
            });
            seal.ShouldBe(expected);
        }
    }

    [Fact]
    public async Task Two_runners_of_one_calculation_do_not_double_anything()
    {
        var expected = await SealOfAsync(People, (_, _) => Task.CompletedTask);
        (await SealOfAsync(People, async (house, runId) => await Task.WhenAll(OneOfTwoAsync(house, runId), OneOfTwoAsync(house, runId)))).ShouldBe(expected);
    }

    [Fact]
    public async Task A_run_ends_though_somebody_waits_for_an_answer_all_the_while()
    {
        var answered = new TaskCompletionSource();
        var expected = await SealOfAsync(People, (_, _) => Task.CompletedTask);
        var waiting = Task.CompletedTask;
        (await SealOfAsync(People, (house, _) =>
        {
            waiting = house.Get<PeopleWaiting>().InvokeAsync(new DefaultHttpContext(), _ => answered.Task);
            return Task.CompletedTask;
        })).ShouldBe(expected);
        waiting.IsCompleted.ShouldBeFalse();
        answered.SetResult();
    }

    [Fact]
    public void Recalculating_after_changes_touches_only_who_changed_and_seals_like_a_full_run()
    {
        var changes = from count in Gen.Choose(1, 6)
                      from who in Gen.ArrayOf(Gen.Choose(1, 60), count)
                      from what in Gen.ArrayOf(Gen.Choose(0, 3), count)
                      select who.Zip(what).DistinctBy(c => c.First).ToArray();
        Prop.ForAll(changes.ToArbitrary(), changed =>
        {
            var (seal, totals, touched) = RecalculatedAsync(changed).GetAwaiter().GetResult();
            var (full, fullTotals, _) = CalculatedAsync(changed).GetAwaiter().GetResult();
            seal.ShouldBe(full);
            totals.ShouldBe(fullTotals);
            touched.ShouldBe(changed.Count(c => c.Second != 2));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(8));
    }

    private static async Task<string> SealOfAsync(int people, Func<PayrollHouse, long, Task> before)
    {
        await using var house = await PayrollHouse.StartAsync();
        for (var i = 1; i <= people; i++) house.People.Salaried(i, 30_000m + i);
        await house.WithCalendarAsync();
        await house.House.TickAsync();
        var run = (await house.RunsAsync())[0];
        (await house.Get<StartCalculation>().RunAsync(Client, run.Id, PayrollHouse.Preparer)).Problem.ShouldBeNull();
        await before(house, run.Id);
        await house.CalculateAsync(run.Id);
        run = await house.RunAsync(run.Id);
        (run.State, run.Employees, run.Payslips).ShouldBe((PayRunState.InReview, people, people));
        (await house.VerifyAsync()).ShouldBeEmpty();
        return run.Seal!;
    }

    private static async Task<(string, string, int)> RecalculatedAsync((int Who, int What)[] changes)
    {
        await using var house = await PayrollHouse.StartAsync();
        for (var i = 1; i <= 60; i++) house.People.Salaried(i, 30_000m + i, costCentre: i % 2 == 0 ? "100" : "200");
        var run = await house.InReviewAsync();
        var before = house.Pack.Calculations;
        Apply(house, changes);
        run = await house.AgainAsync(run.Id);
        var touched = house.Pack.Calculations - before;
        (await house.VerifyAsync()).ShouldBeEmpty();
        return (run.Seal!, await TotalsAsync(house, run.Id), touched);
    }

    private static async Task<(string, string, int)> CalculatedAsync((int Who, int What)[] changes)
    {
        await using var house = await PayrollHouse.StartAsync();
        for (var i = 1; i <= 60; i++) house.People.Salaried(i, 30_000m + i, costCentre: i % 2 == 0 ? "100" : "200");
        Apply(house, changes);
        var run = await house.InReviewAsync();
        return (run.Seal!, await TotalsAsync(house, run.Id), 0);
    }

    private static void Apply(PayrollHouse house, (int Who, int What)[] changes)
    {
        foreach (var (who, what) in changes)
        {
            if (what == 0) house.People.Set(who, FactNames.AnnualSalary, "60000");
            else if (what == 1) house.People.Set(who, FactNames.CostCentre, "300");
            else if (what == 2) house.People.Remove(who);
            else house.People.Salaried(1000 + who, 42_000m);
        }
    }

    private static async Task<string> TotalsAsync(PayrollHouse house, long runId)
    {
        await using var db = await house.Get<PayrollStore>().OpenAsync(Client);
        return string.Join("\n", (await TotalRow.ReadAsync(db, runId)).Select(t => $"{t.CostCentre} {t.Line} {t.Kind} {t.AmountMinor} {t.People}"));
    }

    private static Task OneOfTwoAsync(PayrollHouse house, long runId) => Task.Run(async () =>
    {
        try
        {
            await house.CalculateAsync(runId);
        }
        catch (SupersededException)
        {
            // The other one has it.
        }
    });
}
