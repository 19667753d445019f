using System.Globalization;
using System.Text;
using Bureau.Kernel.Clients;
using Bureau.Kernel.Identity;
using Bureau.Kernel.Imports;
using Bureau.Kernel.Jobs;
using Bureau.Kernel.Outbox;
using Bureau.Onboarding.Contracts;
using Bureau.Payroll.Contracts;
using Microsoft.Extensions.DependencyInjection;

namespace Bureau.Host.Tests.Payroll;

/// <summary>A client with three people and a monthly run that takes inputs, set up through the front doors, and everybody who works on it.</summary>
internal sealed class PayrollWalk : IAsyncDisposable
{
    public const string Preparer = "preparer@bureau.example", Approver = "approver@bureau.example", Hr = "hr@harbour.example", Signatory = "signatory@harbour.example", Auditor = "auditor@bureau.example", Ana = "ana@harbour.example", Ben = "ben@harbour.example";

    private const string People = """
        employee_number,given_name,family_name,start_date,pay_group,pay_basis,annual_salary,hourly_rate,weekly_hours,bank_account_name,bank_sort_code,bank_account_number,tax_code,ni_category,date_of_birth,gender
        A1,Ana,Silva,2020-01-06,MONTHLY,salary,36000.00,,37.5,Ana Silva,200000,55779911,1257L,A,1988-05-01,F
        A2,Ben,Okoro,2021-03-01,MONTHLY,salary,48000.00,,37.5,Ben Okoro,200000,55779922,1257L,A,1979-02-11,M
        A3,Cleo,Hart,2022-09-01,MONTHLY,hourly,,15.50,30,Cleo Hart,200000,55779933,BR,A,1995-07-23,F

        """;

    private PayrollWalk(RunningHost host) => Host = host;

    public RunningHost Host { get; }

    public Client Client { get; private set; } = null!;

    public long RunId { get; private set; }

    public long AnaId { get; private set; }

    public string Run => string.Create(CultureInfo.InvariantCulture, $"/c/HARBOUR/runs/{RunId}");

    public string Inputs => string.Create(CultureInfo.InvariantCulture, $"/c/HARBOUR/inputs/{RunId}");

    /// <param name="signsOff">The engagement asks the client to sign runs off.</param>
    public static async Task<PayrollWalk> StartAsync(bool signsOff = false)
    {
        var host = new RunningHost();
        host.Clock.Set(new DateTimeOffset(2026, 11, 2, 9, 0, 0, TimeSpan.Zero));
        var walk = new PayrollWalk(host);
        await walk.SetUpAsync(signsOff);
        return walk;
    }

    public async Task<Browser> AsAsync(string userName)
    {
        var browser = Host.Browse();
        (await browser.SignInAsync(userName)).Status.ShouldBe(System.Net.HttpStatusCode.Redirect);
        return browser;
    }

    /// <summary>Does what the background would: ticks, jobs, events.</summary>
    public async Task SettleAsync()
    {
        await using (var scope = Host.Services.CreateAsyncScope())
            foreach (var tick in scope.ServiceProvider.GetServices<ITick>()) await tick.TickAsync(Host.Clock.GetUtcNow(), CancellationToken.None);
        while (await Host.Get<OutboxDispatcher>().DispatchAsync() + await Host.Get<JobRunner>().RunDueAsync() > 0) { }
    }

    public async Task CalculateAsync()
    {
        (await (await AsAsync(Preparer)).PressAsync(Run, "Calculate")).Status.ShouldBe(System.Net.HttpStatusCode.Redirect);
        await SettleAsync();
    }

    /// <summary>Weeks go by until the release: who was signed in is no longer.</summary>
    public async Task ReleaseAsync()
    {
        (await (await AsAsync(Preparer)).PressAsync(Run, "Submit")).Status.ShouldBe(System.Net.HttpStatusCode.Redirect);
        (await (await AsAsync(Approver)).PressAsync(Run, "Approve")).Status.ShouldBe(System.Net.HttpStatusCode.Redirect);
        Host.Clock.Set((await RunsAsync()).Single(r => r.Id == RunId).ReleaseAt);
        await SettleAsync();
    }

    public Task<IReadOnlyList<PayRunSummary>> RunsAsync() => Host.Get<IPayRuns>().ListAsync(Client.Id);

    public ValueTask DisposeAsync() => Host.DisposeAsync();

    private async Task SetUpAsync(bool signsOff)
    {
        var lead = new Actor(1, "Ingrid", [new Membership(Role.OperationsLead, null)]);
        var id = await Host.OpenClientAsync("HARBOUR", "Harbour & Vale Ltd");
        Client = (await Host.Get<IClientDirectory>().FindAsync("HARBOUR"))!;
        var setUp = Host.Get<IClientSetup>();
        var performedBy = Functions.All.Where(f => f != Functions.SignOffPayRun).ToDictionary(f => f, _ => Side.Provider);
        performedBy[Functions.EnterPayInputs] = performedBy[Functions.MaintainPeople] = performedBy[Functions.ApproveChanges] = Side.Client;
        if (signsOff) performedBy[Functions.SignOffPayRun] = Side.Client;
        (await setUp.AgreeEngagementAsync(lead, id, new NewEngagement("hybrid", "onshore", new DateOnly(2026, 4, 1), performedBy))).Problems.ShouldBeEmpty();
        var entity = await setUp.AddLegalEntityAsync(lead, id, new NewLegalEntity("Harbour & Vale Ltd", "GB", ["12 Quay Street", "Bristol", "BS1 4QA"],
            new Dictionary<string, string> { ["paye_reference"] = "475/HV2041", ["accounts_office_reference"] = "475PH00312245" }));
        entity.Problems.ShouldBeEmpty();
        var group = await setUp.AddPayGroupAsync(lead, id, new NewPayGroup("MONTHLY", "Monthly staff", entity.Id));
        group.Problems.ShouldBeEmpty();

        var maintainer = new Actor(2, "Hanna", [new Membership(Role.ClientHr, id)]);
        await using var scope = Host.Services.CreateAsyncScope();
        var report = await scope.ServiceProvider.GetRequiredService<CsvImports>().RunAsync(Client, maintainer, "people", "HARBOUR-people.csv", Encoding.UTF8.GetBytes(People), commit: true);
        report.Problems.First.Select(p => $"{p.Row} {p.Column}: {p.Message}").ShouldBeEmpty();
        (await Host.Get<IChanges>().ApproveWaitingAsync(new Actor(3, "Martin", [new Membership(Role.ClientApprover, id)]), Client)).ShouldBeEmpty();
        (await Host.Get<IPayrollSetup>().AddCalendarAsync(lead, id, new NewPayCalendar(group.Id, "monthly", new DateOnly(2026, 11, 1), null, null, 5, new(17, 0), 3, new(12, 0), 1, new(9, 0)))).ShouldBeEmpty();
        await SettleAsync();
        RunId = (await RunsAsync())[0].Id;

        var ids = await Host.Get<IEmployees>().IdsByNumberAsync(id);
        AnaId = ids["A1"];
        await Host.OpenAccountAsync(Preparer, new Membership(Role.PayrollSpecialist, null));
        await Host.OpenAccountAsync(Approver, new Membership(Role.PayrollApprover, null));
        await Host.OpenAccountAsync(Auditor, new Membership(Role.Auditor, null));
        await Host.OpenAccountAsync(Hr, new Membership(Role.ClientHr, id));
        await Host.OpenAccountAsync(Signatory, new Membership(Role.ClientApprover, id));
        await Host.OpenAccountAsync(Ana, new Membership(Role.Employee, id, ids["A1"]));
        await Host.OpenAccountAsync(Ben, new Membership(Role.Employee, id, ids["A2"]));
    }
}

internal static class Forms
{
    /// <summary>Sends the form of a page whose handler has this name, as it stands, with some fields filled in.</summary>
    public static async Task<Answer> PressAsync(this Browser browser, string page, string handler, params (string Name, string Value)[] fields)
    {
        var opened = await browser.OpenAsync(page);
        opened.Status.ShouldBe(System.Net.HttpStatusCode.OK);
        var form = opened.Html.QuerySelectorAll("main form[method=post]").FirstOrDefault(f => (f.GetAttribute("action") ?? "").Contains("handler=" + handler, StringComparison.OrdinalIgnoreCase))
            .ShouldNotBeNull($"{page} has no form for {handler}");
        var values = form.QuerySelectorAll("input[name]").ToDictionary(i => i.GetAttribute("name")!, i => i.GetAttribute("value") ?? "");
        foreach (var (name, value) in fields) values[name] = value;
        return await browser.PostAsync(form.GetAttribute("action")!, values);
    }

    public static bool HasForm(this Answer answer, string handler) =>
        answer.Html.QuerySelectorAll("main form[method=post]").Any(f => (f.GetAttribute("action") ?? "").Contains("handler=" + handler, StringComparison.OrdinalIgnoreCase));
}
