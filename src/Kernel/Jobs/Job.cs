using System.Text.Json;
using Bureau.Kernel.Clients;
using Bureau.Kernel.Data;

namespace Bureau.Kernel.Jobs;

/// <summary>
/// Work done in the background. Takes ids, is idempotent and resumable: a job that was interrupted is simply run again.
/// </summary>
public interface IJob
{
    /// <summary>Stable name, e.g. <c>payroll.calculate</c>.</summary>
    string Name { get; }

    Task RunAsync(JobRequest request, CancellationToken ct);
}

/// <summary>Asked about once a minute; writes whatever has become due. Asking twice must change nothing.</summary>
public interface ITick
{
    Task TickAsync(DateTimeOffset now, CancellationToken ct);
}

/// <summary>A request for work, written in the transaction that makes it necessary.</summary>
public sealed record JobRequest(long Id, ClientId Client, string Name, string Args)
{
    public T ArgsAs<T>() => JsonSerializer.Deserialize<T>(Args)!;
}

public static class JobExtensions
{
    /// <summary>
    /// Asks for work, if and when this transaction commits. While an equal <paramref name="dedupeKey"/> of this job is waiting or running, a second request is dropped.
    /// </summary>
    /// <param name="dueAt">Not before this instant; null = as soon as possible.</param>
    public static async Task EnqueueAsync(this UnitOfWork unit, string job, object args, string dedupeKey, DateTimeOffset? dueAt = null, CancellationToken ct = default)
    {
        await unit.ExecuteAsync(SchemaText.Of(unit.Store.Schema, """
            insert into {schema}.job (id, client_id, name, args, dedupe_key, due_at, attempts, created_at)
            select @Id, @ClientId, @Name, @Args, @DedupeKey, @DueAt, 0, @Now
            where not exists (select 1 from {schema}.job where name = @Name and dedupe_key = @DedupeKey and client_id = @ClientId and done_at is null)
            """),
            new { Id = unit.Ids.Next(), ClientId = unit.Client, Name = job, Args = JsonSerializer.Serialize(args), DedupeKey = dedupeKey, DueAt = dueAt ?? unit.Now, unit.Now }, ct);
        unit.AfterCommit(Wake.Up);
    }
}

/// <summary>Wakes the background loops of this process when there may be something to do; they also look by themselves.</summary>
public static class Wake
{
    private static TaskCompletionSource _signal = New();

    public static void Up() => Interlocked.Exchange(ref _signal, New()).TrySetResult();

    /// <summary>Completes at the next wake-up or after the pause, whichever comes first.</summary>
    public static async Task WaitAsync(TimeSpan pause, CancellationToken ct) => await Task.WhenAny(Volatile.Read(ref _signal).Task, Task.Delay(pause, ct));

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
