using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Bureau.Host.Demonstration;

namespace Bureau.EndToEnd.Tests;

/// <summary>The main job, person by person, in a browser: from a pay change that came late to a payslip that its owner downloads and an auditor follows.</summary>
public sealed partial class MainJobTests(Demonstration demonstration)
{
    private const string Raised = "H1024", RaisedName = "Thomas Cooper", Listed = "Cooper, Thomas";

    [Fact]
    public async Task From_a_late_pay_change_to_the_payslip_that_an_auditor_follows()
    {
        await using var hr = await demonstration.SignInAsync(People.HarbourHr);
        await SubmitsALateRiseAsync(hr);
        var run = await FindsTheRunInReviewAsync(hr);
        await EntersABonusAsync(hr);
        await ImportsWhatIsMissingAsync(hr, await ReadsBlockersAsync(hr, run));

        await using var clientApprover = await demonstration.SignInAsync(People.HarbourApprover);
        await DecidesOnChangesAsync(clientApprover);

        await using var specialist = await demonstration.SignInAsync(People.Specialist);
        await RecalculatesAndSubmitsAsync(specialist, run);

        await using var approver = await demonstration.SignInAsync(People.Approver);
        await ApprovesAndReleasesAsync(approver, run);

        await using var employee = await demonstration.SignInAsync(People.HarbourEmployee);
        await ReadsOwnPayslipAsync(employee);
        await AsksForAnotherAccountAsync(employee);
        await JoinsAPlanAsync(employee);

        await using var auditor = await demonstration.SignInAsync(People.Auditor);
        await FollowsAnAmountAsync(auditor, run);

        new[] { hr, clientApprover, specialist, approver, employee, auditor }.SelectMany(p => p.Faults).Distinct().ShouldBeEmpty();
    }

    private static async Task SubmitsALateRiseAsync(Person hr)
    {
        await hr.FollowAsync("People", exact: true);
        await hr.FillAsync(("Name or number", Raised));
        await hr.PressAsync("Filter");
        await hr.FollowAsync(Listed);
        await hr.FollowAsync("Submit a change");
        await hr.FollowAsync("Pay", exact: true);
        await hr.PressAsync("Submit change");
        await hr.SeesAsync("to correct");
        await hr.FillAsync(("Effective date", FirstOfMonth(-2).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)), ("Annual salary", "36000.00"), ("Comment", "Agreed in the summer"));
        await hr.PressAsync("Submit change");
        await hr.SeesAsync("Awaiting approval");
        (await hr.HasButtonAsync("Approve")).ShouldBeFalse("nobody approves their own");
    }

    private static async Task<string> FindsTheRunInReviewAsync(Person hr)
    {
        await hr.FollowAsync("Pay runs", exact: true);
        await hr.FollowInAsync("In review", "Monthly salaries");
        return hr.Path;
    }

    private static async Task EntersABonusAsync(Person hr)
    {
        await hr.FollowAsync("Inputs", exact: true);
        await hr.FillAsync(("Employee number", Raised), ("Item", "Bonus"), ("Amount", "150.00"), ("Note", "Covered the fair"));
        await hr.PressAsync("Enter");
        await hr.SeesAsync(RaisedName);
    }

    /// <returns>Employee numbers of whom the tax code or the bank details are missing.</returns>
    private static async Task<(IReadOnlyList<string> TaxCode, IReadOnlyList<string> Bank)> ReadsBlockersAsync(Person hr, string run)
    {
        await hr.OpenAsync(run + "/blockers");
        async Task<IReadOnlyList<string>> NumbersAsync(string kind) =>
            [.. (await hr.Page.Locator("tbody").Filter(new() { HasText = kind }).Locator("th[scope=row] small").AllInnerTextsAsync()).Select(n => n.Trim())];
        return (await NumbersAsync("Tax code is missing"), await NumbersAsync("There are no bank details"));
    }

    private static async Task ImportsWhatIsMissingAsync(Person hr, (IReadOnlyList<string> TaxCode, IReadOnlyList<string> Bank) missing)
    {
        const string header = "employee_number,effective_from,tax_code,tax_basis,bank_account_name,bank_sort_code,bank_account_number\n";
        await hr.FollowAsync("Imports", exact: true);
        await hr.FollowAsync("Changes of people");
        await hr.ChooseFileAsync("CSV file", "HARBOUR-changes-wrong.csv", header + "H9999,2026-12-01,1257L,cumulative,,,\nH1025,01/12/2026,BR,,,,\nH1026,2026-12-01,=1+1,,,,\nH1027,2026-12-01,,,,20-00,\n");
        await hr.PressAsync("Check the file");
        await hr.SeesAsync("Problems by row");
        var problems = await hr.TextAsync();
        foreach (var named in new[] { "H9999", "effective_from", "tax_code", "bank_sort_code" }) problems.ShouldContain(named);
        (await hr.HasButtonAsync("Commit")).ShouldBeFalse("a file with problems cannot be committed");

        var rows = new StringBuilder(header);
        foreach (var number in missing.TaxCode.Concat(missing.Bank).Distinct())
        {
            var started = await StartedAsync(hr, number);
            rows.Append(CultureInfo.InvariantCulture, $"{number},{started:yyyy-MM-dd},{(missing.TaxCode.Contains(number) ? "1257L,week1_month1" : ",")},{(missing.Bank.Contains(number) ? $"Own account,200000,1234{number[1..]}" : ",,")}\n");
        }
        if (missing.TaxCode.Count + missing.Bank.Count == 0) rows.Append(CultureInfo.InvariantCulture, $"{Raised},{FirstOfMonth(0):yyyy-MM-dd},1257L,week1_month1,,,\n");
        await hr.FollowAsync("Imports", exact: true);
        await hr.FollowAsync("Changes of people");
        await hr.ChooseFileAsync("CSV file", "HARBOUR-changes.csv", rows.ToString());
        await hr.PressAsync("Check the file");
        await hr.SeesAsync("Nothing was written yet");
        await hr.PressAsync("Commit");
        await hr.SeesAsync("was committed");
    }

    private static async Task<DateOnly> StartedAsync(Person hr, string number)
    {
        await hr.OpenAsync("/c/HARBOUR/people?q=" + number);
        await hr.Row(number).GetByRole(Microsoft.Playwright.AriaRole.Link).First.ClickAsync();
        var started = StartedOn().Match(await hr.TextAsync());
        started.Success.ShouldBeTrue();
        return DateOnly.ParseExact(started.Groups[1].Value, "d MMM yyyy", CultureInfo.GetCultureInfo("en-GB"));
    }

    private static async Task DecidesOnChangesAsync(Person approver)
    {
        await approver.FollowAsync("Changes", exact: true);
        await approver.FollowInAsync(RaisedName, "salary");
        var diff = await approver.TextAsync();
        diff.ShouldContain("33,912.50");
        diff.ShouldContain("36,000.00");
        diff.ShouldContain("Back-dated");
        await approver.PressAsync("Approve");
        await approver.FollowAsync("Changes", exact: true);
        await approver.FollowAsync("Decide");
        await approver.PressAsync("Approve all");
        await approver.FollowAsync("Changes", exact: true);
        (await approver.TextAsync()).ShouldNotContain(RaisedName);
    }

    private static async Task RecalculatesAndSubmitsAsync(Person specialist, string run)
    {
        specialist.Path.ShouldBe("/operations", "the first screen tells what is due");
        await specialist.FollowInAsync("Monthly salaries", "Harbour");
        specialist.Path.ShouldBe(run);
        await specialist.SeesAsync("Something changed after this run was calculated");
        (await specialist.HasButtonAsync("Submit for approval")).ShouldBeFalse("not with figures that are out of date");
        await specialist.PressAsync("Recalculate");
        await specialist.Page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Submit for approval" }).WaitForAsync(new() { Timeout = 60_000 });
        await specialist.OpenAsync(run + "/blockers");
        await specialist.OpenAsync(run + "/variances");
        (await specialist.TextAsync()).ShouldContain(RaisedName);
        await specialist.OpenAsync(run);
        await specialist.PressAsync("Submit for approval");
        await specialist.SeesAsync("Submitted. Somebody else can approve it now.");
        (await specialist.HasButtonAsync("Approve these figures")).ShouldBeFalse("the preparer does not approve");
    }

    private static async Task ApprovesAndReleasesAsync(Person approver, string run)
    {
        await approver.FollowInAsync("Monthly salaries", "Harbour");
        await approver.SeesAsync("Seal of these figures");
        await approver.PressAsync("Approve these figures");
        await approver.SeesAsync("Approved. It is released at the set time.");
        await approver.PressAsync("Release now");
        for (var i = 0; i < 60 && !(await approver.TextAsync()).Contains("Certificate", StringComparison.Ordinal); i++)
        {
            await Task.Delay(1000);
            await approver.Page.GotoAsync(run);
        }
        await approver.OpenAsync(run);
        await approver.SeesAsync("Certificate");
        Encoding.UTF8.GetString(await approver.DownloadAsync("Payment list as CSV")).ShouldContain("account_number");
        Encoding.UTF8.GetString(await approver.DownloadAsync("Journal as CSV")).ShouldContain("debit");
    }

    private static async Task ReadsOwnPayslipAsync(Person employee)
    {
        employee.Path.ShouldBe("/me");
        await employee.FollowAsync("Open payslip");
        await employee.SeesAsync("Ian Cholmondeley");
        Encoding.Latin1.GetString(await employee.DownloadAsync("Download PDF")).ShouldStartWith("%PDF-1.");
        await employee.GoToAmountAsync("Income tax");
        await employee.SeesAsync("Income tax");
        (await employee.TextAsync()).ShouldContain("Code number");
    }

    private static async Task AsksForAnotherAccountAsync(Person employee)
    {
        await employee.FollowAsync("My details");
        await employee.FollowAsync("Change my bank details");
        await employee.FillAsync(("Account name", "I Cholmondeley"), ("Sort code", "20-00-00"), ("Account number", "8765432"));
        await employee.PressAsync("Send request");
        await employee.SeesAsync("eight digits");
        await employee.FillAsync(("Sort code", "200000"), ("Account number", "87654321"));
        await employee.PressAsync("Send request");
        await employee.SeesAsync("My requests");
        (await employee.TextAsync()).ShouldNotContain("87654321", Case.Sensitive, "only the last digits are shown");
    }

    private static async Task JoinsAPlanAsync(Person employee)
    {
        await employee.FollowAsync("Benefits", exact: true);
        await employee.FollowAsync("Join Cycle to work");
        await employee.PressAsync("Join");
        await employee.SeesAsync("Joined Cycle to work");
    }

    private static async Task FollowsAnAmountAsync(Person auditor, string run)
    {
        await auditor.OpenAsync(run + "/payslips?q=" + Raised);
        await auditor.FollowAsync(RaisedName);
        await auditor.SeesAsync("Approvals");
        (await auditor.TextAsync()).ShouldContain(People.Approver.Name);
        await auditor.GoToAmountAsync("Income tax");
        (await auditor.Page.Locator("main .cite").CountAsync()).ShouldBeGreaterThan(0, "the value in law is cited");
        await auditor.FollowAsync("Pay inputs of this run");
        await auditor.SeesAsync("Covered the fair");
        await auditor.Page.GoBackAsync();
        await auditor.FollowAsync("Audit entries of the run");
        (await auditor.TextAsync()).ShouldContain("approve");
    }

    private static DateOnly FirstOfMonth(int months)
    {
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        return new DateOnly(today.Year, today.Month, 1).AddMonths(months);
    }

    [GeneratedRegex(@"Started (\d+ \w+ \d{4})")]
    private static partial Regex StartedOn();
}
