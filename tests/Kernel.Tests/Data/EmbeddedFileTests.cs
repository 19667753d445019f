using Bureau.Kernel.Data;
using Bureau.Kernel.Identity;
using Bureau.Testing;

namespace Bureau.Kernel.Tests.Data;

public class EmbeddedFileTests
{
    private const int Megabyte = 1 << 20;

    [Fact]
    public async Task What_was_committed_is_written_back_into_the_file_while_others_read_on()
    {
        await using var house = await TestHouse.StartAsync(Engine.Sqlite);
        var store = house.Get<IdentityStore>();
        await WriteAsync(store, "create table access.much (id integer not null primary key, client_id integer not null, bytes blob not null) strict");
        await WriteAsync(store, "insert into access.much values (0, 7, zeroblob(1))");

        await using var reader = await store.OpenAcrossClientsAsync();
        await using var rows = reader.StreamAsync<long>("select id from access.much").GetAsyncEnumerator();
        (await rows.MoveNextAsync()).ShouldBeTrue();
        for (var i = 1; i <= 20; i++) await WriteAsync(store, $"insert into access.much values ({i}, 7, zeroblob({2 * Megabyte}))");
        await rows.DisposeAsync();

        for (var i = 21; i <= 40; i++) await WriteAsync(store, $"insert into access.much values ({i}, 7, zeroblob({2 * Megabyte}))");
        await store.Database.WrittenBackAsync(store.Schema);

        new FileInfo(store.Database.FileOf(store.Schema)).Length.ShouldBeGreaterThan(40 * Megabyte);
        (await reader.ScalarAsync<long>("select sum(length(bytes)) from access.much")).ShouldBe(80L * Megabyte + 1);
    }

    [Fact]
    public async Task Only_what_is_done_again_is_committed_without_waiting_for_the_disk()
    {
        const string Synchronous = "pragma synchronous";
        await using var house = await TestHouse.StartAsync(Engine.Sqlite);
        var store = house.Get<IdentityStore>();
        await WriteAsync(store, "create table access.much (id integer not null primary key, client_id integer not null) strict");

        await using (var unit = await store.BeginRepeatableAsync(TestHouse.Harbour.Id))
        {
            (await unit.ScalarAsync<long>(Synchronous)).ShouldBe(1);
            await unit.ExecuteAsync("insert into access.much values (1, @Client)");
            await unit.CommitAsync();
        }

        await using var next = await store.BeginAsync(TestHouse.Harbour.Id);
        (await next.ScalarAsync<long>(Synchronous)).ShouldBe(2);
        (await next.ScalarAsync<long>("select count(*) from access.much")).ShouldBe(1);
    }

    private static async Task WriteAsync(IdentityStore store, string sql)
    {
        await using var unit = await store.BeginAcrossClientsAsync();
        await unit.ExecuteAsync(sql);
        await unit.CommitAsync();
    }
}
