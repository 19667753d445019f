using System.Net;

namespace Bureau.Host.Tests.Payroll;

public sealed class EmployeeWorkspaceTests
{
    [Fact]
    public async Task An_employee_tries_asks_and_is_answered_in_their_language()
    {
        await using var walk = await PayrollWalk.StartAsync();
        await walk.CalculateAsync();
        await walk.ReleaseAsync();
        var ana = await walk.AsAsync(PayrollWalk.Ana);
        (await ana.OpenAsync("/me/payslips?q=nov")).Html.QuerySelectorAll(".tasks li").Length.ShouldBe(1);
        (await ana.OpenAsync("/me/payslips?q=february")).Words.ShouldContain("No payslip fits “february”.");
        (await ana.OpenAsync("/me/payslips/compare")).Words.ShouldContain("There is nothing to compare yet.");

        var tried = await SendAsync(ana, "/me/what-if", "/me/what-if", ("DaysNow", "5"), ("DaysThen", "4"), ("Bonus", "600"));
        // 3,000.00 a month: four days of five are 2,400.00, and a bonus of 600.00 makes it the same pay again.
        tried.Words.ShouldSatisfyAllConditions(w => w.ShouldContain("Net pay would be"), w => w.ShouldContain("unchanged"), w => w.ShouldContain("2,400.00"));
        (await SendAsync(ana, "/me/what-if", "/me/what-if", ("Bonus", "lots"))).Html.QuerySelector("#Bonus")!.ShouldSatisfyAllConditions(i => i.GetAttribute("value").ShouldBe("lots"), i => i.GetAttribute("aria-invalid").ShouldBe("true"));

        var line = $"/me/payslips/{walk.RunId}/explain/income_tax";
        (await SendAsync(ana, line, line + "?handler=Ask", ("Text", "Why this much?"))).Status.ShouldBe(HttpStatusCode.Redirect);
        var priya = await walk.AsAsync(PayrollWalk.Preparer);
        var task = (await priya.OpenAsync("/c/HARBOUR")).Html.QuerySelectorAll(".tasks a").Select(a => a.GetAttribute("href")!).Single(h => h.EndsWith("#messages", StringComparison.Ordinal)).Split('#')[0];
        (await SendAsync(priya, task, task + "?handler=Answer", ("Text", "Because of your tax code."))).Status.ShouldBe(HttpStatusCode.Redirect);
        (await ana.OpenAsync("/me")).Words.ShouldContain("Answered");
        (await ana.OpenAsync(line)).Words.ShouldContain("Because of your tax code.");
        // The auditor reads along and cannot write; another employee sees nothing of it.
        (await (await walk.AsAsync(PayrollWalk.Auditor)).OpenAsync(task)).ShouldSatisfyAllConditions(a => a.Words.ShouldContain("Why this much?"), a => a.HasForm("Answer").ShouldBeFalse());
        (await (await walk.AsAsync(PayrollWalk.Ben)).OpenAsync(line)).Words.ShouldNotContain("Why this much?");

        (await SendAsync(ana, "/me/language", "/me/language", ("language", "es"))).Status.ShouldBe(HttpStatusCode.Redirect);
        var spanish = await ana.OpenAsync($"/me/payslips/{walk.RunId}");
        spanish.Html.DocumentElement.GetAttribute("lang").ShouldBe("es");
        spanish.Words.ShouldSatisfyAllConditions(w => w.ShouldContain("Recibo de pago, 30 nov 2026"), w => w.ShouldContain("Pago neto"), w => w.ShouldContain("Seguro Nacional"));
    }

    [Fact]
    public async Task The_workspace_can_be_put_on_a_phone_and_staff_pages_stay_English()
    {
        await using var walk = await PayrollWalk.StartAsync();
        var ana = await walk.AsAsync(PayrollWalk.Ana);
        var me = await ana.OpenAsync("/me");
        me.Headers["Content-Security-Policy"].ShouldContain("manifest-src 'self'");
        var manifest = await ana.OpenAsync(me.Html.QuerySelector("link[rel=manifest]")!.GetAttribute("href")!, "application/manifest+json");
        manifest.Text.ShouldContain("\"start_url\": \"/me\"");
        foreach (var icon in new[] { "/icon-192.png", "/icon-512.png" }) (await ana.OpenAsync(icon, "image/png")).Status.ShouldBe(HttpStatusCode.OK);
        me.Html.QuerySelectorAll("script").Length.ShouldBe(1);
        (await (await walk.AsAsync(PayrollWalk.Hr)).OpenAsync("/c/HARBOUR")).Html.QuerySelector("link[rel=manifest]").ShouldBeNull();
    }

    [Fact]
    public async Task Client_hr_searches_reads_reports_and_sees_what_a_change_does_to_pay()
    {
        await using var walk = await PayrollWalk.StartAsync();
        await walk.CalculateAsync();
        await walk.ReleaseAsync();
        var hr = await walk.AsAsync(PayrollWalk.Hr);
        (await hr.OpenAsync("/search?q=silva")).Html.QuerySelectorAll($"main a[href='/c/HARBOUR/people/{walk.AnaId}']").Length.ShouldBe(1);
        (await hr.OpenAsync("/search?q=november+2026")).Html.QuerySelectorAll($"main a[href='{walk.Run}']").Length.ShouldBe(1);
        var total = (await hr.OpenAsync(walk.Run)).Html.QuerySelectorAll(".figures > div").Single(d => d.QuerySelector("dt")!.TextContent == "Net pay").QuerySelector("dd")!.TextContent.TrimStart('£');
        (await hr.OpenAsync("/search?q=" + total)).Html.QuerySelectorAll($"main a[href='{walk.Run}']").Length.ShouldBe(1, total);
        (await hr.OpenAsync("/search?q=3,000.00")).Html.QuerySelectorAll($"main a[href='{walk.Run}/payslips/{walk.AnaId}']").Length.ShouldBe(1);
        (await (await walk.AsAsync(PayrollWalk.Ana)).OpenAsync("/search?q=ben")).Status.ShouldBe(HttpStatusCode.NotFound);

        var csv = await hr.OpenAsync("/c/HARBOUR/reports/register?format=csv", "text/csv");
        csv.Text.ShouldSatisfyAllConditions(t => t.ShouldContain("2026-11-30,A1,Ana Silva,3000,"), t => t.ShouldContain("Ben Okoro,4000,"));
        (await hr.OpenAsync("/c/HARBOUR/reports/register?format=xlsx", "application/*")).Headers["Content-Type"].ShouldContain("spreadsheetml");
        (await hr.OpenAsync("/c/HARBOUR/reports/register?from=soon")).Words.ShouldContain("Write days as YYYY-MM-DD");
        (await hr.OpenAsync("/c/HARBOUR/people/quality")).Words.ShouldContain("National Insurance number is missing");

        var form = $"/c/HARBOUR/people/{walk.AnaId}/change/pay";
        var seen = await SendAsync(hr, form, form + "?handler=Effect", ("effective_from", "2026-11-01"), ("annual_salary", "48000"));
        // A thousand more a month: 8 % National Insurance of it, and no tax, because nobody was paid before November and free pay to date is left.
        seen.Words.ShouldSatisfyAllConditions(w => w.ShouldContain("up £920.00"), w => w.ShouldContain("1 released period would have been paid differently"));
        seen.Html.QuerySelector("#annual_salary")!.GetAttribute("value").ShouldBe("48000");
        (await hr.OpenAsync($"/c/HARBOUR/people/{walk.AnaId}")).Words.ShouldNotContain("Awaiting approval");
        (await SendAsync(hr, form, form + "?handler=Effect", ("effective_from", ""), ("annual_salary", "48000"))).Html.QuerySelector(".errors").ShouldNotBeNull();
    }

    private static async Task<Answer> SendAsync(Browser browser, string page, string to, params (string Name, string Value)[] fields)
    {
        var token = (await browser.OpenAsync(page)).Html.QuerySelector("main form input[name=__RequestVerificationToken]").ShouldNotBeNull().GetAttribute("value")!;
        var values = new Dictionary<string, string> { ["__RequestVerificationToken"] = token };
        foreach (var (name, value) in fields) values[name] = value;
        return await browser.PostAsync(to, values);
    }
}
