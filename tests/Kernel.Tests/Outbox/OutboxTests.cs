using Bureau.Kernel.Data;
using Bureau.Kernel.Identity;
using Bureau.Kernel.Outbox;
using Bureau.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Bureau.Kernel.Tests.Outbox;

public class OutboxTests
{
    [Theory, OnEachEngine]
    public async Task What_happened_is_heard_once_by_each_handler_and_only_if_it_was_committed(Engine engine)
    {
        await using var house = await StartAsync(engine);
        await PublishAsync(house, 1, commit: true);
        await PublishAsync(house, 2, commit: false);

        await house.SettleAsync();
        await house.SettleAsync();

        house.Get<Heard>().Numbers.ShouldBe([1]);
    }

    [Theory, OnEachEngine]
    public async Task A_failing_event_holds_back_later_ones_of_its_client_and_is_retried(Engine engine)
    {
        await using var house = await StartAsync(engine);
        house.Get<Heard>().Refuses = 1;
        await PublishAsync(house, 1, commit: true);
        await PublishAsync(house, 2, commit: true);

        await house.Get<OutboxDispatcher>().DispatchAsync();
        house.Get<Heard>().Numbers.ShouldBeEmpty();
        house.Get<Heard>().Refuses = 0;
        house.Clock.Advance(TimeSpan.FromSeconds(5));
        await house.SettleAsync();

        house.Get<Heard>().Numbers.ShouldBe([1, 2]);
    }

    [Theory, OnEachEngine]
    public async Task An_event_delivered_again_after_a_crash_is_not_handled_again(Engine engine)
    {
        await using var house = await StartAsync(engine);
        await PublishAsync(house, 1, commit: true);
        await house.SettleAsync();
        await using (var unit = await house.Get<IdentityStore>().BeginAcrossClientsAsync())
        {
            await unit.ExecuteAsync("update access.outbox set done_at = null");
            await unit.CommitAsync();
        }

        await house.SettleAsync();

        house.Get<Heard>().Numbers.ShouldBe([1]);
    }

    private static Task<TestHouse> StartAsync(Engine engine) =>
        TestHouse.StartAsync(engine, s => s.AddSingleton<Heard>().AddEventHandler<Counted, Listener, IdentityStore>());

    private static async Task PublishAsync(TestHouse house, int number, bool commit)
    {
        await using var unit = await house.Get<IdentityStore>().BeginAsync(TestHouse.Harbour.Id);
        await unit.PublishAsync(new Counted(number));
        if (commit) await unit.CommitAsync();
    }

    [EventName("test.counted")]
    private sealed record Counted(int Number);

    private sealed class Heard
    {
        public List<int> Numbers { get; } = [];
        public int Refuses { get; set; }
    }

    private sealed class Listener(Heard heard) : IHandle<Counted>
    {
        public Task HandleAsync(Counted happened, UnitOfWork unit, CancellationToken ct)
        {
            if (happened.Number == heard.Refuses) throw new InvalidOperationException("no");
            heard.Numbers.Add(happened.Number);
            return Task.CompletedTask;
        }
    }
}
