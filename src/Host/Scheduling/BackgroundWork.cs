using Bureau.Kernel.Jobs;
using Bureau.Kernel.Outbox;

namespace Bureau.Host.Scheduling;

/// <summary>
/// The seam to any scheduling engine: an engine calls <see cref="TickAsync"/> every quarter of a minute and <see cref="WorkAsync"/> and
/// <see cref="SendNoticesAsync"/> as often as it likes, from as many workers as it likes. What is due stands in the store, so an engine that forgets, repeats or restarts does no harm.
/// </summary>
public sealed class BackgroundWork(IServiceScopeFactory scopes, OutboxDispatcher outbox, JobRunner jobs, TimeProvider clock, ILogger<BackgroundWork> log)
{
    /// <summary>Asks every module what has become due.</summary>
    public async Task TickAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        foreach (var tick in scope.ServiceProvider.GetServices<ITick>())
        {
            try
            {
                await tick.TickAsync(clock.GetUtcNow(), ct);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                log.LogError(e, "Tick {Tick} failed; it is asked again at the next one", tick.GetType().Name);
            }
        }
    }

    /// <summary>Delivers events and runs jobs until nothing more is due.</summary>
    public async Task WorkAsync(CancellationToken ct)
    {
        while (await outbox.DispatchAsync(ct) + await jobs.RunDueAsync(mail: false, ct) > 0) { }
    }

    /// <summary>Sends the notices that are due: beside the work, since a mail server takes what time it likes.</summary>
    public Task SendNoticesAsync(CancellationToken ct) => jobs.RunDueAsync(mail: true, ct);
}
