using Bureau.Kernel.Audit;
using Bureau.Kernel.Clients;
using Bureau.Kernel.Data;
using Bureau.Kernel.Identity;
using Bureau.Kernel.Outbox;

namespace Bureau.Kernel.Jobs;

/// <summary>Background work that failed and is not done yet.</summary>
/// <param name="Schema">The module whose work it is.</param>
/// <param name="Client">Null = of no single client.</param>
/// <param name="Name">Of the job or the event.</param>
/// <param name="Error">Type of the last error, where it is kept.</param>
/// <param name="NextAt">When it is tried again; null = it was given up, somebody has to ask for it.</param>
public sealed record StuckItem(string Schema, long Id, bool IsEvent, ClientId? Client, string Name, int Attempts, string? Error, DateTimeOffset Since, DateTimeOffset? NextAt);

/// <summary>What failed in the background, over all modules, and the way to have it tried again at once.</summary>
public sealed class StuckWork(IEnumerable<Store> stores, Permissions permissions, AuditTrail audit)
{
    private const int MostOfAStore = 200;

    /// <summary>What somebody is to know of: the work of the clients for whom they have the permission.</summary>
    public async Task<IReadOnlyList<StuckItem>> ReadAsync(Actor actor, string permission, CancellationToken ct = default)
    {
        var theirs = new List<StuckItem>();
        foreach (var item in await ReadAsync(ct))
            if (await permissions.AllowsAsync(actor, permission, item.Client ?? AuditTrail.Provider, ct)) theirs.Add(item);
        return theirs;
    }

    /// <summary>Given up first, then the oldest.</summary>
    public async Task<IReadOnlyList<StuckItem>> ReadAsync(CancellationToken ct = default)
    {
        var found = new List<StuckItem>();
        foreach (var store in stores)
        {
            await using var db = await store.OpenAcrossClientsAsync(ct);
            var jobs = await db.QueryAsync<Row>(SchemaText.Of(store.Schema, """
                select id, client_id, name, attempts, error, created_at as since, due_at as next_at from {schema}.job
                where done_at is null and error is not null
                order by id
                offset 0 rows fetch next @Most rows only
                """), new { Most = MostOfAStore }, ct);
            var events = await db.QueryAsync<Row>(SchemaText.Of(store.Schema, """
                select id, client_id, event_name as name, attempts, occurred_at as since, next_at from {schema}.outbox
                where done_at is null and attempts > 0
                order by id
                offset 0 rows fetch next @Most rows only
                """), new { Most = MostOfAStore }, ct);
            found.AddRange(jobs.Select(r => r.In(store.Schema, isEvent: false)).Concat(events.Select(r => r.In(store.Schema, isEvent: true))));
        }
        return [.. found.OrderBy(i => i.NextAt is not null).ThenBy(i => i.Since)];
    }

    /// <summary>Has it tried again now, with as many attempts as at first. False when it is done, or not there.</summary>
    public async Task<bool> TryAgainAsync(StuckItem item, Actor actor, CancellationToken ct = default)
    {
        var store = stores.Single(s => s.Schema == item.Schema);
        await using var unit = await store.BeginAcrossClientsAsync(ct);
        var reset = await unit.ExecuteAsync(item.IsEvent
            ? SchemaText.Of(store.Schema, "update {schema}.outbox set attempts = 0, next_at = @Now where id = @Id and done_at is null")
            : SchemaText.Of(store.Schema, "update {schema}.job set attempts = 0, due_at = @Now where id = @Id and done_at is null"), new { item.Id, unit.Now }, ct);
        if (reset == 0) return false;
        await audit.AppendAsync(unit, actor, new AuditEntry("work.try-again", $"work/{item.Schema}/{item.Id}", new { item.Name }), ct);
        unit.AfterCommit(Wake.Up);
        await unit.CommitAsync(ct);
        return true;
    }

    private sealed class Row
    {
        public long Id { get; init; }
        public long ClientId { get; init; }
        public string Name { get; init; } = "";
        public int Attempts { get; init; }
        public string? Error { get; init; }
        public DateTimeOffset Since { get; init; }
        public DateTimeOffset NextAt { get; init; }

        public StuckItem In(string schema, bool isEvent) => new(schema, Id, isEvent, ClientId > 0 ? new(ClientId) : null, Name, Attempts, Error, Since,
            Attempts < (isEvent ? OutboxDispatcher.MostAttempts : JobRunner.MostAttempts) ? NextAt : null);
    }
}
