using System.Globalization;
using System.Text.RegularExpressions;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Bureau.EndToEnd.Tests;

/// <summary>
/// What must be right on every page that anybody comes to: no failure, nothing for the console, one heading, WCAG 2.2 AA as far as axe can tell, and no
/// sideways scrolling on a screen of 320 px.
/// </summary>
internal sealed partial class Inspection
{
    private static readonly AxeRunOptions Wcag = new() { RunOnly = new() { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] } };
    private static readonly string? Pictures = Environment.GetEnvironmentVariable("BUREAU_SCREENSHOTS");
    private static readonly HashSet<string> Done = [];
    private static int _pictures;

    private readonly IPage _page;
    private readonly string _who;
    private readonly List<string> _faults = [];

    public Inspection(IPage page, string who)
    {
        (_page, _who) = (page, who);
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning") _faults.Add($"{_who} {Here}: the console says {message.Text}");
        };
        page.PageError += (_, error) => _faults.Add($"{_who} {Here}: script failed with {error}");
        page.Response += (_, response) =>
        {
            if (response.Status >= 500) _faults.Add($"{_who}: {response.Url} answers {response.Status}");
        };
    }

    public IReadOnlyList<string> Faults => _faults;

    private string Here => Ids().Replace(new Uri(_page.Url).AbsolutePath, "N");

    /// <summary>Inspects the page as it is, once for each title: the same page in another state has another one or other parts.</summary>
    public async Task LookAsync()
    {
        try
        {
            await LookOnceAsync();
        }
        catch (PlaywrightException e) when (e.Message.Contains("Execution context was destroyed", StringComparison.Ordinal))
        {
            // The progress of a calculation ended, and the page went on to the run by itself.
            await _page.SetViewportSizeAsync(1280, 900);
            await LookOnceAsync();
        }
    }

    private async Task LookOnceAsync()
    {
        // Not by an event: under load one gets lost between two pages.
        for (var i = 0; i < 300 && await _page.EvaluateAsync<string>("document.readyState") != "complete"; i++) await Task.Delay(100);
        var parts = await _page.Locator("h1, h2, caption, button, label").AllInnerTextsAsync();
        if (!Done.Add(Here + Ids().Replace(string.Join('|', parts.Distinct().Order(StringComparer.Ordinal)), "N"))) return;

        var headings = await _page.Locator("h1").CountAsync();
        if (headings != 1) _faults.Add($"{_who} {Here}: {headings} first-level headings");
        foreach (var violation in (await _page.RunAxe(Wcag).WaitAsync(TimeSpan.FromMinutes(1))).Violations)
            _faults.AddRange(violation.Nodes.Take(3).Select(n => $"{_who} {Here}: {violation.Id} ({violation.Help}) at {n.Target} {n.Html}"));

        await PictureAsync("desktop");
        await _page.SetViewportSizeAsync(320, 800);
        var width = await _page.EvaluateAsync<int>("() => document.documentElement.scrollWidth");
        if (width > 320) _faults.Add($"{_who} {Here}: {width} px wide on a screen of 320 px: {await WidestAsync()}");
        foreach (var table in await _page.EvaluateAsync<string[]>("() => [...document.querySelectorAll('.scroll:not(:has(> .pinned))')].filter(s => s.scrollWidth > s.clientWidth).map(s => s.innerText.split('\\n')[0])"))
            _faults.Add($"{_who} {Here}: the table {table} scrolls sideways on a screen of 320 px");
        if (Pictures is not null)
        {
            await _page.SetViewportSizeAsync(390, 844);
            await PictureAsync("phone");
            await _page.SetViewportSizeAsync(1280, 900);
            await _page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
            await PictureAsync("dark");
            await _page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
        }
        await _page.SetViewportSizeAsync(1280, 900);
    }

    private Task<string> WidestAsync() => _page.EvaluateAsync<string>("""
        () => [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > 321 && !e.closest('.scroll'))
          .map(e => e.outerHTML.slice(0, 120)).slice(0, 3).join(' … ')
        """);

    private async Task PictureAsync(string kind)
    {
        if (Pictures is null) return;
        if (kind == "desktop") _pictures++;
        Directory.CreateDirectory(Pictures);
        var name = string.Create(CultureInfo.InvariantCulture, $"{_pictures:000}-{_who}{Here.Replace('/', '_')}-{kind}.png");
        await _page.ScreenshotAsync(new() { Path = Path.Combine(Pictures, name), FullPage = true });
    }

    [GeneratedRegex(@"\d+")]
    private static partial Regex Ids();
}
