using Bureau.Host.Demonstration;
using Bureau.Kernel.Identity;

namespace Bureau.EndToEnd.Tests;

/// <summary>Somebody new is let in and out again: the pages in the states that no link leads to.</summary>
public sealed class FirstSignInTests(Demonstration demonstration)
{
    [Fact]
    public async Task A_new_employee_gets_in_with_a_password_of_their_own_until_the_sign_in_is_closed()
    {
        await using var lead = await demonstration.SignInAsync(People.Lead);
        await lead.OpenAsync("/operations/accounts/new");
        await lead.PressAsync("Open sign-in");
        await lead.SeesAsync("3 things to correct");
        await lead.OpenAsync("/operations/accounts/new?role=employee&client=HARBOUR&employee=H1007");
        var address = await lead.Page.GetByLabel("Email address").InputValueAsync();
        await lead.PressAsync("Open sign-in");
        var password = await lead.Page.Locator(".notice code").InnerTextAsync();

        await using var employee = await demonstration.SignInAsync(new People.SignIn(address, "", Role.Employee, "HARBOUR", ""), password: password);
        await employee.SeesAsync("Choose your password");
        await employee.FillAsync(("The password you were given", password), ("New password", "short"), ("New password again", "short"));
        await employee.PressAsync("Change password");
        await employee.SeesAsync("Use at least 12 characters");
        await employee.FillAsync(("The password you were given", password), ("New password", "violet kettle drums"), ("New password again", "violet kettle drums"));
        await employee.PressAsync("Change password");
        await employee.SeesAsync("Your password is changed");
        employee.Path.ShouldBe("/me");

        await lead.PressAsync("Close sign-in");
        await lead.SeesAsync("Sign-in closed");
        await employee.OpenAsync("/me");
        employee.Path.ShouldBe("/sign-in");
        await lead.PressAsync("Take away");
        await lead.SeesAsync("No roles");

        lead.Faults.Concat(employee.Faults).ShouldBeEmpty();
    }
}
