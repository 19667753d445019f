using System.Reflection;
using Bureau.Kernel.Data;
using Bureau.Kernel.Identity;
using Bureau.Testing;

namespace Bureau.Kernel.Tests.Data;

public class MigrationsTests
{
    private static readonly Assembly Kernel = typeof(Migrations).Assembly;

    [Theory, OnEachEngine]
    public async Task Applied_once_however_often_and_however_many_at_once(Engine engine)
    {
        await using var house = await TestHouse.StartAsync(engine);
        var migrations = house.Get<Migrations>();

        var again = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => migrations.ApplyAsync("access", Kernel))));

        again.ShouldAllBe(applied => applied == 0);
        await using var db = await house.Get<IdentityStore>().OpenAcrossClientsAsync();
        (await db.ScalarAsync<long>("select count(*) from access.migration")).ShouldBeGreaterThan(1);
    }

    [Theory, OnEachEngine]
    public async Task Instances_that_start_together_on_an_empty_store_share_the_work(Engine engine)
    {
        await using var house = await TestHouse.StartAsync(engine);
        var migrations = house.Get<Migrations>();

        // A schema that nobody has made yet: only the tables that every module has.
        var applied = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => migrations.ApplyAsync("fresh", typeof(MigrationsTests).Assembly))));

        applied.Where(count => count > 0).ShouldHaveSingleItem();
    }

    [Theory, OnEachEngine]
    public async Task A_text_changed_after_it_was_applied_stops_the_program(Engine engine)
    {
        await using var house = await TestHouse.StartAsync(engine);
        await RewriteAsync(house, "update access.migration set checksum = 'other' where name like 'common/%'");

        var e = await Should.ThrowAsync<MigrationException>(() => house.Get<Migrations>().ApplyAsync("access", Kernel));

        e.Message.ShouldContain("was changed after it was applied");
    }

    [Theory, OnEachEngine]
    public async Task A_store_of_a_newer_version_is_left_alone(Engine engine)
    {
        await using var house = await TestHouse.StartAsync(engine);
        await RewriteAsync(house, "insert into access.migration (name, checksum, applied_at) select 'access/0999_future.sql', checksum, applied_at from access.migration where name like 'common/0001%'");

        var e = await Should.ThrowAsync<MigrationException>(() => house.Get<Migrations>().ApplyAsync("access", Kernel));

        e.Message.ShouldContain("0999_future");
        e.Message.ShouldContain("newer version");
    }

    /// <summary>By itself SQLite takes a client for ten rows and would go through all that ever happened at a client, backwards.</summary>
    [Fact]
    public async Task The_embedded_planner_knows_that_a_client_may_have_very_many_rows()
    {
        await using var house = await TestHouse.StartAsync(Engine.Sqlite);
        await using var db = await house.Get<IdentityStore>().OpenAcrossClientsAsync();

        var plan = await db.QueryAsync<Step>("explain query plan select details from access.audit where client_id = 1 and subject = 'x' order by seq desc");

        plan[0].Detail.ShouldContain("audit_subject");
    }

    private sealed class Step
    {
        public string Detail { get; init; } = "";
    }

    private static async Task RewriteAsync(TestHouse house, string sql)
    {
        await using var unit = await house.Get<IdentityStore>().BeginAcrossClientsAsync();
        await unit.ExecuteAsync(sql);
        await unit.CommitAsync();
    }
}
