using Bureau.Host.Demonstration;
using Microsoft.Playwright;

namespace Bureau.EndToEnd.Tests;

/// <summary>Without a mouse: Tab and Enter only. Wherever the focus comes, it must be seen, and it must come on.</summary>
public sealed class KeyboardTests(Demonstration demonstration)
{
    [Fact]
    public async Task A_form_is_reached_and_what_is_wrong_in_it_is_read_without_a_mouse()
    {
        await using var dana = await demonstration.SignInAsync(People.LarkspurHr);
        await dana.Page.GotoAsync("/c/LARKSPUR/people?q=L007");
        // The first stop leads past bar and menu.
        await StepAsync(dana.Page);
        (await FocusedAsync(dana.Page)).ShouldBe("Skip to content");
        await dana.Page.Keyboard.PressAsync("Enter");
        (await dana.Page.EvaluateAsync<string>("() => document.activeElement.id")).ShouldBe("main");
        await TabToAsync(dana.Page, "Desai, Priyanka");
        await dana.TypeKeyAsync("Enter");
        await TabToAsync(dana.Page, "Submit a change");
        await dana.TypeKeyAsync("Enter");
        await TabToAsync(dana.Page, "Work");
        await dana.TypeKeyAsync("Enter");

        await TabToAsync(dana.Page, "Submit change");
        await dana.TypeKeyAsync("Enter");
        // What went wrong is read first, and leads to its field.
        (await dana.Page.EvaluateAsync<bool>("() => document.activeElement.matches('.errors')")).ShouldBeTrue("the summary of errors has the focus");
        await StepAsync(dana.Page);
        (await dana.Page.EvaluateAsync<bool>("() => document.querySelector(document.activeElement.hash).matches('main form :is(input, select, textarea)')")).ShouldBeTrue("the error leads to its field");
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
        for (var i = 0; i < stops; i++) seen.Add(await StepAsync(priya.Page));
        seen.Count.ShouldBeGreaterThan(stops - 3, "each stop is another one");
    }

    /// <summary>Tabs until the stop with this name, or whose label it is, has the focus.</summary>
    private static async Task TabToAsync(IPage page, string name)
    {
        var first = "";
        for (var i = 0; i < 150; i++)
        {
            var stop = await StepAsync(page);
            if ((await FocusedAsync(page)).StartsWith(name, StringComparison.Ordinal)) return;
            if (i == 0) first = stop;
            else if (stop == first) break;
        }
        throw new InvalidOperationException($"Tab does not lead to “{name}” at {page.Url}");
    }

    /// <returns>Which element it is, of all.</returns>
    private static async Task<string> StepAsync(IPage page)
    {
        await page.Keyboard.PressAsync("Tab");
        var (id, fault) = (await page.EvaluateAsync<string>("() => String([...document.querySelectorAll('*')].indexOf(document.activeElement))"), await page.EvaluateAsync<string?>("""
            () => {
              const e = document.activeElement, at = e.getBoundingClientRect(), style = getComputedStyle(e);
              if (e === document.body) return null;
              if (at.width < 1 || at.height < 1 || at.bottom <= 0 || at.top >= innerHeight) return 'out of sight: ' + e.outerHTML.slice(0, 200);
              return style.outlineStyle === 'none' || parseFloat(style.outlineWidth) < 2 ? 'not to be seen: ' + e.outerHTML.slice(0, 200) : null;
            }
            """));
        fault.ShouldBeNull(page.Url);
        return id;
    }

    private static Task<string> FocusedAsync(IPage page) =>
        page.EvaluateAsync<string>("() => { const e = document.activeElement; return (e.labels?.[0]?.innerText ?? e.getAttribute('aria-label') ?? e.innerText ?? '').trim(); }");
}
