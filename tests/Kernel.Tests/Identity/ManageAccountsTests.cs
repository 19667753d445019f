using Bureau.Kernel.Audit;
using Bureau.Kernel.Clients;
using Bureau.Kernel.Data;
using Bureau.Kernel.Identity;
using Bureau.Kernel.Web;
using Bureau.Testing;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace Bureau.Kernel.Tests.Identity;

public class ManageAccountsTests
{
    private static readonly ClientId Harbour = TestHouse.Harbour.Id, Kestrel = new(102);

    private static readonly Actor Ingrid = new(900, "Ingrid", [new(Role.OperationsLead, null)]);
    private static readonly Actor HarboursLead = new(901, "Lea", [new(Role.OperationsLead, Harbour), new(Role.Auditor, null)]);

    [Theory, OnEachEngine]
    public async Task A_sign_in_is_opened_with_a_password_that_works_once_and_a_second_role_opens_no_second_one(Engine engine)
    {
        await using var house = await TestHouse.StartAsync(engine);
        var manage = house.Get<ManageAccounts>();

        var opened = await manage.OpenAsync(Ingrid, " Sam@Bureau.example ", "Sam Ode", new(Role.PayrollSpecialist, null));
        var again = await manage.OpenAsync(Ingrid, "sam@bureau.example", "Somebody else", new(Role.PayrollApprover, Harbour));

        (opened.Done, again.Done, again.AccountId, again.Password).ShouldBe((true, true, opened.AccountId, null));
        var actor = (await house.Get<Accounts>().FindActorAsync(opened.AccountId)).ShouldNotBeNull();
        (actor.Name, actor.HasOneTimePassword).ShouldBe(("Sam Ode", true));
        actor.Memberships.ShouldBe([new(Role.PayrollSpecialist, null), new(Role.PayrollApprover, Harbour)]);
        (await manage.FindAsync(Ingrid, opened.AccountId))!.OneTimeUntil.ShouldBe(house.Clock.GetUtcNow() + Passwords.OneTimeLasts);
        (await manage.OpenAsync(Ingrid, "sam@bureau.example", "", new(Role.PayrollApprover, Harbour))).Problem.ShouldNotBeNull().ShouldContain("already");
    }

    [Theory, OnEachEngine]
    public async Task Every_change_is_audited_by_whom_and_of_whom_and_never_with_a_password_or_a_name(Engine engine)
    {
        await using var house = await TestHouse.StartAsync(engine);
        var manage = house.Get<ManageAccounts>();
        var (id, _, first) = await manage.OpenAsync(Actor.CommandLine, "sam@bureau.example", "Sam Ode", new(Role.PayrollSpecialist, null));
        await manage.GrantAsync(Ingrid, id, new(Role.ClientHr, Harbour));
        await manage.TakeAwayAsync(Ingrid, id, new(Role.PayrollSpecialist, null));
        var (_, _, second) = await manage.GiveNewPasswordAsync(Ingrid, id);
        await house.Get<Accounts>().ChangePasswordAsync((await house.Get<Accounts>().FindActorAsync(id))!, "violet kettle drums", new Wording("en", []));
        await manage.CloseAsync(Ingrid, id);
        (await manage.CloseAsync(Ingrid, id)).Problem.ShouldNotBeNull("nothing happened the second time");
        await manage.ReopenAsync(Ingrid, id);

        var trail = (await house.Get<AuditTrail>().ReadAsync(house.Get<IdentityStore>(), AuditTrail.Provider, $"account/{id}", 0, 100)).Reverse().ToList();

        trail.Select(e => (e.Action, e.ActorName)).ShouldBe([
            ("account.open", "Command line"), ("account.grant", "Ingrid"), ("account.take-away", "Ingrid"), ("account.new-password", "Ingrid"),
            ("account.change-password", "Sam Ode"), ("account.close", "Ingrid"), ("account.reopen", "Ingrid")]);
        trail[1].Details.ShouldBe($$"""{"Role":"client-hr","ClientId":{{Harbour}},"EmployeeId":null}""");
        trail.ShouldAllBe(e => !e.Details.Contains(first!) && !e.Details.Contains(second!) && !e.Details.Contains("violet") && !e.Details.Contains("Sam") && !e.Details.Contains('@'));
    }

    [Theory, OnEachEngine]
    public async Task Whatever_takes_something_away_gives_the_sign_in_another_stamp(Engine engine)
    {
        await using var house = await TestHouse.StartAsync(engine);
        var manage = house.Get<ManageAccounts>();
        var id = (await manage.OpenAsync(Ingrid, "sam@bureau.example", "Sam", new(Role.PayrollSpecialist, null))).AccountId;
        await ChangesAsync(true, () => manage.TakeAwayAsync(Ingrid, id, new(Role.PayrollSpecialist, null)));
        await ChangesAsync(false, () => manage.GrantAsync(Ingrid, id, new(Role.Auditor, null)));
        await ChangesAsync(true, () => manage.GiveNewPasswordAsync(Ingrid, id));
        await ChangesAsync(true, () => manage.CloseAsync(Ingrid, id));

        async Task ChangesAsync(bool expected, Func<Task<AccountOutcome>> act)
        {
            var before = await StampAsync(house, id);
            (await act()).Problem.ShouldBeNull();
            ((await StampAsync(house, id)) != before).ShouldBe(expected);
        }
    }

    [Theory, OnEachEngine]
    public async Task A_closed_sign_in_is_nobody_until_it_is_reopened_as_it_was(Engine engine)
    {
        await using var house = await TestHouse.StartAsync(engine);
        var (manage, accounts) = (house.Get<ManageAccounts>(), house.Get<Accounts>());
        var id = (await manage.OpenAsync(Ingrid, "sam@bureau.example", "Sam", new(Role.PayrollSpecialist, null))).AccountId;
        await manage.CloseAsync(Ingrid, id);

        (await accounts.FindActorAsync(id)).ShouldBeNull();
        (await manage.GrantAsync(Ingrid, id, new(Role.Auditor, null))).Problem.ShouldNotBeNull().ShouldContain("Reopen it first");
        (await manage.GiveNewPasswordAsync(Ingrid, id)).ShouldSatisfyAllConditions(o => o.Done.ShouldBeFalse(), o => o.Password.ShouldBeNull());
        (await manage.OpenAsync(Ingrid, "sam@bureau.example", "Sam", new(Role.Auditor, null))).Done.ShouldBeFalse();
        (await manage.ReopenAsync(Ingrid, id)).Done.ShouldBeTrue();
        (await accounts.FindActorAsync(id))!.Memberships.ShouldBe([new(Role.PayrollSpecialist, null)]);
    }

    [Theory, OnEachEngine]
    public async Task Nobody_changes_their_own_sign_in_but_the_command_line_may_change_every_one(Engine engine)
    {
        await using var house = await TestHouse.StartAsync(engine);
        var manage = house.Get<ManageAccounts>();
        var id = (await manage.OpenAsync(Actor.CommandLine, "ingrid@bureau.example", "Ingrid", new(Role.OperationsLead, null))).AccountId;
        var herself = (await house.Get<Accounts>().FindActorAsync(id))!;

        foreach (var outcome in new[]
        {
            await manage.GrantAsync(herself, id, new(Role.PayrollApprover, null)), await manage.TakeAwayAsync(herself, id, new(Role.OperationsLead, null)), await manage.CloseAsync(herself, id),
            await manage.GiveNewPasswordAsync(herself, id), await manage.OpenAsync(herself, "ingrid@bureau.example", "", new(Role.PayrollApprover, null)),
        })
            outcome.Problem.ShouldNotBeNull().ShouldContain("your own sign-in");
        (await house.Get<Accounts>().FindActorAsync(id))!.Memberships.ShouldBe([new(Role.OperationsLead, null)]);
        (await manage.CloseAsync(Actor.CommandLine, id)).Done.ShouldBeTrue();
    }

    [Theory, OnEachEngine]
    public async Task Who_leads_one_client_looks_after_those_who_are_there_alone(Engine engine)
    {
        await using var house = await TestHouse.StartAsync(engine);
        var manage = house.Get<ManageAccounts>();
        var claire = (await manage.OpenAsync(HarboursLead, "claire@harbour.example", "Claire", new(Role.ClientHr, Harbour))).AccountId;
        var both = (await manage.OpenAsync(Ingrid, "both@elsewhere.example", "Both", new(Role.ClientHr, Harbour))).AccountId;
        await manage.GrantAsync(Ingrid, both, new(Role.ClientHr, Kestrel));
        var tom = (await manage.OpenAsync(Ingrid, "tom@bureau.example", "Tom", new(Role.PayrollApprover, null))).AccountId;

        (await manage.FindAsync(HarboursLead, new AccountQuery(), 10)).Accounts.Select(a => a.DisplayName).ShouldBe(["Claire"]);
        (await manage.FindAsync(Ingrid, new AccountQuery(), 10)).Accounts.Select(a => a.DisplayName).ShouldBe(["Both", "Claire", "Tom"]);
        (await manage.FindAsync(new Actor(902, "Nobody", [new(Role.PayrollSpecialist, null)]), new AccountQuery(), 10)).Total.ShouldBe(0);
        foreach (var other in new[] { both, tom })
        {
            (await manage.FindAsync(HarboursLead, other)).ShouldBeNull();
            foreach (var outcome in new[] { await manage.GiveNewPasswordAsync(HarboursLead, other), await manage.CloseAsync(HarboursLead, other), await manage.GrantAsync(HarboursLead, other, new(Role.ClientApprover, Harbour)) })
                (outcome.Done, outcome.Password).ShouldBe((false, null));
        }
        (await manage.GrantAsync(HarboursLead, claire, new(Role.ClientHr, Kestrel))).Done.ShouldBeFalse();
        (await manage.GrantAsync(HarboursLead, claire, new(Role.PayrollApprover, null))).Done.ShouldBeFalse();
        (await manage.GrantAsync(HarboursLead, claire, new(Role.ClientApprover, Harbour))).Done.ShouldBeTrue();
    }

    [Theory, OnEachEngine]
    public async Task Nobody_else_can_sign_in_as_an_employee_who_can(Engine engine)
    {
        await using var house = await TestHouse.StartAsync(engine);
        var manage = house.Get<ManageAccounts>();
        var first = (await manage.OpenAsync(Ingrid, "ana@harbour.example", "Ana", new(Role.Employee, Harbour, 7))).AccountId;

        (await manage.OpenAsync(Ingrid, "ben@harbour.example", "Ben", new(Role.Employee, Harbour, 7))).Problem.ShouldBe(ManageAccounts.OneEach);
        (await manage.OpenAsync(Ingrid, "kim@kestrel.example", "Kim", new(Role.Employee, Kestrel, 7))).Done.ShouldBeTrue("another client's employee");
        await manage.CloseAsync(Ingrid, first);
        (await manage.OpenAsync(Ingrid, "ana.silva@harbour.example", "Ana", new(Role.Employee, Harbour, 7))).Done.ShouldBeTrue("the old one is closed");
        (await manage.ReopenAsync(Ingrid, first)).Problem.ShouldBe(ManageAccounts.OneEach);
    }

    [Theory, OnEachEngine]
    public async Task They_are_found_by_name_address_role_client_and_state_a_page_at_a_time(Engine engine)
    {
        await using var house = await TestHouse.StartAsync(engine);
        var manage = house.Get<ManageAccounts>();
        for (var i = 0; i < 5; i++) await manage.OpenAsync(Ingrid, $"person_{i}@harbour.example", "Same Name", new(Role.Employee, Harbour, i + 1));
        var zoe = (await manage.OpenAsync(Ingrid, "zoe@kestrel.example", "Zoe O'Hara", new(Role.ClientHr, Kestrel))).AccountId;
        await manage.CloseAsync(Ingrid, zoe);

        var seen = new List<long>();
        while (await manage.FindAsync(Ingrid, new AccountQuery(After: seen.Count == 0 ? null : seen[^1]), 2) is { Accounts: [_, ..] page, Total: 6 }) seen.AddRange(page.Select(a => a.Id));
        seen.Distinct().Count().ShouldBe(6);
        seen.Count.ShouldBe(6);

        (await TotalAsync(new("o'hara"))).ShouldBe(1);
        (await TotalAsync(new("KESTREL.ex"))).ShouldBe(1);
        (await TotalAsync(new("n_3@"))).ShouldBe(1);
        (await TotalAsync(new("z_e"))).ShouldBe(0, "a sign is a sign");
        (await TotalAsync(new(Role: Role.Employee))).ShouldBe(5);
        (await TotalAsync(new(Role: Role.Employee, Client: Kestrel))).ShouldBe(0);
        (await TotalAsync(new(Client: Harbour, EmployeeId: 2))).ShouldBe(1);
        (await TotalAsync(new(State: "closed"))).ShouldBe(1);
        (await TotalAsync(new(State: "never"))).ShouldBe(5);

        async Task<long> TotalAsync(AccountQuery query)
        {
            var (accounts, total) = await manage.FindAsync(Ingrid, query, 10);
            accounts.Count.ShouldBe((int)total);
            return total;
        }
    }

    [Theory, OnEachEngine]
    public async Task Whose_password_is_replaced_is_told_by_mail_in_their_language(Engine engine)
    {
        await using var house = await TestHouse.StartAsync(engine, s => s.AddSingleton(new Translation("es", new Dictionary<string, string> { ["Your password was reset"] = "Contraseña restablecida" })));
        var manage = house.Get<ManageAccounts>();
        var id = (await manage.OpenAsync(Ingrid, "ana@harbour.example", "Ana", new(Role.Employee, Harbour, 7))).AccountId;
        await house.Get<Accounts>().SpeakAsync(id, "es");
        await house.SettleAsync();
        Directory.Exists(Path.Combine(house.Folder, "notices")).ShouldBeFalse("a new person is given the password in another way");

        await manage.GiveNewPasswordAsync(Ingrid, id);
        await house.SettleAsync();

        var notice = await File.ReadAllTextAsync(Directory.GetFiles(Path.Combine(house.Folder, "notices"), "*.eml").ShouldHaveSingleItem());
        notice.ShouldContain("To: ana@harbour.example");
        notice.ShouldMatch("Subject: =\\?utf-8\\?B\\?" + Convert.ToBase64String("Contraseña"u8)[..8]);
    }

    [Theory, OnEachEngine]
    public async Task An_own_password_replaces_the_one_time_password_and_a_bad_one_nothing(Engine engine)
    {
        await using var house = await TestHouse.StartAsync(engine);
        var (accounts, hasher) = (house.Get<Accounts>(), house.Get<IPasswordHasher<Account>>());
        var (id, _, first) = await house.Get<ManageAccounts>().OpenAsync(Ingrid, "ana@harbour.example", "Ana Silva", new(Role.Employee, Harbour, 7));
        var ana = (await accounts.FindActorAsync(id))!;

        (await accounts.ChangePasswordAsync(ana, "ana silva ana silva", new Wording("en", []))).ShouldNotBeNull();
        (await MatchesAsync(first!)).ShouldBeTrue();
        (await accounts.ChangePasswordAsync(ana, "violet kettle drums", new Wording("en", []))).ShouldBeNull();

        (await MatchesAsync("violet kettle drums")).ShouldBeTrue();
        (await MatchesAsync(first!)).ShouldBeFalse();
        (await accounts.FindActorAsync(id))!.HasOneTimePassword.ShouldBeFalse();

        async Task<bool> MatchesAsync(string password)
        {
            await using var db = await house.Get<IdentityStore>().OpenAcrossClientsAsync();
            var hash = await db.ScalarAsync<string>("select password_hash from access.account where id = @Id", new { Id = id });
            return hasher.VerifyHashedPassword(new Account(), hash!, password) == PasswordVerificationResult.Success;
        }
    }

    private static async Task<string> StampAsync(TestHouse house, long id)
    {
        await using var db = await house.Get<IdentityStore>().OpenAcrossClientsAsync();
        return (await db.ScalarAsync<string>("select security_stamp from access.account where id = @Id", new { Id = id }))!;
    }
}
