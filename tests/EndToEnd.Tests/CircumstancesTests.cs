using Bureau.Host.Demonstration;
using Microsoft.Playwright;

namespace Bureau.EndToEnd.Tests;

/// <summary>The same pages enlarged, still, on paper and in the colours of the system.</summary>
public sealed class CircumstancesTests(Demonstration demonstration)
{
    [Theory]
    [InlineData("/operations")]
    [InlineData("/c/HARBOUR/people")]
    [InlineData("/c/HARBOUR/benefits/duties")]
    public async Task At_twice_the_size_nothing_is_cut_off_and_nothing_moves_by_itself(string address)
    {
        await using var priya = await demonstration.SignInAsync(People.Specialist);
        await priya.Page.SetViewportSizeAsync(640, 450);
        await priya.Page.GotoAsync(address);
        (await priya.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(640);
        (await priya.Page.EvaluateAsync<string[]>("""
            () => [...document.querySelectorAll('body *')].filter(e => !e.matches('.sr, .sr *, option, select, svg *'))
              .filter(e => (['hidden', 'clip'].includes(getComputedStyle(e).overflowX) && e.scrollWidth > e.clientWidth + 1)
                || (e.children.length === 0 && e.textContent.trim() && !e.closest('.scroll') && e.getBoundingClientRect().right > innerWidth + 1))
              .map(e => e.outerHTML.slice(0, 160))
            """)).ShouldBeEmpty();
        await priya.Page.EmulateMediaAsync(new() { ReducedMotion = ReducedMotion.Reduce });
        (await priya.Page.EvaluateAsync<string[]>("""
            () => [...document.querySelectorAll('*')].filter(e => [e, '::before', '::after'].some(p => {
              const s = typeof p === 'string' ? getComputedStyle(e, p) : getComputedStyle(e);
              return s.animationName !== 'none' || s.transitionDuration.split(',').some(d => parseFloat(d) > 0) || s.scrollBehavior === 'smooth';
            })).map(e => e.outerHTML.slice(0, 160))
            """)).ShouldBeEmpty();
    }

    [Fact]
    public async Task On_paper_a_payslip_stands_alone_and_a_register_lies_on_its_side()
    {
        await using var ian = await demonstration.SignInAsync(People.HarbourEmployee);
        await ian.FollowAsync("Open payslip");
        await ian.Page.EmulateMediaAsync(new() { Media = Media.Print, ColorScheme = ColorScheme.Dark });
        foreach (var gone in new[] { ".bar", ".menu", ".foot", ".crumbs", ".actions" })
            (await ian.Page.Locator(gone).EvaluateAllAsync<bool>("all => all.some(e => e.offsetParent)")).ShouldBeFalse(gone);
        (await ian.Page.Locator("article.payslip").IsVisibleAsync()).ShouldBeTrue();
        (await ian.Page.EvaluateAsync<string[]>("() => [getComputedStyle(document.body).backgroundColor, getComputedStyle(document.querySelector('.payslip')).color]")).ShouldBe(["rgba(0, 0, 0, 0)", "rgb(0, 0, 0)"], "black on the paper, also for those who read on dark");

        await using var claire = await demonstration.SignInAsync(People.HarbourHr);
        await claire.OpenAsync("/c/HARBOUR/reports/register");
        await claire.Page.EmulateMediaAsync(new() { Media = Media.Print });
        (await claire.Page.Locator("main").EvaluateAsync<string>("e => getComputedStyle(e).page")).ShouldBe("register");
    }

    [Fact]
    public async Task In_the_colours_of_the_system_states_and_buttons_keep_an_edge()
    {
        await using var priya = await demonstration.SignInAsync(People.Specialist);
        await priya.Page.EmulateMediaAsync(new() { ForcedColors = ForcedColors.Active });
        await priya.OpenAsync("/operations");
        await EdgedAsync(".state", "main button");
        await priya.Page.Locator("main a[href*='/runs/']").First.ClickAsync();
        await EdgedAsync(".steps li");

        async Task EdgedAsync(params string[] parts)
        {
            foreach (var part in parts)
                (await priya.Page.Locator(part).First.EvaluateAsync<string>("e => getComputedStyle(e).borderBottomStyle")).ShouldBe("solid", part);
        }
    }
}
