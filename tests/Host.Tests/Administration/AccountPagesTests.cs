using System.Net;
using AngleSharp.Dom;
using Bureau.Host.Administration;
using Bureau.Kernel.Identity;
using Bureau.Onboarding.Contracts;

namespace Bureau.Host.Tests.Administration;

public sealed class AccountPagesTests(TwoClients clients)
{
    private const string Lead = "lead@bureau.example";

    [Fact]
    public async Task A_sign_in_is_opened_its_password_shown_once_and_its_person_found_again()
    {
        var lead = await clients.SignedInAsync(Lead);

        var posted = await lead.SubmitAsync("/operations/accounts/new", ("Email", "nora@bureau.example"), ("Name", "Nora Quist"), ("Role", "payroll-approver"), ("Client", ""), ("Employee", ""));

        var shown = await lead.OpenAsync(posted.Location!);
        var password = shown.Html.QuerySelector(".notice code").ShouldNotBeNull().TextContent;
        shown.Words.ShouldContain("Payroll approver");
        (await lead.OpenAsync(posted.Location!)).Text.ShouldNotContain(password);
        var found = await lead.OpenAsync("/operations/accounts?q=nora%20q&role=payroll-approver&state=never");
        found.Html.QuerySelectorAll("tbody tr").ShouldHaveSingleItem().TextContent.ShouldContain("One-time password");
        (await clients.Host.Browse().SignInAsync("nora@bureau.example", password)).Status.ShouldBe(HttpStatusCode.Redirect);
        (await lead.OpenAsync("/operations/accounts?q=nora%20q&state=never")).Words.ShouldContain("Nobody matches");
    }

    [Fact]
    public async Task What_was_typed_stays_and_every_problem_is_told_at_its_field()
    {
        var lead = await clients.SignedInAsync(Lead);

        var answer = await lead.SubmitAsync("/operations/accounts/new", ("Email", "nora at bureau"), ("Name", ""), ("Role", "client-hr"), ("Client", ""), ("Employee", "H1"));

        answer.Status.ShouldBe(HttpStatusCode.OK);
        answer.Html.QuerySelectorAll(".errors a").Select(a => a.GetAttribute("href")).ShouldBe(["#Email", "#Name", "#Client"]);
        answer.Html.QuerySelector("#Email")!.GetAttribute("value").ShouldBe("nora at bureau");
        answer.Html.QuerySelector("#Employee")!.GetAttribute("value").ShouldBe("H1");
        answer.Html.QuerySelector("#Role option[selected]")!.GetAttribute("value").ShouldBe("client-hr");
    }

    [Fact]
    public async Task From_an_employees_page_the_form_is_filled_in_and_afterwards_leads_to_their_sign_in()
    {
        var lead = await clients.SignedInAsync(Lead);
        var employee = (await clients.Host.Get<IEmployees>().IdOfAsync((await clients.ClientAsync(TwoClients.Other)).Id, "K2"))!.Value;
        var link = (await lead.OpenAsync($"/c/KESTREL/people/{employee}")).Html.QuerySelector("main header .actions a[href*=accounts]").ShouldNotBeNull().GetAttribute("href")!;
        var form = await lead.OpenAsync(link);
        form.Html.QuerySelector("#Name")!.GetAttribute("value").ShouldNotBeNullOrEmpty();

        var posted = await lead.SubmitAsync(link, ("Email", "k2@kestrel.example"), ("Role", "employee"), ("Client", "KESTREL"));

        posted.Location!.ShouldMatch(@"^/operations/accounts/\d+$");
        (await lead.OpenAsync(link)).Location.ShouldBe(posted.Location);
        (await clients.ActorAsync("k2@kestrel.example")).Memberships.ShouldBe([new(Role.Employee, (await clients.ClientAsync(TwoClients.Other)).Id, employee)]);
        var hr = await clients.SignedInAsync(TwoClients.UserOf(Role.ClientHr, TwoClients.Other));
        (await hr.OpenAsync($"/c/KESTREL/people/{employee}")).Html.QuerySelectorAll("a[href*=accounts]").ShouldBeEmpty("only who may open one is led there");
    }

    [Fact]
    public async Task Roles_are_given_and_taken_away_and_a_sign_in_closed_and_reopened_on_its_page()
    {
        var lead = await clients.SignedInAsync(Lead);
        var id = (await clients.OpenAsync("otto@harbour.example", new Membership(Role.ClientHr, (await clients.ClientAsync(TwoClients.Own)).Id))).AccountId;
        var page = $"/operations/accounts/{id}";

        await PostAsync("Grant", ("Role", "client-approver"), ("Client", "KESTREL"), ("Employee", ""));
        (await clients.ActorAsync("otto@harbour.example")).Memberships.Select(m => m.Role).ShouldBe([Role.ClientHr, Role.ClientApprover]);
        var again = await PostAsync("Grant", ("Role", "client-approver"), ("Client", "KESTREL"), ("Employee", ""));
        again.Html.QuerySelector(".errors a[href='#Role']").ShouldNotBeNull().TextContent.ShouldContain("already");

        var row = (await lead.OpenAsync(page)).Html.QuerySelectorAll("tbody tr").Single(r => r.TextContent.Contains("Client HR", StringComparison.Ordinal));
        await PostAsync("TakeAway", [.. row.QuerySelectorAll("input[type=hidden]").Select(i => (i.GetAttribute("name")!, i.GetAttribute("value") ?? ""))]);
        (await clients.ActorAsync("otto@harbour.example")).Memberships.Select(m => m.Role).ShouldBe([Role.ClientApprover]);

        await PostAsync("Close");
        (await clients.Host.Browse().SignInAsync("otto@harbour.example")).Words.ShouldContain("We could not sign you in");
        var closed = await lead.OpenAsync(page);
        closed.Html.QuerySelectorAll("form button").Select(b => b.TextContent.Split(':')[0].Trim()).ShouldContain("Reopen");
        closed.Words.ShouldNotContain("Give a role");
        await PostAsync("Reopen");
        (await clients.Host.Browse().SignInAsync("otto@harbour.example")).Status.ShouldBe(HttpStatusCode.Redirect);

        async Task<Answer> PostAsync(string handler, params (string Name, string Value)[] fields)
        {
            var token = (await lead.OpenAsync(page)).Html.QuerySelector("main input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
            return await lead.PostAsync($"{page}?handler={handler}", fields.Append(("__RequestVerificationToken", token)).DistinctBy(f => f.Item1).ToDictionary(f => f.Item1, f => f.Item2));
        }
    }

    [Fact]
    public async Task The_own_sign_in_is_shown_without_anything_to_change()
    {
        var lead = await clients.SignedInAsync(Lead);
        var own = await lead.OpenAsync($"/operations/accounts/{(await clients.ActorAsync(Lead)).AccountId}");

        own.Words.ShouldContain("This is your own sign-in");
        own.Html.QuerySelectorAll("main form").ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_leads_one_client_neither_sees_nor_changes_the_sign_ins_of_others()
    {
        var harbours = await clients.SignedInAsync(TwoClients.UserOf(Role.OperationsLead));
        var token = (await harbours.OpenAsync("/operations/accounts/new")).Html.QuerySelector("main input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        foreach (var other in new[] { Lead, TwoClients.ServesBoth, TwoClients.UserOf(Role.ClientHr, TwoClients.Other) })
        {
            (await harbours.OpenAsync($"/operations/accounts?q={Uri.EscapeDataString(other)}")).Words.ShouldContain("Nobody matches");
            var page = $"/operations/accounts/{(await clients.ActorAsync(other)).AccountId}";
            (await harbours.OpenAsync(page)).Status.ShouldBe(HttpStatusCode.NotFound);
            foreach (var handler in new[] { "NewPassword", "Close", "Unlock" })
                (await harbours.PostAsync($"{page}?handler={handler}", new Dictionary<string, string> { ["__RequestVerificationToken"] = token })).Status.ShouldBe(HttpStatusCode.NotFound);
            (await clients.SignedInAsync(other)).ShouldNotBeNull();
        }
        (await harbours.SubmitAsync("/operations/accounts/new", ("Email", "x@kestrel.example"), ("Name", "X"), ("Role", "client-hr"), ("Client", TwoClients.Other))).Words.ShouldContain("There is no client with the code");
        (await harbours.SubmitAsync("/operations/accounts/new", ("Email", "x@bureau.example"), ("Name", "X"), ("Role", "operations-lead"), ("Client", ""))).Words.ShouldContain("Say for which of your clients");
    }

    [Theory]
    [InlineData("employee", "HARBOUR", "", "Employee", "Write the employee's number")]
    [InlineData("employee", "harbour", "H99", "Employee", "Harbour Ltd has no employee with the number 'H99'")]
    [InlineData("client-hr", "HARBOUR", "H1", "Employee", "Only the role employee")]
    [InlineData("boss", "", "", "Role", "Choose one of the roles: payroll-specialist,")]
    public async Task A_role_that_cannot_be_is_refused_with_what_to_do(string role, string client, string employee, string field, string told)
    {
        var (membership, problem) = await clients.Host.Get<OpenAccount>().ReadAsync(Actor.CommandLine, new(role, client, employee));

        membership.ShouldBeNull();
        problem.ShouldNotBeNull().Field.ShouldBe(field);
        problem.Message.ShouldContain(told);
    }

    [Fact]
    public async Task An_employee_is_named_as_on_the_payroll_where_nobody_says_otherwise()
    {
        var harbour = await clients.ClientAsync(TwoClients.Own);
        var id = (await clients.Host.Get<IEmployees>().IdOfAsync(harbour.Id, "H3"))!.Value;

        var (problems, outcome) = await clients.Host.Get<OpenAccount>().RunAsync(Actor.CommandLine, new("h3@harbour.example", null, new("employee", "harbour", " h3 ")));

        problems.ShouldBeEmpty();
        var actor = (await clients.Host.Get<Accounts>().FindActorAsync(outcome!.AccountId)).ShouldNotBeNull();
        actor.Name.ShouldBe((await clients.Host.Get<IEmployees>().NamesAsync(harbour.Id, [id]))[id].Name);
        actor.Memberships.ShouldBe([new(Role.Employee, harbour.Id, id)]);
    }
}
