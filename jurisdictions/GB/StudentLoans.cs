using static Bureau.Jurisdictions.GB.Explain;
using static Bureau.Jurisdictions.GB.Rounding;

namespace Bureau.Jurisdictions.GB;

/// <summary>
/// Student and postgraduate loan repayments: HMRC, Collection of Student Loans Manual. Each payment on its own, in whole pounds; a director's
/// follow the annual earnings period of National Insurance (CSLM10121, CSLM17070).
/// </summary>
internal static class StudentLoans
{
    /// <summary>Of several undergraduate plans the one with the lowest threshold, so the highest deduction.</summary>
    public static decimal Undergraduate(PayCase pay, YearTables year, decimal earnings, Trace? trace)
    {
        var notified = pay.Fields[EmployeeFields.StudentLoanPlans];
        if (string.IsNullOrEmpty(notified)) return 0;
        LoanThreshold? lowest = null;
        foreach (var plan in year.StudentLoans)
            if (notified.Contains(plan.Plan, StringComparison.Ordinal) && (lowest is null || plan.Annual.Value < lowest.Annual.Value)) lowest = plan;
        return lowest is null ? 0 : Deduction(Lines.StudentLoan, lowest, year.StudentLoanRate, pay, earnings, trace);
    }

    public static decimal Postgraduate(PayCase pay, YearTables year, decimal earnings, Trace? trace) =>
        Given.Yes(pay, EmployeeFields.PostgraduateLoan) ? Deduction(Lines.PostgraduateLoan, year.PostgraduateLoan, year.PostgraduateLoanRate, pay, earnings, trace) : 0;

    private static decimal Deduction(int line, LoanThreshold plan, Figure rate, PayCase pay, decimal earnings, Trace? trace)
    {
        var settlesYear = NationalInsurance.SettlesYear(pay);
        var threshold = settlesYear ? plan.OfWeeks(NationalInsurance.DirectorWeeks(pay)) : plan.Of(pay.Frequency);
        if (settlesYear) earnings += Director.Before(Lines.NiablePay, pay);
        var due = earnings > threshold ? DownToPound((earnings - threshold) * rate.Value) : 0;
        var name = Lines.All[line].Name;
        trace?.Add(new(name, settlesYear ? "Threshold of the year" : "Threshold of the period", "annual threshold for the weeks or months of the period",
            [("annual threshold", Pounds(plan.Annual.Value))], threshold, Rounding: "down to the penny", Parameter: plan.Annual.Use));
        trace?.Add(new(name, Lines.All[line].Label, "(pay for National Insurance − threshold) × rate",
            [("pay", Pounds(earnings)), ("threshold", Pounds(threshold)), ("rate", Percent(rate.Value))],
            due, Contributes: due, Rounding: "down to whole pounds", Parameter: rate.Use));
        if (!settlesYear) return due;

        // What was repaid on earlier payments is not given back through the payroll.
        var before = Director.Before(line, pay);
        var deduction = Math.Max(0, due - before);
        trace?.Add(new(name, "Less repayments earlier this year", "director: repayment on the pay of the year − those already made, not below zero",
            [("already made", Pounds(before))], deduction, Contributes: deduction - due));
        return deduction;
    }
}

/// <summary>Threshold of one plan. Weekly and monthly values are published; multiples of weeks are annual × weeks ÷ 52, down to the penny.</summary>
internal sealed class LoanThreshold
{
    private readonly decimal[] _byFrequency = new decimal[5];

    public LoanThreshold(ParameterTable table, string plan, string parameter)
    {
        Plan = plan;
        Annual = table.Amount($"{parameter}_threshold_annual");
        _byFrequency[(int)PayFrequency.Weekly] = table.Amount($"{parameter}_threshold_weekly").Value;
        _byFrequency[(int)PayFrequency.Monthly] = table.Amount($"{parameter}_threshold_monthly").Value;
        _byFrequency[(int)PayFrequency.Annual] = Annual.Value;
        _byFrequency[(int)PayFrequency.Fortnightly] = DownToPenny(Annual.Value * 2 / 52);
        _byFrequency[(int)PayFrequency.FourWeekly] = DownToPenny(Annual.Value * 4 / 52);
    }

    public string Plan { get; }

    public Figure Annual { get; }

    public decimal Of(PayFrequency frequency) => _byFrequency[(int)frequency];

    public decimal OfWeeks(int weeks) => weeks == 52 ? Annual.Value : DownToPenny(Annual.Value * weeks / 52);
}
