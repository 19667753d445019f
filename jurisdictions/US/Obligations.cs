using System.Globalization;

namespace Bureau.Jurisdictions.US;

/// <summary>What a pay date obliges the employer to file and pay. What falls on a day without banks is due on the next day with them (26 USC 7503).</summary>
internal static class Obligations
{
    public const string FederalDeposit = "federal_deposit";
    public const string Form941 = "form_941";
    public const string FutaDeposit = "futa_deposit";
    public const string Form940 = "form_940";
    public const string FormW2 = "form_w2";
    public const string FormW3 = "form_w3";

    public static readonly NameSet<Report> Reports = new(
    [
        new(FederalDeposit, "Deposit of federal tax", ReportScope.Employer),
        new(Form941, "Form 941, quarter to date", ReportScope.Employer),
        new(FutaDeposit, "Deposit of federal unemployment tax", ReportScope.Employer),
        new(Form940, "Form 940, year to date", ReportScope.Employer),
        new(FormW3, "Form W-3, year to date", ReportScope.Employer),
        new(FormW2, "Form W-2", ReportScope.EverybodysYear),
        .. StateReturns.Reports,
    ]);

    private const string Irs = "IRS";

    private static readonly Source Deposits = new("26 CFR 31.6302-1; IRS Publication 15, section 11", "https://www.irs.gov/pub/irs-pdf/p15.pdf");
    private static readonly Source Quarterly = new("26 CFR 31.6011(a)-1; Instructions for Form 941", "https://www.irs.gov/forms-pubs/about-form-941");
    private static readonly Source FutaDeposits = new("26 CFR 31.6302(c)-3; IRS Publication 15, section 14", "https://www.irs.gov/pub/irs-pdf/p15.pdf");
    private static readonly Source Annual = new("26 CFR 31.6011(a)-3; Instructions for Form 940", "https://www.irs.gov/forms-pubs/about-form-940");
    private static readonly Source Statements = new("26 USC 6051; General Instructions for Forms W-2 and W-3", "https://www.irs.gov/forms-pubs/about-form-w-2");

    public static IEnumerable<Obligation> For(DateOnly payDate, IReadOnlyDictionary<string, string> employer)
    {
        var (due, period) = DepositOf(payDate, employer);
        yield return new(FederalDeposit, "Deposit of federal income tax, Social Security and Medicare", Irs, due, period, Lines.FederalDeposit, Deposits);

        var afterQuarter = AfterQuarter(payDate);
        var quarter = QuarterKey(payDate);
        yield return new(Form941, "Form 941, Employer's Quarterly Federal Tax Return", Irs, Calendar.OnOrAfter(afterQuarter), quarter, [], Quarterly);
        if (employer.GetValueOrDefault("futa_exempt") != "true")
        {
            yield return new(FutaDeposit, "Deposit of federal unemployment tax, once more than 500 dollars are owed", Irs, Calendar.OnOrAfter(afterQuarter), quarter, ["futa"], FutaDeposits);
            yield return new(Form940, "Form 940, Employer's Annual Federal Unemployment Tax Return", Irs, EndOfJanuary(payDate), Year(payDate), [], Annual);
        }

        yield return new(FormW2, "Form W-2 to each employee", "employees", EndOfJanuary(payDate), Year(payDate), [], Statements);
        yield return new(FormW3, "Form W-3 with the copies of Form W-2", "Social Security Administration", EndOfJanuary(payDate), Year(payDate), [], Statements);
        foreach (var ofState in StateReturns.For(payDate, employer)) yield return ofState;
    }

    /// <summary>
    /// Monthly: the 15th of the next month. Semi-weekly: paydays from Wednesday to Friday and from Saturday to Tuesday, three banking days after
    /// the last of them; a period across two quarters is two deposits. Next day: the banking day after the payday.
    /// </summary>
    public static (DateOnly Due, string Period) DepositOf(DateOnly payDate, IReadOnlyDictionary<string, string> employer)
    {
        switch (employer.GetValueOrDefault("federal_deposit_schedule"))
        {
            case "monthly":
                return (Calendar.OnOrAfter(new DateOnly(payDate.Year, payDate.Month, 15).AddMonths(1)), AfterMonth(payDate).Period);
            case "next_day":
                return (Calendar.BankingDaysAfter(payDate, 1), Day(payDate));
            default:
                var last = payDate;
                while (last.DayOfWeek is not (DayOfWeek.Tuesday or DayOfWeek.Friday)) last = last.AddDays(1);
                var key = Day(last) + (Calendar.QuarterOf(last) != Calendar.QuarterOf(payDate) ? "/Q" + Calendar.QuarterOf(payDate).ToString(CultureInfo.InvariantCulture) : "");
                return (Calendar.BankingDaysAfter(last, 3), key);
        }
    }

    /// <summary>Last day of the month after the quarter of a pay date.</summary>
    public static DateOnly AfterQuarter(DateOnly payDate) => new DateOnly(payDate.Year, 1, 1).AddMonths(Calendar.QuarterOf(payDate) * 3 + 1).AddDays(-1);

    /// <summary>Last day of the month after the month of a pay date, and the key of that month.</summary>
    public static (DateOnly End, string Period) AfterMonth(DateOnly payDate) =>
        (new DateOnly(payDate.Year, payDate.Month, 1).AddMonths(2).AddDays(-1), payDate.ToString("yyyy-MM", CultureInfo.InvariantCulture));

    public static string QuarterKey(DateOnly payDate) => string.Create(CultureInfo.InvariantCulture, $"{payDate.Year}/Q{Calendar.QuarterOf(payDate)}");

    private static DateOnly EndOfJanuary(DateOnly payDate) => Calendar.OnOrAfter(new(payDate.Year + 1, 1, 31));

    private static string Year(DateOnly payDate) => payDate.Year.ToString(CultureInfo.InvariantCulture);

    private static string Day(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
