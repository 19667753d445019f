using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Bureau.Benefits.Contracts;
using Bureau.Host.Scheduling;
using Bureau.Kernel.Clients;
using Bureau.Kernel.Identity;
using Bureau.Kernel.Imports;
using Bureau.Onboarding.Contracts;
using Bureau.Payroll.Contracts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

[assembly: AssemblyFixture(typeof(Bureau.Host.Tests.TwoClients))]

namespace Bureau.Host.Tests;

/// <summary>
/// One host with two clients of the same kind, HARBOUR and KESTREL, set up and lived through the product's front doors: in each a closed run of October 2026, one
/// of November in review, a waiting change, a waiting import, an upload. HARBOUR has one person of every role, who may see nothing but HARBOUR.
/// </summary>
public sealed class TwoClients : IAsyncLifetime
{
    public const string Own = "HARBOUR", Other = "KESTREL";
    private readonly ErrorLog _errors = new();

    public TwoClients() => Host = new RunningHost(s => s.AddSingleton<ILoggerProvider>(_errors), signInsPerMinute: 100_000);

    public RunningHost Host { get; }

    /// <summary>What the host logged as an error so far.</summary>
    public IReadOnlyCollection<string> Errors => _errors.Messages;

    private static readonly Role[] ProviderRoles = [.. Enum.GetValues<Role>().Where(r => r.IsProvider())];

    public static string UserOf(Role role, string client = Own) => $"{role}@{client}.example".ToLowerInvariant();

    /// <summary>A payroll specialist of the provider who serves both clients.</summary>
    public const string ServesBoth = "both@bureau.example";

    public async ValueTask InitializeAsync()
    {
        Host.Clock.Set(Day(10, 1, 8));
        var lead = await OpenAsync("lead@bureau.example", new Membership(Role.OperationsLead, null));
        await OpenAsync(ServesBoth, new Membership(Role.PayrollSpecialist, null));
        var approver = await OpenAsync("approver@bureau.example", new Membership(Role.PayrollApprover, null));
        var lives = new List<Life>();
        foreach (var code in new[] { Own, Other }) lives.Add(await SetUpAsync(lead, code));

        await LiveUntilAsync(Day(10, 12, 9));
        foreach (var life in lives) await EnterPayAsync(life);
        await LiveUntilAsync(Day(10, 23, 9));
        foreach (var life in lives) await DecideAsync(life, approver);
        await LiveUntilAsync(Day(10, 29, 9));
        await LiveUntilAsync(Day(11, 20, 9));
        foreach (var life in lives)
        {
            (await StatesAsync(life.Client)).ShouldBe(["closed", "in-review"], ignoreOrder: true, string.Join("\n", Errors));
            await LeaveWorkAsync(life);
        }
    }

    public ValueTask DisposeAsync() => Host.DisposeAsync();

    /// <summary>Somebody signed in through the form.</summary>
    public async Task<Browser> SignedInAsync(string userName)
    {
        var browser = Host.Browse();
        (await browser.SignInAsync(userName)).Status.ShouldBe(HttpStatusCode.Redirect, userName);
        return browser;
    }

    public async Task<Actor> OpenAsync(string userName, params Membership[] memberships) =>
        (await Host.Get<Accounts>().FindActorAsync(await Host.OpenAccountAsync(userName, memberships)))!;

    public async Task<Actor> ActorAsync(string userName)
    {
        var accounts = Host.Get<Accounts>();
        return (await accounts.FindActorAsync((await accounts.FindAsync(userName)).ShouldNotBeNull()))!;
    }

    public async Task<IReadOnlyList<PayRunSummary>> RunsAsync(string code) => await Host.Get<IPayRuns>().ListAsync((await ClientAsync(code)).Id);

    public async Task<Client> ClientAsync(string code) => (await Host.Get<IClientDirectory>().FindAsync(code))!;

    private static DateTimeOffset Day(int month, int day, int hour) => new(2026, month, day, hour, 0, 0, TimeSpan.Zero);

    private sealed record Life(Client Client, Actor Hr, Actor Signatory, Actor Specialist, long PayGroupId);

    private async Task<Life> SetUpAsync(Actor lead, string code)
    {
        var setup = Host.Get<IClientSetup>();
        Done((await setup.OpenClientAsync(lead, new NewClient(code, $"{code[0]}{code[1..].ToLowerInvariant()} Ltd", "Europe/London", "GB"))).Problems);
        var client = await ClientAsync(code);
        Done((await setup.AgreeEngagementAsync(lead, client.Id, new NewEngagement("hybrid", "onshore", new DateOnly(2026, 10, 1), new Dictionary<string, Side>
        {
            [Functions.MaintainPeople] = Side.Client,
            [Functions.ApproveChanges] = Side.Client,
            [Functions.EnterPayInputs] = Side.Client,
            [Functions.AdministerBenefits] = Side.Client,
            [Functions.RunPayroll] = Side.Provider,
            [Functions.SignOffPayRun] = Side.Client,
            [Functions.ApprovePayRun] = Side.Provider,
            [Functions.FileReturns] = Side.Provider,
        }))).Problems);
        var entity = await setup.AddLegalEntityAsync(lead, client.Id, new NewLegalEntity(client.Name, "GB", ["1 Quay Street", "Bristol", "BS1 4QA"],
            new Dictionary<string, string> { ["paye_reference"] = "475/HV2041", ["accounts_office_reference"] = "475PH00312245" }));
        Done(entity.Problems);
        var group = await setup.AddPayGroupAsync(lead, client.Id, new NewPayGroup("MONTHLY", "Monthly staff", entity.Id));
        Done(group.Problems);
        (await Host.Get<IPayrollSetup>().AddCalendarAsync(lead, client.Id, new NewPayCalendar(
            group.Id, "monthly", new DateOnly(2026, 10, 1), 28, null, 6, new TimeOnly(12, 0), 2, new TimeOnly(17, 0), 0, new TimeOnly(6, 0)))).ShouldBeEmpty();

        var hr = await OpenAsync(UserOf(Role.ClientHr, code), new Membership(Role.ClientHr, client.Id));
        var approver = await OpenAsync(UserOf(Role.ClientApprover, code), new Membership(Role.ClientApprover, client.Id));
        Actor? specialist = null;
        foreach (var role in ProviderRoles)
        {
            var actor = await OpenAsync(UserOf(role, code), new Membership(role, client.Id));
            if (role == Role.PayrollSpecialist) specialist = actor;
        }
        await ImportAsync(client, hr, "people", $"{code}-people.csv", $"""
            employee_number,given_name,family_name,start_date,pay_group,job_title,pay_basis,annual_salary,weekly_hours,bank_account_name,bank_sort_code,bank_account_number,address_line_1,town,postcode,tax_code,tax_basis,ni_category,date_of_birth,gender
            {code[0]}1,Ana,Silva,2024-01-08,MONTHLY,Clerk,salary,30000.00,37.5,A Silva,200000,12345678,1 High Street,Bristol,BS1 1AA,1257L,cumulative,A,1990-05-01,F
            {code[0]}2,Zoë,O'Brien,2024-01-08,MONTHLY,Manager,salary,64000.00,37.5,Z OBrien,200000,23456789,2 High Street,Bristol,BS1 1AA,1257L,cumulative,A,1980-05-01,F
            {code[0]}3,Łukasz,Wójcik,2025-03-03,MONTHLY,Driver,salary,25000.00,37.5,L Wojcik,200000,34567890,3 High Street,Bristol,BS1 1AA,BR,cumulative,A,1985-05-01,M

            """);
        Done(await Host.Get<IChanges>().ApproveWaitingAsync(approver, client));
        var plan = await Host.Get<IBenefitSetup>().AddPlanAsync(client.Id, new NewPlan
        {
            Name = "Cycle to work",
            Kind = "salary-sacrifice",
            EffectiveFrom = new DateOnly(2026, 10, 1),
            YearlyAmount = 600m,
            MostYearlyAmount = 1200m,
        }, hr);
        Done(plan.Problems);
        var ids = await Host.Get<IEmployees>().IdsByNumberAsync(client.Id);
        Done(await Host.Get<IBenefitSetup>().EnrolAsync(client.Id, plan.PlanId!.Value, [new NewEnrolment(ids[code[0] + "2"], new DateOnly(2026, 10, 1))], hr));
        await OpenAsync(UserOf(Role.Employee, code), new Membership(Role.Employee, client.Id, ids[code[0] + "1"]));
        return new Life(client, hr, approver, specialist!, group.Id);
    }

    private async Task EnterPayAsync(Life life)
    {
        var run = (await Host.Get<IPayRuns>().ListAsync(life.Client.Id)).First(r => r.State == "open");
        await ImportAsync(life.Client, life.Hr, "inputs", $"{life.Client.Code}-inputs.csv",
            $"employee_number,item,units,rate,amount,note,pay_date\n{life.Client.Code[0]}1,bonus,,,250.00,For the fair,{run.PayDate:yyyy-MM-dd}\n");
    }

    private async Task DecideAsync(Life life, Actor approver)
    {
        var runs = Host.Get<IPayRuns>();
        var run = (await runs.ListAsync(life.Client.Id)).Single(r => r.State == "in-review");
        Done(await runs.SubmitAsync(life.Specialist, life.Client.Id, run.Id));
        Done(await runs.SignOffAsync(life.Signatory, life.Client.Id, run.Id, run.Seal!));
        Done(await runs.ApproveAsync(approver, life.Client.Id, run.Id, run.Seal!));
    }

    /// <summary>A rise that waits to be approved, an import of one new person and opening balances that wait, and a file that was checked but not committed.</summary>
    private async Task LeaveWorkAsync(Life life)
    {
        var code = life.Client.Code;
        var ids = await Host.Get<IEmployees>().IdsByNumberAsync(life.Client.Id);
        Done(await Host.Get<IChanges>().SubmitAsync(life.Hr, life.Client, ids[code[0] + "2"], new DateOnly(2026, 11, 1), new Dictionary<string, string?> { ["annual_salary"] = "66000.00" }, "Promoted"));
        await ImportAsync(life.Client, life.Hr, "people", $"{code}-starters.csv",
            $"employee_number,given_name,family_name,start_date,pay_group,pay_basis,annual_salary,weekly_hours\n{code[0]}4,Ada,Byron,2026-11-16,MONTHLY,salary,28000.00,37.5\n");
        await ImportAsync(life.Client, life.Specialist, "opening-balances", $"{code}-opening.csv",
            $"employee_number,paid_up_to,gross_pay,taxable_pay,income_tax\n{code[0]}3,2026-03-31,24000.00,24000.00,4800.00\n");
        var hr = await SignedInAsync(UserOf(Role.ClientHr, code));
        (await hr.UploadAsync($"/c/{code}/imports?kind=people", $"{code}-wrong.csv", "employee_number,family_name,start_date\nX1,,01/12/2026\n"u8.ToArray())).Status.ShouldBe(HttpStatusCode.Redirect);
    }

    /// <summary>Moves the clock and lets everything happen that has become due.</summary>
    private async Task LiveUntilAsync(DateTimeOffset now)
    {
        Host.Clock.Set(now);
        await Host.Get<BackgroundWork>().TickAsync(CancellationToken.None);
        await Host.Get<BackgroundWork>().WorkAsync(CancellationToken.None);
    }

    private async Task<IEnumerable<string>> StatesAsync(Client client) =>
        (await Host.Get<IPayRuns>().ListAsync(client.Id)).Where(r => r.CutOffAt < Host.Clock.GetUtcNow()).Select(r => r.State);

    private async Task ImportAsync(Client client, Actor actor, string kind, string fileName, string content)
    {
        await using var scope = Host.Services.CreateAsyncScope();
        var report = await scope.ServiceProvider.GetRequiredService<CsvImports>().RunAsync(client, actor, kind, fileName, Encoding.UTF8.GetBytes(content), commit: true);
        report.Problems.First.Select(p => $"{p.Row} {p.Column}: {p.Message}").ShouldBeEmpty();
    }

    private static void Done(IReadOnlyList<Problem> problems) => problems.Select(p => $"{p.Field}: {p.Message}").ShouldBeEmpty();

    private static void Done(IReadOnlyList<string> problems) => problems.ShouldBeEmpty();

    private sealed class ErrorLog : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Messages { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel)) Messages.Enqueue($"{formatter(state, exception)} {exception}");
        }

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public void Dispose() { }
    }
}
