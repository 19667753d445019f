using System.Globalization;

namespace Bureau.Jurisdictions.Tests.Example;

/// <summary>Nowhere: one tax of 15 % on pay above an exempt amount of the month; nothing else. As small as a rule pack can be.</summary>
internal sealed class NowhereRulePack(IReadOnlyList<Parameter> parameters) : IRulePack
{
    public string Country => "XX";
    public string CountryName => "Nowhere";
    public string Currency => "EUR";
    public string Version => "XX-1";

    // What must be known of people and employers, and what may be paid: forms, CSV columns and checks are built from these.
    public FieldSet EmployeeFields { get; } = new([new("tax_number", "Tax number", FieldType.Text) { Group = "Tax", Required = true, Sensitive = true, OnPayslip = true }]);
    public FieldSet EmployerFields { get; } = new([new("employer_number", "Employer number", FieldType.Text) { Group = "Tax office", Required = true }]);
    public BankAccounts BankAccounts { get; } = new("SEPA transfer",
        new("bank_bic", "BIC", FieldType.Text) { Group = "Bank", Sensitive = true },
        new("bank_account_number", "IBAN", FieldType.Text) { Group = "Bank", Sensitive = true });
    public IReadOnlyList<IReadOnlyList<Field>> Address { get; } =
        [[new("street", "Street and number", FieldType.Text) { Group = "Address" }], [new("postal_code", "Postal code", FieldType.Text) { Group = "Address" }, new("town", "Town", FieldType.Text) { Group = "Address" }]];
    public NameSet<PayItem> PayItems { get; } = new([new("regular", "Salary", PayItemKind.Earning) { CountsTowards = ["taxable_pay"], ByUnits = true }]);
    public NameSet<Line> Lines { get; } = new(
    [
        new("taxable_pay", "Taxable pay", LineKind.Base),
        new("income_tax", "Income tax", LineKind.EmployeeDeduction) { PayableTo = "Tax office", Help = "15 % of pay above the exempt amount." },
    ]);

    public IReadOnlyList<PayFrequency> Frequencies => [PayFrequency.Monthly];
    public TaxYear TaxYearOf(DateOnly payDate) => new(new(payDate.Year, 1, 1), new(payDate.Year, 12, 31), payDate.Year.ToString(CultureInfo.InvariantCulture));
    public int PeriodOf(DateOnly payDate, PayFrequency frequency) => payDate.Month;
    public IReadOnlySet<DateOnly> BankHolidays(int year) => new HashSet<DateOnly> { new(year, 1, 1), new(year, 12, 25) };
    public IReadOnlyList<Parameter> Parameters => parameters;

    // A year without figures is refused; drafts may be tried out, but pay nobody.
    public string? WhyNotPayable(DateOnly payDate)
    {
        var figures = On(payDate);
        if (!figures.Has("exempt_amount") || !figures.Has("tax_rate")) return $"The figures of {payDate.Year} have not been verified.";
        _ = (figures.Amount("exempt_amount"), figures.Amount("tax_rate"));
        return figures.NotEnacted is [var draft, ..] ? $"Not yet law: {draft}." : null;
    }

    public void Calculate(PayCase payCase, PayResult result, Trace? trace = null)
    {
        var (exempt, rate) = (On(payCase.PayDate).Amount("exempt_amount"), On(payCase.PayDate).Amount("tax_rate"));
        result.Clear();
        var pay = payCase.Pay[0];
        var tax = decimal.Round(Math.Max(0, pay - exempt.Value) * rate.Value, 2, MidpointRounding.AwayFromZero);
        (result.Amounts[0], result.Amounts[1]) = (pay, tax);
        trace?.Add(new("taxable_pay", "Taxable pay", "pay of the month", [], pay, Contributes: pay));
        trace?.Add(new("income_tax", "Income tax", "(pay − exempt amount) × rate", [("pay", Text(pay)), ("exempt amount", Text(exempt.Value)), ("rate", Text(rate.Value))],
            tax, Contributes: tax, Rounding: "to the cent", Parameter: rate.Use));
    }

    public void Check(PayCase payCase, ICollection<Finding> findings)
    {
        if (WhyNotPayable(payCase.PayDate) is { } why) findings.Add(new("not_payable", null, why, Blocks: true));
        if (string.IsNullOrEmpty(payCase.Fields[0])) findings.Add(new("missing_tax_number", "tax_number", "Tax number is missing. Enter it as on the card.", Blocks: true));
    }

    public IEnumerable<Obligation> ObligationsFor(DateOnly payDate, IReadOnlyDictionary<string, string> employer)
    {
        var due = new DateOnly(payDate.Year, payDate.Month, 10).AddMonths(1);
        yield return new("tax_payment", "Payment of income tax", "Tax office", due, $"{payDate:yyyy-MM}", ["income_tax"], new Source("Income Tax Act of Nowhere, section 7"));
    }

    public IReadOnlyDictionary<string, Component> Components { get; } = new Dictionary<string, Component>();

    // A pack for many payslips works this out once for each stretch of days, not for each payslip.
    private ParameterTable On(DateOnly payDate) => new(parameters, TaxYearOf(payDate).Start, payDate);

    private static string Text(decimal number) => number.ToString(CultureInfo.InvariantCulture);
}
