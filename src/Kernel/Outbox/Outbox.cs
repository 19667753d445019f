using System.Text.Json;
using Bureau.Kernel.Data;
using Bureau.Kernel.Jobs;

namespace Bureau.Kernel.Outbox;

/// <summary>Names an event record for ever: the name is stored, the type may move.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class EventNameAttribute(string name) : Attribute
{
    public string Name { get; } = name;
}

/// <summary>Handles an event in its own module's transaction, together with the note that it was handled: at least once delivered, exactly once done.</summary>
public interface IHandle<in TEvent>
{
    /// <param name="unit">The handling module's transaction, bound to the event's client; committed by the caller.</param>
    Task HandleAsync(TEvent happened, UnitOfWork unit, CancellationToken ct);
}

public static class OutboxExtensions
{
    /// <summary>Tells other modules what happened, if and when this transaction commits.</summary>
    public static async Task PublishAsync<TEvent>(this UnitOfWork unit, TEvent happened, CancellationToken ct = default) where TEvent : notnull
    {
        await unit.ExecuteAsync(SchemaText.Of(unit.Store.Schema, """
            insert into {schema}.outbox (id, client_id, event_name, body, occurred_at, attempts, next_at)
            values (@Id, @ClientId, @EventName, @Body, @Now, 0, @Now)
            """), new { Id = unit.Ids.Next(), ClientId = unit.Client, EventName = EventNames.Of(typeof(TEvent)), Body = JsonSerializer.Serialize(happened), unit.Now }, ct);
        unit.AfterCommit(Wake.Up);
    }
}

internal static class EventNames
{
    public static string Of(Type type) =>
        (Attribute.GetCustomAttribute(type, typeof(EventNameAttribute)) as EventNameAttribute)?.Name ?? throw new InvalidOperationException($"{type.Name} needs an [EventName].");
}
