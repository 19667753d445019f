using Bureau.Host.Demonstration;
using Microsoft.Playwright;

namespace Bureau.EndToEnd.Tests;

/// <summary>A week's work of each person, told as they do it. The weekly run of Kestrel and the people of Larkspur are theirs; Harbour's month is the main job's.</summary>
public sealed class WeekTests(Demonstration demonstration)
{
    [Fact]
    public async Task The_specialist_brings_a_run_to_submission_and_the_clients_approver_signs_it()
    {
        await using var priya = await demonstration.SignInAsync(People.Specialist);
        await priya.FillAsync(("Only", "With blockers"), ("Waits for", "Us"));
        await priya.PressAsync("Filter");
        priya.Page.Url.ShouldContain("waits=provider", Case.Sensitive, "a colleague is sent the address");
        await priya.OpenAsync("/operations?q=kestrel");
        await priya.FollowInAsync("In review", "Kestrel Foods");
        var run = priya.Path;

        // Whoever cannot be paid is held out in place; the first by mistake, and back again.
        await priya.OpenAsync(run + "/blockers");
        var blocked = await priya.Page.Locator("tbody tr[data-tone=bad]").CountAsync();
        for (var i = 0; i < blocked; i++)
        {
            await HoldOutAsync(priya);
            if (i > 0) continue;
            await priya.PressAsync("Undo");
            await priya.SeesAsync("Taken back into this run.");
            (await priya.Page.Locator("tbody tr[data-tone=bad]").CountAsync()).ShouldBe(blocked);
            await HoldOutAsync(priya);
        }
        await priya.FollowAsync("Inputs", exact: true);
        await priya.FillAsync(("Employee number", People.KestrelEmployee.EmployeeNumber!), ("Item", "Bonus"), ("Amount", "40.00"), ("Note", "Stock-taking"));
        await priya.PressAsync("Enter");
        await priya.SeesAsync("marked late");
        await priya.OpenAsync(run);
        await priya.PressAsync("Recalculate");
        await priya.Page.GetByRole(AriaRole.Button, new() { Name = "Submit for approval" }).WaitForAsync(new() { Timeout = 90_000 });
        await priya.OpenAsync(run + "/variances");
        await priya.SeesAsync("Why the totals differ");
        await priya.OpenAsync(run);
        await priya.ClickAsync("Hand over");
        await priya.FillAsync(("Note for whoever goes on", "Stock-taking is paid with this week."));
        await priya.PressAsync("Leave the note");
        await priya.PressAsync("Submit for approval");
        await priya.OpenAsync("/operations?q=kestrel");
        await priya.SeesAsync("Stock-taking is paid with this week.");

        await using var ravi = await demonstration.SignInAsync(People.KestrelApprover);
        await ravi.FollowAsync("Pay runs", exact: true);
        await ravi.FollowInAsync("Submitted", "Weekly wages");
        await ravi.ClickAsync("Send back");
        await ravi.PressAsync("Send back");
        await ravi.SeesAsync("Reason");
        await ravi.PressAsync("Approve these figures");
        await ravi.SeesAsync("Approved. It is released at the set time.");
        Faultless(priya, ravi);
    }

    [Fact]
    public async Task The_lead_looks_over_all_clients_and_finds_again_what_she_opened()
    {
        await using var ingrid = await demonstration.SignInAsync(People.Lead);
        await ingrid.SeesAsync("By the risk that a deadline is missed");
        await ingrid.FollowAsync("Clients", exact: true);
        await ingrid.FollowAsync("Who does what for Larkspur");
        await ingrid.SeesAsync("offshore");
        await ingrid.FollowAsync("People", exact: true);
        await ingrid.FillAsync(("Name or number", "L011"));
        await ingrid.PressAsync("Filter");
        await ingrid.FollowAsync("Sorensen");
        await ingrid.OpenAsync("/operations");
        await ingrid.TypeKeyAsync("r");
        await ingrid.SeesAsync("Opened last");
        await ingrid.FollowAsync("Hannah Sorensen");
        ingrid.Path.ShouldStartWith("/c/LARKSPUR/people/");
        Faultless(ingrid);
    }

    [Fact]
    public async Task Client_hr_sees_what_a_rise_does_before_submitting_it_and_changes_their_mind_twice()
    {
        await using var dana = await demonstration.SignInAsync(People.LarkspurHr);
        await dana.OpenAsync("/c/LARKSPUR/people?q=L005");
        await dana.FollowAsync("Kim, Grace");
        await dana.FollowAsync("Submit a change");
        await dana.FollowAsync("Pay", exact: true);
        var month = TimeProvider.System.GetUtcNow();
        await dana.FillAsync(("Effective date", $"{month:yyyy-MM}-01"), ("Annual salary", "140000.00"), ("Comment", "Promoted"));
        await dana.PressAsync("Show effect on pay");
        await dana.SeesAsync("Net pay");
        await dana.PressAsync("Submit change");
        await dana.SeesAsync("Awaiting approval");
        await dana.PressAsync("Withdraw");
        await dana.PressAsync("Undo");
        await dana.SeesAsync("Change submitted again.");
        (await dana.HasButtonAsync("Approve")).ShouldBeFalse("nobody approves their own");

        await using var marcus = await demonstration.SignInAsync(People.LarkspurApprover);
        await marcus.FollowAsync("Changes", exact: true);
        await marcus.FollowInAsync("Grace Kim", "salary");
        await marcus.SeesAsync("140,000.00");
        await marcus.PressAsync("Approve");
        Faultless(dana, marcus);
    }

    [Fact]
    public async Task An_employee_compares_tries_asks_and_reads_it_in_Spanish()
    {
        await using var hannah = await demonstration.SignInAsync(People.LarkspurEmployee);
        await hannah.FollowAsync("All payslips and the year");
        await hannah.FollowAsync("Compare payslips");
        await hannah.SeesAsync("Line by line");
        await hannah.OpenAsync("/me/what-if");
        await hannah.FillAsync(("A bonus before tax", "1000"));
        await hannah.PressAsync("Calculate");
        await hannah.SeesAsync("Net pay would be");
        await hannah.OpenAsync("/me");
        await hannah.FollowAsync("Open payslip");
        await hannah.GoToAmountAsync("New York City income tax");
        await hannah.Page.Locator("main form[action*=Ask] textarea, main form[action*=Ask] input[name=Text]").First.FillAsync("Do I still pay this from New Jersey?");
        await hannah.Page.Locator("main form[action*=Ask] button").ClickAsync();
        await hannah.SeesAsync("Do I still pay this from New Jersey?");
        await hannah.OpenAsync("/me/language");
        await hannah.Page.Locator("input[name=language][value=es]").CheckAsync();
        await hannah.PressAsync("Save");
        await hannah.OpenAsync("/me");
        await hannah.SeesAsync("Pago neto");

        // The question waits for the specialist, beside the line's explanation.
        await using var priya = await demonstration.SignInAsync(People.Specialist);
        await priya.OpenAsync("/c/LARKSPUR");
        await priya.Page.Locator("main a[href*='#messages']").First.ClickAsync();
        await priya.SeesAsync("Do I still pay this from New Jersey?");
        Faultless(hannah, priya);
    }

    [Fact]
    public async Task Compliance_and_the_auditor_follow_what_is_owed_and_what_was_paid_back_to_its_source()
    {
        await using var helen = await demonstration.SignInAsync(People.Compliance);
        await helen.FollowAsync("Compliance", exact: true);
        await helen.FillAsync(("State", "Done"));
        await helen.PressAsync("Filter");
        await helen.FollowAsync("PAYE and National Insurance payment");
        await helen.FollowAsync("Pay run of");
        await helen.OpenAsync("/operations/rule-packs");
        await helen.FollowAsync("GB", exact: true);
        await helen.SeesAsync("2026");

        await using var ade = await demonstration.SignInAsync(People.Auditor);
        await ade.OpenAsync("/c/LARKSPUR/runs");
        await ade.FollowInAsync("Closed", "Biweekly payroll");
        await ade.FollowAsync("Payslips");
        await ade.FollowAsync("Hannah Sorensen");
        await ade.GoToAmountAsync("Social Security");
        (await ade.Page.Locator("main .cite").CountAsync()).ShouldBeGreaterThan(0, "the rate in law is cited");
        await ade.FollowAsync("Audit entries of the run");
        await ade.SeesAsync("pay-run.approve");
        Faultless(helen, ade);
    }

    private static async Task HoldOutAsync(Person who)
    {
        var row = who.Page.Locator("tbody tr[data-tone=bad]").First;
        await row.Locator("summary").ClickAsync();
        await row.GetByLabel("Question or reason").FillAsync("What is missing comes next week");
        await who.PressAsync("Hold out of this run", row);
        await who.SeesAsync("Held out, and paid in a follow-up run.");
    }

    private static void Faultless(params Person[] people) => people.SelectMany(p => p.Faults).Distinct().ShouldBeEmpty();
}
