using Bureau.Kernel.Data;
using Bureau.Onboarding.Contracts;
using Bureau.Payroll.Calculation;
using Bureau.Payroll.Inputs;
using Bureau.Payroll.PayRuns;
using Bureau.Payroll.Tests.Runs;
using Bureau.Payroll.Variances;
using Bureau.Testing;

namespace Bureau.Payroll.Tests.Variances;

/// <summary>Two runs of a pay group, compared through the jobs that the product runs.</summary>
public class CompareRunsTests
{
    private static readonly Kernel.Clients.ClientId Client = TestHouse.Harbour.Id;

    private sealed record Compared(IReadOnlyList<RunCause> Causes, IReadOnlyDictionary<long, (Variance Row, VarianceDocument Document)> Rows);

    private static async Task<Compared> ReadAsync(PayrollHouse house, PayRun run, bool toReview = false)
    {
        await using var db = await house.Get<PayrollStore>().OpenAsync(Client);
        (await Variance.AreComparedAsync(db, run, default)).ShouldBeTrue();
        var rows = new List<Variance>();
        // Page by page, as the screen does.
        while (await Variance.PageAsync(db, run.Id, null, toReview, 0, rows.Count == 0 ? null : (rows[^1].SizeMinor, rows[^1].EmployeeId), 2, default) is { Count: > 0 } page) rows.AddRange(page);
        rows.Select(r => r.SizeMinor).ShouldBeInOrder(SortDirection.Descending);
        return new(await RunCause.ReadAsync(db, run.Id, default),
            rows.ToDictionary(r => r.EmployeeId, r => (r, VarianceDocument.FromBytes(house.Get<DocumentCipher>().DecryptVariance(Client, run.Id, r.EmployeeId, r.Document)))));
    }

    /// <summary>November is released with everybody but the last, who was held out and paid after it; December is in review.</summary>
    private static async Task<(PayrollHouse House, PayRun November, PayRun December)> TwoMonthsAsync(Engine engine, Func<PayrollHouse, Task> between)
    {
        var house = await PayrollHouse.StartAsync(engine);
        for (var id = 1; id <= 10; id++) house.People.Salaried(id, 24_000m + 1_000 * id);
        var november = await house.InReviewAsync();
        (await house.Get<HoldOut>().RunAsync(Client, november.Id, [10], "Late details", PayrollHouse.Preparer)).Problem.ShouldBeNull();
        november = await house.ReleaseAsync(await house.AgainAsync(november.Id));
        await house.House.SettleAsync(tick: true);
        var followUp = (await house.RunsAsync()).Single(r => r.FollowsRunId == november.Id);
        await house.ReleaseAsync(followUp);

        house.Clock.Set(new DateTimeOffset(2026, 12, 10, 9, 0, 0, TimeSpan.Zero));
        await house.House.SettleAsync(tick: true);
        await between(house);
        house.Clock.Set(new DateTimeOffset(2026, 12, 24, 18, 0, 0, TimeSpan.Zero));
        await house.House.SettleAsync(tick: true);
        return (house, november, (await house.RunsAsync()).Single(r => r.PeriodStart.Month == 12));
    }

    [Theory, OnEachEngine]
    public async Task Causes_of_everybody_add_up_to_the_difference_of_the_totals(Engine engine)
    {
        var (house, november, december) = await TwoMonthsAsync(engine, async house =>
        {
            var now = house.Clock.GetUtcNow();
            house.People.Set(1, FactNames.AnnualSalary, "60000", new DateOnly(2026, 12, 1), now);
            house.People.Leave(2, new DateOnly(2026, 11, 30));
            house.People.Salaried(11, 48_000m, new DateOnly(2026, 12, 1), now);
            var run = (await house.RunsAsync()).Single(r => r.PeriodStart.Month == 12);
            (await house.Get<EnterPayInput>().RunAsync(TestHouse.Harbour, PayrollHouse.Preparer, run, new(3, new("bonus", null, null, "500", null)))).Problems.ShouldBeEmpty();
        });
        await using var _ = house;
        december.State.ShouldBe(PayRunState.InReview);
        var compared = await ReadAsync(house, december);

        compared.Rows[11].Row.Kind.ShouldBe(Variance.New);
        compared.Rows[2].Document.Causes.ShouldHaveSingleItem().Key.ShouldBe(Cause.Leaver);
        compared.Rows[1].Document.Causes[0].ShouldSatisfyAllConditions(c => c.Key.ShouldBe(Cause.Salary), c => c.Detail.ShouldBe("25,000.00 → 60,000.00 a year"));
        compared.Rows[3].Document.Causes[0].ShouldSatisfyAllConditions(c => c.Key.ShouldBe("item:bonus"), c => c.Change.GrossMinor.ShouldBe(50_000));
        // Paid in November's follow-up run, so neither new nor different.
        compared.Rows.ContainsKey(10).ShouldBeFalse();
        foreach (var (row, document) in compared.Rows.Values) document.Causes.Sum(c => c.Change.NetMinor).ShouldBe(row.DifferenceMinor);

        var followUp = (await house.RunsAsync()).Single(r => r.FollowsRunId == november.Id);
        compared.Causes.Sum(c => c.NetMinor).ShouldBe(december.NetMinor - november.NetMinor - followUp.NetMinor);
        compared.Causes.Sum(c => c.GrossMinor).ShouldBe(december.GrossMinor - november.GrossMinor - followUp.GrossMinor);
        compared.Causes.Sum(c => c.EmployerCostMinor).ShouldBe(december.EmployerCostMinor - november.EmployerCostMinor - followUp.EmployerCostMinor);
        compared.Causes.Single(c => c.CauseKey == Cause.Salary).People.ShouldBe(1);

        // Where nothing but one person's pay changed by more than a hair, that one is also unusual among the others.
        compared.Rows[1].Document.Unusual.ShouldContain("where the others of this run changed by about 0.0 %");
        var why = (await house.Get<ExplainDifference>().OfPayslipAsync(Client, december.Id, 10)).ShouldNotBeNull();
        (why.Before!.Id, why.Causes.Count).ShouldBe((followUp.Id, 0));
        (await house.Get<ExplainDifference>().OfPayslipAsync(Client, december.Id, 11))!.Causes.ShouldHaveSingleItem().Key.ShouldBe(Cause.Starter);
    }

    [Fact]
    public async Task Whom_to_look_at_is_the_clients_to_say()
    {
        var (house, _, december) = await TwoMonthsAsync(Engine.Sqlite, house =>
        {
            house.People.Set(1, FactNames.AnnualSalary, "25600", new DateOnly(2026, 12, 1), house.Clock.GetUtcNow());
            return Task.CompletedTask;
        });
        await using var __ = house;
        (await ReadAsync(house, december, toReview: true)).Rows.ShouldBeEmpty();
        var set = house.Get<SetThreshold>();
        (await set.RunAsync(Client, new() { LeastMinor = 50_00, LeastPercentE2 = 1_00, Deviations = 1 }, PayrollHouse.Preparer)).Problem!.ShouldContain("2 to 20");
        (await set.RunAsync(Client, new() { LeastMinor = 50_00, LeastPercentE2 = 1_00, Deviations = 5 }, PayrollHouse.Approver)).ShouldBe(Outcome.NotAllowed);
        (await set.RunAsync(Client, new() { LeastMinor = 50_00, LeastPercentE2 = 1_00, Deviations = 5 }, PayrollHouse.Preparer)).Problem.ShouldBeNull();
        await house.House.SettleAsync();
        (await ReadAsync(house, december, toReview: true)).Rows.Keys.ShouldBe([1]);
    }

    [Fact]
    public void What_does_not_fit_the_persons_own_history_is_told_with_its_reason()
    {
        long[] history = [200_000, 201_000, 199_500, 200_500, 200_200];
        Unusual.ForThePerson(200_900, history, 5, "GBP").ShouldBeNull();
        Unusual.ForThePerson(340_000, history, 5, "GBP").ShouldBe("Far from what is usual for this person: about 2,002.00, mostly within 40.04, in the last 5 payslips");
        Unusual.ForThePerson(340_000, history[..3], 5, "GBP").ShouldBeNull();
        // One earlier outlier does not hide the next, as it would by mean and standard deviation.
        Unusual.ForThePerson(340_000, [.. history, 900_000], 5, "GBP").ShouldNotBeNull();
        Unusual.Of([1m, 1m, 2m, 2m, 4m, 6m, 9m]).ShouldBe((2m, 1.4826m));
    }
}
