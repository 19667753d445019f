using Bureau.Host.Demonstration;
using Microsoft.Playwright;

namespace Bureau.EndToEnd.Tests;

/// <summary>Without a mouse: Tab, Shift+Tab, Enter, Space, arrows and typing only. Wherever the focus comes, it must be seen, and it must come on.</summary>
public sealed class KeyboardTests(Demonstration demonstration)
{
    [Fact]
    public async Task From_a_blocker_on_the_board_to_an_explained_payslip_the_main_job_needs_no_mouse()
    {
        await using var priya = await demonstration.SignInAsync(People.Specialist);
        var run = await FindsTheRunOnTheBoardAsync(priya);
        await EntersADeductionThatNobodyCanPayAsync(priya, run);
        await RecalculatesAsync(priya, run);
        await ResolvesTheBlockerAsync(priya, run);
        await RecalculatesAsync(priya, run);
        await TabToAsync(priya, Button(priya, "Submit for approval"));
        await priya.TypeKeyAsync("Enter");
        await priya.SeesAsync("Submitted. Somebody else can approve it now.");

        await using var marcus = await demonstration.SignInAsync(People.LarkspurApprover);
        await TabToAsync(marcus, Link(marcus, "Sign off: Biweekly payroll"));
        await marcus.TypeKeyAsync("Enter");
        await TabToAsync(marcus, Button(marcus, "Approve everybody without a question"));
        await marcus.TypeKeyAsync("Enter");
        await TabToAsync(marcus, Button(marcus, "Sign off these figures"));
        await marcus.TypeKeyAsync("Space");
        await marcus.SeesAsync("Signed off. The approver can approve the run now.");

        await using var tom = await demonstration.SignInAsync(People.Approver);
        await TabToAsync(tom, tom.Page.Locator($"main a[href='{run}']"));
        await tom.TypeKeyAsync("Enter");
        await TabToAsync(tom, Button(tom, "Approve these figures"));
        await tom.TypeKeyAsync("Enter");
        await tom.SeesAsync("Approved. It is released at the set time.");

        await using var hannah = await demonstration.SignInAsync(People.LarkspurEmployee);
        await TabToAsync(hannah, Link(hannah, "Open payslip"));
        await hannah.TypeKeyAsync("Enter");
        await TabToAsync(hannah, hannah.Page.Locator("article.payslip tr").Filter(new() { HasText = "Social Security" }).GetByRole(AriaRole.Link).First);
        await hannah.TypeKeyAsync("Enter");
        var step = hannah.Page.Locator("main details.explain").First;
        var open = await step.EvaluateAsync<bool>("d => d.open");
        await TabToAsync(hannah, step.Locator("> summary"));
        await hannah.Page.Keyboard.PressAsync("Space");
        (await step.EvaluateAsync<bool>("d => d.open")).ShouldBe(!open);
        new[] { priya, marcus, tom, hannah }.SelectMany(p => p.Faults).Distinct().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_form_is_reached_and_what_is_wrong_in_it_is_read_without_a_mouse()
    {
        await using var dana = await demonstration.SignInAsync(People.LarkspurHr);
        await dana.Page.GotoAsync("/c/LARKSPUR/people?q=L007");
        // The first stop leads past bar and menu.
        await StepAsync(dana);
        (await dana.Page.Locator("a.skip:focus").CountAsync()).ShouldBe(1);
        await dana.Page.Keyboard.PressAsync("Enter");
        (await dana.Page.EvaluateAsync<string>("() => document.activeElement.id")).ShouldBe("main");
        await TabToAsync(dana, Link(dana, "Desai, Priyanka"));
        await dana.TypeKeyAsync("Enter");
        await TabToAsync(dana, Link(dana, "Submit a change"));
        await dana.TypeKeyAsync("Enter");
        await TabToAsync(dana, Link(dana, "Work"));
        await dana.TypeKeyAsync("Enter");

        await TabToAsync(dana, Button(dana, "Submit change"));
        await dana.TypeKeyAsync("Enter");
        // What went wrong is read first, and leads to its field.
        await dana.Page.Locator(".errors:focus").WaitForAsync();
        await StepAsync(dana);
        await dana.Page.Keyboard.PressAsync("Enter");
        (await dana.Page.Locator("main form :is(input, select, textarea):focus").CountAsync()).ShouldBe(1, "the error leads to its field");
    }

    [Theory]
    [InlineData("/operations")]
    [InlineData("/c/HARBOUR/people")]
    public async Task From_the_first_stop_to_the_last_nothing_holds_the_focus_and_none_is_hidden(string address)
    {
        await using var priya = await demonstration.SignInAsync(People.Specialist);
        await priya.Page.GotoAsync(address);
        var stops = await priya.Page.Locator("a[href]:visible, button:visible, input:visible, select:visible, textarea:visible, summary:visible, [tabindex='0']:visible").CountAsync();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < stops; i++) seen.Add(await StepAsync(priya));
        seen.Count.ShouldBeGreaterThan(stops - 3, "each stop is another one");
    }

    /// <summary>The run of Larkspur that is nearest to being paid; the others belong to other walks.</summary>
    private static async Task<string> FindsTheRunOnTheBoardAsync(Person priya)
    {
        await TabToAsync(priya, priya.Page.GetByLabel("Client or pay group"));
        await priya.Page.Keyboard.TypeAsync("larkspur");
        await priya.TypeKeyAsync("Enter");
        var calculated = priya.Page.Locator("main tbody th").Filter(new() { Has = priya.Page.Locator(".state:is([data-state=in-review], [data-state=submitted], [data-state=approved])") });
        await TabToAsync(priya, calculated.First.GetByRole(AriaRole.Link));
        await priya.TypeKeyAsync("Enter");
        return priya.Path;
    }

    private static async Task EntersADeductionThatNobodyCanPayAsync(Person priya, string run)
    {
        await TabToAsync(priya, Link(priya, "Inputs"));
        await priya.TypeKeyAsync("Enter");
        await TabToAsync(priya, priya.Page.GetByLabel("Employee number"));
        await priya.Page.Keyboard.TypeAsync("L012");
        await TabToAsync(priya, priya.Page.GetByLabel("Item"));
        await priya.Page.Keyboard.TypeAsync("Other deduction");
        (await priya.Page.GetByLabel("Item").EvaluateAsync<string>("e => e.selectedOptions[0].label")).ShouldBe("Other deduction");
        await TabToAsync(priya, priya.Page.GetByLabel("Amount", new() { Exact = true }));
        await priya.Page.Keyboard.TypeAsync("60000.00");
        await TabToAsync(priya, priya.Page.GetByLabel("Note"));
        await priya.Page.Keyboard.TypeAsync("Wrong by a nought");
        await priya.TypeKeyAsync("Enter");
        await priya.SeesAsync("Entered for L012");
        // Back the way one came, towards the start of the page.
        await TabToAsync(priya, Link(priya, "Open the run"), "Shift+Tab");
        await priya.TypeKeyAsync("Enter");
    }

    private static async Task RecalculatesAsync(Person priya, string run)
    {
        priya.Path.ShouldBe(run);
        await TabToAsync(priya, Button(priya, "Recalculate"));
        await priya.TypeKeyAsync("Enter");
        await priya.Page.GetByRole(AriaRole.Heading, new() { Name = "Prepare" }).WaitForAsync(new() { Timeout = 90_000 });
    }

    private static async Task ResolvesTheBlockerAsync(Person priya, string run)
    {
        await TabToAsync(priya, Link(priya, "Blockers"));
        await priya.TypeKeyAsync("Enter");
        await TabToAsync(priya, priya.Page.Locator("tbody tr[data-tone=bad] summary").First);
        await priya.Page.Keyboard.PressAsync("Enter");
        await StepAsync(priya);
        await priya.Page.Keyboard.TypeAsync("Wrong by a nought, entered again next time");
        await TabToAsync(priya, Button(priya, "Hold out of this run"));
        await priya.TypeKeyAsync("Enter");
        await priya.SeesAsync("Held out, and paid in a follow-up run.");
        await TabToAsync(priya, priya.Page.Locator($".crumbs a[href='{run}']"));
        await priya.TypeKeyAsync("Enter");
    }

    private static ILocator Link(Person person, string name) => person.Page.Locator("main").GetByRole(AriaRole.Link, new() { Name = name }).First;

    private static ILocator Button(Person person, string name) => person.Page.Locator("main").GetByRole(AriaRole.Button, new() { Name = name }).First;

    /// <summary>Steps on until what is looked for has the focus.</summary>
    private static async Task TabToAsync(Person person, ILocator stop, string key = "Tab")
    {
        await stop.WaitForAsync();
        var (seen, at) = (new HashSet<string>(StringComparer.Ordinal), "");
        do
        {
            // A date has several stops of its own.
            var before = at;
            at = await StepAsync(person, key);
            if (at != before && !seen.Add(at)) throw new InvalidOperationException($"{key} does not lead to {stop} at {person.Page.Url}");
        }
        while (!await stop.EvaluateAsync<bool>("e => e === document.activeElement"));
    }

    /// <returns>Which element it is, of all.</returns>
    private static async Task<string> StepAsync(Person person, string key = "Tab")
    {
        await person.Page.Keyboard.PressAsync(key);
        var stop = await person.Page.EvaluateAsync<Stop>("""
            () => {
              const e = document.activeElement, at = e.getBoundingClientRect(), style = getComputedStyle(e);
              const ring = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2 || style.boxShadow !== 'none';
              return { at: String([...document.querySelectorAll('*')].indexOf(e)), fault: e === document.body ? null
                : at.width < 1 || at.height < 1 || at.bottom <= 0 || at.top >= innerHeight ? 'out of sight: ' + e.outerHTML.slice(0, 200)
                : ring ? null : 'not to be seen: ' + e.outerHTML.slice(0, 200) };
            }
            """);
        stop.Fault.ShouldBeNull(person.Page.Url);
        return stop.At;
    }

    private sealed class Stop
    {
        public string At { get; init; } = "";
        public string? Fault { get; init; }
    }
}
