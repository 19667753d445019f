using Bureau.Kernel.Clients;
using Bureau.Kernel.Data;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Bureau.Kernel.Outbox;

/// <summary>
/// Carries events from outboxes to handlers. An event waits behind earlier ones of its client in the same module; one that keeps failing is retried
/// with growing pauses and parked, visibly, after ten attempts.
/// </summary>
public sealed class OutboxDispatcher(IEnumerable<Store> stores, IEnumerable<Subscription> subscriptions, IServiceScopeFactory scopes, TimeProvider clock, ILogger<OutboxDispatcher> log)
{
    public const int MostAttempts = 10;
    private readonly ILookup<string, Subscription> _subscriptions = subscriptions.ToLookup(s => s.EventName);

    /// <summary>Delivers what is due. Returns how many events were finished.</summary>
    public async Task<int> DispatchAsync(CancellationToken ct = default)
    {
        var done = 0;
        foreach (var store in stores)
        {
            IReadOnlyList<Message> due;
            await using (var db = await store.OpenAcrossClientsAsync(ct))
                due = await db.QueryAsync<Message>(SchemaText.Of(store.Schema, """
                    select id, client_id, event_name, body, attempts from {schema}.outbox
                    where done_at is null and attempts < @Most and next_at <= @Now
                    order by id
                    offset 0 rows fetch next 100 rows only
                    """), new { Most = MostAttempts, Now = clock.GetUtcNow() }, ct);
            var waiting = new HashSet<long>();
            foreach (var message in due)
            {
                if (waiting.Contains(message.ClientId)) continue;
                if (await DeliverAsync(store, message, ct)) done++;
                else waiting.Add(message.ClientId);
            }
        }
        return done;
    }

    private async Task<bool> DeliverAsync(Store store, Message message, CancellationToken ct)
    {
        try
        {
            foreach (var subscription in _subscriptions[message.EventName])
            {
                await using var scope = scopes.CreateAsyncScope();
                var target = (Store)scope.ServiceProvider.GetRequiredService(subscription.Store);
                await using var unit = await target.BeginAsync(new ClientId(message.ClientId), ct);
                if (!await FirstTimeAsync(unit, message.Id, subscription.Handler, ct)) continue;
                await subscription.HandleAsync(scope.ServiceProvider, message.Body, unit, ct);
                await unit.CommitAsync(ct);
            }
            await using var finish = await store.BeginAcrossClientsAsync(ct);
            await finish.ExecuteAsync(SchemaText.Of(store.Schema, "update {schema}.outbox set done_at = @Now where id = @Id"), new { message.Id, finish.Now }, ct);
            await finish.CommitAsync(ct);
            return true;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            log.LogError(e, "Event {EventName} {MessageId} of {Schema} failed, attempt {Attempt}", message.EventName, message.Id, store.Schema, message.Attempts + 1);
            await using var unit = await store.BeginAcrossClientsAsync(ct);
            await unit.ExecuteAsync(SchemaText.Of(store.Schema, "update {schema}.outbox set attempts = attempts + 1, next_at = @Next where id = @Id"),
                new { message.Id, Next = unit.Now.AddSeconds(1 << message.Attempts) }, ct);
            await unit.CommitAsync(ct);
            return false;
        }
    }

    private static async Task<bool> FirstTimeAsync(UnitOfWork unit, long messageId, string handler, CancellationToken ct) =>
        await unit.ExecuteAsync(SchemaText.Of(unit.Store.Schema, """
            insert into {schema}.inbox (message_id, handler, handled_at)
            select @Id, @Handler, @Now
            where not exists (select 1 from {schema}.inbox where message_id = @Id and handler = @Handler)
            """), new { Id = messageId, Handler = handler, unit.Now }, ct) == 1;

    private sealed class Message
    {
        public long Id { get; init; }
        public long ClientId { get; init; }
        public string EventName { get; init; } = "";
        public string Body { get; init; } = "";
        public int Attempts { get; init; }
    }
}
