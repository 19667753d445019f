using System.Security.Cryptography;
using System.Text.Json;
using Bureau.Kernel.Clients;
using Bureau.Kernel.Data;
using Bureau.Kernel.Identity;

namespace Bureau.Kernel.Audit;

/// <summary>Something that happened and who did it. Details name fields and ids, never personal values.</summary>
/// <param name="Action">Verb of the trade, e.g. <c>pay-run.approve</c>.</param>
/// <param name="Subject">What it was done to, e.g. <c>pay-run/42</c>.</param>
public sealed record AuditEntry(string Action, string Subject, object? Details = null);

/// <summary>One recorded entry of a client's chain in one module.</summary>
public sealed class AuditRecord
{
    public long ClientId { get; init; }
    public long Seq { get; init; }
    public DateTimeOffset OccurredAt { get; init; }
    public long ActorId { get; init; }
    public string ActorName { get; init; } = "";
    public string Action { get; init; } = "";
    public string Subject { get; init; } = "";
    public string Details { get; init; } = "";
    public string Hash { get; init; } = "";
}

/// <summary>Which entries somebody looks for; null asks for all.</summary>
/// <param name="Action">How the action begins, e.g. <c>pay-run.</c>.</param>
/// <param name="Subject">How the subject begins, e.g. <c>pay-run/42</c>.</param>
/// <param name="Actor">A part of the actor's name.</param>
/// <param name="From">First instant.</param>
/// <param name="Until">The instant before which.</param>
public sealed record AuditFilter(string? Action = null, string? Subject = null, string? Actor = null, DateTimeOffset? From = null, DateTimeOffset? Until = null);

/// <summary>
/// Append-only, hash-chained record per client and module: hash = HMAC(key, previous hash and this entry). A row removed, altered or
/// inserted breaks the chain from there on.
/// </summary>
public sealed class AuditTrail(MasterKey master)
{
    /// <summary>Entries that concern no single client.</summary>
    public static readonly ClientId Provider = new(0);

    /// <summary>Appends in the same transaction as the change it tells of.</summary>
    public async Task AppendAsync(UnitOfWork unit, Actor actor, AuditEntry entry, CancellationToken ct = default)
    {
        var client = unit.Scope.Client ?? Provider;
        var schema = unit.Store.Schema;
        // The update takes the head row for this transaction, so sequences have no gaps and no twins.
        if (await unit.ExecuteAsync(Sql(schema, "update {schema}.audit_head set seq = seq + 1 where client_id = @ClientId"), new { ClientId = client }, ct) == 0)
            await unit.ExecuteAsync(Sql(schema, "insert into {schema}.audit_head (client_id, seq, hash) values (@ClientId, 1, '')"), new { ClientId = client }, ct);
        var head = await unit.SingleAsync<Head>(Sql(schema, "select seq, hash from {schema}.audit_head where client_id = @ClientId"), new { ClientId = client }, ct);
        var record = new AuditRecord
        {
            ClientId = client.Value,
            Seq = head.Seq,
            OccurredAt = Microseconds(unit.Now),
            ActorId = actor.AccountId,
            ActorName = actor.Name,
            Action = entry.Action,
            Subject = entry.Subject,
            Details = entry.Details is null ? "" : JsonSerializer.Serialize(entry.Details),
        };
        var hash = Hash(record, head.Hash);
        await unit.ExecuteAsync(Sql(schema, """
            insert into {schema}.audit (client_id, seq, occurred_at, actor_id, actor_name, action, subject, details, hash)
            values (@ClientId, @Seq, @OccurredAt, @ActorId, @ActorName, @Action, @Subject, @Details, @Hash)
            """), new { record.ClientId, record.Seq, record.OccurredAt, record.ActorId, record.ActorName, record.Action, record.Subject, record.Details, Hash = hash }, ct);
        await unit.ExecuteAsync(Sql(schema, "update {schema}.audit_head set hash = @Hash where client_id = @ClientId"), new { Hash = hash, ClientId = client }, ct);
    }

    /// <summary>Newest first.</summary>
    public async Task<IReadOnlyList<AuditRecord>> ReadAsync(Store store, ClientId client, string? subject, int skip, int take, CancellationToken ct = default)
    {
        await using var db = await store.OpenAsync(client, ct);
        return await db.QueryAsync<AuditRecord>(Sql(store.Schema, """
            select client_id, seq, occurred_at, actor_id, actor_name, action, subject, details, hash
            from {schema}.audit
            where client_id = @Client and (@Subject is null or subject = @Subject)
            order by seq desc
            offset @Skip rows fetch next @Take rows only
            """), new { Subject = subject, Skip = skip, Take = take }, ct);
    }

    /// <summary>Entries of one module, newest first. The caller has made sure that the reader may see them.</summary>
    /// <param name="client">Null = the chains of every client and of the provider.</param>
    public async Task<IReadOnlyList<AuditRecord>> SearchAsync(Store store, ClientId? client, AuditFilter filter, int skip, int take, CancellationToken ct = default)
    {
        await using var db = await store.OpenAcrossClientsAsync(ct);
        return await db.QueryAsync<AuditRecord>(Sql(store.Schema, """
            select client_id, seq, occurred_at, actor_id, actor_name, action, subject, details, hash
            from {schema}.audit
            where (@ClientId is null or client_id = @ClientId) and (@Action is null or action like @Action) and (@Subject is null or subject like @Subject)
              and (@Actor is null or actor_name like @Actor) and (@From is null or occurred_at >= @From) and (@Until is null or occurred_at < @Until)
            order by occurred_at desc, client_id, seq desc
            offset @Skip rows fetch next @Take rows only
            """), new
        {
            ClientId = client?.Value,
            Action = Beginning(filter.Action),
            Subject = Beginning(filter.Subject),
            Actor = filter.Actor is { Length: > 0 } name ? $"%{name}%" : null,
            filter.From,
            filter.Until,
            Skip = skip,
            Take = take,
        }, ct);

        static string? Beginning(string? text) => text is { Length: > 0 } ? text + "%" : null;
    }

    /// <summary>Walks every chain of a module. Returns how many entries hold and what is wrong, in words.</summary>
    public Task<(long Entries, IReadOnlyList<string> Faults)> VerifyAsync(Store store, CancellationToken ct = default) => VerifyAsync(store, null, ct);

    /// <summary>Walks one client's chain of a module; with null every chain.</summary>
    public async Task<(long Entries, IReadOnlyList<string> Faults)> VerifyAsync(Store store, ClientId? only, CancellationToken ct = default)
    {
        var faults = new List<string>();
        long entries = 0;
        await using var db = await store.OpenAcrossClientsAsync(ct);
        var heads = (await db.QueryAsync<Head>(Sql(store.Schema, "select client_id, seq, hash from {schema}.audit_head where (@Only is null or client_id = @Only)"), new { Only = only?.Value }, ct)).ToDictionary(h => h.ClientId);
        long client = -1, expected = 0;
        var previous = "";
        var broken = false;
        await foreach (var record in db.StreamAsync<AuditRecord>(Sql(store.Schema, """
            select client_id, seq, occurred_at, actor_id, actor_name, action, subject, details, hash
            from {schema}.audit
            where (@Only is null or client_id = @Only)
            order by client_id, seq
            """), new { Only = only?.Value }, ct))
        {
            if (record.ClientId != client)
            {
                CloseChain();
                (client, expected, previous, broken) = (record.ClientId, 0, "", false);
            }
            expected++;
            entries++;
            if (!broken && (record.Seq != expected || Hash(record, previous) != record.Hash))
            {
                faults.Add($"{store.Schema}: audit chain of client {client} breaks at entry {record.Seq}.");
                broken = true;
            }
            previous = record.Hash;
        }
        CloseChain();
        faults.AddRange(heads.Keys.Select(c => $"{store.Schema}: audit chain of client {c} is gone."));
        return (entries, faults);

        void CloseChain()
        {
            if (client < 0) return;
            if (!heads.Remove(client, out var head) || head.Seq != expected || head.Hash != previous)
                if (!broken) faults.Add($"{store.Schema}: audit chain of client {client} does not end where its head says.");
        }
    }

    /// <summary>These tables stand in every module's schema; <c>{schema}</c> is the module's own name, never input.</summary>
    private static string Sql(string schema, string text) => SchemaText.Of(schema, text);

    private string Hash(AuditRecord r, string previous) => Convert.ToHexStringLower(HMACSHA256.HashData(
        master.DeriveForAudit(new ClientId(r.ClientId)),
        JsonSerializer.SerializeToUtf8Bytes(new object[] { previous, r.ClientId, r.Seq, r.OccurredAt.UtcDateTime, r.ActorId, r.ActorName, r.Action, r.Subject, r.Details })));

    private static DateTimeOffset Microseconds(DateTimeOffset instant) => instant.AddTicks(-(instant.Ticks % TimeSpan.TicksPerMicrosecond));

    private sealed class Head
    {
        public long ClientId { get; init; }
        public long Seq { get; init; }
        public string Hash { get; init; } = "";
    }
}
