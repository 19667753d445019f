using Bureau.Kernel.Data;
using Bureau.Payroll.PayRuns;
using Bureau.Testing;

namespace Bureau.Payroll.Tests.Runs;

/// <summary>Alone: the limit stands on pooled connections, and a test that ends empties every pool.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "alone";
}

[Collection(Alone.Name)]
public sealed class FullDiskTests
{
    private const int People = 5000;
    private static readonly Kernel.Clients.ClientId Client = TestHouse.Harbour.Id;

    [Fact]
    public async Task A_full_disk_leaves_nothing_half_written_and_the_run_goes_on_when_there_is_room()
    {
        await using var house = await PayrollHouse.StartAsync();
        for (var i = 1; i <= People; i++) house.People.Salaried(i, 30_000m + i);
        await house.WithCalendarAsync();
        await house.House.TickAsync();
        var run = (await house.RunsAsync())[0];
        await house.Get<StartCalculation>().RunAsync(Client, run.Id, PayrollHouse.Preparer);
        var full = await Should.ThrowAsync<Exception>(() => WithRoomAsync(house, 600, () => house.CalculateAsync(run.Id)));
        Database.IsFull(full).ShouldBeTrue(full.ToString());
        (await house.RunAsync(run.Id)).State.ShouldBe(PayRunState.Calculating);
        await WithRoomAsync(house, 1_000_000, () => house.CalculateAsync(run.Id));
        run = await house.RunAsync(run.Id);
        (run.State, run.Payslips).ShouldBe((PayRunState.InReview, People));
        (await house.VerifyAsync()).ShouldBeEmpty();
    }

    /// <summary>The limit holds for connections, so every one that the store has gets it.</summary>
    private static async Task WithRoomAsync(PayrollHouse house, int pages, Func<Task> work)
    {
        var limits = new List<DbSession>();
        for (var i = 0; i < 8; i++)
        {
            limits.Add(await house.Get<PayrollStore>().OpenAsync(Client));
            await limits[^1].ScalarAsync<long>($"pragma max_page_count = {pages}");
        }
        foreach (var session in limits) await session.DisposeAsync();
        await work();
    }
}
