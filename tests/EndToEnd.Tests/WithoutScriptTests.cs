using Bureau.Host.Demonstration;

namespace Bureau.EndToEnd.Tests;

/// <summary>The main forms with script switched off in the browser.</summary>
public sealed class WithoutScriptTests(Demonstration demonstration)
{
    [Fact]
    public async Task Client_hr_submits_a_change_and_checks_a_file()
    {
        await using var hr = await demonstration.SignInAsync(People.HarbourHr, script: false);
        await hr.OpenAsync("/c/HARBOUR/people?q=H1030");
        await hr.FollowAsync("Adeyemi, Sipho");
        await hr.FollowAsync("Submit a change");
        await hr.FollowAsync("Work", exact: true);
        await hr.FillAsync(("Job title", "Lead consultant"), ("Effective date", "2026-10-01"));
        await hr.PressAsync("Submit change");
        await hr.SeesAsync("Awaiting approval");

        await hr.FollowAsync("Imports", exact: true);
        await hr.ChooseFileAsync("CSV file", "HARBOUR-people.csv", "employee_number,family_name,start_date\nH9001,,2026-12-01\n");
        await hr.PressAsync("Check the file");
        await hr.SeesAsync("family_name");
    }

    [Fact]
    public async Task A_specialist_finds_a_run_and_an_employee_opens_a_payslip_and_its_tax()
    {
        await using var specialist = await demonstration.SignInAsync(People.Specialist, script: false);
        await specialist.OpenAsync("/c/KESTREL/runs");
        await specialist.FollowInAsync("Closed", "Weekly wages");
        await specialist.FollowAsync("Variances", exact: true);
        await specialist.SeesAsync("Net pay against");

        await using var employee = await demonstration.SignInAsync(People.KestrelEmployee, script: false);
        await employee.FollowAsync("Open payslip");
        await employee.GoToAmountAsync("National Insurance");
        await employee.SeesAsync("Worked out again");
        await employee.PressAsync("Sign out");
        await employee.SeesAsync("You are signed out");
    }
}
