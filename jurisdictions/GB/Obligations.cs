using System.Globalization;

namespace Bureau.Jurisdictions.GB;

/// <summary>What a pay date obliges the employer to file and pay.</summary>
internal static class Obligations
{
    public const string Fps = "fps";
    public const string Eps = "eps";
    public const string HmrcPayment = "hmrc_payment";
    public const string P11Db = "p11db";
    public const string Class1APayment = "class_1a_payment";
    public const string P45 = "p45";
    public const string P60 = "p60";

    public static readonly NameSet<Report> Reports = new(
    [
        new(Fps, "Full Payment Submission (FPS)", ReportScope.Payment),
        new(P45, "P45", ReportScope.Leaver),
        new(P60, "P60", ReportScope.Year),
        new(Eps, "Employer Payment Summary (EPS)", ReportScope.Employer),
        new(HmrcPayment, "Employer Payment Record (P32)", ReportScope.Employer),
        new(P11Db, "P11D(b): class 1A National Insurance on benefits", ReportScope.Employer),
    ]);

    private static readonly Source RealTime = new("Income Tax (Pay As You Earn) Regulations 2003, regulation 67B", "https://www.legislation.gov.uk/uksi/2003/2682/regulation/67B");
    private static readonly Source Summary = new("GOV.UK, Running payroll: sending an Employer Payment Summary", "https://www.gov.uk/running-payroll/reporting-to-hmrc-eps");
    private static readonly Source Payment = new("Income Tax (Pay As You Earn) Regulations 2003, regulations 69 and 70", "https://www.legislation.gov.uk/uksi/2003/2682/regulation/69");
    private static readonly Source Certificate = new("Income Tax (Pay As You Earn) Regulations 2003, regulation 67", "https://www.legislation.gov.uk/uksi/2003/2682/regulation/67");
    private static readonly Source Benefits = new("Income Tax (Pay As You Earn) Regulations 2003, regulation 85; Social Security (Contributions) Regulations 2001, regulation 80", "https://www.legislation.gov.uk/uksi/2003/2682/regulation/85");
    private static readonly Source Class1A = new("Social Security (Contributions) Regulations 2001, regulation 71", "https://www.legislation.gov.uk/uksi/2001/1004/regulation/71");
    private static readonly Source PensionPayment = new("Occupational Pension Schemes (Scheme Administration) Regulations 1996, regulation 16", "https://www.legislation.gov.uk/uksi/1996/1715/regulation/16");

    public static IEnumerable<Obligation> For(DateOnly payDate, IReadOnlyDictionary<string, string> employer)
    {
        yield return new(Fps, "Full Payment Submission", "HMRC", payDate, payDate.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), [], RealTime);

        var month = Calendar.TaxMonthStart(payDate);
        var monthEnd = month.AddMonths(1).AddDays(-1);
        var monthKey = PeriodKey(payDate, Calendar.TaxMonthOf(payDate));
        yield return new(Eps, "Employer Payment Summary", "HMRC", Day(monthEnd, 19), monthKey, [], Summary);

        var (paymentEnd, paymentKey) = employer.TryGetValue("hmrc_payment_frequency", out var frequency) && frequency == "quarterly"
            ? (QuarterEnd(payDate), PeriodKey(payDate, (Calendar.TaxMonthOf(payDate) + 2) / 3, "Q"))
            : (monthEnd, monthKey);
        // Electronic payment: the 22nd, or the last banking day before where the 22nd is none.
        yield return new(HmrcPayment, "PAYE and National Insurance payment", "HMRC", Calendar.OnOrBefore(Day(paymentEnd, 22)), paymentKey, Lines.PayableToHmrc, Payment);

        var nextMonth = new DateOnly(payDate.Year, payDate.Month, 22).AddMonths(1);
        yield return new("pension_payment", "Pension contributions", "pension scheme", Calendar.OnOrBefore(nextMonth),
            payDate.ToString("yyyy-MM", CultureInfo.InvariantCulture), Lines.PayableToPension, PensionPayment);

        var year = Calendar.TaxYearOf(payDate);
        if (employer.TryGetValue("p11d_benefits", out var benefits) && benefits.Length > 0)
        {
            yield return new(P11Db, "P11D(b), and forms P11D", "HMRC", new DateOnly(year.End.Year, 7, 6), year.Label, [], Benefits);
            yield return new(Class1APayment, "Class 1A National Insurance on benefits", "HMRC", Calendar.OnOrBefore(new DateOnly(year.End.Year, 7, 22)), year.Label, [], Class1A);
        }

        yield return new(P60, "P60 to each employee", "employees", new DateOnly(year.End.Year, 5, 31), year.Label, [], Certificate);
    }

    /// <summary>A day of the calendar month in which the tax month or quarter ends on the 5th.</summary>
    private static DateOnly Day(DateOnly end, int day) => new(end.Year, end.Month, day);

    private static DateOnly QuarterEnd(DateOnly payDate)
    {
        var start = Calendar.TaxYearOf(payDate).Start;
        return start.AddMonths((Calendar.TaxMonthOf(payDate) + 2) / 3 * 3).AddDays(-1);
    }

    private static string PeriodKey(DateOnly payDate, int number, string prefix = "") =>
        string.Create(CultureInfo.InvariantCulture, $"{Calendar.TaxYearOf(payDate).Label}/{prefix}{number:00}");
}
