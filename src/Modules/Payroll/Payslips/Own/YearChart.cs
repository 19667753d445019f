using System.Globalization;

namespace Bureau.Payroll.Payslips.Own;

/// <summary>Net pay and deductions of a tax year, payslip by payslip: model and measures of <c>_YearChart.cshtml</c>. Drawn 320 units wide, so that its letters can be read on a phone.</summary>
/// <param name="Payslips">Oldest first.</param>
internal sealed record YearChart(string TaxYear, IReadOnlyList<OwnPayslip> Payslips)
{
    public const int Width = 320, Height = 150, Left = 40, Bottom = 130, Top = 10;

    public string Currency => Payslips[0].Currency;

    /// <summary>The highest bar rounded up to two digits, in minor units.</summary>
    public long Most { get; } = RoundUp(Payslips.Max(p => Math.Max(p.NetMinor, 0) + Math.Max(p.DeductionsMinor, 0)));

    public string X(int index, decimal share = 0) => Number(Left + 4 + Step * (index + share));

    public string BarWidth => Number(Math.Max(1, Step * 0.7m));

    public string Y(long minor) => Number(YOf(minor));

    public string HeightOf(long minor) => Number(Bottom - YOf(Math.Max(minor, 0)));

    /// <summary>Whether there is room for a word under this bar.</summary>
    public bool IsLabelled(int index) => index % Math.Max(1, (Payslips.Count + 11) / 12) == 0;

    private decimal Step => (Width - Left - 8m) / Payslips.Count;

    private decimal YOf(long minor) => Most == 0 ? Bottom : Bottom - (Bottom - Top) * (decimal)minor / Most;

    private static long RoundUp(long minor)
    {
        var unit = 1L;
        while (minor / unit >= 100) unit *= 10;
        return (minor + unit - 1) / unit * unit;
    }

    private static string Number(decimal number) => number.ToString("0.#", CultureInfo.InvariantCulture);
}
