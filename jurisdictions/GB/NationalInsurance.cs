using System.Globalization;
using static Bureau.Jurisdictions.GB.Explain;
using static Bureau.Jurisdictions.GB.Rounding;

namespace Bureau.Jurisdictions.GB;

/// <summary>Class 1 National Insurance, exact percentage method: HMRC guidance CA38 and National Insurance for software developers.</summary>
internal static class NationalInsurance
{
    private const string Employee = "employee_nic";
    private const string Employer = "employer_nic";

    public static void Calculate(PayCase pay, YearTables year, NiCategory category, decimal niablePay, PayResult result, Trace? trace)
    {
        if (!IsDue(pay, category))
        {
            trace?.Add(new(Employee, "No contribution", category.IsExempt ? $"category {category.Letter}: no National Insurance" : "worked out with another job of the same employer", [], 0));
            return;
        }

        if (SettlesYear(pay))
        {
            Director.Calculate(pay, year, category, niablePay, result, trace);
            return;
        }

        var thresholds = year.NiThresholds[(int)pay.Frequency];
        result.Amounts[Lines.EmployeeNic] = EmployeeContribution(0, niablePay, thresholds, category, year, trace);
        result.Amounts[Lines.EmployerNic] = EmployerContribution(0, niablePay, thresholds, category, year, trace);
        EarningsBands.Of(niablePay, thresholds).WriteTo(result, thresholds, trace);
    }

    /// <summary>False where nothing is subject to class 1 here: category X, or earnings that are added to those of another job (regulation 14).</summary>
    public static bool IsDue(PayCase pay, NiCategory category) => !category.IsExempt && pay.Fields[EmployeeFields.NiAggregation] switch
    {
        null or "" or "none" or "here" => true,
        "elsewhere" => false,
        var other => throw Given.Wrong(EmployeeFields.NiAggregation, other),
    };

    /// <summary>Letters are reported apart, and a director's earnings period leaves out what was earned before the appointment.</summary>
    public static string? KeptUnder(PayCase pay) =>
        pay.Fields[EmployeeFields.NiCategory] is not { Length: > 0 } letter ? null : pay.Fields[EmployeeFields.DirectorMethod] is "annual" or "alternative" ? Director.Key(letter) : letter;

    /// <exception cref="RulePackException">No category, or a letter that does not exist in this tax year.</exception>
    public static NiCategory CategoryOf(PayCase pay, YearTables year)
    {
        var text = pay.Fields[EmployeeFields.NiCategory];
        if (text is [>= 'A' and <= 'Z' and var letter] && year.Categories[letter - 'A'] is { } category) return category;
        throw new RulePackException("ni_category", string.IsNullOrEmpty(text)
            ? "National Insurance category: enter the category letter, A for most employees."
            : $"National Insurance category: there is no letter '{text}' in the tax year {year.Year.Label}.");
    }

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

    /// <param name="after">Earnings of the same earnings period that come before these: thresholds are used up by them first.</param>
    /// <param name="upTo">Earnings of the earnings period with these.</param>
    public static decimal EmployeeContribution(decimal after, decimal upTo, NiThresholds t, NiCategory category, YearTables year, Trace? trace)
    {
        var main = Part(Math.Max(after, t.Primary), Math.Min(upTo, t.UpperEarningsLimit), category.MainRate);
        var upper = Part(Math.Max(after, t.UpperEarningsLimit), upTo, category.UpperRate);
        if (trace is not null)
        {
            trace.Add(Rate(Employee, category.Letter, upTo, Math.Max(after, t.Primary), t.UpperEarningsLimit, category.MainRate, main, year.EmployeeRatesUse));
            if (upper != 0) trace.Add(Rate(Employee, category.Letter, upTo, Math.Max(after, t.UpperEarningsLimit), null, category.UpperRate, upper, year.EmployeeRatesUse));
        }

        return main + upper;
    }

    /// <inheritdoc cref="EmployeeContribution"/>
    public static decimal EmployerContribution(decimal after, decimal upTo, NiThresholds t, NiCategory category, YearTables year, Trace? trace)
    {
        var from = t.Employer[(int)category.EmployerFrom!];
        var main = Part(Math.Max(after, from), Math.Min(upTo, t.UpperEarningsLimit), category.EmployerRate);
        var upper = Part(Math.Max(after, t.UpperEarningsLimit), upTo, category.EmployerRate);
        if (trace is not null)
        {
            trace.Add(Rate(Employer, category.Letter, upTo, Math.Max(after, from), t.UpperEarningsLimit, category.EmployerRate, main, year.EmployerRatesUse));
            if (upper != 0) trace.Add(Rate(Employer, category.Letter, upTo, Math.Max(after, t.UpperEarningsLimit), null, category.EmployerRate, upper, year.EmployerRatesUse));
        }

        return main + upper;
    }

    private static decimal Part(decimal from, decimal upTo, decimal rate) => upTo > from ? NiPenny((upTo - from) * rate) : 0;

    private static Step Rate(string line, char letter, decimal earnings, decimal from, decimal? to, decimal rate, decimal amount, ParameterUse use) =>
        new(line, $"Contribution at {Percent(rate)}", $"earnings between the thresholds × rate of category {letter}",
            [("earnings", Pounds(earnings)), ("from", Pounds(from)), ("to", to is { } limit ? Pounds(limit) : "no limit"), ("rate", Percent(rate))],
            amount, Contributes: amount, Rounding: "nearest penny, half a penny dropped", Parameter: use);
}

/// <summary>Earnings bands of the Full Payment Submission.</summary>
internal readonly record struct EarningsBands(decimal AtLel, decimal LelToPt, decimal PtToUel)
{
    public static EarningsBands Of(decimal earnings, NiThresholds t) => earnings < t.LowerEarningsLimit
        ? default
        : new(t.LowerEarningsLimit, Math.Min(earnings, t.Primary) - t.LowerEarningsLimit, Math.Max(0, Math.Min(earnings, t.UpperEarningsLimit) - t.Primary));

    public EarningsBands Less(EarningsBands before) => new(AtLel - before.AtLel, LelToPt - before.LelToPt, PtToUel - before.PtToUel);

    public void WriteTo(PayResult result, NiThresholds t, Trace? trace)
    {
        result.Amounts[Lines.NiAtLel] = AtLel;
        result.Amounts[Lines.NiLelToPt] = LelToPt;
        result.Amounts[Lines.NiPtToUel] = PtToUel;
        trace?.Add(Band("ni_at_lel", AtLel, t.LowerEarningsLimit, t.Citations.LowerEarningsLimit));
        trace?.Add(Band("ni_lel_to_pt", LelToPt, t.Primary, t.Citations.Primary));
        trace?.Add(Band("ni_pt_to_uel", PtToUel, t.UpperEarningsLimit, t.Citations.UpperEarningsLimit));
    }

    private static Step Band(string line, decimal amount, decimal limit, ParameterUse use) =>
        new(line, Lines.All[line].Label, "the part of earnings in this band; nothing if pay is below the lower earnings limit",
            [("limit of the band", Pounds(limit))], amount, Contributes: amount, Parameter: use);
}
