using System.Text;
using Bureau.Kernel.Clients;
using Bureau.Kernel.Data;
using Bureau.Kernel.Identity;
using Bureau.Testing;

namespace Bureau.Kernel.Tests.Data;

public class BulkTableTests
{
    private sealed class Row
    {
        public long Id { get; init; }
        public string? Text { get; init; }
        public byte[]? Bytes { get; init; }
        public byte[] Memory { get; init; } = [];
        public string? Utf8 { get; init; }
        public int Count { get; init; }
        public DateOnly Day { get; init; }
        public DateTimeOffset At { get; init; }
    }

    private static readonly BulkTable<Row> s_table = new BulkTable<Row>("access.bulk")
        .Column("id", r => r.Id).Column("client_id", _ => new ClientId(7)).Column("text", r => r.Text).Column("bytes", r => r.Bytes).Bytes("memory", r => r.Bytes).Utf8("utf8", r => Encoding.UTF8.GetBytes(r.Text ?? "")).Column("count", r => r.Count)
        .Column("day", r => r.Day).Column("at", r => r.At).Column("flag", r => r.Count > 0).Column("side", _ => Side.Provider);

    private static async Task<TestHouse> WithTableAsync()
    {
        var house = await TestHouse.StartAsync(Engine.Sqlite);
        await using var unit = await house.Get<IdentityStore>().BeginAcrossClientsAsync();
        await unit.ExecuteAsync("""
            create table access.bulk (id integer not null primary key, client_id integer not null, text text, bytes blob, memory blob not null, utf8 text, count integer not null, day text not null, at text not null,
                flag integer not null, side text not null) strict
            """);
        await unit.CommitAsync();
        return house;
    }

    [Fact]
    public async Task What_is_written_is_read_back()
    {
        await using var house = await WithTableAsync();
        var at = new DateTimeOffset(2026, 11, 21, 17, 30, 0, 123, TimeSpan.FromHours(1));
        Row[] rows =
        [
            new() { Id = 1, Text = "", Bytes = [], Count = int.MinValue, Day = new(2026, 4, 6), At = at },
            new() { Id = 2, Text = null, Bytes = null, Count = 1, Day = DateOnly.MaxValue, At = at },
            new() { Id = long.MaxValue, Text = new string('é', 171) + "€𝄞", Bytes = [0, 1, 255], Count = 2, Day = new(2026, 4, 6), At = at },
            new() { Id = 3, Text = new string('€', 170), Bytes = new byte[5000], Count = 3, Day = new(2026, 4, 6), At = at },
        ];
        await using (var unit = await house.Get<IdentityStore>().BeginAcrossClientsAsync())
        {
            (await unit.BulkInsertAsync(s_table, rows)).ShouldBe(4);
            await unit.CommitAsync();
        }
        await using var db = await house.Get<IdentityStore>().OpenAcrossClientsAsync();
        var read = (await db.QueryAsync<Row>("select id, text, bytes, memory, utf8, count, day, at from access.bulk")).ToDictionary(r => r.Id);
        foreach (var row in rows)
        {
            var found = read[row.Id];
            (found.Text, found.Count, found.Day, found.At).ShouldBe((row.Text, row.Count, row.Day, row.At));
            found.Bytes.ShouldBe(row.Bytes);
            found.Memory.ShouldBe(row.Bytes ?? []);
            found.Utf8.ShouldBe(row.Text is "" ? null : row.Text);
        }
        (await db.QueryAsync<string>("select client_id || ' ' || flag || ' ' || side from access.bulk where id = 2")).ShouldHaveSingleItem().ShouldBe("7 1 Provider");
    }

    [Fact]
    public async Task A_row_that_is_there_already_is_refused_by_its_key_and_nothing_is_left()
    {
        await using var house = await WithTableAsync();
        await using (var unit = await house.Get<IdentityStore>().BeginAcrossClientsAsync())
        {
            var refused = await Should.ThrowAsync<Exception>(() => unit.BulkInsertAsync(s_table, [new Row { Id = 1 }, new Row { Id = 1 }]));
            Database.IsDuplicateKey(refused).ShouldBeTrue();
        }
        await using var db = await house.Get<IdentityStore>().OpenAcrossClientsAsync();
        (await db.ScalarAsync<long>("select count(*) from access.bulk")).ShouldBe(0);
    }
}
