using System.Net;
using Bureau.Kernel.Data;
using Bureau.Kernel.Identity;
using Bureau.Kernel.Jobs;
using Bureau.Kernel.Mail;
using Microsoft.Extensions.DependencyInjection;

namespace Bureau.Host.Tests.Payroll;

public sealed class SignOffPagesTests
{
    [Fact]
    public async Task The_client_goes_through_a_run_asks_and_signs_before_the_approver()
    {
        await using var walk = await PayrollWalk.StartAsync(signsOff: true);
        await walk.CalculateAsync();
        var (preparer, approver, signatory) = (await walk.AsAsync(PayrollWalk.Preparer), await walk.AsAsync(PayrollWalk.Approver), await walk.AsAsync(PayrollWalk.Signatory));
        (await preparer.PressAsync(walk.Run, "Submit")).Status.ShouldBe(HttpStatusCode.Redirect);
        await walk.SettleAsync();

        (await preparer.OpenAsync("/operations?waits=client")).Words.ShouldContain("Client: sign off, due in");
        var waiting = await approver.OpenAsync(walk.Run);
        waiting.Words.ShouldContain("The client has not signed off.");
        waiting.HasForm("Approve").ShouldBeFalse();
        (await signatory.OpenAsync("/c/HARBOUR")).Words.ShouldContain("Sign off: Monthly staff, November 2026");
        var page = walk.Run + "/sign-off";
        (await preparer.OpenAsync(page)).HasForm("Right").ShouldBeFalse("only the client signs");
        (await signatory.OpenAsync(page)).Words.ShouldSatisfyAllConditions(w => w.ShouldContain("3 people of 3 to look at"), w => w.ShouldContain("Ana Silva"));

        var explanation = $"{walk.Run}/payslips/{walk.AnaId}/explain/income_tax";
        (await signatory.PressAsync(explanation, "Ask", ("text", ""))).Words.ShouldContain("write what you want to know");
        (await signatory.PressAsync(explanation, "Ask", ("text", "Is that the new code?"))).Status.ShouldBe(HttpStatusCode.Redirect);
        (await signatory.PressAsync(page, "Right")).Status.ShouldBe(HttpStatusCode.Redirect);
        (await signatory.OpenAsync(page)).ShouldSatisfyAllConditions(a => a.Words.ShouldContain("1 question is open"), a => a.Words.ShouldContain("Ana Silva"), a => a.Words.ShouldNotContain("Ben Okoro"), a => a.HasForm("Sign").ShouldBeFalse(), a => a.HasForm("Right").ShouldBeFalse());
        (await preparer.OpenAsync("/operations?waits=provider")).Words.ShouldContain("Specialist: answer a question");
        var asked = await preparer.OpenAsync(explanation);
        asked.Words.ShouldContain("Is that the new code?");
        var reply = asked.Html.QuerySelector("main form[action$='/questions']").ShouldNotBeNull();
        var values = reply.QuerySelectorAll("input[name]").ToDictionary(i => i.GetAttribute("name")!, i => i.GetAttribute("value") ?? "");
        (await preparer.PostAsync(reply.GetAttribute("action")!, new Dictionary<string, string>(values) { ["settles"] = "true", ["text"] = "Yes, since November." })).Status.ShouldBe(HttpStatusCode.Redirect);

        (await signatory.PressAsync(page, "Right")).Status.ShouldBe(HttpStatusCode.Redirect);
        (await signatory.PressAsync(page, "Sign")).Status.ShouldBe(HttpStatusCode.Redirect);
        (await signatory.OpenAsync(page)).Words.ShouldContain("Signed off by Somebody");
        (await approver.PressAsync(walk.Run, "Approve")).Status.ShouldBe(HttpStatusCode.Redirect);
        (await approver.OpenAsync(walk.Run)).Words.ShouldSatisfyAllConditions(w => w.ShouldContain("Signed off for the client"), w => w.ShouldContain("It is released by itself"));
    }

    [Fact]
    public async Task After_the_deadline_the_approver_goes_without_the_client_and_says_why()
    {
        await using var walk = await PayrollWalk.StartAsync(signsOff: true);
        await walk.CalculateAsync();
        (await (await walk.AsAsync(PayrollWalk.Preparer)).PressAsync(walk.Run, "Submit")).Status.ShouldBe(HttpStatusCode.Redirect);
        walk.Host.Clock.Set(new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero));
        var approver = await walk.AsAsync(PayrollWalk.Approver);
        (await approver.PressAsync(walk.Run, "Approve", ("Reason", " "))).Words.ShouldContain("Say why you approve without it");
        (await approver.PressAsync(walk.Run, "Approve", ("Reason", "No answer since Friday"))).Status.ShouldBe(HttpStatusCode.Redirect);
        (await approver.OpenAsync(walk.Run)).Words.ShouldContain("“Without the client's sign-off: No answer since Friday”");
        (await approver.OpenAsync(walk.Run + "/sign-off")).Words.ShouldContain("Approved without the client’s sign-off");

        walk.Host.Clock.Set((await walk.RunsAsync()).Single(r => r.Id == walk.RunId).ReleaseAt);
        await walk.SettleAsync();
        (await (await walk.AsAsync(PayrollWalk.Approver)).OpenAsync(walk.Run)).Html.QuerySelector("#certificate")!.TextContent.ShouldContain("Without the client's sign-off: No answer since Friday");
    }

    [Fact]
    public async Task Who_entered_pay_is_not_asked_to_sign_it_off()
    {
        await using var walk = await PayrollWalk.StartAsync(signsOff: true);
        await walk.Host.OpenAccountAsync("both@harbour.example", new Membership(Role.ClientHr, walk.Client.Id), new Membership(Role.ClientApprover, walk.Client.Id));
        var both = await walk.AsAsync("both@harbour.example");
        (await both.SubmitAsync(walk.Inputs, ("Number", "A1"), ("Item", "bonus"), ("Amount", "100.00"), ("EveryPeriod", "false"))).Status.ShouldBe(HttpStatusCode.Redirect);
        await walk.CalculateAsync();
        (await (await walk.AsAsync(PayrollWalk.Preparer)).PressAsync(walk.Run, "Submit")).Status.ShouldBe(HttpStatusCode.Redirect);

        (await both.OpenAsync("/c/HARBOUR")).Words.ShouldNotContain("Sign off:");
        var page = await both.OpenAsync(walk.Run + "/sign-off");
        page.Words.ShouldContain("You entered pay of this run");
        page.HasForm("Right").ShouldBeFalse();
        (await (await walk.AsAsync(PayrollWalk.Signatory)).OpenAsync(walk.Run + "/sign-off")).HasForm("Right").ShouldBeTrue();
    }

    [Fact]
    public async Task What_could_not_be_sent_stands_under_failed_work_until_it_is_sent()
    {
        await using var host = new RunningHost(s => s.PostConfigure<MailOptions>(o => (o.Transport, o.Host, o.Port, o.Tls) = (MailTransport.Smtp, "127.0.0.1", 1, false)));
        var lead = await host.OpenAccountAsync("lead@bureau.example", new Membership(Role.OperationsLead, null));
        var client = await host.OpenClientAsync("HARBOUR", "Harbour & Vale Ltd");
        var browser = host.Browse();
        await browser.SignInAsync("lead@bureau.example");
        (await browser.OpenAsync("/operations/failed-work")).Words.ShouldContain("Nothing has failed");
        (await browser.OpenAsync("/operations")).Words.ShouldNotContain("background work");
        await using (var unit = await host.Get<IdentityStore>().BeginAsync(client))
        {
            await host.Get<Notices>().AddAsync(unit, new(lead, "Sign off", "Harbour", "/c/HARBOUR"));
            await unit.CommitAsync();
        }
        await host.Get<JobRunner>().RunDueAsync();

        (await browser.OpenAsync("/operations")).Words.ShouldContain("1 piece of background work has failed");
        var failed = await browser.OpenAsync("/operations/failed-work");
        failed.Words.ShouldSatisfyAllConditions(w => w.ShouldContain("Send a notice by e-mail"), w => w.ShouldContain("Harbour & Vale Ltd"), w => w.ShouldContain("SmtpException"), w => w.ShouldContain("in a minute"));
        (await browser.SubmitAsync(failed.Address)).Status.ShouldBe(HttpStatusCode.Redirect);
        (await host.Get<StuckWork>().ReadAsync()).ShouldHaveSingleItem().Attempts.ShouldBe(0);
    }

    [Fact]
    public async Task The_language_that_an_employee_chose_is_that_of_their_notices()
    {
        await using var walk = await PayrollWalk.StartAsync();
        var ana = await walk.AsAsync(PayrollWalk.Ana);
        var token = (await ana.OpenAsync("/me/language")).Html.QuerySelector("main form input[type=hidden]")!;
        (await ana.PostAsync("/me/language", new Dictionary<string, string> { [token.GetAttribute("name")!] = token.GetAttribute("value")!, ["language"] = "es" })).Status.ShouldBe(HttpStatusCode.Redirect);
        await walk.CalculateAsync();
        await walk.ReleaseAsync();

        var notices = Directory.GetFiles(Path.Combine(walk.Host.Get<Database>().Folder, "notices")).Select(File.ReadAllText).ToList();
        notices.Single(n => n.Contains("To: " + PayrollWalk.Ana, StringComparison.Ordinal)).ShouldContain("su recibo de la fecha de pago 30 nov 2026");
        notices.Single(n => n.Contains("To: " + PayrollWalk.Ben, StringComparison.Ordinal)).ShouldContain("your payslip for the pay date 30 Nov 2026 is ready");
    }
}
