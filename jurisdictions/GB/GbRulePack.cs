using System.Globalization;

namespace Bureau.Jurisdictions.GB;

/// <summary>United Kingdom: PAYE income tax, class 1 National Insurance, student loans, workplace pension. See README.md for the scope.</summary>
internal sealed class GbRulePack : IRulePack
{
    private readonly Stretch[] _stretches;
    private readonly MinimumWage _minimumWage;
    private readonly AutoEnrolment _autoEnrolment;

    public GbRulePack() : this(ParameterFiles.Load("GB"), ParameterFiles.Hash("GB"))
    {
    }

    /// <param name="parameters">Dated values; those of a coming year may be drafts.</param>
    /// <param name="hash">What tells this set of values from another.</param>
    internal GbRulePack(IReadOnlyList<Parameter> parameters, string hash)
    {
        Parameters = parameters;
        Version = string.Create(CultureInfo.InvariantCulture, $"GB-{typeof(GbRulePack).Assembly.GetName().Version!.ToString(3)}-{hash}");
        _stretches = Stretch.AllOf(parameters);
        _minimumWage = new MinimumWage(parameters);
        _autoEnrolment = new AutoEnrolment(FindTables);
        Entitlements = new Entitlements(parameters).All;
        Components = StatutoryComponents.All(parameters, Entitlements);
    }

    public string Country => "GB";

    public string Currency => "GBP";

    public string Version { get; }

    public FieldSet EmployeeFields => GB.EmployeeFields.All;

    public FieldSet EmployerFields => GB.EmployerFields.All;

    public BankAccounts BankAccounts => BankAndAddress.Accounts;

    public IReadOnlyList<IReadOnlyList<Field>> Address => BankAndAddress.Address;

    public NameSet<PayItem> PayItems => GB.PayItems.All;

    public NameSet<Line> Lines => GB.Lines.All;

    public IReadOnlyDictionary<string, Component> Components { get; }

    public IReadOnlyList<Parameter> Parameters { get; }

    /// <summary>Employment Rights Act 1996, sections 8(2)(b) and 9.</summary>
    public bool MarksDeductions => true;

    public TaxYear TaxYearOf(DateOnly payDate) => Calendar.TaxYearOf(payDate);

    public int PeriodOf(DateOnly payDate, PayFrequency frequency) => Calendar.PeriodOf(payDate, frequency);

    public IReadOnlySet<DateOnly> BankHolidays(int year) => Calendar.BankHolidays(year);

    public IEnumerable<Obligation> ObligationsFor(DateOnly payDate, IReadOnlyDictionary<string, string> employer) => Obligations.For(payDate, employer);

    public IEnumerable<ReportFigure> FiguresFor(string obligation, PayCase payCase, PayResult result) =>
        obligation switch
        {
            Obligations.Fps => FullPaymentSubmission.FiguresOf(payCase, result),
            Obligations.P45 => EmployeeForms.P45(payCase, result),
            Obligations.P60 => EmployeeForms.P60(payCase, result),
            _ => [],
        };

    public NameSet<Report> Reports => Obligations.Reports;

    public NameSet<PlanType> PlanTypes { get; } = new([new("salary-sacrifice", "Salary sacrifice", "salary_sacrifice", ByShare: false, "before income tax and social security")]);

    public IEnumerable<ReportFigure> EmployerFiguresFor(string obligation, DateOnly payDate, IReadOnlyDictionary<string, string> employer, EmployerPay paid)
    {
        var dues = new EmployerDues(new ParameterTable(Parameters, TaxYearOf(payDate).Start, payDate), payDate, employer, paid);
        return obligation switch
        {
            Obligations.Eps => dues.EmployerPaymentSummary(),
            Obligations.HmrcPayment => dues.PaymentRecord(),
            Obligations.P11Db or Obligations.Class1APayment => dues.BenefitsReturn(),
            _ => [],
        };
    }

    public string? KeptUnder(PayCase payCase) => NationalInsurance.KeptUnder(payCase);

    public void Check(PayCase payCase, ICollection<Finding> findings) => Checks.Of(this, payCase, FindTables(payCase.PayDate), _minimumWage, _autoEnrolment, findings);

    public IEnumerable<Suggestion> Suggest(PayCase payCase) => FindTables(payCase.PayDate) is null
        ? []
        : Suggestions.Of(payCase, new ParameterTable(Parameters, TaxYearOf(payCase.PayDate).Start, payCase.PayDate));

    public IEnumerable<Suggestion> SuggestForNewYear(PayCase payCase) => FindTables(payCase.PayDate) is null
        ? []
        : NewYear.Of(payCase, new ParameterTable(Parameters, TaxYearOf(payCase.PayDate).Start, payCase.PayDate));

    public NameSet<Notice> Notices => GB.Notices.All;

    public NameSet<Entitlement> Entitlements { get; }

    public IPensionDuties PensionDuties => _autoEnrolment;

    public string? WhyNotPayable(DateOnly payDate)
    {
        var problem = Stretch.Holding(payDate, _stretches)?.Problem;
        if (problem is null && FindTables(payDate) is not null) return null;
        var year = TaxYearOf(payDate).Label;
        var verified = string.Join(", ", _stretches.Where(s => s.Problem is null).Select(s => s.Tables!.Year.Label).Distinct());
        return $"Tax year {year}: {problem ?? "its figures have not been verified"}. Verified for payment: {verified}. Update the rule pack before paying on {payDate:yyyy-MM-dd}.";
    }

    public void Calculate(PayCase payCase, PayResult result, Trace? trace = null)
    {
        var year = FindTables(payCase.PayDate) ?? throw new RulePackException("pay_date", WhyNotPayable(payCase.PayDate)!);
        result.Clear();
        var amounts = result.Amounts;

        var earnings = Earnings.Of(payCase);
        var pension = Pension.Of(payCase, year, earnings, trace);
        pension.WriteTo(payCase, year, result, trace);

        var award = TerminationAward.Calculate(payCase, year, result, trace);

        var taxablePay = earnings.Taxable - pension.OffTaxablePay + award;
        amounts[GB.Lines.TaxablePay] = taxablePay;
        amounts[GB.Lines.PayrolledBenefits] = payCase.Pay[GB.PayItems.PayrolledBenefit];
        foreach (var (item, line) in GB.Lines.StatutoryPay) amounts[line] = payCase.Pay[item];
        amounts[GB.Lines.IncomeTax] = IncomeTax.Calculate(payCase, year, taxablePay, earnings.NotCash, trace);

        // Where nothing is subject to class 1, loans are not collected either.
        var category = NationalInsurance.CategoryOf(payCase, year);
        var niablePay = NationalInsurance.IsDue(payCase, category) ? earnings.Niable - pension.OffNiablePay : 0;
        amounts[GB.Lines.NiablePay] = niablePay;
        NationalInsurance.Calculate(payCase, year, category, niablePay, result, trace);
        amounts[GB.Lines.StudentLoan] = StudentLoans.Undergraduate(payCase, year, niablePay, trace);
        amounts[GB.Lines.PostgraduateLoan] = StudentLoans.Postgraduate(payCase, year, niablePay, trace);

        AttachmentOrders.Calculate(payCase, year, result, trace);

        if (trace is not null) ExplainBases(payCase, year, pension, result, trace);
    }

    private static void ExplainBases(PayCase payCase, YearTables year, in Pension pension, PayResult result, Trace trace)
    {
        Earnings.Explain(payCase, "taxable_pay", e => e.Taxable, pension.OffTaxablePay, trace);
        TerminationAward.Explain(result, trace);
        if (payCase.Pay[GB.PayItems.PayrolledBenefit] is not 0 and var benefits)
            trace.Add(new("payrolled_benefits", "Payrolled benefits", "benefits of this period", [], benefits, Contributes: benefits));
        foreach (var (item, line) in GB.Lines.StatutoryPay)
            if (payCase.Pay[item] is not 0 and var paid)
                trace.Add(new(GB.Lines.All[line].Name, GB.Lines.All[line].Label, "paid in this period", [], paid, Contributes: paid));
        if (NationalInsurance.IsDue(payCase, NationalInsurance.CategoryOf(payCase, year)))
            Earnings.Explain(payCase, "niable_pay", e => e.Niable, pension.OffNiablePay, trace);
    }

    /// <summary>Null where no figures are known for the day's tax year. Drafts are found: they may be tried out, but not paid.</summary>
    private YearTables? FindTables(DateOnly day) => Stretch.Holding(day, _stretches)?.Tables;
}

/// <summary>Days of one tax year on which the same figures apply.</summary>
/// <param name="Problem">Why nobody may be paid by them; null = they are complete and enacted.</param>
internal sealed record Stretch(DateOnly From, DateOnly Until, YearTables? Tables, string? Problem)
{
    private static readonly string[] Needed = ["income_tax_", "ni_", "student_loan_", "postgraduate_loan_", "pension_", "attachment_"];

    public static Stretch? Holding(DateOnly day, Stretch[] stretches)
    {
        for (var i = stretches.Length - 1; i >= 0; i--)
            if (stretches[i].From <= day) return day <= stretches[i].Until ? stretches[i] : null;
        return null;
    }

    /// <summary>One from each day on which a value changes.</summary>
    public static Stretch[] AllOf(IReadOnlyList<Parameter> parameters) =>
    [
        .. parameters.Where(p => Needed.Any(n => p.Name.StartsWith(n, StringComparison.Ordinal)))
            .SelectMany(p => p.Values.Select(v => v.From)).Distinct().Order().Select(day => Starting(parameters, day)),
    ];

    private static Stretch Starting(IReadOnlyList<Parameter> parameters, DateOnly day)
    {
        var until = Calendar.TaxYearOf(day).End;
        try
        {
            var tables = new YearTables(parameters, day);
            return new(day, until, tables, tables.NotEnacted.Count == 0 ? null : "not yet law: " + string.Join("; ", tables.NotEnacted.Distinct()));
        }
        catch (RulePackException gap)
        {
            return new(day, until, null, gap.Message.TrimEnd('.'));
        }
    }
}
