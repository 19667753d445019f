using System.Text;
using Bureau.Kernel.Clients;
using Bureau.Kernel.Data;
using Bureau.Kernel.Identity;
using Bureau.Kernel.Imports;
using Bureau.Onboarding.Changes;
using Bureau.Onboarding.Contracts;
using Bureau.Onboarding.Imports;
using Bureau.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Bureau.Onboarding.Tests.Imports;

/// <summary>Two clients with pay groups, and people who import and approve for the first.</summary>
internal sealed class ImportDesk : IAsyncDisposable
{
    private readonly AsyncServiceScope _scope;

    private ImportDesk(TestHouse house, Client client) => (House, Client, _scope) = (house, client, house.Services.CreateAsyncScope());

    public TestHouse House { get; }

    public Client Client { get; }

    public Actor Hr => new(11, "Ivy Hart", [new Membership(Role.ClientHr, Client.Id)]);

    public Actor Approver => new(12, "Tom Adeyemi", [new Membership(Role.ClientApprover, Client.Id)]);

    public IServiceProvider Services => _scope.ServiceProvider;

    public Uploads Uploads => Services.GetRequiredService<Uploads>();

    public static async Task<ImportDesk> OpenAsync(Engine engine, Action<IServiceCollection>? more = null)
    {
        var house = await TestHouse.StartAsync(engine, more, new OnboardingModule());
        var setup = house.Get<IClientSetup>();
        foreach (var (code, name) in new[] { ("HARBOUR", "Harbour & Vale Ltd"), ("KESTREL", "Kestrel Foods Ltd") })
        {
            var id = new ClientId((await setup.OpenClientAsync(Actor.System, new NewClient(code, name, "Europe/London", "GB"))).Id);
            await setup.AgreeEngagementAsync(Actor.System, id, new NewEngagement("hybrid", "onshore", new DateOnly(2019, 1, 1),
                Functions.All.Where(f => f != Functions.SignOffPayRun).ToDictionary(f => f, f => f is Functions.MaintainPeople or Functions.ApproveChanges ? Side.Client : Side.Provider)));
            var entity = await setup.AddLegalEntityAsync(Actor.System, id, new NewLegalEntity(name, "GB", ["1 Quay Street", "Bristol"], new Dictionary<string, string> { ["paye_reference"] = "123/AB456" }));
            foreach (var group in new[] { "MONTHLY", "WEEKLY" }) (await setup.AddPayGroupAsync(Actor.System, id, new NewPayGroup(group, group, entity.Id))).Done.ShouldBeTrue();
        }
        return new ImportDesk(house, (await house.Get<IClientDirectory>().FindAsync("HARBOUR"))!);
    }

    public Task<ImportReport> DryRunAsync(string kind, string text) => RunAsync(kind, text, commit: false);

    public Task<ImportReport> CommitAsync(string kind, string text) => RunAsync(kind, text, commit: true);

    /// <summary>Commits, and somebody else approves the whole batch.</summary>
    public async Task TakeOnAsync(string text, string kind = "people")
    {
        var report = await CommitAsync(kind, text);
        report.Problems.First.ShouldBeEmpty();
        (await ApproveAsync(Approver, report)).Refusal.ShouldBeNull();
    }

    public Task<BatchOutcome> ApproveAsync(Actor actor, ImportReport report) => House.Get<ApproveBatch>().RunAsync(actor, Client, BatchOf(report));

    public static long BatchOf(ImportReport report) => long.Parse(report.Next!.Split("import=")[1], System.Globalization.CultureInfo.InvariantCulture);

    public async Task<EmployeeForPay?> PersonAsync(string number, DateOnly? from = null, DateOnly? to = null)
    {
        var group = (await House.Get<IPayGroups>().ListAsync(Client.Id)).Single(g => g.Code == "MONTHLY");
        await foreach (var person in House.Get<IEmployees>().StreamForPayAsync(Client.Id, group.Id, from ?? new DateOnly(2026, 11, 1), to ?? new DateOnly(2026, 12, 31), House.Clock.GetUtcNow()))
            if (person.Number == number) return person;
        return null;
    }

    public async Task<long> CountAsync(string sql)
    {
        await using var db = await House.Get<OnboardingStore>().OpenAsync(Client.Id);
        return await db.ScalarAsync<long>(sql);
    }

    public Task<long> ChangesAsync() => CountAsync("select count(*) from onboarding.employee_change where client_id = @Client");

    private Task<ImportReport> RunAsync(string kind, string text, bool commit) =>
        Services.GetRequiredService<CsvImports>().RunAsync(Client, Hr, kind, $"HARBOUR-{kind}.csv", Encoding.UTF8.GetBytes(text), commit);

    public async ValueTask DisposeAsync()
    {
        await _scope.DisposeAsync();
        await House.DisposeAsync();
    }
}
