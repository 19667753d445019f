using Bureau.Kernel.Audit;
using Bureau.Kernel.Data;
using Bureau.Kernel.Identity;
using Bureau.Testing;
using Microsoft.Data.Sqlite;

namespace Bureau.Kernel.Tests.Data;

public class AuditTrailTests
{
    private static readonly Actor Ruth = TestHouse.Person(1, "Ruth Adeyemi", Role.PayrollSpecialist);

    [Theory, OnEachEngine]
    public async Task A_chain_written_through_the_front_door_verifies(Engine engine)
    {
        await using var house = await TestHouse.StartAsync(engine);
        for (var i = 0; i < 5; i++) await AppendAsync(house, $"pay-run/{i}");

        var (entries, faults) = await house.Get<AuditTrail>().VerifyAsync(house.Get<IdentityStore>());

        entries.ShouldBe(5);
        faults.ShouldBeEmpty();
    }

    [Theory, OnEachEngine]
    public async Task An_entry_of_a_transaction_that_is_not_committed_leaves_no_trace(Engine engine)
    {
        await using var house = await TestHouse.StartAsync(engine);
        await AppendAsync(house, "pay-run/1");
        await using (var unit = await house.Get<IdentityStore>().BeginAsync(TestHouse.Harbour.Id))
            await house.Get<AuditTrail>().AppendAsync(unit, Ruth, new AuditEntry("pay-run.approve", "pay-run/2"));
        await AppendAsync(house, "pay-run/3");

        var records = await house.Get<AuditTrail>().ReadAsync(house.Get<IdentityStore>(), TestHouse.Harbour.Id, null, 0, 10);

        records.Select(r => (r.Seq, r.Subject)).ShouldBe([(2, "pay-run/3"), (1, "pay-run/1")]);
        (await house.Get<AuditTrail>().VerifyAsync(house.Get<IdentityStore>())).Faults.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("update audit set details = '{}' where seq = 2", 2)]
    [InlineData("delete from audit where seq = 2", 3)]
    [InlineData("delete from audit where seq = 3", null)]
    [InlineData("delete from audit", null)]
    public async Task Rows_altered_behind_the_program_are_found(string tampering, int? breaksAt)
    {
        await using var house = await TestHouse.StartAsync(Engine.Sqlite);
        for (var i = 0; i < 3; i++) await AppendAsync(house, $"pay-run/{i}");
        await using (var raw = new SqliteConnection($"Data Source={house.Get<Database>().FileOf("access")}"))
        {
            await raw.OpenAsync();
            var command = raw.CreateCommand();
            command.CommandText = $"drop trigger audit_is_append_only_update; drop trigger audit_is_append_only_delete; {tampering}";
            command.ExecuteNonQuery();
        }

        var (_, faults) = await house.Get<AuditTrail>().VerifyAsync(house.Get<IdentityStore>());

        var fault = faults.ShouldHaveSingleItem();
        if (breaksAt is { } at) fault.ShouldContain($"breaks at entry {at}");
    }

    [Fact]
    public async Task The_embedded_store_itself_refuses_to_change_an_entry()
    {
        await using var house = await TestHouse.StartAsync(Engine.Sqlite);
        await AppendAsync(house, "pay-run/1");
        await using var unit = await house.Get<IdentityStore>().BeginAcrossClientsAsync();

        var e = await Should.ThrowAsync<SqliteException>(() => unit.ExecuteAsync("update access.audit set details = '' where seq = 1"));

        e.Message.ShouldContain("cannot be changed");
    }

    private static async Task AppendAsync(TestHouse house, string subject)
    {
        await using var unit = await house.Get<IdentityStore>().BeginAsync(TestHouse.Harbour.Id);
        await house.Get<AuditTrail>().AppendAsync(unit, Ruth, new AuditEntry("pay-run.approve", subject, new { Version = 3 }));
        await unit.CommitAsync();
    }
}
