using Bureau.Kernel.Data;
using Bureau.Kernel.Identity;
using Bureau.Kernel.Jobs;
using Bureau.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Bureau.Kernel.Tests.Jobs;

public class JobRunnerTests
{
    [Theory, OnEachEngine]
    public async Task A_request_runs_once_when_it_is_due(Engine engine)
    {
        var job = new Recorder();
        await using var house = await TestHouse.StartAsync(engine, s => s.AddSingleton<IJob>(job));
        await EnqueueAsync(house, "run/1", house.Clock.GetUtcNow().AddMinutes(5));

        await house.SettleAsync();
        job.Ran.ShouldBeEmpty();
        house.Clock.Advance(TimeSpan.FromMinutes(6));
        await house.SettleAsync();
        await house.SettleAsync();

        job.Ran.ShouldBe(["run/1"]);
    }

    [Theory, OnEachEngine]
    public async Task Asking_again_while_a_request_waits_changes_nothing_and_asking_after_it_ran_runs_again(Engine engine)
    {
        var job = new Recorder();
        await using var house = await TestHouse.StartAsync(engine, s => s.AddSingleton<IJob>(job));
        await EnqueueAsync(house, "run/1");
        await EnqueueAsync(house, "run/1");
        await house.SettleAsync();
        job.Ran.Count.ShouldBe(1);

        await EnqueueAsync(house, "run/1");
        await house.SettleAsync();

        job.Ran.Count.ShouldBe(2);
    }

    [Theory, OnEachEngine]
    public async Task A_request_of_a_transaction_that_failed_was_never_made(Engine engine)
    {
        var job = new Recorder();
        await using var house = await TestHouse.StartAsync(engine, s => s.AddSingleton<IJob>(job));
        await using (var unit = await house.Get<IdentityStore>().BeginAsync(TestHouse.Harbour.Id)) await unit.EnqueueAsync("test.record", new Args("run/1"), "run/1");

        await house.SettleAsync();

        job.Ran.ShouldBeEmpty();
    }

    [Theory, OnEachEngine]
    public async Task Runners_that_ask_at_once_share_the_work_and_run_nothing_twice(Engine engine)
    {
        var job = new Recorder();
        await using var house = await TestHouse.StartAsync(engine, s => s.AddSingleton<IJob>(job));
        for (var i = 0; i < 20; i++) await EnqueueAsync(house, $"run/{i}");

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => house.Get<JobRunner>().RunDueAsync())));

        job.Ran.Order().ShouldBe(Enumerable.Range(0, 20).Select(i => $"run/{i}").Order());
    }

    [Theory, OnEachEngine]
    public async Task A_failed_job_is_tried_again_later_and_left_visible_in_the_end(Engine engine)
    {
        var job = new Recorder { Fails = true };
        await using var house = await TestHouse.StartAsync(engine, s => s.AddSingleton<IJob>(job));
        await EnqueueAsync(house, "run/1");

        for (var i = 0; i < 20; i++)
        {
            await house.SettleAsync();
            house.Clock.Advance(TimeSpan.FromHours(1));
        }

        job.Ran.Count.ShouldBe(JobRunner.MostAttempts);
        await using var db = await house.Get<IdentityStore>().OpenAcrossClientsAsync();
        (await db.ScalarAsync<string>("select error from access.job where done_at is null")).ShouldBe(nameof(InvalidOperationException));
    }

    [Theory, OnEachEngine]
    public async Task A_job_whose_runner_died_runs_again_when_its_lease_ends(Engine engine)
    {
        var job = new Recorder();
        await using var house = await TestHouse.StartAsync(engine, s => s.AddSingleton<IJob>(job));
        await EnqueueAsync(house, "run/1");
        await using (var unit = await house.Get<IdentityStore>().BeginAcrossClientsAsync())
        {
            await unit.ExecuteAsync("update access.job set lease_until = @Until, lease_by = 77", new { Until = unit.Now + JobRunner.Lease });
            await unit.CommitAsync();
        }

        await house.SettleAsync();
        job.Ran.ShouldBeEmpty();
        house.Clock.Advance(JobRunner.Lease + TimeSpan.FromSeconds(1));
        await house.SettleAsync();

        job.Ran.ShouldBe(["run/1"]);
    }

    private static async Task EnqueueAsync(TestHouse house, string what, DateTimeOffset? dueAt = null)
    {
        await using var unit = await house.Get<IdentityStore>().BeginAsync(TestHouse.Harbour.Id);
        await unit.EnqueueAsync("test.record", new Args(what), what, dueAt);
        await unit.CommitAsync();
    }

    private sealed record Args(string What);

    private sealed class Recorder : IJob
    {
        public System.Collections.Concurrent.ConcurrentQueue<string> Ran { get; } = [];
        public bool Fails { get; init; }

        public string Name => "test.record";

        public Task RunAsync(JobRequest request, CancellationToken ct)
        {
            Ran.Enqueue(request.ArgsAs<Args>().What);
            return Fails ? throw new InvalidOperationException("no") : Task.CompletedTask;
        }
    }
}
