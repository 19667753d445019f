using Bureau.Kernel.Clients;
using Bureau.Kernel.Data;
using Bureau.Kernel.Identity;
using Bureau.Onboarding.Changes;
using Bureau.Onboarding.Contracts;
using Bureau.Onboarding.Employees;
using Bureau.Testing;

namespace Bureau.Onboarding.Tests;

/// <summary>A client with an employer, two pay groups and people of both sides, set up through the front door.</summary>
internal sealed class People : IAsyncDisposable
{
    private People(TestHouse house) => House = house;

    public TestHouse House { get; }
    public Client Client { get; private set; } = null!;
    public long Entity { get; private set; }
    public long Monthly { get; private set; }
    public long Weekly { get; private set; }

    public Actor Hr => Of(11, "Hanna Reid", Role.ClientHr);
    public Actor OtherHr => Of(12, "Omar Hale", Role.ClientHr);
    public Actor Approver => Of(13, "Ada Pratt", Role.ClientApprover);
    public Actor Specialist => new(21, "Sam Price", [new Membership(Role.PayrollSpecialist, null)]);
    public static Actor Lead => new(22, "Olga Lind", [new Membership(Role.OperationsLead, null)]);

    public Actor Of(long account, string name, Role role, long? employeeId = null) => new(account, name, [new Membership(role, Client.Id, employeeId)]);

    public static async Task<People> StartAsync(Engine engine, Side maintain = Side.Client, Side approve = Side.Client)
    {
        var people = new People(await TestHouse.StartAsync(engine, new OnboardingModule()));
        var setup = people.House.Get<IClientSetup>();
        (await setup.OpenClientAsync(Lead, new NewClient("HARBOUR", "Harbour & Vale Ltd", "Europe/London", "GB"))).Problems.ShouldBeEmpty();
        people.Client = (await people.House.Get<IClientDirectory>().FindAsync("HARBOUR"))!;
        await people.AgreeAsync(maintain, approve, new DateOnly(2020, 1, 1));
        var entity = await setup.AddLegalEntityAsync(Lead, people.Client.Id,
            new NewLegalEntity("Harbour & Vale Ltd", "GB", ["1 Quay Street", "Bristol", "BS1 4RW"], new Dictionary<string, string> { ["paye_reference"] = "123/AB456" }));
        entity.Problems.ShouldBeEmpty();
        people.Entity = entity.Id;
        people.Monthly = (await setup.AddPayGroupAsync(Lead, people.Client.Id, new NewPayGroup("MONTHLY", "Monthly staff", entity.Id))).Id;
        people.Weekly = (await setup.AddPayGroupAsync(Lead, people.Client.Id, new NewPayGroup("WEEKLY", "Weekly staff", entity.Id))).Id;
        return people;
    }

    public async Task AgreeAsync(Side maintain, Side approve, DateOnly from) =>
        (await House.Get<IClientSetup>().AgreeEngagementAsync(Lead, Client.Id, new NewEngagement("hybrid", "onshore", from,
            new Dictionary<string, Side> { [Functions.MaintainPeople] = maintain, [Functions.ApproveChanges] = approve, [Functions.RunPayroll] = Side.Provider }))).Problems.ShouldBeEmpty();

    public Task<SubmitOutcome> SubmitStarterAsync(string number, DateOnly start, Dictionary<string, string?>? values = null, Actor? by = null, string family = "Silva") =>
        House.Get<SubmitStarter>().RunAsync(by ?? Hr, Client, new Starter(number, "Ana", family, start), values ?? Salaried(), "");

    /// <summary>Somebody taken on and approved.</summary>
    public async Task<long> EmployAsync(string number, DateOnly start, Dictionary<string, string?>? values = null, string family = "Silva")
    {
        var submitted = await SubmitStarterAsync(number, start, values, family: family);
        submitted.Problems.ShouldBeEmpty();
        (await ApproveAsync(submitted.ChangeId, 0)).Refusal.ShouldBeNull();
        return (await House.Get<IEmployees>().IdsByNumberAsync(Client.Id))[number];
    }

    public static Dictionary<string, string?> Salaried(string salary = "30000", string group = "MONTHLY") =>
        new() { [FactNames.PayGroup] = group, [FactNames.PayBasis] = "salary", [FactNames.AnnualSalary] = salary, ["tax_code"] = "1257L", ["ni_category"] = "A" };

    public Task<SubmitOutcome> SubmitAsync(long employee, DateOnly from, string field, string? value, Actor? by = null, long? seen = null) =>
        SubmitAsync(employee, from, new Dictionary<string, string?> { [field] = value }, by, seen);

    public async Task<SubmitOutcome> SubmitAsync(long employee, DateOnly from, Dictionary<string, string?> values, Actor? by = null, long? seen = null, string origin = ChangeOrigin.Form) =>
        await House.Get<SubmitChange>().RunAsync(by ?? Hr, Client, new ChangeRequest(employee, seen ?? await VersionAsync(employee), from, values, "", origin));

    public Task<DecisionOutcome> ApproveAsync(long change, long seen, Actor? by = null) => House.Get<ApproveChange>().RunAsync(by ?? Approver, Client, change, seen);

    /// <summary>Submits and approves.</summary>
    public async Task ChangeAsync(long employee, DateOnly from, string field, string? value)
    {
        var submitted = await SubmitAsync(employee, from, field, value);
        submitted.Problems.ShouldBeEmpty();
        (await ApproveAsync(submitted.ChangeId, await VersionAsync(employee))).Refusal.ShouldBeNull();
    }

    public async Task<long> VersionAsync(long employee)
    {
        await using var db = await House.Get<OnboardingStore>().OpenAsync(Client.Id);
        return (await Employee.FindAsync(db, employee, default))!.Version;
    }

    public async Task<FactHistory> HistoryAsync(long employee)
    {
        await using var db = await House.Get<OnboardingStore>().OpenAsync(Client.Id);
        return await FactHistory.ReadAsync(db, House.Get<SensitiveValues>(), employee, default);
    }

    public async Task<ChangeSummary> FindChangeAsync(long change)
    {
        await using var db = await House.Get<OnboardingStore>().OpenAsync(Client.Id);
        return (await ChangeSummary.FindAsync(db, change, default))!;
    }

    public async Task<IReadOnlyList<EmployeeForPay>> ForPayAsync(long group, DateOnly from, DateOnly to, DateTimeOffset? knownAt = null)
    {
        var list = new List<EmployeeForPay>();
        await foreach (var employee in House.Get<IEmployees>().StreamForPayAsync(Client.Id, group, from, to, knownAt ?? House.Clock.GetUtcNow())) list.Add(employee);
        return list;
    }

    public ValueTask DisposeAsync() => House.DisposeAsync();
}
