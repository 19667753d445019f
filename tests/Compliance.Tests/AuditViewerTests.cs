using Bureau.Compliance.AuditViewer;
using Bureau.Kernel.Audit;
using Bureau.Kernel.Clients;
using Bureau.Kernel.Data;
using Bureau.Kernel.Identity;
using Bureau.Testing;
using Microsoft.Data.Sqlite;

namespace Bureau.Compliance.Tests;

public class AuditViewerTests
{
    private static readonly ClientId Harbour = TestHouse.Harbour.Id, Other = new(202);
    private static readonly Actor Tom = TestHouse.Person(3, "Tom Adeyemi", Role.PayrollApprover), Ana = TestHouse.Person(4, "Ana Silva", Role.ClientHr);
    private static readonly AuditSearch Everything = new(null, null, null, null, null, null);

    [Theory, OnEachEngine]
    public async Task Entries_of_every_module_are_one_list_newest_first(Engine engine)
    {
        await using var house = await TestHouse.StartAsync(engine, new ComplianceModule());
        await Four(house);
        var read = house.Get<ReadAudit>();

        var (first, more) = await read.SearchAsync(null, Everything, "UTC", 0, 3);
        var (rest, moreAfter) = await read.SearchAsync(null, Everything, "UTC", 3, 3);

        first.Select(l => (l.Module, l.Entry.Action)).ShouldBe([("compliance", "obligation.complete"), ("access", "access.refused"), ("compliance", "obligation.feed")]);
        more.ShouldBeTrue();
        rest.Select(l => (l.Module, l.Entry.Action)).ShouldBe([("access", "account.open")]);
        moreAfter.ShouldBeFalse();
    }

    [Fact]
    public async Task A_client_sees_its_own_chains_only()
    {
        await using var house = await TestHouse.StartAsync(Engine.Sqlite, new ComplianceModule());
        await Four(house);

        (await house.Get<ReadAudit>().SearchAsync(Harbour, Everything, "UTC", 0, 10)).Lines.Select(l => l.Entry.Action).ShouldBe(["obligation.feed"]);
        var all = new List<AuditLine>();
        await foreach (var line in house.Get<ReadAudit>().StreamAsync(Other, Everything, "UTC")) all.Add(line);
        all.ShouldHaveSingleItem().Entry.ClientId.ShouldBe(Other.Value);
    }

    [Theory]
    [InlineData("access", null, null, null, null, null, 2)]
    [InlineData(null, "obligation.", null, null, null, null, 2)]
    [InlineData(null, null, "obligation/8", null, null, null, 1)]
    [InlineData(null, null, null, "silva", null, null, 1)]
    [InlineData(null, null, null, null, "2026-11-03", "2026-11-04", 2)]
    [InlineData("access", "obligation.", null, null, null, null, 0)]
    public async Task Filters_narrow_by_module_action_subject_person_and_day(string? module, string? action, string? subject, string? actor, string? from, string? to, int found)
    {
        await using var house = await TestHouse.StartAsync(Engine.Sqlite, new ComplianceModule());
        await Four(house);

        (await house.Get<ReadAudit>().SearchAsync(null, new(module, action, subject, actor, from, to), "Europe/London", 0, 10)).Lines.Count.ShouldBe(found);
    }

    [Fact]
    public async Task A_chain_that_was_tampered_with_is_named_and_the_others_still_hold()
    {
        await using var house = await TestHouse.StartAsync(Engine.Sqlite, new ComplianceModule());
        await Four(house);
        var read = house.Get<ReadAudit>();
        (await read.VerifyAsync(null)).Select(c => (c.Module, c.Entries, c.Faults.Count)).ShouldBe([("access", 2, 0), ("compliance", 2, 0)]);

        await using (var file = new SqliteConnection($"Data Source={Path.Combine(house.Folder, "compliance.db")}"))
        {
            await file.OpenAsync();
            await using var command = file.CreateCommand();
            command.CommandText = "drop trigger audit_is_append_only_update; update audit set actor_name = 'Nobody' where client_id = 202;";
            await command.ExecuteNonQueryAsync();
        }

        (await read.VerifyAsync(null)).Single(c => c.Module == "compliance").Faults.ShouldHaveSingleItem().ShouldContain("client 202 breaks at entry 1");
        (await read.VerifyAsync(Other)).SelectMany(c => c.Faults).Count().ShouldBe(1);
        (await read.VerifyAsync(Harbour)).SelectMany(c => c.Faults).ShouldBeEmpty();
    }

    /// <summary>A day apart each: provider's access, Harbour's feed, provider's access, another client's completion.</summary>
    private static async Task Four(TestHouse house)
    {
        await AppendAsync(house, house.Get<IdentityStore>(), null, Tom, new("account.open", "account/3"));
        await AppendAsync(house, house.Get<ComplianceStore>(), Harbour, Actor.System, new("obligation.feed", "pay-run/7"));
        await AppendAsync(house, house.Get<IdentityStore>(), null, Ana, new("access.refused", "/c/OTHER/people"));
        await AppendAsync(house, house.Get<ComplianceStore>(), Other, Tom, new("obligation.complete", "obligation/81"));
    }

    private static async Task AppendAsync(TestHouse house, Store store, ClientId? client, Actor actor, AuditEntry entry)
    {
        await using (var unit = client is { } c ? await store.BeginAsync(c) : await store.BeginAcrossClientsAsync())
        {
            await house.Get<AuditTrail>().AppendAsync(unit, actor, entry);
            await unit.CommitAsync();
        }
        house.Clock.Advance(TimeSpan.FromDays(1));
    }
}
