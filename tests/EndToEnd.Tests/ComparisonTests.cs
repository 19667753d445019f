using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Bureau.Host.Demonstration;

namespace Bureau.EndToEnd.Tests;

/// <summary>The clicks that docs/comparison.md says a task takes are those that it takes: those of its tasks that leave nothing behind for other tests to stumble over.</summary>
public sealed partial class ComparisonTests(Demonstration demonstration)
{
    [Fact]
    public async Task The_comparison_counts_our_clicks_truly()
    {
        var counted = new SortedDictionary<int, int>();
        async Task CountAsync(int task, Person person, Func<Task> walk)
        {
            await person.OpenAsync("/");
            var before = person.Clicks;
            await walk();
            counted[task] = person.Clicks - before;
        }

        await using var hr = await demonstration.SignInAsync(People.HarbourHr);
        await CountAsync(1, hr, async () =>
        {
            await hr.FollowAsync("Pay inputs", exact: true);
            await hr.FollowAsync("Monthly salaries");
            await hr.FillAsync(("Employee number", "H1030"), ("Item", "Bonus"), ("Amount", "75.00"), ("Note", "Long service"));
            await hr.PressAsync("Enter");
            await hr.SeesAsync("Entered for H1030");
        });
        await CountAsync(3, hr, async () =>
        {
            await hr.Page.GetByLabel("Search everything").FillAsync("H1031");
            await hr.TypeKeyAsync("Enter");
            await hr.FollowAsync("H1031");
            await hr.FollowAsync("Submit a change");
            await hr.FollowAsync("Pay", exact: true);
            await hr.FillAsync(("Effective date", "2026-12-01"), ("Hours a week", "36"));
            await hr.PressAsync("Submit change");
            await hr.SeesAsync("Change submitted.");
        });
        await hr.PressAsync("Withdraw");
        var undo = hr.Clicks;
        await hr.PressAsync("Undo");
        counted[7] = hr.Clicks - undo;

        await using var employee = await demonstration.SignInAsync(People.KestrelEmployee);
        await CountAsync(8, employee, () => employee.FollowAsync("Open payslip"));
        await CountAsync(9, employee, async () =>
        {
            await employee.FollowAsync("Open payslip");
            await employee.GoToAmountAsync("Income tax");
            (await employee.Page.Locator("main .cite").CountAsync()).ShouldBeGreaterThan(0);
        });
        await CountAsync(10, employee, async () =>
        {
            await employee.FollowAsync("My details");
            await employee.FollowAsync("Change my bank details");
            await employee.FillAsync(("Account name", "Own account"), ("Sort code", "200000"), ("Account number", "87654322"));
            await employee.PressAsync("Send request");
            await employee.SeesAsync("My requests");
        });

        var documented = Row().Matches(await File.ReadAllTextAsync(Comparison())).ToDictionary(m => Number(m.Groups[1]), m => Number(m.Groups[2]));
        documented.Count.ShouldBe(10);
        foreach (var (task, clicks) in counted) clicks.ShouldBe(documented[task], $"task {task}");
    }

    private static int Number(Group group) => int.Parse(group.Value, CultureInfo.InvariantCulture);

    private static string Comparison([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "docs", "comparison.md");

    [GeneratedRegex(@"^\| (\d+) \|.*\| (\d+) \|$", RegexOptions.Multiline)]
    private static partial Regex Row();
}
