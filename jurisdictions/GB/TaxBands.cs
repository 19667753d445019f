using System.Text.Json;

namespace Bureau.Jurisdictions.GB;

/// <summary>End of a band in the n-th week or month.</summary>
/// <param name="UpTo">v: cumulative width rounded up to whole pounds; pay up to it is in the band.</param>
/// <param name="Width">c: cumulative width.</param>
/// <param name="Tax">k: tax of all bands up to and including this one.</param>
internal readonly record struct BandEnd(decimal UpTo, decimal Width, decimal Tax);

/// <summary>The bands of one nation, with their ends for every week and month of the year worked out once.</summary>
internal sealed class TaxBands
{
    private readonly BandEnd[][] _weekly = new BandEnd[53][];
    private readonly BandEnd[][] _monthly = new BandEnd[13][];

    public TaxBands((JsonElement Value, ParameterUse Use) table)
    {
        Use = table.Use;
        var bands = table.Value.EnumerateArray().ToList();
        Rates = [.. bands.Select(b => b.GetProperty("rate").GetDecimal())];
        var widths = bands.SkipLast(1).Select(b => b.GetProperty("width").GetDecimal()).ToList();
        for (var week = 1; week <= 52; week++) _weekly[week] = Ends(widths, 52, week);
        for (var month = 1; month <= 12; month++) _monthly[month] = Ends(widths, 12, month);
    }

    /// <summary>Rates, lowest band first. The last band is open.</summary>
    public decimal[] Rates { get; }

    public ParameterUse Use { get; }

    public BandEnd[] EndsIn(TaxPeriod period) => (period.PeriodsInYear == 52 ? _weekly : _monthly)[period.Number];

    private BandEnd[] Ends(List<decimal> widths, int periodsInYear, int n)
    {
        var ends = new BandEnd[widths.Count];
        var (width, tax) = (0m, 0m);
        for (var i = 0; i < ends.Length; i++)
        {
            width += widths[i];
            tax += widths[i] * Rates[i];
            var c = Rounding.FourDecimals(width * n / periodsInYear);
            ends[i] = new(Rounding.UpToPound(c), c, Rounding.FourDecimals(tax * n / periodsInYear));
        }

        return ends;
    }
}

/// <summary>Which free pay and which bands a payment gets.</summary>
/// <param name="PeriodsInYear">52 or 12.</param>
/// <param name="Number">Weeks or months that free pay and bands are counted for.</param>
/// <param name="Cumulative">False: this payment alone, as if it were the first.</param>
internal readonly record struct TaxPeriod(int PeriodsInYear, int Number, bool Cumulative)
{
    /// <remarks>
    /// Payments in weeks 53, 54 and 56 are non-cumulative (PAYE70015). An annual payment stands for twelve months, whatever its date.
    /// </remarks>
    /// <exception cref="RulePackException">No such period in a tax year.</exception>
    public static TaxPeriod Of(PayFrequency frequency, int period, bool cumulative)
    {
        var (periodsInYear, unitsInPeriod) = frequency switch
        {
            PayFrequency.Weekly => (52, 1),
            PayFrequency.Fortnightly => (52, 2),
            PayFrequency.FourWeekly => (52, 4),
            PayFrequency.Monthly => (12, 1),
            PayFrequency.Annual => (12, 12),
            _ => throw new RulePackException("frequency", $"Frequency {frequency} is not used in the United Kingdom."),
        };
        var extraWeek = periodsInYear == 52 ? 1 : 0;
        var number = period * unitsInPeriod;
        if (period < 1 || period > periodsInYear / unitsInPeriod + extraWeek)
            throw new RulePackException("period", $"Period {period} does not exist for {PayFrequencies.NameOf(frequency)} pay. Use 1 to {periodsInYear / unitsInPeriod + extraWeek}.");
        return cumulative && number <= periodsInYear ? new(periodsInYear, number, true) : new(periodsInYear, unitsInPeriod, false);
    }

    public string Unit => PeriodsInYear == 52 ? "week" : "month";
}
