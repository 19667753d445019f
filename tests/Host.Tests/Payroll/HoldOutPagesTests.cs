using System.Net;

namespace Bureau.Host.Tests.Payroll;

public sealed class HoldOutPagesTests
{
    [Fact]
    public async Task Somebody_is_held_out_the_others_are_paid_and_the_follow_up_goes_its_way()
    {
        await using var walk = await PayrollWalk.StartAsync();
        await walk.CalculateAsync();
        var preparer = await walk.AsAsync(PayrollWalk.Preparer);
        var refused = await preparer.PressAsync(walk.Run, "HoldOut", ("Number", "A9"), ("Reason", "Tax code in dispute"));
        refused.Words.ShouldContain("nobody with this number");
        refused.Html.QuerySelector("#hold-out-reason")!.GetAttribute("value").ShouldBe("Tax code in dispute");
        (await preparer.PressAsync(walk.Run, "HoldOut", ("Number", "A2"), ("Reason", "Tax code in dispute"))).Status.ShouldBe(HttpStatusCode.Redirect);
        (await preparer.OpenAsync(walk.Run)).Words.ShouldSatisfyAllConditions(w => w.ShouldContain("1 person held out"), w => w.ShouldContain("Recalculate"));

        var blockers = await preparer.OpenAsync(walk.Run + "/blockers");
        blockers.Html.QuerySelector("#held-out tbody")!.TextContent.ShouldSatisfyAllConditions(w => w.ShouldContain("Ben Okoro"), w => w.ShouldContain("“Tax code in dispute”"));
        (await preparer.PressAsync(walk.Run + "/blockers", "Recalculate")).Status.ShouldBe(HttpStatusCode.Redirect);
        await walk.SettleAsync();
        await walk.ReleaseAsync();

        preparer = await walk.AsAsync(PayrollWalk.Preparer);
        (await preparer.OpenAsync(walk.Run + "/payslips")).Words.ShouldNotContain("Ben Okoro");
        var followUp = (await walk.RunsAsync()).Single(r => r.Id != walk.RunId && r.PayDate == new DateOnly(2026, 11, 30));
        var address = $"/c/HARBOUR/runs/{followUp.Id}";
        (await preparer.OpenAsync("/operations")).Words.ShouldContain("November 2026, follow-up");
        followUp.State.ShouldBe("in-review");
        (await preparer.OpenAsync(address + "/payslips")).Words.ShouldSatisfyAllConditions(w => w.ShouldContain("Ben Okoro"), w => w.ShouldNotContain("Ana Silva"));
        (await preparer.PressAsync(address, "Submit")).Status.ShouldBe(HttpStatusCode.Redirect);
        (await (await walk.AsAsync(PayrollWalk.Approver)).PressAsync(address, "Approve")).Status.ShouldBe(HttpStatusCode.Redirect);
        await walk.SettleAsync();
        (await preparer.OpenAsync(address)).Words.ShouldContain("Every statement holds.");
        (await preparer.OpenAsync(address + "/payslips.zip", "application/zip")).Status.ShouldBe(HttpStatusCode.OK);
        (await (await walk.AsAsync(PayrollWalk.Ben)).OpenAsync("/me/payslips")).Words.ShouldContain("30 Nov 2026");
    }

    [Fact]
    public async Task A_hand_over_note_stands_on_the_board_and_filters_in_the_address()
    {
        await using var walk = await PayrollWalk.StartAsync();
        await walk.CalculateAsync();
        var preparer = await walk.AsAsync(PayrollWalk.Preparer);
        (await preparer.PressAsync(walk.Run, "HandOver", ("Reason", ""))).Words.ShouldContain("say what whoever goes on must know");
        (await preparer.PressAsync(walk.Run, "HandOver", ("Reason", "Cleo's hours come by noon."))).Status.ShouldBe(HttpStatusCode.Redirect);
        (await preparer.OpenAsync(walk.Run)).Words.ShouldContain("Cleo's hours come by noon.");
        var board = await preparer.OpenAsync("/operations");
        board.Words.ShouldSatisfyAllConditions(w => w.ShouldContain("“Cleo's hours come by noon.”"), w => w.ShouldContain("Specialist: review and submit"), w => w.ShouldContain("In time"));
        (await preparer.OpenAsync("/operations?waits=client")).Words.ShouldNotContain("review and submit");
        (await preparer.OpenAsync("/operations?waits=provider&state=in-review&q=harbour")).Words.ShouldContain("review and submit");
    }

    [Fact]
    public async Task A_question_about_a_finding_is_on_the_clients_first_screen_and_the_answer_comes_back()
    {
        await using var walk = await PayrollWalk.StartAsync();
        await walk.CalculateAsync();
        var preparer = await walk.AsAsync(PayrollWalk.Preparer);
        var blockers = await preparer.OpenAsync(walk.Run + "/blockers");
        blockers.Words.ShouldContain("Cleo Hart");
        // A warning is not a blocker: the tab counts none.
        blockers.Html.QuerySelector("nav.tabs a[aria-current=page] .count").ShouldBeNull();
        var form = blockers.Html.QuerySelectorAll("main details form").Single(f => f.QuerySelector("input[name=key]")!.GetAttribute("value") == "no_hours");
        var fields = form.QuerySelectorAll("input[name]").ToDictionary(i => i.GetAttribute("name")!, i => i.GetAttribute("value") ?? "");
        fields["text"] = "Did Cleo work in November?";
        (await preparer.PostAsync(walk.Run + "/blockers?handler=Ask", fields)).Status.ShouldBe(HttpStatusCode.Redirect);

        var hr = await walk.AsAsync(PayrollWalk.Hr);
        (await hr.OpenAsync("/c/HARBOUR")).Words.ShouldContain("Answer a question: Monthly staff, November 2026");
        var question = await hr.OpenAsync(walk.Run + "/questions");
        question.Words.ShouldSatisfyAllConditions(w => w.ShouldContain("Did Cleo work in November?"), w => w.ShouldContain("Waits for you"), w => w.ShouldContain("No hours"));
        (await hr.SubmitAsync(walk.Run + "/questions", ("text", " "))).Words.ShouldContain("write what you want to know or to say");
        (await hr.SubmitAsync(walk.Run + "/questions", ("text", "She was on unpaid leave."))).Status.ShouldBe(HttpStatusCode.Redirect);
        (await hr.OpenAsync("/c/HARBOUR")).Words.ShouldNotContain("Answer a question");

        (await preparer.OpenAsync("/c/HARBOUR")).Words.ShouldContain("Answer a question");
        (await preparer.OpenAsync(walk.Run + "/questions")).Words.ShouldContain("She was on unpaid leave.");
        fields["text"] = "Unpaid leave";
        (await preparer.PostAsync(walk.Run + "/blockers?handler=Accept", fields)).Status.ShouldBe(HttpStatusCode.Redirect);
        (await preparer.OpenAsync(walk.Run + "/blockers")).Words.ShouldContain("Accepted");
        (await preparer.SubmitAsync(walk.Run + "/questions", ("text", ""), ("settles", "true"))).Status.ShouldBe(HttpStatusCode.Redirect);
        (await preparer.OpenAsync(walk.Run + "/questions")).Words.ShouldContain("Settled");
        // Whoever may not see pay does not see what is said about it.
        (await (await walk.AsAsync(PayrollWalk.Ana)).OpenAsync(walk.Run + "/questions")).Status.ShouldBe(HttpStatusCode.NotFound);
    }
}
