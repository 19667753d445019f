using Bureau.Kernel.Jobs;
using Quartz;

namespace Bureau.Host.Scheduling;

/// <summary>Quartz.NET as the engine, with its store in memory: the rows of the modules are the truth, see docs/decisions/0005.</summary>
internal static class QuartzEngine
{
    private static readonly TimeSpan TickEvery = TimeSpan.FromSeconds(15);

    public static IServiceCollection AddQuartzEngine(this IServiceCollection services)
    {
        services.AddSingleton<BackgroundWork>();
        services.AddQuartz(q =>
        {
            q.ScheduleJob<Tick>(t => t.WithIdentity("tick").StartNow().WithSimpleSchedule(s => s.WithInterval(TickEvery).RepeatForever()));
            q.ScheduleJob<Work>(t => t.WithIdentity("work").StartNow().WithSimpleSchedule(s => s.WithInterval(TimeSpan.FromSeconds(1)).RepeatForever()));
            q.ScheduleJob<Mail>(t => t.WithIdentity("mail").StartNow().WithSimpleSchedule(s => s.WithInterval(TimeSpan.FromSeconds(1)).RepeatForever()));
        });
        services.AddQuartzHostedService(o => o.WaitForJobsToComplete = true);
        return services;
    }

    [DisallowConcurrentExecution]
    private sealed class Tick(BackgroundWork work) : Quartz.IJob
    {
        public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) => await work.TickAsync(cancellationToken);
    }

    [DisallowConcurrentExecution]
    private sealed class Work(BackgroundWork work, IHostApplicationLifetime host) : Loop(host)
    {
        protected override Task RunDueAsync(CancellationToken ct) => work.WorkAsync(ct);
    }

    [DisallowConcurrentExecution]
    private sealed class Mail(BackgroundWork work, IHostApplicationLifetime host) : Loop(host)
    {
        protected override Task RunDueAsync(CancellationToken ct) => work.SendNoticesAsync(ct);
    }

    /// <summary>Works off what is due, then sleeps until woken; Quartz starts it again should it ever end. A host that stops does not wait for it: what was begun is resumed.</summary>
    private abstract class Loop(IHostApplicationLifetime host) : Quartz.IJob
    {
        protected abstract Task RunDueAsync(CancellationToken ct);

        public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
        {
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, host.ApplicationStopping);
            try
            {
                while (!stop.IsCancellationRequested)
                {
                    await RunDueAsync(stop.Token);
                    await Wake.WaitAsync(TimeSpan.FromSeconds(2), stop.Token);
                }
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                // The host stops.
            }
        }
    }
}
