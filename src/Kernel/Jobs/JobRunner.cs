using Bureau.Kernel.Clients;
using Bureau.Kernel.Data;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Bureau.Kernel.Jobs;

/// <summary>
/// Runs what was requested. The row is the truth and a lease on it the right to run: whichever engine or instance asks, a request runs in one place at a time,
/// and one whose runner died is run again when its lease ends.
/// </summary>
public sealed class JobRunner(IEnumerable<Store> stores, IServiceScopeFactory scopes, Instance instance, TimeProvider clock, ILogger<JobRunner> log)
{
    public const int MostAttempts = 16;
    private static readonly TimeSpan s_longestPause = TimeSpan.FromHours(1);
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(60);

    /// <summary>Runs everything due, one after another. Returns how many finished.</summary>
    /// <param name="mail">True: only notices. False: all but notices, so that nothing waits for a mail server. Null: both.</param>
    public async Task<int> RunDueAsync(bool? mail = null, CancellationToken ct = default)
    {
        var done = 0;
        while (await ClaimAsync(mail, ct) is { } claim)
            if (await RunAsync(claim.Store, claim.Request, claim.Attempts, ct)) done++;
        return done;
    }

    /// <summary>Embedded edition, at start: nobody else can hold a lease on this data, so leases of a process that died end now.</summary>
    public async Task ReleaseLeasesOfTheDeadAsync(CancellationToken ct = default)
    {
        foreach (var store in stores)
        {
            await using var unit = await store.BeginAcrossClientsAsync(ct);
            await unit.ExecuteAsync(SchemaText.Of(store.Schema, "update {schema}.job set lease_until = null, lease_by = null where done_at is null and lease_by is not null"), ct: ct);
            await unit.CommitAsync(ct);
        }
    }

    private async Task<(Store Store, JobRequest Request, int Attempts)?> ClaimAsync(bool? mail, CancellationToken ct)
    {
        foreach (var store in stores)
        {
            Row? next;
            await using (var db = await store.OpenAcrossClientsAsync(ct))
                next = await db.SingleOrDefaultAsync<Row>(SchemaText.Of(store.Schema, """
                    select id, client_id, name, args, attempts from {schema}.job
                    where done_at is null and attempts < @Most and due_at <= @Now and (lease_until is null or lease_until < @Now)
                      and (@Mail is null or case when name = 'mail.send' then 1 else 0 end = @Mail)
                    order by due_at, id
                    offset 0 rows fetch next 1 rows only
                    """), new { Most = MostAttempts, Now = clock.GetUtcNow(), Mail = mail is { } only ? only ? 1 : 0 : (int?)null }, ct);
            if (next is null) continue;
            await using var unit = await store.BeginAcrossClientsAsync(ct);
            // Two runners may have read the same row; the guard lets one of them have it.
            var mine = await unit.ExecuteAsync(SchemaText.Of(store.Schema, """
                update {schema}.job set lease_until = @Until, lease_by = @By, attempts = attempts + 1
                where id = @Id and done_at is null and (lease_until is null or lease_until < @Now)
                """), new { next.Id, Until = unit.Now + Lease, By = instance.Id, unit.Now }, ct);
            await unit.CommitAsync(ct);
            if (mine == 1) return (store, new JobRequest(next.Id, new ClientId(next.ClientId), next.Name, next.Args), next.Attempts + 1);
        }
        return null;
    }

    private async Task<bool> RunAsync(Store store, JobRequest request, int attempt, CancellationToken ct)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var renewal = RenewAsync(store, request.Id, stop);
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var job = scope.ServiceProvider.GetServices<IJob>().SingleOrDefault(j => j.Name == request.Name)
                ?? throw new InvalidOperationException($"No job is called '{request.Name}'.");
            await job.RunAsync(request, stop.Token);
            await FinishAsync(store, request.Id, error: null, ct);
            return true;
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            log.LogError(e, "Job {Job} {JobId} failed, attempt {Attempt}", request.Name, request.Id, attempt);
            await FinishAsync(store, request.Id, e.GetType().Name, ct, attempt);
            return false;
        }
        finally
        {
            await stop.CancelAsync();
            await renewal;
        }
    }

    /// <summary>Keeps the lease while the job runs; a lease lost to somebody else stops the job.</summary>
    private async Task RenewAsync(Store store, long id, CancellationTokenSource stop)
    {
        try
        {
            while (true)
            {
                await Task.Delay(Lease / 4, stop.Token);
                await using var unit = await store.BeginAcrossClientsAsync(stop.Token);
                var kept = await unit.ExecuteAsync(SchemaText.Of(store.Schema, "update {schema}.job set lease_until = @Until where id = @Id and lease_by = @By and done_at is null"),
                    new { Id = id, Until = unit.Now + Lease, By = instance.Id }, stop.Token);
                await unit.CommitAsync(stop.Token);
                if (kept == 0) await stop.CancelAsync();
            }
        }
        catch (OperationCanceledException)
        {
            // The job ended.
        }
        catch (Exception e)
        {
            log.LogWarning(e, "Lease of job {JobId} could not be renewed", id);
        }
    }

    private async Task FinishAsync(Store store, long id, string? error, CancellationToken ct, int attempt = 0)
    {
        await using var unit = await store.BeginAcrossClientsAsync(ct);
        await unit.ExecuteAsync(error is null
            ? SchemaText.Of(store.Schema, "update {schema}.job set done_at = @Now, lease_until = null, error = null where id = @Id and lease_by = @By")
            : SchemaText.Of(store.Schema, "update {schema}.job set due_at = @Next, lease_until = null, lease_by = null, error = @Error where id = @Id and lease_by = @By"),
            new { Id = id, unit.Now, By = instance.Id, Next = unit.Now + Pause(attempt), Error = error }, ct);
        await unit.CommitAsync(ct);
    }

    /// <summary>Two seconds, four, eight … up to an hour: the last of all attempts is made five hours after the first.</summary>
    private static TimeSpan Pause(int attempt) => TimeSpan.FromSeconds(1 << attempt) is var pause && pause < s_longestPause ? pause : s_longestPause;

    private sealed class Row
    {
        public long Id { get; init; }
        public long ClientId { get; init; }
        public string Name { get; init; } = "";
        public string Args { get; init; } = "";
        public int Attempts { get; init; }
    }
}

/// <summary>This running process, told apart from every other.</summary>
public sealed class Instance(Ids ids)
{
    public long Id { get; } = ids.Next();
}
