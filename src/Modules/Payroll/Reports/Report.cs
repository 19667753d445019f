using Bureau.Jurisdictions;
using Bureau.Kernel;
using Bureau.Kernel.Clients;
using Bureau.Kernel.Data;
using Bureau.Kernel.Web;
using Bureau.Onboarding.Contracts;
using Bureau.Payroll.PayRuns;

namespace Bureau.Payroll.Reports;

internal enum ReportCell { Text, Money, Count, Day }

internal sealed record ReportColumn(string Label, ReportCell Cell = ReportCell.Text);

/// <summary>A table over released runs. Cells are text, days, counts, and money in minor units; null where there is nothing to say.</summary>
/// <param name="Sum">What stands below, cell by cell; null where nothing adds up.</param>
internal sealed record ReportTable(IReadOnlyList<ReportColumn> Columns, IReadOnlyList<IReadOnlyList<object?>> Rows, IReadOnlyList<object?>? Sum = null, BarChart? Chart = null)
{
    /// <summary>Rows that sum up what stands above them.</summary>
    public IReadOnlySet<int> Subtotals { get; init; } = new HashSet<int>();

    /// <summary>With the sums of the columns of money and counts below, the first cell saying so.</summary>
    public static ReportTable Summed(IReadOnlyList<ReportColumn> columns, IReadOnlyList<IReadOnlyList<object?>> rows, BarChart? chart = null) =>
        new(columns, rows, [.. columns.Select((c, i) => i == 0 ? "Total" : c.Cell is ReportCell.Money or ReportCell.Count ? (object?)rows.Sum(r => r[i] is { } value ? Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture) : 0) : null)], chart);

    /// <summary>As people read it on a page.</summary>
    public string Shown(int column, object? value, string currency) => (Columns[column].Cell, value) switch
    {
        (_, null) => "",
        (ReportCell.Money, long minor) => Show.Amount(minor, currency),
        (ReportCell.Count, _) => Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture).ToString("N0", System.Globalization.CultureInfo.InvariantCulture),
        (ReportCell.Day, DateOnly day) => Show.Day(day),
        _ => value.ToString()!,
    };

    /// <summary>As a file holds it: money in major units.</summary>
    public IEnumerable<IEnumerable<object?>> Exported(string currency)
    {
        var code = Currency.FromCode(currency);
        return Rows.Select(r => r.Select((value, i) => Columns[i].Cell == ReportCell.Money && value is long minor ? Money.FromMinor(minor, code).Amount : value));
    }
}

/// <summary>What a report is made from: the released runs that were paid between two days.</summary>
internal sealed record ReportScope(DbSession Db, Client Client, IRulePack Pack, IReadOnlyList<PayGroup> Groups, IReadOnlyDictionary<long, EmployeeName> Names, IReadOnlyList<PayRun> Runs, DateOnly From, DateOnly To)
{
    public string GroupName(PayRun run) => Groups.FirstOrDefault(g => g.Id == run.PayGroupId)?.Name ?? "";

    public EmployeeName Name(long id) => Names.GetValueOrDefault(id) ?? new(id, "", $"Employee {id}");

    /// <summary>First days of the months in which somebody was paid.</summary>
    public IReadOnlyList<DateOnly> Months => [.. Runs.Select(r => Month(r.PayDate)).Distinct().Order()];

    public static DateOnly Month(DateOnly day) => new(day.Year, day.Month, 1);
}

/// <param name="Key">In addresses and file names.</param>
internal sealed record Report(string Key, string Title, string Lead, Func<ReportScope, CancellationToken, Task<ReportTable>> ReadAsync);
