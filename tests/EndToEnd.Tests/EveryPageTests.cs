using System.Text.RegularExpressions;
using Bureau.Host.Demonstration;

namespace Bureau.EndToEnd.Tests;

/// <summary>Every page that links lead to, by whoever comes to it first: nothing that axe finds, and readable on a screen of 320 px.</summary>
public sealed partial class EveryPageTests(Demonstration demonstration)
{
    [Fact]
    public async Task Every_page_is_accessible_and_fits_a_small_screen()
    {
        var faults = new List<string>();
        var kinds = new HashSet<string>(StringComparer.Ordinal);
        foreach (var who in new[] { People.HarbourEmployee, People.HarbourHr, People.HarbourApprover, People.LarkspurApprover, People.Specialist, People.Lead, People.Compliance, People.Auditor })
        {
            await using var person = await demonstration.SignInAsync(who);
            var known = new HashSet<string>(StringComparer.Ordinal);
            var queue = new Queue<string>([person.Path]);
            while (queue.TryDequeue(out var address))
            {
                if (address != person.Path || queue.Count > 0) await person.OpenAsync(address);
                foreach (var link in await LinksAsync(person))
                    if (known.Add(link) && kinds.Add(Kind(link))) queue.Enqueue(link);
            }
            faults.AddRange(person.Faults);
        }
        kinds.Count.ShouldBeGreaterThan(30);
        faults.Distinct().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("/nothing/here")]
    [InlineData("/c/NOWHERE")]
    public async Task What_went_wrong_is_told_accessibly(string address)
    {
        await using var person = await demonstration.SignInAsync(People.HarbourHr);
        await person.OpenAsync(address);
        await person.SeesAsync("There is no such page");
        person.Faults.Where(f => !f.Contains("404", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    /// <summary>Links to pages of the host, in the order in which they stand; downloads left out.</summary>
    private static async Task<IEnumerable<string>> LinksAsync(Person person) =>
        (await person.Page.Locator("a[href]").EvaluateAllAsync<string[]>("links => links.filter(a => a.origin === location.origin).map(a => a.pathname + a.search)"))
            .Where(l => !l.Contains("format=csv", StringComparison.Ordinal) && !l.Contains("handler=", StringComparison.Ordinal) && !l.EndsWith(".csv", StringComparison.Ordinal));

    /// <summary>What kind of page an address is of: the same for all people and runs, another for each section and tab.</summary>
    private static string Kind(string address)
    {
        var parts = address.Split('?');
        var path = Line().Replace(Client().Replace(Ids().Replace(parts[0], "N"), "/c/X"), "/explain/L");
        return path + (parts.Length > 1 ? Tab().Match(parts[1]).Value : "");
    }

    [GeneratedRegex(@"\d{5,}")]
    private static partial Regex Ids();

    [GeneratedRegex("^/c/[A-Z]+")]
    private static partial Regex Client();

    [GeneratedRegex("/explain/.*")]
    private static partial Regex Line();

    [GeneratedRegex("^(kind|state)=[^&]+")]
    private static partial Regex Tab();
}
