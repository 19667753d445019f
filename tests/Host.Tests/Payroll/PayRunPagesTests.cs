using System.Net;

namespace Bureau.Host.Tests.Payroll;

public sealed class PayRunPagesTests
{
    [Fact]
    public async Task A_run_is_prepared_by_one_person_approved_by_another_and_published()
    {
        await using var walk = await PayrollWalk.StartAsync();
        var (preparer, approver) = (await walk.AsAsync(PayrollWalk.Preparer), await walk.AsAsync(PayrollWalk.Approver));
        (await preparer.OpenAsync("/operations")).Words.ShouldContain("Harbour & Vale Ltd");
        await walk.CalculateAsync();

        var review = await preparer.OpenAsync(walk.Run);
        review.Words.ShouldContain("Submit for approval");
        (await approver.OpenAsync(walk.Run)).HasForm("Submit").ShouldBeFalse();
        (await preparer.PressAsync(walk.Run, "Submit")).Status.ShouldBe(HttpStatusCode.Redirect);
        (await preparer.OpenAsync(walk.Run)).HasForm("Approve").ShouldBeFalse();

        var submitted = await approver.OpenAsync(walk.Run);
        submitted.Words.ShouldContain("Seal of these figures");
        (await approver.PressAsync(walk.Run, "Approve")).Status.ShouldBe(HttpStatusCode.Redirect);
        (await approver.OpenAsync(walk.Run)).Words.ShouldContain("Approved by");

        walk.Host.Clock.Set((await walk.RunsAsync())[0].ReleaseAt);
        await walk.SettleAsync();
        (preparer, approver) = (await walk.AsAsync(PayrollWalk.Preparer), await walk.AsAsync(PayrollWalk.Approver));
        var released = await preparer.OpenAsync(walk.Run);
        released.Words.ShouldContain("Every statement holds.");
        var payments = await approver.OpenAsync(walk.Run + "/payments.csv");
        payments.Headers["Content-Type"].ShouldStartWith("text/csv");
        payments.Text.ShouldContain("55779911");
        // Whoever does not release it sees the last four only.
        (await preparer.OpenAsync(walk.Run + "/payments.csv")).Text.ShouldSatisfyAllConditions(t => t.ShouldContain("ending 9911"), t => t.ShouldNotContain("55779911"));
        (await approver.OpenAsync(walk.Run + "/journal.csv")).Text.ShouldContain("Owed to HMRC");
    }

    [Fact]
    public async Task Approval_with_a_seal_that_is_no_longer_shown_is_refused()
    {
        await using var walk = await PayrollWalk.StartAsync();
        await walk.CalculateAsync();
        await (await walk.AsAsync(PayrollWalk.Preparer)).PressAsync(walk.Run, "Submit");
        var refused = await (await walk.AsAsync(PayrollWalk.Approver)).PressAsync(walk.Run, "Approve", ("Seal", new string('0', 64)));
        refused.Status.ShouldBe(HttpStatusCode.OK);
        refused.Words.ShouldContain("no longer those that you reviewed");
        (await walk.RunsAsync())[0].State.ShouldBe("submitted");
    }

    [Fact]
    public async Task The_menu_marks_where_one_is_and_the_first_screen_only_there()
    {
        await using var walk = await PayrollWalk.StartAsync();
        var preparer = await walk.AsAsync(PayrollWalk.Preparer);
        foreach (var (address, marked) in new (string, string?)[] { ("/c/HARBOUR", "To do"), ("/c/HARBOUR/opening-balances", null), (walk.Run, "Pay runs") })
        {
            var current = (await preparer.OpenAsync(address)).Html.QuerySelector("nav.menu [aria-current]")?.TextContent;
            current.ShouldBe(marked, address);
        }
    }

    [Fact]
    public async Task Sending_back_needs_a_reason_and_keeps_what_was_typed()
    {
        await using var walk = await PayrollWalk.StartAsync();
        await walk.CalculateAsync();
        await (await walk.AsAsync(PayrollWalk.Preparer)).PressAsync(walk.Run, "Submit");
        var approver = await walk.AsAsync(PayrollWalk.Approver);
        (await approver.PressAsync(walk.Run, "SendBack", ("Reason", ""))).Html.QuerySelector(".errors a")!.GetAttribute("href").ShouldBe("#send-back-reason");
        (await approver.PressAsync(walk.Run, "SendBack", ("Reason", "Overtime of week 46 looks doubled."))).Status.ShouldBe(HttpStatusCode.Redirect);
        (await approver.OpenAsync(walk.Run)).Words.ShouldContain("Overtime of week 46 looks doubled.");
        (await walk.RunsAsync())[0].State.ShouldBe("in-review");
    }

    [Fact]
    public async Task Progress_is_a_fragment_that_leads_back_to_the_run()
    {
        await using var walk = await PayrollWalk.StartAsync();
        var preparer = await walk.AsAsync(PayrollWalk.Preparer);
        (await preparer.PressAsync(walk.Run, "Calculate")).Status.ShouldBe(HttpStatusCode.Redirect);
        (await preparer.OpenAsync(walk.Run)).Html.QuerySelector("#run-progress")!.GetAttribute("data-refresh").ShouldBe(walk.Run + "/progress");
        await walk.SettleAsync();
        var done = (await preparer.OpenAsync(walk.Run + "/progress")).Html.QuerySelector("#run-progress")!;
        (done.GetAttribute("data-refresh"), done.GetAttribute("data-then")).ShouldBe((null, walk.Run));
    }

    [Fact]
    public async Task Every_page_of_a_run_opens_before_and_after_its_calculation_and_its_release()
    {
        await using var walk = await PayrollWalk.StartAsync();
        var auditor = await walk.AsAsync(PayrollWalk.Auditor);
        string[] pages =
        [
            "/operations", "/operations?only=late&state=open&q=harbour", "/c/HARBOUR/runs", "/c/HARBOUR/inputs", walk.Run, walk.Run + "/blockers", walk.Run + "/variances", walk.Run + "/payslips",
            walk.Inputs, walk.Inputs + "?format=csv", $"{walk.Inputs}/{walk.AnaId}",
        ];
        await OpenAllAsync();
        await walk.CalculateAsync();
        pages = [.. pages, walk.Run + "/payslips?sort=-net&q=a", $"{walk.Run}/payslips/{walk.AnaId}", $"{walk.Run}/payslips/{walk.AnaId}/explain/income_tax", $"{walk.Run}/payslips/{walk.AnaId}/explain/regular"];
        await OpenAllAsync();
        await walk.ReleaseAsync();
        auditor = await walk.AsAsync(PayrollWalk.Auditor);
        await OpenAllAsync();

        async Task OpenAllAsync()
        {
            foreach (var page in pages) (await auditor.OpenAsync(page)).Status.ShouldBe(HttpStatusCode.OK, page);
        }
    }

    [Fact]
    public async Task An_auditor_looks_but_decides_and_enters_nothing()
    {
        await using var walk = await PayrollWalk.StartAsync();
        await walk.CalculateAsync();
        var auditor = await walk.AsAsync(PayrollWalk.Auditor);
        (await auditor.OpenAsync(walk.Run)).Html.QuerySelectorAll("main form[method=post]").ShouldBeEmpty();
        (await auditor.OpenAsync(walk.Inputs)).Html.QuerySelectorAll("main form[method=post]").ShouldBeEmpty();
        (await auditor.OpenAsync(walk.Inputs + "/sheet")).Status.ShouldBe(HttpStatusCode.NotFound);
    }
}
