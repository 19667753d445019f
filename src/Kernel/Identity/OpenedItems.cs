using Bureau.Kernel.Clients;

namespace Bureau.Kernel.Identity;

/// <summary>What a person opened last, so that they find it again. Kept as ids: what it is called, and whether they may still see it, is asked when it is shown.</summary>
public sealed class OpenedItems(IdentityStore store)
{
    public const int Most = 12;

    public async Task NoteAsync(long accountId, ClientId client, string kind, long itemId, CancellationToken ct = default)
    {
        if (await ListAsync(accountId, ct) is [var last, ..] && last.Client == client && last.Kind == kind && last.ItemId == itemId) return;
        await using var unit = await store.BeginAcrossClientsAsync(ct);
        var item = new { AccountId = accountId, ClientId = client.Value, Kind = kind, ItemId = itemId, unit.Now, Most };
        if (await unit.ExecuteAsync("update access.opened_item set opened_at = @Now where account_id = @AccountId and client_id = @ClientId and kind = @Kind and item_id = @ItemId", item, ct) == 0)
            await unit.ExecuteAsync("""
                insert into access.opened_item (account_id, client_id, kind, item_id, opened_at)
                select @AccountId, @ClientId, @Kind, @ItemId, @Now
                where not exists (select 1 from access.opened_item where account_id = @AccountId and client_id = @ClientId and kind = @Kind and item_id = @ItemId)
                """, item, ct);
        await unit.ExecuteAsync("""
            delete from access.opened_item
            where account_id = @AccountId and opened_at < (
                select min(newest.opened_at)
                from (select opened_at from access.opened_item where account_id = @AccountId order by opened_at desc offset 0 rows fetch next @Most rows only) newest)
            """, item, ct);
        await unit.CommitAsync(ct);
    }

    /// <summary>Newest first.</summary>
    public async Task<IReadOnlyList<(ClientId Client, string Kind, long ItemId)>> ListAsync(long accountId, CancellationToken ct = default)
    {
        await using var db = await store.OpenAcrossClientsAsync(ct);
        var rows = await db.QueryAsync<Row>("""
            select client_id, kind, item_id from access.opened_item
            where account_id = @AccountId
            order by opened_at desc, item_id desc
            offset 0 rows fetch next @Most rows only
            """, new { AccountId = accountId, Most }, ct);
        return [.. rows.Select(r => (new ClientId(r.ClientId), r.Kind, r.ItemId))];
    }

    private sealed class Row
    {
        public long ClientId { get; init; }
        public string Kind { get; init; } = "";
        public long ItemId { get; init; }
    }
}
