using System.Globalization;
using Bureau.Jurisdictions.US.States;

namespace Bureau.Jurisdictions.US;

/// <summary>United States: federal taxes, the states listed in README.md, orders to withhold. See there for the scope.</summary>
internal sealed class UsRulePack : IRulePack
{
    /// <summary>First day for which federal figures are known.</summary>
    private static readonly DateOnly s_first = new(2025, 1, 1);

    private readonly Timeline<FederalTables> _federal;
    private readonly StateTaxes _states;
    private readonly Checks _checks;

    public UsRulePack() : this(ParameterFiles.Load("US"), ParameterFiles.Hash("US"))
    {
    }

    /// <param name="parameters">Dated values; those of a coming year may be drafts.</param>
    /// <param name="hash">What tells this set of values from another.</param>
    internal UsRulePack(IReadOnlyList<Parameter> parameters, string hash)
    {
        Parameters = parameters;
        Version = string.Create(CultureInfo.InvariantCulture, $"US-{typeof(UsRulePack).Assembly.GetName().Version!.ToString(3)}-{hash}");
        _federal = new(parameters, s_first, figures => new FederalTables(figures));
        _states = new(parameters);
        _checks = new(this, _states, new(parameters, s_first, figures => new LaborStandards(figures)), new(parameters, s_first, figures => new BenefitLimits(figures)));
        Components = US.Components.All(_federal, _states);
    }

    public string Country => "US";

    public string Currency => "USD";

    public string Version { get; }

    public FieldSet EmployeeFields => US.EmployeeFields.All;

    public FieldSet EmployerFields => US.EmployerFields.All;

    public BankAccounts BankAccounts => BankAndAddress.Accounts;

    public IReadOnlyList<IReadOnlyList<Field>> Address => BankAndAddress.Address;

    public NameSet<PayItem> PayItems => US.PayItems.All;

    public NameSet<Line> Lines => US.Lines.All;

    public IReadOnlyList<PayFrequency> Frequencies => PayPeriods.All;

    public IReadOnlyDictionary<string, Component> Components { get; }

    public IReadOnlyList<Parameter> Parameters { get; }

    public string LabelOf(PayFrequency frequency) => frequency == PayFrequency.Fortnightly ? "Biweekly" : PayFrequencies.LabelOf(frequency);

    public PayslipStyle PayslipStyle { get; } = new("MMM d, yyyy", Paper.Letter, RateAndHours: true, AllOfYear: true);

    public IEnumerable<LeaveBalance> LeaveOf(PayCase payCase, PayResult result) => SickLeave.Balances(payCase, result);

    public TaxYear TaxYearOf(DateOnly payDate) => Calendar.TaxYearOf(payDate);

    public int PeriodOf(DateOnly payDate, PayFrequency frequency) => Calendar.PeriodOf(payDate, frequency);

    public IReadOnlySet<DateOnly> BankHolidays(int year) => Calendar.BankHolidays(year);

    public IEnumerable<Obligation> ObligationsFor(DateOnly payDate, IReadOnlyDictionary<string, string> employer) => Obligations.For(payDate, employer);

    public IEnumerable<ReportFigure> FiguresFor(string obligation, PayCase payCase, PayResult result) =>
        obligation == Obligations.FormW2 ? FormW2.FiguresOf(payCase, result) : [];

    public NameSet<Report> Reports => Obligations.Reports;

    public NameSet<PlanType> PlanTypes => US.PayItems.PlanTypes;

    public IEnumerable<ReportFigure> EmployerFiguresFor(string obligation, DateOnly payDate, IReadOnlyDictionary<string, string> employer, EmployerPay paid)
    {
        var returns = new EmployerReturns(new(Parameters, DateOnly.MinValue, payDate), payDate, employer, paid);
        return obligation switch
        {
            Obligations.FederalDeposit => returns.FederalDeposit(),
            Obligations.Form941 => returns.Form941(),
            Obligations.FutaDeposit => returns.FutaDeposit(),
            Obligations.Form940 => returns.Form940(),
            Obligations.FormW3 => FormW2.TotalsOf(paid),
            _ => StateReturns.FiguresFor(obligation, payDate, paid),
        };
    }

    public void Check(PayCase payCase, ICollection<Finding> findings) => _checks.Of(payCase, findings);

    public IEnumerable<Suggestion> Suggest(PayCase payCase) => Suggestions.Of(payCase);

    public IEnumerable<Suggestion> SuggestForNewYear(PayCase payCase) => SickLeave.CarryOver(payCase);

    public string? WhyNotPayable(DateOnly payDate) => _federal.ProblemOn(payDate) is { } problem
        ? $"Tax year {payDate.Year}: {problem}. Verified for payment: {string.Join(", ", _federal.VerifiedYears())}. Update the rule pack before paying on {payDate:yyyy-MM-dd}."
        : null;

    public void Calculate(PayCase payCase, PayResult result, Trace? trace = null)
    {
        var law = _federal.On(payCase.PayDate) ?? throw new RulePackException("pay_date", WhyNotPayable(payCase.PayDate)!);
        result.Clear();

        var notTaken = law.Deferrals.Apply(payCase, result.Amounts, trace);
        var payment = new Payment(payCase, result, trace, Wages.Of(payCase, notTaken));
        Bases.Write(payment, notTaken);
        law.Match.Add(payment);
        FederalIncomeTax.Withhold(payment, law);
        Fica.Withhold(payment, law);
        UnemploymentTax.Accrue(payment, law);
        _states.Withhold(payment);
        Orders.Take(payment, law.Garnishments);
    }
}
