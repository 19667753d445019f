using System.Net;
using Bureau.Kernel.Identity;

namespace Bureau.Host.Tests.Payroll;

public sealed class OwnPayslipTests
{
    [Fact]
    public async Task An_employee_reads_downloads_and_understands_their_payslip_once_it_is_released()
    {
        await using var walk = await PayrollWalk.StartAsync();
        await walk.CalculateAsync();
        var ana = await walk.AsAsync(PayrollWalk.Ana);
        (await ana.OpenAsync("/me")).Words.ShouldContain("You have no payslip yet.");
        (await ana.OpenAsync($"/me/payslips/{walk.RunId}")).Status.ShouldBe(HttpStatusCode.NotFound);
        await walk.ReleaseAsync();

        ana = await walk.AsAsync(PayrollWalk.Ana);
        (await ana.OpenAsync("/me")).Words.ShouldContain("Look at your payslip of 30 Nov 2026");
        (await ana.OpenAsync("/me/payslips")).Html.QuerySelector($"a[href='/me/payslips/{walk.RunId}']").ShouldNotBeNull();
        var payslip = await ana.OpenAsync($"/me/payslips/{walk.RunId}");
        payslip.Words.ShouldContain("Ana Silva");
        payslip.Headers["Cache-Control"].ShouldContain("no-store");
        (await ana.OpenAsync("/me")).Words.ShouldContain("Nothing to do.");

        var explained = await ana.OpenAsync(payslip.Html.QuerySelectorAll("main article a").Select(a => a.GetAttribute("href")!).Single(h => h.EndsWith("/employee_nic", StringComparison.Ordinal)));
        explained.Words.ShouldSatisfyAllConditions(w => w.ShouldContain("National Insurance"), w => w.ShouldContain("8 %"), w => w.ShouldNotContain("does not match"));

        var pdf = await ana.OpenAsync($"/me/payslips/{walk.RunId}?handler=Pdf", "application/pdf");
        pdf.Text.ShouldStartWith("%PDF-1.7");
        pdf.Headers.ShouldSatisfyAllConditions(h => h["Content-Type"].ShouldBe("application/pdf"), h => h["Cache-Control"].ShouldContain("no-store"), h => h["Content-Disposition"].ShouldNotContain("Ana"));
    }

    [Fact]
    public async Task Nobody_reaches_anybody_elses_payslip_by_guessing_its_address()
    {
        await using var walk = await PayrollWalk.StartAsync();
        await walk.CalculateAsync();
        await walk.ReleaseAsync();
        var ben = await walk.AsAsync(PayrollWalk.Ben);
        (await ben.OpenAsync($"/me/payslips/{walk.RunId}")).Words.ShouldSatisfyAllConditions(w => w.ShouldContain("Ben Okoro"), w => w.ShouldNotContain("Silva"));
        (await ben.OpenAsync($"{walk.Run}/payslips/{walk.AnaId}")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await ben.OpenAsync("/me/payslips/4711")).Status.ShouldBe(HttpStatusCode.NotFound);

        var other = await walk.Host.OpenClientAsync("KESTREL", "Kestrel Foods Ltd");
        await walk.Host.OpenAccountAsync("hr@kestrel.example", new Membership(Role.ClientHr, other));
        var stranger = await walk.AsAsync("hr@kestrel.example");
        foreach (var address in new[] { walk.Run, $"{walk.Run}/payslips/{walk.AnaId}", walk.Run.Replace("HARBOUR", "KESTREL"), walk.Run.Replace("HARBOUR", "KESTREL") + $"/payslips/{walk.AnaId}", walk.Run + "/payments.csv" })
            (await stranger.OpenAsync(address)).Status.ShouldBe(HttpStatusCode.NotFound, address);
    }

    [Fact]
    public async Task Client_staff_enter_an_input_and_correct_what_was_wrong_with_it()
    {
        await using var walk = await PayrollWalk.StartAsync();
        var hr = await walk.AsAsync(PayrollWalk.Hr);
        var page = $"{walk.Inputs}/{walk.AnaId}";
        var token = (await hr.OpenAsync(page)).Html.QuerySelector("section form input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        Dictionary<string, string> Entry(string amount) => new() { ["__RequestVerificationToken"] = token, ["Item"] = "bonus", ["Amount"] = amount, ["Note"] = "Spot award" };

        var refused = await hr.PostAsync(page, Entry("two hundred"));
        refused.Html.QuerySelector(".errors a")!.GetAttribute("href").ShouldBe("#Amount");
        refused.Html.QuerySelector("#Amount")!.GetAttribute("value").ShouldBe("two hundred");
        (await hr.PostAsync(page, Entry("200"))).Status.ShouldBe(HttpStatusCode.Redirect);
        (await hr.OpenAsync(page)).Words.ShouldContain("200.00");
        // The provider's specialist looks at it; entering is the client's part of this engagement.
        (await (await walk.AsAsync(PayrollWalk.Preparer)).OpenAsync(page)).Html.QuerySelectorAll("section form").ShouldBeEmpty();
    }
}
