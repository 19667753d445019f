using System.Globalization;
using static Bureau.Jurisdictions.GB.Explain;
using static Bureau.Jurisdictions.GB.Rounding;

namespace Bureau.Jurisdictions.GB;

/// <summary>Class 1 National Insurance, exact percentage method: HMRC guidance CA38 and National Insurance for software developers.</summary>
internal static class NationalInsurance
{
    private const string Employee = "employee_nic";
    private const string Employer = "employer_nic";

    public static void Calculate(PayCase pay, YearTables year, decimal niablePay, PayResult result, Trace? trace)
    {
        var category = CategoryOf(pay, year);
        if (category.IsExempt)
        {
            trace?.Add(new(Employee, "No contribution", $"category {category.Letter}: no National Insurance", [], 0));
            return;
        }

        var (earnings, thresholds, settlesYear) = EarningsPeriod(pay, year, niablePay);
        var employee = EmployeeContribution(earnings, thresholds, category, year, trace);
        var employer = EmployerContribution(earnings, thresholds, category, year, trace);
        var bands = EarningsBands.Of(earnings, thresholds);
        if (settlesYear)
        {
            employee -= LessBefore(Employee, pay.YearToDate[Lines.EmployeeNic], trace);
            employer -= LessBefore(Employer, pay.YearToDate[Lines.EmployerNic], trace);
            bands = bands.Less(pay.YearToDate);
        }

        result.Amounts[Lines.EmployeeNic] = employee;
        result.Amounts[Lines.EmployerNic] = employer;
        bands.WriteTo(result);
        trace?.Add(Band("ni_at_lel", bands.AtLel, thresholds.LowerEarningsLimit, thresholds.Citations.LowerEarningsLimit));
        trace?.Add(Band("ni_lel_to_pt", bands.LelToPt, thresholds.Primary, thresholds.Citations.Primary));
        trace?.Add(Band("ni_pt_to_uel", bands.PtToUel, thresholds.UpperEarningsLimit, thresholds.Citations.UpperEarningsLimit));
    }

    /// <exception cref="RulePackException">No category, or a letter that does not exist in this tax year.</exception>
    public static NiCategory CategoryOf(PayCase pay, YearTables year)
    {
        var text = pay.Fields[EmployeeFields.NiCategory];
        if (text is [>= 'A' and <= 'Z' and var letter] && year.Categories[letter - 'A'] is { } category) return category;
        throw new RulePackException("ni_category", string.IsNullOrEmpty(text)
            ? "National Insurance category: enter the category letter, A for most employees."
            : $"National Insurance category: there is no letter '{text}' in the tax year {year.Year.Label}.");
    }

    /// <summary>
    /// Everybody else's earnings are those of the payment. A director has an annual earnings period, or with the alternative method is
    /// treated like everybody until the last payment, which settles the whole year.
    /// </summary>
    private static (decimal Earnings, NiThresholds Thresholds, bool SettlesYear) EarningsPeriod(PayCase pay, YearTables year, decimal niablePay) => SettlesYear(pay)
        ? (pay.YearToDate[Lines.NiablePay] + niablePay, year.DirectorThresholds(DirectorWeeks(pay)), true)
        : (niablePay, year.NiThresholds[(int)pay.Frequency], false);

    /// <summary>True: this payment is judged with all earnings of the tax year.</summary>
    public static bool SettlesYear(PayCase pay) => pay.Fields[EmployeeFields.DirectorMethod] switch
    {
        null or "" or "none" => false,
        "annual" => true,
        "alternative" => Given.Yes(pay, EmployeeFields.FinalPeriod),
        var other => throw Given.Wrong(EmployeeFields.DirectorMethod, other),
    };

    /// <summary>Pro-rata periods are of 52 weeks even in a year of 53 (NIM12022).</summary>
    public static int DirectorWeeks(PayCase pay) => pay.Fields[EmployeeFields.DirectorWeeks] is not { Length: > 0 } text ? 52
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var weeks) && weeks is >= 1 and <= 52 ? weeks
        : throw Given.Wrong(EmployeeFields.DirectorWeeks, text);

    private static decimal EmployeeContribution(decimal earnings, NiThresholds t, NiCategory category, YearTables year, Trace? trace)
    {
        var main = Part(Math.Min(earnings, t.UpperEarningsLimit), t.Primary, category.MainRate);
        var upper = Part(earnings, t.UpperEarningsLimit, category.UpperRate);
        if (trace is not null)
        {
            trace.Add(Rate(Employee, category.Letter, earnings, t.Primary, t.UpperEarningsLimit, category.MainRate, main, year.EmployeeRatesUse));
            if (upper != 0) trace.Add(Rate(Employee, category.Letter, earnings, t.UpperEarningsLimit, null, category.UpperRate, upper, year.EmployeeRatesUse));
        }

        return main + upper;
    }

    private static decimal EmployerContribution(decimal earnings, NiThresholds t, NiCategory category, YearTables year, Trace? trace)
    {
        var from = t.Employer[(int)category.EmployerFrom!];
        var main = Part(Math.Min(earnings, t.UpperEarningsLimit), from, category.EmployerRate);
        var upper = Part(earnings, t.UpperEarningsLimit, category.EmployerRate);
        if (trace is not null)
        {
            trace.Add(Rate(Employer, category.Letter, earnings, from, t.UpperEarningsLimit, category.EmployerRate, main, year.EmployerRatesUse));
            if (upper != 0) trace.Add(Rate(Employer, category.Letter, earnings, t.UpperEarningsLimit, null, category.EmployerRate, upper, year.EmployerRatesUse));
        }

        return main + upper;
    }

    private static decimal Part(decimal upTo, decimal from, decimal rate) => upTo > from ? NiPenny((upTo - from) * rate) : 0;

    private static decimal LessBefore(string line, decimal before, Trace? trace)
    {
        trace?.Add(new(line, "Less contributions earlier this year", "director: contributions on the pay of the year − those already made",
            [("already made", Pounds(before))], -before, Contributes: -before));
        return before;
    }

    private static Step Rate(string line, char letter, decimal earnings, decimal from, decimal? to, decimal rate, decimal amount, ParameterUse use) =>
        new(line, $"Contribution at {Percent(rate)}", $"earnings between the thresholds × rate of category {letter}",
            [("earnings", Pounds(earnings)), ("from", Pounds(from)), ("to", to is { } limit ? Pounds(limit) : "no limit"), ("rate", Percent(rate))],
            amount, Contributes: amount, Rounding: "nearest penny, half a penny dropped", Parameter: use);

    private static Step Band(string line, decimal amount, decimal limit, ParameterUse use) =>
        new(line, Lines.All[line].Label, "the part of earnings in this band; nothing if pay is below the lower earnings limit",
            [("limit of the band", Pounds(limit))], amount, Contributes: amount, Parameter: use);
}

/// <summary>Earnings bands of the Full Payment Submission.</summary>
internal readonly record struct EarningsBands(decimal AtLel, decimal LelToPt, decimal PtToUel)
{
    public static EarningsBands Of(decimal earnings, NiThresholds t) => earnings < t.LowerEarningsLimit
        ? default
        : new(t.LowerEarningsLimit, Math.Min(earnings, t.Primary) - t.LowerEarningsLimit, Math.Max(0, Math.Min(earnings, t.UpperEarningsLimit) - t.Primary));

    public EarningsBands Less(decimal[] yearToDate) =>
        new(AtLel - yearToDate[Lines.NiAtLel], LelToPt - yearToDate[Lines.NiLelToPt], PtToUel - yearToDate[Lines.NiPtToUel]);

    public void WriteTo(PayResult result)
    {
        result.Amounts[Lines.NiAtLel] = AtLel;
        result.Amounts[Lines.NiLelToPt] = LelToPt;
        result.Amounts[Lines.NiPtToUel] = PtToUel;
    }
}
