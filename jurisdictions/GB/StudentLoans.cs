using static Bureau.Jurisdictions.GB.Explain;
using static Bureau.Jurisdictions.GB.Rounding;

namespace Bureau.Jurisdictions.GB;

/// <summary>Student and postgraduate loan repayments: HMRC, Collection of Student Loans Manual. Each payment on its own, in whole pounds.</summary>
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
        return lowest is null ? 0 : Deduction("student_loan", lowest, year.StudentLoanRate, pay.Frequency, earnings, trace);
    }

    public static decimal Postgraduate(PayCase pay, YearTables year, decimal earnings, Trace? trace) =>
        Given.Yes(pay, EmployeeFields.PostgraduateLoan) ? Deduction("postgraduate_loan", year.PostgraduateLoan, year.PostgraduateLoanRate, pay.Frequency, earnings, trace) : 0;

    private static decimal Deduction(string line, LoanThreshold plan, Figure rate, PayFrequency frequency, decimal earnings, Trace? trace)
    {
        var threshold = plan.Of(frequency);
        var deduction = earnings > threshold ? DownToPound((earnings - threshold) * rate.Value) : 0;
        trace?.Add(new(line, "Threshold of the period", "annual threshold for the weeks or months of the period",
            [("annual threshold", Pounds(plan.Annual.Value))], threshold, Rounding: "down to the penny", Parameter: plan.Annual.Use));
        trace?.Add(new(line, Lines.All[line].Label, "(pay for National Insurance − threshold) × rate",
            [("pay", Pounds(earnings)), ("threshold", Pounds(threshold)), ("rate", Percent(rate.Value))],
            deduction, Contributes: deduction, Rounding: "down to whole pounds", Parameter: rate.Use));
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
}
