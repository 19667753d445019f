using System.Net;
using System.Text;
using Bureau.Kernel.Clients;
using Bureau.Kernel.Identity;
using Bureau.Onboarding.Contracts;

namespace Bureau.Host.Tests.Imports;

public sealed class ImportPagesTests
{
    private const string Header = "employee_number,family_name,start_date,pay_group,pay_basis,annual_salary,bank_sort_code,bank_account_number\n";

    [Fact]
    public async Task A_file_is_checked_corrected_and_committed_and_then_awaits_somebody_else()
    {
        await using var host = new RunningHost();
        await SetUpAsync(host, "HARBOUR", Side.Client);
        var hr = host.Browse();
        await hr.SignInAsync("hr@harbour.example");

        var template = await hr.OpenAsync("/c/HARBOUR/imports?handler=Template&kind=people");
        template.Headers["Content-Disposition"].ShouldContain("HARBOUR-people.csv");
        template.Text.ShouldStartWith("employee_number,given_name,family_name,start_date,pay_group,");

        var bad = await hr.UploadAsync("/c/HARBOUR/imports?kind=people", "HARBOUR-people.csv", Encoding.UTF8.GetBytes(Header + "H1,Silva,02/11/2026,MONTHLY,salary,30000,200000,557799\n"));
        bad.Status.ShouldBe(HttpStatusCode.Redirect);
        var page = await hr.OpenAsync(bad.Location!);
        page.Words.ShouldContain("2 problems Nothing was written.");
        page.Html.QuerySelectorAll("tbody tr").Select(row => string.Join(" | ", row.Children.Select(c => c.TextContent))).ShouldBe([
            "2 | start_date | 02/11/2026 | The order of day and month is ambiguous. Write 2026-11-02 or 2026-02-11, whichever is meant.",
            "2 | bank_account_number |  | Account number: write its eight digits; put zeros in front of a shorter one.",
        ]);
        page.Text.ShouldNotContain("557799");
        (await hr.OpenAsync(bad.Location + "?handler=Problems")).Text.ShouldContain("2,start_date,02/11/2026,");

        var good = await hr.UploadAsync("/c/HARBOUR/imports?kind=people", "HARBOUR-people.csv", Encoding.UTF8.GetBytes(Header + "H1,Silva,2026-11-02,MONTHLY,salary,30000,200000,55779911\n"));
        (await hr.OpenAsync(good.Location!)).Words.ShouldContain("Nothing was written yet.");
        (await hr.SubmitAsync(good.Location!)).Status.ShouldBe(HttpStatusCode.Redirect);
        var done = await hr.OpenAsync(good.Location!);
        done.Words.ShouldContain("HARBOUR-people.csv was committed: 1 new, 0 changed, 0 unchanged.");
        var next = done.Html.QuerySelector("a[href*='?import=']").ShouldNotBeNull().GetAttribute("href")!;

        (await hr.OpenAsync(next)).Words.ShouldContain("1 awaiting approval");
        var approve = "/c/HARBOUR/people/imports/" + next.Split('=')[1] + "/approve";
        (await hr.OpenAsync(approve)).Status.ShouldBe(HttpStatusCode.NotFound);
        var approver = host.Browse();
        await approver.SignInAsync("approver@harbour.example");
        (await approver.OpenAsync(approve)).Words.ShouldContain("Approve all 1");
    }

    [Fact]
    public async Task What_somebody_may_not_import_does_not_exist_for_them()
    {
        await using var host = new RunningHost();
        await SetUpAsync(host, "HARBOUR", Side.Client);
        await SetUpAsync(host, "KESTREL", Side.Provider);
        var harbour = host.Browse();
        await harbour.SignInAsync("hr@harbour.example");
        var upload = await harbour.UploadAsync("/c/HARBOUR/imports?kind=people", "HARBOUR-people.csv", Encoding.UTF8.GetBytes(Header + "H1,Silva,2026-11-02,MONTHLY,salary,30000,200000,55779911\n"));
        var kestrel = host.Browse();
        await kestrel.SignInAsync("hr@kestrel.example");
        var approver = host.Browse();
        await approver.SignInAsync("approver@harbour.example");

        (await kestrel.OpenAsync(upload.Location!)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await kestrel.OpenAsync(upload.Location!.Replace("HARBOUR", "KESTREL", StringComparison.Ordinal))).Status.ShouldBe(HttpStatusCode.NotFound);
        (await approver.OpenAsync(upload.Location!)).Status.ShouldBe(HttpStatusCode.NotFound);
        // The provider maintains Kestrel's people.
        (await kestrel.OpenAsync("/c/KESTREL/imports?kind=people")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await kestrel.OpenAsync("/c/KESTREL/imports?handler=Template&kind=people")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Without_a_file_the_form_says_what_to_do()
    {
        await using var host = new RunningHost();
        await SetUpAsync(host, "HARBOUR", Side.Client);
        var hr = host.Browse();
        await hr.SignInAsync("hr@harbour.example");
        (await hr.SubmitAsync("/c/HARBOUR/imports?kind=changes")).Html.QuerySelector(".errors a[href='#file']").ShouldNotBeNull().TextContent.ShouldBe("Choose a CSV file.");
    }

    private static async Task SetUpAsync(RunningHost host, string code, Side maintainsPeople)
    {
        var setup = host.Get<IClientSetup>();
        var client = await host.OpenClientAsync(code, code + " Ltd");
        await setup.AgreeEngagementAsync(Actor.System, client, new NewEngagement("hybrid", "onshore", new DateOnly(2020, 1, 1),
            Functions.All.Where(f => f != Functions.SignOffPayRun).ToDictionary(f => f, f => f is Functions.MaintainPeople ? maintainsPeople : Side.Client)));
        var entity = await setup.AddLegalEntityAsync(Actor.System, client, new NewLegalEntity(code, "GB", ["1 Quay Street"], new Dictionary<string, string> { ["paye_reference"] = "123/AB456" }));
        await setup.AddPayGroupAsync(Actor.System, client, new NewPayGroup("MONTHLY", "Monthly", entity.Id));
        await host.OpenAccountAsync($"hr@{code.ToLowerInvariant()}.example", new Membership(Role.ClientHr, client));
        await host.OpenAccountAsync($"approver@{code.ToLowerInvariant()}.example", new Membership(Role.ClientApprover, client));
    }
}
