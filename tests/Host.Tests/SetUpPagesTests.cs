using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Bureau.Kernel.Clients;
using Bureau.Kernel.Identity;
using Bureau.Onboarding.Contracts;
using Bureau.Payroll.Contracts;

namespace Bureau.Host.Tests;

/// <summary>A client of any country goes live through the pages alone.</summary>
public sealed class SetUpPagesTests
{
    [Fact]
    public async Task From_a_new_client_to_its_first_pay_dates()
    {
        await using var host = new RunningHost();
        host.Clock.Set(new DateTimeOffset(2026, 11, 2, 9, 0, 0, TimeSpan.Zero));
        await host.OpenAccountAsync("lead@bureau.example", new Membership(Role.OperationsLead, null));
        var lead = host.Browse();
        (await lead.SignInAsync("lead@bureau.example")).Status.ShouldBe(HttpStatusCode.Redirect);

        await SentAsync("/operations/clients/new", ("Code", "MAPLE"), ("Name", "Maple Tools Inc."), ("Country", "US"), ("TimeZone", "America/New_York"));
        (string, string)[] performed = [.. Functions.All.Where(f => f != Functions.SignOffPayRun).Select(f => (f, "provider"))];
        await SentAsync("/c/MAPLE/setup/engagement", [("Model", "complete"), ("Delivery", "onshore"), ("EffectiveFrom", "2026-11-01"), .. performed]);
        await SentAsync("/c/MAPLE/setup/employer", ("Name", "Maple Tools Inc."), ("Address", "1 Main Street"), ("ein", "12-3456789"));
        (await SentAsync("/c/MAPLE/setup/pay-group", ("Code", "BIWEEKLY"), ("Name", "Biweekly payroll"))).ShouldBe("/c/MAPLE/setup/calendars");

        var wrong = await FilledAsync("/c/MAPLE/setup/calendars", ("Frequency", "fortnightly"), ("StartsOn", "2026-11-02"), ("CutOffDays", "many"));
        wrong.Words.ShouldSatisfyAllConditions(w => w.ShouldContain("Deadlines: choose 0 to 30"), w => w.ShouldContain("1 thing to correct"));
        (await FilledAsync("/c/MAPLE/setup/calendars", ("Frequency", "fortnightly"), ("StartsOn", "2026-11-02"))).Words.ShouldContain("First pay date: say on which day");
        await SentAsync("/c/MAPLE/setup/calendars", ("Frequency", "fortnightly"), ("StartsOn", "2026-11-02"), ("FirstPayDate", "2026-11-20"));

        var calendars = await lead.OpenAsync("/c/MAPLE/setup/calendars");
        calendars.Words.ShouldSatisfyAllConditions(w => w.ShouldContain("Biweekly"), w => w.ShouldContain("20 Nov 2026"), w => w.ShouldNotContain("Add a calendar"));
        var client = await host.Get<IClientDirectory>().FindAsync("MAPLE");
        var group = (await host.Get<IPayGroups>().ListAsync(client!.Id)).Single();
        (await host.Get<IPayPeriods>().UpcomingAsync(client.Id, group.Id, new(2026, 11, 2), 2)).Select(p => p.PayDate).ShouldBe([new(2026, 11, 20), new(2026, 12, 4)]);

        async Task<string?> SentAsync(string page, params (string, string)[] fields)
        {
            var answer = await FilledAsync(page, fields);
            answer.Status.ShouldBe(HttpStatusCode.Redirect, answer.Words);
            return answer.Location;
        }

        async Task<Answer> FilledAsync(string page, params (string Name, string Value)[] fields)
        {
            var form = (await lead.OpenAsync(page)).Html.QuerySelector<IHtmlFormElement>("main form").ShouldNotBeNull(page);
            var values = form.QuerySelectorAll<IHtmlInputElement>("input[name]:not([type=radio], [type=checkbox])").ToDictionary(i => i.Name!, i => i.Value);
            foreach (var select in form.QuerySelectorAll<IHtmlSelectElement>("select[name]")) values[select.Name!] = select.Value ?? "";
            foreach (var (name, value) in fields) values[name] = value;
            return await lead.PostAsync(page, values);
        }
    }
}
