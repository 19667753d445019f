using Bureau.Kernel.Audit;
using Bureau.Kernel.Clients;
using Bureau.Kernel.Data;
using Bureau.Kernel.Identity;
using Bureau.Onboarding.Contracts;
using Bureau.Testing;

namespace Bureau.Onboarding.Tests;

public sealed class ClientSetupTests
{
    [Theory, OnEachEngine]
    public async Task What_was_set_up_is_what_other_modules_read(Engine engine)
    {
        await using var people = await People.StartAsync(engine);
        var groups = await people.House.Get<IPayGroups>().ListAsync(people.Client.Id);
        groups.Select(g => g.Code).ShouldBe(["MONTHLY", "WEEKLY"]);
        groups[0].Employer.Address.ShouldBe(["1 Quay Street", "Bristol", "BS1 4RW"]);
        groups[0].Employer.Fields["paye_reference"].ShouldBe("123/AB456");
        (await people.House.Get<IPayGroups>().GetAsync(people.Client.Id, people.Weekly)).Name.ShouldBe("Weekly staff");
        (await people.House.Get<IClientDirectory>().FindAsync("harbour"))!.Id.ShouldBe(people.Client.Id);
    }

    [Theory, OnEachEngine]
    public async Task A_client_that_cannot_be_is_refused_with_every_reason(Engine engine)
    {
        await using var people = await People.StartAsync(engine);
        var setup = people.House.Get<IClientSetup>();
        var refused = await setup.OpenClientAsync(People.Lead, new NewClient("harbour-2", "", "London", "XX"));
        refused.Problems.Select(p => p.Field).ShouldBe(["Code", "Name", "TimeZone", "Country"]);
        (await setup.OpenClientAsync(People.Lead, new NewClient("HARBOUR", "Another", "Europe/London", "GB"))).Problems.Single().Message.ShouldContain("already");
        (await people.House.Get<IClientDirectory>().ListAsync()).Count.ShouldBe(1);
    }

    [Theory, OnEachEngine]
    public async Task An_employer_is_checked_by_the_rule_pack(Engine engine)
    {
        await using var people = await People.StartAsync(engine);
        var refused = await people.House.Get<IClientSetup>().AddLegalEntityAsync(People.Lead, people.Client.Id,
            new NewLegalEntity("Vale Ltd", "GB", [" "], new Dictionary<string, string> { ["paye_reference"] = "12/AB", ["shoe_size"] = "44" }));
        refused.Problems.Select(p => p.Field).ShouldBe(["Address", "shoe_size", "paye_reference"]);
    }

    [Theory, OnEachEngine]
    public async Task A_pay_group_needs_an_employer_of_the_same_client(Engine engine)
    {
        await using var people = await People.StartAsync(engine);
        var setup = people.House.Get<IClientSetup>();
        var other = new ClientId((await setup.OpenClientAsync(People.Lead, new NewClient("KESTREL", "Kestrel Foods Ltd", "Europe/London", "GB"))).Id);
        (await setup.AddPayGroupAsync(People.Lead, other, new NewPayGroup("WEEKLY", "Weekly", people.Entity))).Problems.Single().Field.ShouldBe("LegalEntityId");
        (await setup.AddPayGroupAsync(People.Lead, people.Client.Id, new NewPayGroup("WEEKLY", "Weekly", people.Entity))).Problems.Single().Message.ShouldContain("already");
    }

    [Theory, OnEachEngine]
    public async Task The_engagement_of_the_day_says_who_performs_what(Engine engine)
    {
        await using var people = await People.StartAsync(engine);
        var directory = people.House.Get<IClientDirectory>();
        (await directory.PerformsAsync(people.Client.Id, Functions.MaintainPeople, Side.Client)).ShouldBeTrue();
        (await directory.PerformsAsync(people.Client.Id, Functions.FileReturns, Side.Provider)).ShouldBeFalse("the engagement gives it to nobody");

        await people.AgreeAsync(Side.Provider, Side.Client, new DateOnly(2026, 12, 1));
        (await directory.PerformsAsync(people.Client.Id, Functions.MaintainPeople, Side.Client)).ShouldBeTrue("the new engagement has not begun");
        people.House.Clock.Set(new DateTimeOffset(2026, 12, 1, 0, 0, 0, TimeSpan.Zero));
        (await directory.PerformsAsync(people.Client.Id, Functions.MaintainPeople, Side.Client)).ShouldBeFalse();
        (await directory.PerformsAsync(people.Client.Id, Functions.MaintainPeople, Side.Provider)).ShouldBeTrue();
    }

    [Fact]
    public async Task Complete_outsourcing_leaves_no_function_open()
    {
        await using var people = await People.StartAsync(Engine.Sqlite);
        var refused = await people.House.Get<IClientSetup>().AgreeEngagementAsync(People.Lead, people.Client.Id,
            new NewEngagement("complete", "onshore", new DateOnly(2026, 1, 1), Functions.All.Where(f => f is not (Functions.FileReturns or Functions.SignOffPayRun)).ToDictionary(f => f, f => f == Functions.RunPayroll ? Side.Client : Side.Provider)));
        refused.Problems.Select(p => p.Field).ShouldBe([Functions.FileReturns, Functions.RunPayroll]);
    }

    [Theory]
    [InlineData(Side.Provider, Side.Provider, "only the client")]
    [InlineData(Side.Client, Side.Client, "the client approves them itself")]
    [InlineData(Side.Client, Side.Provider, null)]
    public async Task Only_a_client_that_does_not_approve_runs_itself_signs_them_off(Side signsOff, Side approves, string? problem)
    {
        await using var people = await People.StartAsync(Engine.Sqlite);
        var performedBy = new Dictionary<string, Side> { [Functions.SignOffPayRun] = signsOff, [Functions.ApprovePayRun] = approves };
        var outcome = await people.House.Get<IClientSetup>().AgreeEngagementAsync(People.Lead, people.Client.Id, new NewEngagement("function-specific", "onshore", new DateOnly(2026, 1, 1), performedBy));
        if (problem is null) outcome.Problems.ShouldBeEmpty();
        else outcome.Problems.ShouldHaveSingleItem().ShouldSatisfyAllConditions(p => p.Field.ShouldBe(Functions.SignOffPayRun), p => p.Message.ShouldContain(problem));
    }

    [Theory, OnEachEngine]
    public async Task The_engagement_is_enforced_as_permission(Engine engine)
    {
        await using var people = await People.StartAsync(engine, maintain: Side.Client, approve: Side.Provider);
        var permissions = people.House.Get<Permissions>();
        (await permissions.AllowsAsync(people.Hr, OnboardingPermissions.SubmitChange, people.Client.Id)).ShouldBeTrue();
        (await permissions.AllowsAsync(people.Specialist, OnboardingPermissions.SubmitChange, people.Client.Id)).ShouldBeFalse();
        (await permissions.AllowsAsync(people.Approver, OnboardingPermissions.ApproveChange, people.Client.Id)).ShouldBeFalse();
        (await permissions.AllowsAsync(people.Specialist, OnboardingPermissions.ApproveChange, people.Client.Id)).ShouldBeTrue();

        var submitted = await people.SubmitStarterAsync("1001", new DateOnly(2026, 11, 1));
        (await people.ApproveAsync(submitted.ChangeId, 0, people.Approver)).Refusal!.ShouldContain("engagement");
        (await people.ApproveAsync(submitted.ChangeId, 0, people.Specialist)).Done.ShouldBeTrue();
    }

    [Theory, OnEachEngine]
    public async Task Set_up_is_on_the_audit_trail(Engine engine)
    {
        await using var people = await People.StartAsync(engine);
        var entries = await people.House.Get<AuditTrail>().ReadAsync(people.House.Get<OnboardingStore>(), people.Client.Id, null, 0, 50);
        entries.Reverse().Select(e => e.Action).ShouldBe(["client.open", "engagement.agree", "legal-entity.add", "pay-group.add", "pay-group.add"]);
    }
}
