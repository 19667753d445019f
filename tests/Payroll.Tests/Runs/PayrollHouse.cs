using Bureau.Benefits.Contracts;
using Bureau.Kernel.Data;
using Bureau.Kernel.Identity;
using Bureau.Kernel.Jobs;
using Bureau.Kernel.Web;
using Bureau.Onboarding.Contracts;
using Bureau.Payroll.Calculation;
using Bureau.Payroll.Contracts;
using Bureau.Payroll.PayRuns;
using Bureau.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Bureau.Payroll.Tests.Runs;

/// <summary>A client with a monthly paid group over the law of nowhere. Ids are counted, so two houses in which the same happens have the same seals.</summary>
internal sealed class PayrollHouse : IAsyncDisposable
{
    public static readonly Actor Preparer = TestHouse.Person(1, "Pat", Role.PayrollSpecialist);
    public static readonly Actor Approver = TestHouse.Person(2, "Ann", Role.PayrollApprover);
    public static readonly Actor OtherApprover = TestHouse.Person(3, "Bo", Role.PayrollApprover);
    public static readonly NewPayCalendar Monthly = new(TestPeople.Group, "monthly", new DateOnly(2026, 11, 1), null, null, 5, new(17, 0), 3, new(12, 0), 1, new(9, 0));

    private PayrollHouse(TestHouse house, TestPeople people, TestPack pack) => (House, People, Pack) = (house, people, pack);

    public TestHouse House { get; }
    public TestPeople People { get; }
    public TestPack Pack { get; }
    public TestClock Clock => House.Clock;

    /// <param name="keep">Folder of a store that outlives the house, and other processes.</param>
    /// <param name="signsOff">The engagement asks the client to sign runs off.</param>
    public static async Task<PayrollHouse> StartAsync(Engine engine = Engine.Sqlite, string? keep = null, bool signsOff = false)
    {
        var (people, pack) = (new TestPeople(), new TestPack());
        var house = await TestHouse.StartAsync(engine, keep, services =>
        {
            services.AddSingleton<IEmployees>(people).AddSingleton<IContributions>(people).AddSingleton<IPayGroups>(people);
            services.AddSingleton<PackSource>(_ => pack);
            if (signsOff) services.AddSingleton(TestHouse.OneClientThatSignsOff);
            if (keep is null) services.AddSingleton<Ids>(p => new CountedIds(p.GetRequiredService<TimeProvider>()));
        }, new PayrollModule());
        return new(house, people, pack);
    }

    public T Get<T>() where T : notnull => House.Get<T>();

    public async Task WithCalendarAsync(NewPayCalendar? calendar = null) =>
        (await Get<IPayrollSetup>().AddCalendarAsync(TestHouse.Person(9, "Op", Role.OperationsLead), TestHouse.Harbour.Id, calendar ?? Monthly)).ShouldBeEmpty();

    public async Task<IReadOnlyList<PayRun>> RunsAsync()
    {
        await using var db = await Get<PayrollStore>().OpenAsync(TestHouse.Harbour.Id);
        return await db.QueryAsync<PayRun>(PayRun.Select + " where client_id = @Client order by period_start");
    }

    public async Task<PayRun> RunAsync(long id) => (await RunsAsync()).Single(r => r.Id == id);

    /// <summary>The first run, calculated and in review.</summary>
    public async Task<PayRun> InReviewAsync()
    {
        await WithCalendarAsync();
        await House.TickAsync();
        var run = (await RunsAsync())[0];
        (await Get<StartCalculation>().RunAsync(TestHouse.Harbour.Id, run.Id, Preparer)).Problem.ShouldBeNull();
        await CalculateAsync(run.Id);
        return await RunAsync(run.Id);
    }

    public async Task<PayRun> AgainAsync(long runId)
    {
        Clock.Advance(TimeSpan.FromMinutes(1));
        (await Get<StartCalculation>().AgainAsync(TestHouse.Harbour.Id, runId, Preparer)).Problem.ShouldBeNull();
        await CalculateAsync(runId);
        return await RunAsync(runId);
    }

    public async Task SubmitAsync(PayRun run) => (await Get<SubmitPayRun>().RunAsync(TestHouse.Harbour.Id, run.Id, run.Seal!, Preparer)).Problem.ShouldBeNull();

    public async Task ApproveAsync(PayRun run) => (await Get<ApprovePayRun>().RunAsync(TestHouse.Harbour.Id, run.Id, run.Seal!, Approver)).Problem.ShouldBeNull();

    /// <summary>Signs what is in review and lets it be released at its time.</summary>
    public async Task<PayRun> ReleaseAsync(PayRun run)
    {
        await SubmitAsync(run);
        await ApproveAsync(run);
        if (Clock.GetUtcNow() < run.ReleaseAt) Clock.Set(run.ReleaseAt);
        await House.SettleAsync();
        return await RunAsync(run.Id);
    }

    /// <summary>The job itself, so that its failure is seen and not retried later.</summary>
    public async Task CalculateAsync(long runId, CancellationToken ct = default)
    {
        await using var scope = House.Services.CreateAsyncScope();
        var job = scope.ServiceProvider.GetServices<IJob>().Single(j => j.Name == CalculateJob.JobName);
        await job.RunAsync(new JobRequest(1, TestHouse.Harbour.Id, job.Name, $$"""{"RunId":{{runId}}}"""), ct);
    }

    public async Task<long> CountAsync(string sql, long runId)
    {
        await using var db = await Get<PayrollStore>().OpenAsync(TestHouse.Harbour.Id);
        return await db.ScalarAsync<long>(sql, new { Id = runId });
    }

    public async Task<IReadOnlyList<string>> VerifyAsync()
    {
        var faults = new List<string>();
        foreach (var verification in House.Services.GetServices<IVerification>()) faults.AddRange((await verification.VerifyAsync(CancellationToken.None)).Faults);
        return faults;
    }

    public ValueTask DisposeAsync() => House.DisposeAsync();

    private sealed class CountedIds(TimeProvider clock) : Ids(clock)
    {
        private long _last = 1_000_000;

        public override long Next() => Interlocked.Increment(ref _last);
    }
}
