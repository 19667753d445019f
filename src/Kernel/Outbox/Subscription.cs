using System.Text.Json;
using Bureau.Kernel.Data;
using Microsoft.Extensions.DependencyInjection;

namespace Bureau.Kernel.Outbox;

/// <summary>One handler of one event, with the module store in whose transaction it runs.</summary>
public sealed record Subscription(string EventName, string Handler, Type Store, Func<IServiceProvider, string, UnitOfWork, CancellationToken, Task> HandleAsync);

public static class SubscriptionExtensions
{
    /// <summary>From now on <typeparamref name="THandler"/> of the module with <typeparamref name="TStore"/> hears of <typeparamref name="TEvent"/>.</summary>
    public static IServiceCollection AddEventHandler<TEvent, THandler, TStore>(this IServiceCollection services)
        where TEvent : notnull where THandler : class, IHandle<TEvent> where TStore : Store =>
        services.AddScoped<THandler>().AddSingleton(new Subscription(EventNames.Of(typeof(TEvent)), typeof(THandler).Name, typeof(TStore),
            (provider, body, unit, ct) => provider.GetRequiredService<THandler>().HandleAsync(JsonSerializer.Deserialize<TEvent>(body)!, unit, ct)));
}
