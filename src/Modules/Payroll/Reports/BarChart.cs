using System.Globalization;

namespace Bureau.Payroll.Reports;

/// <param name="Label">Short, below the bar.</param>
/// <param name="Value">Not below zero: what is, is drawn as nothing.</param>
/// <param name="OnTop">A second part, stacked on the first.</param>
internal sealed record Bar(string Label, long Value, long OnTop = 0);

/// <summary>
/// Model and measures of <c>_BarChart.cshtml</c>. Drawn 320 units wide, so that its letters can be read on a phone. The figures themselves stand in a table beside it.
/// </summary>
/// <param name="Id">Of its title on the page.</param>
/// <param name="Scale">From a figure to what the axis says.</param>
internal sealed record BarChart(string Id, string Title, string Description, IReadOnlyList<Bar> Bars, Func<long, string> Scale)
{
    public const int Width = 320, Height = 150, Left = 54, Bottom = 130, Top = 10;

    /// <summary>The highest bar, rounded up to two digits.</summary>
    public long Most { get; } = RoundUp(Bars.Count == 0 ? 0 : Bars.Max(b => Math.Max(b.Value, 0) + Math.Max(b.OnTop, 0)));

    public string X(int index, decimal share = 0) => Number(Left + 4 + Step * (index + share));

    public string BarWidth => Number(Math.Max(1, Math.Min(40, Step * 0.7m)));

    public string Y(long value) => Number(YOf(value));

    public string HeightOf(long value) => Number(Bottom - YOf(Math.Max(value, 0)));

    /// <summary>Whether there is room for a word under this bar.</summary>
    public bool IsLabelled(int index) => index % Math.Max(1, (Bars.Count + 11) / 12) == 0;

    private decimal Step => (Width - Left - 8m) / Bars.Count;

    private decimal YOf(long value) => Most == 0 ? Bottom : Bottom - (Bottom - Top) * (decimal)value / Most;

    private static long RoundUp(long value)
    {
        var unit = 1L;
        while (value / unit >= 100) unit *= 10;
        return (value + unit - 1) / unit * unit;
    }

    private static string Number(decimal number) => number.ToString("0.#", CultureInfo.InvariantCulture);
}
