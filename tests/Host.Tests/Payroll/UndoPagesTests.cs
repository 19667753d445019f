using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace Bureau.Host.Tests.Payroll;

public sealed class UndoPagesTests
{
    [Fact]
    public async Task A_reason_a_hold_out_and_a_withdrawn_entry_are_taken_back_with_one_press()
    {
        await using var walk = await PayrollWalk.StartAsync();
        var hr = await walk.AsAsync(PayrollWalk.Hr);
        var entries = $"{walk.Inputs}/{walk.AnaId}";
        (await hr.SubmitAsync(entries, ("Typed.Item", "bonus"), ("Item", "bonus"), ("Typed.Amount", "150.00"), ("Amount", "150.00"))).Status.ShouldBe(HttpStatusCode.Redirect);
        (await hr.PressAsync(entries, "Withdraw")).Status.ShouldBe(HttpStatusCode.Redirect);
        (await UndoAsync(hr, entries)).Words.ShouldContain("Entered again.");
        // Pressed twice, it stands once.
        (await hr.OpenAsync(entries)).HasForm("Withdraw").ShouldBeTrue();

        await walk.CalculateAsync();
        var preparer = await walk.AsAsync(PayrollWalk.Preparer);
        var blockers = walk.Run + "/blockers";
        var form = (await preparer.OpenAsync(blockers)).Html.QuerySelectorAll("main details form").Single(f => f.QuerySelector("input[name=key]")!.GetAttribute("value") == "no_hours");
        var fields = form.QuerySelectorAll("input[name]").ToDictionary(i => i.GetAttribute("name")!, i => i.GetAttribute("value") ?? "");
        fields["text"] = "Unpaid leave";
        var warnings = (await walk.RunsAsync()).Single(r => r.Id == walk.RunId).Blockers;
        (await preparer.PostAsync(blockers + "?handler=Accept", fields)).Status.ShouldBe(HttpStatusCode.Redirect);
        var undone = await UndoAsync(preparer, blockers + "?kind=all");
        undone.Words.ShouldSatisfyAllConditions(w => w.ShouldContain("No longer accepted."), w => w.ShouldNotContain("“Unpaid leave”"));
        (await walk.RunsAsync()).Single(r => r.Id == walk.RunId).Blockers.ShouldBe(warnings);

        (await preparer.PressAsync(walk.Run, "HoldOut", ("Number", "A2"), ("Reason", "Tax code in dispute"))).Status.ShouldBe(HttpStatusCode.Redirect);
        (await UndoAsync(preparer, walk.Run)).Words.ShouldSatisfyAllConditions(w => w.ShouldContain("Taken back into this run."), w => w.ShouldNotContain("1 person held out"));
        // What undoes is offered once, to who did it.
        (await preparer.OpenAsync(walk.Run)).Html.QuerySelector(".notice.success form").ShouldBeNull();
    }

    [Fact]
    public async Task A_withdrawn_change_waits_again_and_a_form_leads_back_to_where_it_was_opened()
    {
        await using var walk = await PayrollWalk.StartAsync();
        await walk.CalculateAsync();
        var hr = await walk.AsAsync(PayrollWalk.Hr);
        var fix = (await hr.OpenAsync("/c/HARBOUR/people/quality")).Links.First(l => l.Contains("/change/", StringComparison.Ordinal));
        fix.ShouldEndWith("?back=/c/HARBOUR/people/quality");
        foreach (var (back, leads, day) in new[] { ("/c/HARBOUR/people/quality", "/c/HARBOUR/people/quality", "2026-11-01"), ("//elsewhere.example/", "/c/HARBOUR/people/changes/", "2026-11-02") })
        {
            var sent = await hr.SubmitAsync(fix, ("back", back), ("effective_from", day), ("address_line_1", "1 High Street"), ("town", "Bristol"), ("postcode", "BS1 1AA"));
            sent.Location.ShouldNotBeNull(sent.Words).ShouldStartWith(leads);
        }

        var change = (await hr.OpenAsync("/c/HARBOUR/people/changes")).Links.First(l => l.Contains("/people/changes/", StringComparison.Ordinal));
        (await hr.PressAsync(change, "Withdraw")).Status.ShouldBe(HttpStatusCode.Redirect);
        (await UndoAsync(hr, change)).Words.ShouldSatisfyAllConditions(w => w.ShouldContain("Change submitted again."), w => w.ShouldContain("Awaiting approval"));
    }

    [Fact]
    public async Task What_somebody_opened_last_is_theirs_newest_first_and_only_what_they_may_see()
    {
        await using var walk = await PayrollWalk.StartAsync();
        var preparer = await walk.AsAsync(PayrollWalk.Preparer);
        (await preparer.OpenAsync("/search")).Words.ShouldNotContain("Opened last");
        var person = $"/c/HARBOUR/people/{walk.AnaId}";
        foreach (var page in new[] { person, "/c/HARBOUR", walk.Run + "/blockers", person, "/c/HARBOUR/people/404404404" })
        {
            walk.Host.Clock.Advance(TimeSpan.FromSeconds(1));
            await preparer.OpenAsync(page);
        }
        (await preparer.OpenAsync("/search")).Html.QuerySelectorAll("main .tasks a").Select(a => a.GetAttribute("href")).ShouldBe([person, walk.Run, "/c/HARBOUR"]);
        (await (await walk.AsAsync(PayrollWalk.Hr)).OpenAsync("/search")).Html.QuerySelectorAll("main .tasks a").ShouldBeEmpty();
    }

    /// <summary>Presses Undo beside the confirmation on the next page, and gives the page after it.</summary>
    private static async Task<Answer> UndoAsync(Browser browser, string next)
    {
        var form = (await browser.OpenAsync(next)).Html.QuerySelector<IHtmlFormElement>(".notice.success form").ShouldNotBeNull();
        var answer = await browser.PostAsync(form.GetAttribute("action")!, form.QuerySelectorAll<IHtmlInputElement>("input[name]").ToDictionary(i => i.Name!, i => i.Value));
        answer.Location.ShouldBe(next);
        return await browser.OpenAsync(next);
    }
}
