using System.Globalization;
using Bureau.Jurisdictions;

namespace Bureau.Payroll.Tests.Runs;

/// <summary>
/// The law of nowhere, small enough to check by head: tax is 20 % of taxable pay to date above 1,000 a period, less tax to date; the employer pays a levy of 10 % of gross.
/// </summary>
internal sealed class TestPack : IRulePack
{
    private readonly HashSet<DateOnly> _holidays = [new(2026, 12, 25), new(2026, 12, 28), new(2027, 1, 1)];
    private int _calculations;

    public string Country => "GB";
    public string Currency => "GBP";
    public string Version { get; set; } = "TEST-1";
    public string? Problem { get; set; }
    /// <summary>How often somebody was calculated.</summary>
    public int Calculations => _calculations;
    /// <summary>Called with the number of each calculation.</summary>
    public Action<int>? OnCalculate { get; set; }

    public FieldSet EmployeeFields { get; } = new(
    [
        new("tax_code", "Tax code", FieldType.Text) { Required = true, OnPayslip = true },
        new("start_date", "Start", FieldType.Date),
        new("leaving_date", "Left", FieldType.Date),
    ]);

    public FieldSet EmployerFields { get; } = new([new("paye_reference", "PAYE reference", FieldType.Text) { OnPayslip = true }]);

    public BankAccounts BankAccounts { get; } = new("BACS",
        new("bank_sort_code", "Sort code", FieldType.Text) { Sensitive = true }, new("bank_account_number", "Account number", FieldType.Text) { Sensitive = true });

    public IReadOnlyList<IReadOnlyList<Field>> Address { get; } = [[new("address_line_1", "Address", FieldType.Text)], [new("town", "Town", FieldType.Text), new("postcode", "Postcode", FieldType.Text)]];

    public NameSet<PayItem> PayItems { get; } = new(
    [
        new("regular", "Basic pay", PayItemKind.Earning) { ByUnits = true },
        new("bonus", "Bonus", PayItemKind.Earning),
        new("salary_sacrifice", "Salary sacrifice", PayItemKind.Sacrifice),
        new("union_dues", "Union dues", PayItemKind.Deduction),
        new("benefit", "Company car", PayItemKind.BenefitInKind),
        new("expenses", "Expenses", PayItemKind.Reimbursement),
        new("back_pay", "Back pay", PayItemKind.Earning),
    ]);

    public NameSet<Line> Lines { get; } = new(
    [
        new("taxable_pay", "Taxable pay", LineKind.Base),
        new("tax", "Tax", LineKind.EmployeeDeduction) { PayableTo = "Treasury" },
        new("levy", "Levy", LineKind.EmployerCost) { PayableTo = "Treasury" },
        new("leave", "Leave accrued", LineKind.Base) { InHours = true },
    ]);

    public bool MarksDeductions => true;

    public TaxYear TaxYearOf(DateOnly payDate)
    {
        var start = payDate >= new DateOnly(payDate.Year, 4, 6) ? payDate.Year : payDate.Year - 1;
        return new(new(start, 4, 6), new(start + 1, 4, 5), string.Create(CultureInfo.InvariantCulture, $"{start}-{(start + 1) % 100:00}"));
    }

    public int PeriodOf(DateOnly payDate, PayFrequency frequency)
    {
        var days = payDate.DayNumber - TaxYearOf(payDate).Start.DayNumber;
        return frequency switch { PayFrequency.Weekly => days / 7 + 1, PayFrequency.Fortnightly => days / 14 + 1, PayFrequency.FourWeekly => days / 28 + 1, _ => days * 12 / 366 + 1 };
    }

    public string? WhyNotPayable(DateOnly payDate) => Problem;

    public void Calculate(PayCase payCase, PayResult result, Trace? trace = null)
    {
        var number = Interlocked.Increment(ref _calculations);
        OnCalculate?.Invoke(number);
        if (payCase.Fields[0] == "BAD") throw new RulePackException("tax_code", "Tax code: the law gives it no meaning.");
        result.Clear();
        var cash = payCase.Pay[0] + payCase.Pay[1] - payCase.Pay[2] + payCase.Pay[6];
        var taxable = cash + payCase.Pay[4];
        var toDate = payCase.YearToDate[0] + taxable;
        var tax = decimal.Round(0.2m * Math.Max(0, toDate - 1000m * payCase.Period), 2, MidpointRounding.AwayFromZero) - payCase.YearToDate[1];
        var levy = decimal.Round(0.1m * Math.Max(0, cash), 2, MidpointRounding.AwayFromZero);
        (result.Amounts[0], result.Amounts[1], result.Amounts[2], result.Amounts[3]) = (taxable, tax, levy, 2.5m);
        if (trace is null) return;
        trace.Add(new("taxable_pay", "Taxable pay", "pay and benefits", [], taxable, taxable));
        trace.Add(new("tax", "Tax to date", "20 % × (taxable pay to date − 1,000 × periods)", [("taxable pay to date", toDate.ToString(CultureInfo.InvariantCulture))], tax + payCase.YearToDate[1]));
        trace.Add(new("tax", "Tax", "tax to date − tax before", [], tax, tax));
        trace.Add(new("levy", "Levy", "10 % × gross", [], levy, levy));
    }

    public void Check(PayCase payCase, ICollection<Finding> findings)
    {
        if (payCase.Fields[0] is null) findings.Add(new("missing_tax_code", "tax_code", "Tax code is missing. Enter it.", true));
    }

    public IReadOnlyDictionary<string, Component> Components { get; } = new Dictionary<string, Component>();

    public IEnumerable<Obligation> ObligationsFor(DateOnly payDate, IReadOnlyDictionary<string, string> employer) =>
    [
        new("employer", "Employer's report", "Treasury", payDate.AddDays(10), "all", [], new Source("Act of Nowhere")),
        new("payment", "Payment", "Treasury", payDate.AddDays(5), "all", ["tax", "levy"], new Source("Act of Nowhere")),
    ];

    public NameSet<PlanType> PlanTypes { get; } = new([new("dues", "Union", "union_dues", ByShare: true, "after tax")]);

    public IPensionDuties? PensionDuties { get; set; }

    public NameSet<Report> Reports { get; } = new(
    [
        new("payment", "Payment report", ReportScope.Payment),
        new("leaver", "Leaver's form", ReportScope.Leaver),
        new("year", "Form of the year", ReportScope.Year),
        new("everybody", "Form of the year for everybody", ReportScope.EverybodysYear),
        new("employer", "Employer's report", ReportScope.Employer),
        new("elsewhere", "Report of other employers", ReportScope.Employer) { Where = new(["paye_reference"], ["elsewhere"]) },
    ]);

    public IEnumerable<ReportFigure> FiguresFor(string obligation, PayCase payCase, PayResult result) => obligation == "employer" ? [] :
    [
        new("TaxableToDate", (payCase.YearToDate[0] + result.Amounts[0]).ToString("0.00", CultureInfo.InvariantCulture), "Taxable pay to date"),
        new("Left", payCase.Fields[2] ?? "", "Left on"),
    ];

    public IEnumerable<ReportFigure> EmployerFiguresFor(string obligation, DateOnly payDate, IReadOnlyDictionary<string, string> employer, EmployerPay paid) =>
        [new("Taxable", paid.Sum("taxable_pay").ToString("0.00", CultureInfo.InvariantCulture), "Taxable pay of everybody") { Lines = ["taxable_pay"] }, new("Reference", employer["paye_reference"], "Reference")];

    public IReadOnlySet<DateOnly> BankHolidays(int year) => _holidays.Where(h => h.Year == year).ToHashSet();

    public IReadOnlyList<Parameter> Parameters => [];
}
