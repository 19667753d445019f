using System.Globalization;

namespace Bureau.Jurisdictions;

/// <summary>
/// Everything a jurisdiction adds to payroll: what must be known of people, how pay counts, the statutory calculation with its
/// explanation, and what must be filed. A pack knows no module, no database and no clock; it is safe to use from many threads.
/// </summary>
public interface IRulePack
{
    /// <summary>ISO 3166-1 alpha-2 country code, e.g. <c>GB</c>.</summary>
    string Country { get; }

    /// <summary>The country as people say it.</summary>
    string CountryName => new RegionInfo(Country).EnglishName;

    /// <summary>ISO 4217 code of every amount of this pack, e.g. <c>GBP</c>.</summary>
    string Currency { get; }

    /// <summary>Recorded on every run: hash of the parameters plus the version of the formulas.</summary>
    string Version { get; }

    /// <summary>What must be known of an employee. Ordinals index <see cref="PayCase.Fields"/>.</summary>
    FieldSet EmployeeFields { get; }

    /// <summary>What must be known of an employer (a legal entity).</summary>
    FieldSet EmployerFields { get; }

    /// <summary>How wages reach a bank account; the two fields are facts of an employee like any other.</summary>
    BankAccounts BankAccounts { get; }

    /// <summary>Fields of a postal address, line by line as they stand on an envelope.</summary>
    IReadOnlyList<IReadOnlyList<Field>> Address { get; }

    /// <summary>Earnings, deductions and benefits that may be paid. Ordinals index <see cref="PayCase.Pay"/>.</summary>
    NameSet<PayItem> PayItems { get; }

    /// <summary>Statutory lines and bases that the calculation gives. Ordinals index <see cref="PayResult"/> and <see cref="PayCase.YearToDate"/>.</summary>
    NameSet<Line> Lines { get; }

    /// <summary>How often people may be paid; the law has no figures for other frequencies.</summary>
    IReadOnlyList<PayFrequency> Frequencies => [PayFrequency.Weekly, PayFrequency.Fortnightly, PayFrequency.FourWeekly, PayFrequency.Monthly, PayFrequency.Annual];

    /// <summary>A frequency as people there say it, e.g. <c>Fortnightly</c>.</summary>
    string LabelOf(PayFrequency frequency) => PayFrequencies.LabelOf(frequency);

    /// <summary>The law wants each deduction on a payslip marked as fixed or variable.</summary>
    bool MarksDeductions => false;

    /// <summary>How payslips are written and printed.</summary>
    PayslipStyle PayslipStyle => PayslipStyle.International;

    /// <summary>Leave whose balance the law wants on the payslip, as it stands at the end of the pay period.</summary>
    IEnumerable<LeaveBalance> LeaveOf(PayCase payCase, PayResult result) => [];

    /// <summary>The tax year that holds a pay date.</summary>
    TaxYear TaxYearOf(DateOnly payDate);

    /// <summary>Number of the pay period within the tax year, counted from 1.</summary>
    int PeriodOf(DateOnly payDate, PayFrequency frequency);

    /// <summary>Null when every parameter needed on this pay date is verified for payment; else a sentence that says which is not and why.</summary>
    string? WhyNotPayable(DateOnly payDate);

    /// <summary>
    /// From pay and year-to-date figures to statutory lines of employee and employer. Pure and deterministic. <paramref name="result"/> is
    /// cleared and filled; <paramref name="trace"/> is null on the fast path.
    /// </summary>
    /// <exception cref="RulePackException">An input that the law gives no meaning to, with the name of the field.</exception>
    void Calculate(PayCase payCase, PayResult result, Trace? trace = null);

    /// <summary>Smaller computations exposed for checking: name, then arguments (<c>arg.*</c>) to results (<c>expect.*</c> names).</summary>
    IReadOnlyDictionary<string, Component> Components { get; }

    /// <summary>
    /// The key under which this payment adds to the year to date of lines that are <see cref="Line.KeptApart"/>, e.g. a category letter that may
    /// change during the year and is reported apart. Null = nothing is kept apart.
    /// </summary>
    string? KeptUnder(PayCase payCase) => null;

    /// <summary>Adds the blockers that the law puts in the way of paying this person, and what should be looked at, before calculating.</summary>
    void Check(PayCase payCase, ICollection<Finding> findings);

    /// <summary>Values that the law gives to facts that are not yet known, e.g. the tax code that a starter declaration leads to.</summary>
    IEnumerable<Suggestion> Suggest(PayCase payCase) => [];

    /// <summary>
    /// Facts that a new tax year changes by law, e.g. tax codes. The case holds the facts and the year to date at the end of the old year, and a pay
    /// date in the new one. An empty value means that the fact ends.
    /// </summary>
    IEnumerable<Suggestion> SuggestForNewYear(PayCase payCase) => [];

    /// <summary>Notices of authorities that change facts of employees.</summary>
    NameSet<Notice> Notices => new([]);

    /// <summary>Payments that the law grants for absences, judged from dates and earnings.</summary>
    NameSet<Entitlement> Entitlements => new([]);

    /// <summary>Kinds of benefit plan that employers may offer, besides pensions: those follow from the pension fields of the employee.</summary>
    NameSet<PlanType> PlanTypes => new([]);

    /// <summary>What the law asks for workplace pensions; null where it asks for nothing.</summary>
    IPensionDuties? PensionDuties => null;

    /// <summary>
    /// What a payment contributes to a report, under the official names of its data items. <paramref name="obligation"/> is the key of an
    /// <see cref="Obligation"/>; empty where the report takes nothing of the single payment.
    /// </summary>
    IEnumerable<ReportFigure> FiguresFor(string obligation, PayCase payCase, PayResult result) => [];

    /// <summary>Reports that there are figures for, from <see cref="FiguresFor"/> or <see cref="EmployerFiguresFor"/>.</summary>
    NameSet<Report> Reports => new([]);

    /// <summary>Figures of a report on the employer as a whole, for the report's period as far as it has gone.</summary>
    /// <param name="payDate">The last pay date reported; says which period it is.</param>
    /// <param name="employer">Facts of the employer by field name.</param>
    /// <param name="paid">The tax year up to that pay date.</param>
    IEnumerable<ReportFigure> EmployerFiguresFor(string obligation, DateOnly payDate, IReadOnlyDictionary<string, string> employer, EmployerPay paid) => [];

    /// <summary>What must be filed or paid to authorities because of a pay date, with due dates.</summary>
    IEnumerable<Obligation> ObligationsFor(DateOnly payDate, IReadOnlyDictionary<string, string> employer);

    /// <summary>Days on which banks do not pay, for the calendar year.</summary>
    IReadOnlySet<DateOnly> BankHolidays(int year);

    /// <summary>All dated parameters, for display and for tests.</summary>
    IReadOnlyList<Parameter> Parameters { get; }
}

/// <param name="Start">First day.</param>
/// <param name="End">Last day.</param>
/// <param name="Label">As people say it, e.g. <c>2026-27</c>.</param>
public sealed record TaxYear(DateOnly Start, DateOnly End, string Label);

public enum PayFrequency { Weekly, Fortnightly, FourWeekly, Monthly, Annual, SemiMonthly, Daily, Quarterly, SemiAnnual }

/// <summary>An input that the law gives no meaning to. <see cref="Field"/> names the culprit; the message never holds personal data.</summary>
public sealed class RulePackException(string field, string message) : Exception(message)
{
    public string Field { get; } = field;
}

/// <param name="arguments">By name; those of the law's own names, and <c>frequency</c> where the case gives one.</param>
public delegate IReadOnlyDictionary<string, decimal> Component(DateOnly payDate, IReadOnlyDictionary<string, string> arguments);

/// <param name="Key">Stable name of the kind of blocker, e.g. <c>missing_tax_code</c>.</param>
/// <param name="Field">Field that resolves it, if one does.</param>
/// <param name="Message">What is wrong and how to fix it, in words.</param>
/// <param name="Blocks">True: the person cannot be paid until resolved. False: a warning.</param>
public sealed record Finding(string Key, string? Field, string Message, bool Blocks);

/// <param name="Field">Field of the employee that is not known.</param>
/// <param name="Value">Value to propose; somebody accepts it.</param>
/// <param name="Why">What it follows from, in words.</param>
public sealed record Suggestion(string Field, string Value, string Why, Source Source);

/// <summary>What a report is made of.</summary>
public enum ReportScope
{
    /// <summary>Every payment, to an authority.</summary>
    Payment,
    /// <summary>The last payment of somebody who leaves, for the person.</summary>
    Leaver,
    /// <summary>The last payment of a tax year to somebody who stays, for the person.</summary>
    Year,
    /// <summary>The last payment of a tax year to anybody, whether they stay or left during the year, for the person.</summary>
    EverybodysYear,
    /// <summary>The employer as a whole.</summary>
    Employer,
}

/// <param name="Name">As <see cref="IRulePack.FiguresFor"/> takes it; the key of an <see cref="Obligation"/> where there is one.</param>
/// <param name="Title">As people say it.</param>
public sealed record Report(string Name, string Title, ReportScope Scope) : INamed
{
    /// <summary>It is made for employers of whom this holds; null = for every employer.</summary>
    public FieldCondition? Where { get; init; }
}

/// <param name="Name">Official name of the data item, e.g. <c>TaxablePay</c>.</param>
/// <param name="Value">As the report writes it: amounts with two decimals, dates as YYYY-MM-DD.</param>
/// <param name="Label">What it is, in words.</param>
public sealed record ReportFigure(string Name, string Value, string Label)
{
    /// <summary>Lines of the pack whose amounts make it up, one payment after the other; empty where it is worked out from other figures.</summary>
    public IReadOnlyList<string> Lines { get; init; } = [];

    /// <summary>With <see cref="Lines"/>: the first pay date that counts; null = the tax year, with what people brought from a former payroll.</summary>
    public DateOnly? From { get; init; }

    /// <summary>What is to be paid for the report's period, where that is not simply the sum of the lines.</summary>
    public bool IsDue { get; init; }
}

/// <param name="Key">Stable name, e.g. <c>fps</c>.</param>
/// <param name="Title">As people say it, e.g. <c>Full Payment Submission</c>.</param>
/// <param name="Authority">To whom.</param>
/// <param name="DueOn">Last day on which it is in time.</param>
/// <param name="PeriodKey">Obligations with equal key and period key are one obligation, fed by many runs.</param>
/// <param name="AmountLines">Lines whose sum is to be paid; empty for a report.</param>
/// <param name="Source">The law or guidance that demands it.</param>
public sealed record Obligation(string Key, string Title, string Authority, DateOnly DueOn, string PeriodKey, IReadOnlyList<string> AmountLines, Source Source);
