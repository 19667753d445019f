using static Bureau.Jurisdictions.GB.Explain;

namespace Bureau.Jurisdictions.GB;

/// <summary>
/// A director's payment that is judged with all earnings of the directorship in the tax year: Social Security (Contributions) Regulations 2001,
/// regulation 8. Everybody else's earnings are those of the payment; so are a director's with the alternative method until the last payment.
/// </summary>
internal static class Director
{
    private const string Mark = "-director";

    public static string Key(string letter) => letter + Mark;

    public static void Calculate(PayCase pay, YearTables year, NiCategory category, decimal niablePay, PayResult result, Trace? trace)
    {
        var thresholds = year.DirectorThresholds(NationalInsurance.DirectorWeeks(pay));
        var (earnings, employee, employer) = (0m, 0m, 0m);
        foreach (var (of, amount) in ByCategory(pay, year, category, niablePay))
        {
            employee += NationalInsurance.EmployeeContribution(earnings, earnings + amount, thresholds, of, year, trace);
            employer += NationalInsurance.EmployerContribution(earnings, earnings + amount, thresholds, of, year, trace);
            earnings += amount;
        }

        result.Amounts[Lines.EmployeeNic] = employee - LessBefore(Lines.EmployeeNic, pay, trace);
        result.Amounts[Lines.EmployerNic] = employer - LessBefore(Lines.EmployerNic, pay, trace);
        EarningsBands.Of(earnings, thresholds)
            .Less(new(Before(Lines.NiAtLel, pay), Before(Lines.NiLelToPt, pay), Before(Lines.NiPtToUel, pay))).WriteTo(result, thresholds, trace);
    }

    /// <summary>Year to date of a line in the earnings period: who was appointed during the year leaves out what came before (regulation 8(2)).</summary>
    public static decimal Before(int line, PayCase pay)
    {
        var before = pay.YearToDate[line];
        foreach (var part in pay.YearToDateParts)
            if (!Counts(part, pay)) before -= part.Amounts[line];
        return before;
    }

    /// <summary>
    /// Earnings of the period by category letter. Where the letter changed, earnings stand in the order in which the letters came into use, so that
    /// each threshold is used once and contributions already made under an earlier letter stay right.
    /// </summary>
    private static List<(NiCategory Category, decimal Earnings)> ByCategory(PayCase pay, YearTables year, NiCategory category, decimal niablePay)
    {
        var earnings = new List<(NiCategory Category, decimal Earnings)>(2);
        foreach (var part in pay.YearToDateParts)
            if (Counts(part, pay)) Add(year.Categories[part.Key[0] - 'A'] ?? category, part.Amounts[Lines.NiablePay]);
        // What is kept under no key was made under this one.
        Add(category, Before(Lines.NiablePay, pay) - earnings.Sum(e => e.Earnings) + niablePay);
        return earnings;

        void Add(NiCategory of, decimal amount)
        {
            if (of.IsExempt) return;
            var known = earnings.FindIndex(e => e.Category == of);
            if (known < 0) earnings.Add((of, amount));
            else earnings[known] = (of, earnings[known].Earnings + amount);
        }
    }

    private static bool Counts(YearToDatePart part, PayCase pay) => NationalInsurance.DirectorWeeks(pay) == 52 || part.Key.EndsWith(Mark, StringComparison.Ordinal);

    private static decimal LessBefore(int line, PayCase pay, Trace? trace)
    {
        var before = Before(line, pay);
        trace?.Add(new(Lines.All[line].Name, "Less contributions earlier this year", "director: contributions on the pay of the year − those already made",
            [("already made", Pounds(before))], -before, Contributes: -before));
        return before;
    }
}
