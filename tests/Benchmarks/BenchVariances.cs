using System.Diagnostics;
using System.Text.Json;
using Bureau.Kernel.Jobs;
using Bureau.Payroll.Calculation;
using Bureau.Payroll.PayRuns;
using Bureau.Payroll.Variances;
using Microsoft.Extensions.DependencyInjection;

namespace Bureau.Benchmarks;

/// <summary>Measures the comparison of a run with the one before: a third of the people got a rise, and each difference is broken into its causes.</summary>
internal static class BenchVariances
{
    public static async Task<int> MeasureAsync(string folder, int employees, TextWriter output, CancellationToken ct)
    {
        var clock = new BenchClock(default);
        var people = BenchPayRun.People(employees);
        await using var bench = await BenchStore.CreateAsync(folder, people, clock, ct);
        await BenchPayRun.ReleaseAsync(bench, people, clock, employees, ct);

        clock.Set(new DateTimeOffset(2026, 12, 21, 9, 0, 0, TimeSpan.Zero));
        for (var i = 3; i <= employees; i += 3) people.Raise(i, clock.GetUtcNow());
        foreach (var tick in bench.Services.GetServices<ITick>()) await tick.TickAsync(clock.GetUtcNow(), ct);
        PayRun run;
        await using (var db = await bench.Store.OpenAsync(BenchStore.Client, ct))
            run = (await db.QueryAsync<PayRun>(PayRun.Select + " where client_id = @Client order by period_start", ct: ct))[1];
        BenchPayRun.Check(await bench.Services.GetRequiredService<StartCalculation>().RunAsync(BenchStore.Client, run.Id, BenchPayRun.Preparer, ct));
        await BenchPayRun.JobAsync(bench, CalculateJob.JobName, new CalculateJob.Args(run.Id), ct);
        run = await BenchPayRun.LoadAsync(bench, run.Id, ct);

        var watch = Stopwatch.StartNew();
        await BenchPayRun.JobAsync(bench, CompareJob.JobName, new CompareJob.Args(run.Id, run.Seal!), ct);
        watch.Stop();
        await using var after = await bench.Store.OpenAsync(BenchStore.Client, ct);
        if (!await Variance.AreComparedAsync(after, run, ct)) throw new InvalidOperationException("The run was not compared.");
        var found = await after.ScalarAsync<long>("select count(*) from payroll.pay_run_variance where client_id = @Client and pay_run_id = @Id", new { run.Id }, ct);
        await output.WriteLineAsync(JsonSerializer.Serialize(new
        {
            employees,
            compare_seconds = BenchPayRun.Number(watch.Elapsed),
            people_per_second = (long)(employees / BenchPayRun.Number(watch.Elapsed)),
            variances = found,
            peak_megabytes = BenchPayRun.PeakMegabytes(),
        }));
        return 0;
    }
}
