using Bureau.Benefits.Contracts;
using Bureau.Kernel.Clients;
using Bureau.Kernel.Data;
using Bureau.Kernel.Identity;
using Bureau.Onboarding.Contracts;
using Bureau.Payroll.Contracts;
using Bureau.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Bureau.Benefits.Tests;

/// <summary>The module over a fresh store, with ten people of one monthly pay group. It is 2 November 2026; the November run takes inputs.</summary>
internal sealed class BenefitsHouse : IAsyncDisposable
{
    public static readonly Actor Hr = TestHouse.Person(7, "Helen Hart", Role.ClientHr);
    public static readonly ClientId Client = TestHouse.Harbour.Id;

    private BenefitsHouse(TestHouse house) => House = house;

    public TestHouse House { get; }

    public IBenefitSetup Setup => House.Get<IBenefitSetup>();

    /// <param name="country">Whose rule pack the client has.</param>
    public static async Task<BenefitsHouse> StartAsync(Engine engine = Engine.Sqlite, string country = "GB") =>
        new(await TestHouse.StartAsync(engine, s => s.AddSingleton<IEmployees, TenPeople>().AddSingleton<IPayPeriods>(p => new Monthly(p.GetRequiredService<TimeProvider>()))
            .AddSingleton<IClientDirectory>(new ClientOf(country)), new BenefitsModule()));

    public static NewPlan Pension(string name = "Workplace pension") => new()
    {
        Name = name,
        Kind = "pension",
        EffectiveFrom = new(2026, 4, 6),
        Scheme = "net_pay",
        EarningsBasis = "qualifying",
        EmployeeRate = 0.05m,
        MostEmployeeRate = 0.12m,
        EmployerRate = 0.03m,
    };

    public static NewPlan Cycle() => new() { Name = "Cycle to work", Kind = "salary-sacrifice", EffectiveFrom = new(2026, 4, 6), YearlyAmount = 500m, MostYearlyAmount = 1000m };

    public async Task<long> AddAsync(NewPlan plan)
    {
        var added = await Setup.AddPlanAsync(Client, plan, Hr);
        added.Problems.ShouldBeEmpty();
        return added.PlanId!.Value;
    }

    /// <param name="outside">With those who are outside every pension, of whom only that is told.</param>
    public async Task<IReadOnlyList<Contribution>> ContributionsAsync(DateOnly periodEnd, int periodsPerYear = 12, DateTimeOffset? knownAt = null, bool outside = false)
    {
        var found = new List<Contribution>();
        await foreach (var contribution in House.Get<IContributions>().StreamForPayAsync(Client, periodEnd, periodsPerYear, knownAt ?? House.Clock.GetUtcNow()))
            if (outside || contribution.Plan.Length > 0) found.Add(contribution);
        return found;
    }

    public ValueTask DisposeAsync() => House.DisposeAsync();

    /// <summary>Ids 1 to 10, numbers E01 to E10, employed since 2020; 9 started on 1 October 2026, 10 leaves on 20 November 2026.</summary>
    private sealed class TenPeople : IEmployees
    {
        public IAsyncEnumerable<EmployeeForPay> StreamForPayAsync(ClientId client, long payGroupId, DateOnly from, DateOnly to, DateTimeOffset knownAt, long? only = null, IEnumerable<string>? facts = null, CancellationToken ct = default) =>
            throw new NotSupportedException("Benefits asks nothing about pay.");

        public Task<IReadOnlyList<long>> ChangedAsync(ClientId client, DateTimeOffset since, DateTimeOffset until, CancellationToken ct = default) =>
            throw new NotSupportedException("Benefits asks nothing about pay.");

        public Task<IReadOnlyList<long>> ChangedBackAsync(ClientId client, DateTimeOffset since, DateTimeOffset until, DateOnly effectiveBy, CancellationToken ct = default) =>
            throw new NotSupportedException("Benefits asks nothing about pay.");

        public Task<IReadOnlyDictionary<long, EmployeeName>> NamesAsync(ClientId client, IEnumerable<long>? of = null, CancellationToken ct = default) =>
            Task.FromResult<IReadOnlyDictionary<long, EmployeeName>>(Enumerable.Range(1, 10).ToDictionary(i => (long)i, i => new EmployeeName(i, $"E{i:00}", $"Person {i}")));

        public Task<IReadOnlyDictionary<string, long>> IdsByNumberAsync(ClientId client, CancellationToken ct = default) =>
            Task.FromResult<IReadOnlyDictionary<string, long>>(Enumerable.Range(1, 10).ToDictionary(i => $"E{i:00}", i => (long)i));

        public async Task<long?> IdOfAsync(ClientId client, string number, CancellationToken ct = default) => (await IdsByNumberAsync(client, ct)).TryGetValue(number, out var id) ? id : null;

        public Task<Employment?> FindAsync(ClientId client, long employeeId, DateOnly day, CancellationToken ct = default) => Task.FromResult(employeeId is < 1 or > 10 ? null
            : new Employment(employeeId, $"E{employeeId:00}", $"Person {employeeId}", employeeId == 9 ? new(2026, 10, 1) : new(2020, 1, 1), employeeId == 10 ? new(2026, 11, 20) : null, 5));
    }

    private sealed class ClientOf(string country) : IClientDirectory
    {
        private readonly Client _client = TestHouse.Harbour with { Country = country };

        public ValueTask<Client?> FindAsync(string code, CancellationToken ct = default) => new(code == _client.Code ? _client : null);

        public ValueTask<Client> GetAsync(ClientId id, CancellationToken ct = default) => new(_client);

        public ValueTask<IReadOnlyList<Client>> ListAsync(CancellationToken ct = default) => new([_client]);

        public ValueTask<bool> PerformsAsync(ClientId client, string function, Side side, CancellationToken ct = default) => new(true);
    }

    private sealed class Monthly(TimeProvider clock) : IPayPeriods
    {
        public Task<IReadOnlyList<PayPeriod>> UpcomingAsync(ClientId client, long payGroupId, DateOnly endingFrom, int count, CancellationToken ct = default) =>
            Task.FromResult<IReadOnlyList<PayPeriod>>([.. Enumerable.Range(0, count).Select(i => new DateOnly(2026, 11, 1).AddMonths(i)).Select(start =>
                new PayPeriod(start, start.AddMonths(1).AddDays(-1), start.AddDays(26), new DateTimeOffset(start.AddDays(20), new(17, 0), TimeSpan.Zero), 12)).Where(p => p.End >= endingFrom && p.CutOff > clock.GetUtcNow())]);
    }
}
