using Bureau.Jurisdictions;

namespace Bureau.Payroll.Payslips.Document;

/// <summary>
/// What a payslip says. Its canonical bytes (<see cref="PayslipBytes"/>) are stored once, when the run is released, and never change;
/// the HTML, text and PDF forms are pure functions of them. Amounts are minor units of <see cref="Currency"/>.
/// </summary>
/// <remarks>
/// Content of a UK itemised pay statement: Employment Rights Act 1996, section 8(2): (a) gross amount, (b) deductions, variable and fixed,
/// with their purposes, (c) net amount, (d) amount and method of each part-payment, (e) hours where pay varies by time worked
/// (since 6 April 2019, SI 2018/147 and SI 2018/529). https://www.legislation.gov.uk/ukpga/1996/18/section/8
/// Of wage statements in California (Labor Code 226(a) and 246(i)) and New York (Labor Law 195.3): rates of pay with their basis, total of the hours worked, leave available.
/// </remarks>
internal sealed record PayslipDocument
{
    public const int CurrentVersion = 1;

    /// <summary>Version of both what can be said and how it is laid out. A released payslip keeps its own.</summary>
    public int Version { get; init; } = CurrentVersion;

    /// <summary>ISO 4217 code.</summary>
    public required string Currency { get; init; }

    /// <summary>Digits after the decimal separator of the currency, 0 to 4.</summary>
    public int CurrencyDigits { get; init; } = 2;

    /// <summary>How dates are written, for the invariant culture.</summary>
    public string DateFormat { get; init; } = PayslipStyle.International.DateFormat;

    public Paper Paper { get; init; } = PayslipStyle.International.Paper;

    public required PayslipEmployer Employer { get; init; }
    public required PayslipEmployee Employee { get; init; }
    public required PayslipPeriod Period { get; init; }
    public required DateOnly PayDate { get; init; }

    /// <summary>The parts in which net pay is paid; their sum is <see cref="NetPay"/>. Empty where nothing is paid out.</summary>
    public IReadOnlyList<PayslipPayment> Payments { get; init; } = [];

    /// <summary>Their sum is <see cref="GrossPay"/>. Salary sacrifice is a negative line.</summary>
    public IReadOnlyList<PayslipLine> Earnings { get; init; } = [];

    /// <summary>Positive amounts are withheld, negative ones are refunds. Their sum is <see cref="TotalDeductions"/>.</summary>
    public IReadOnlyList<PayslipLine> Deductions { get; init; } = [];

    /// <summary>Paid out with net pay but part neither of gross nor of taxable pay.</summary>
    public IReadOnlyList<PayslipLine> Reimbursements { get; init; } = [];

    /// <summary>Taxed through the payroll but not paid in cash: outside gross and net pay.</summary>
    public IReadOnlyList<PayslipLine> BenefitsInKind { get; init; } = [];

    /// <summary>Borne by the employer on top of gross pay.</summary>
    public IReadOnlyList<PayslipLine> EmployerCosts { get; init; } = [];

    /// <summary>Figures that rates apply to: taxable pay, pay subject to National Insurance, pensionable pay.</summary>
    public IReadOnlyList<PayslipLine> Bases { get; init; } = [];

    /// <summary>Hours where pay varies by time worked: one total, or a figure for each type of work or rate of pay.</summary>
    public IReadOnlyList<PayslipHours> Hours { get; init; } = [];

    /// <summary>Hours of leave, where the law wants them to stand here.</summary>
    public IReadOnlyList<LeaveBalance> Leave { get; init; } = [];

    public required PayslipFigure GrossPay { get; init; }
    public required PayslipFigure TotalDeductions { get; init; }
    public required PayslipFigure NetPay { get; init; }

    /// <summary>From the employer to the employee. Line breaks are kept.</summary>
    public string? Message { get; init; }

    /// <summary>Sum of a pay item or a line of the pack, minor units; zero where it is not on the payslip.</summary>
    public long AmountOf(string line)
    {
        IReadOnlyList<PayslipLine>[] tables = [Earnings, Deductions, Reimbursements, BenefitsInKind, EmployerCosts, Bases];
        return tables.SelectMany(t => t).Where(l => l.Item == line).Sum(l => l.Amount);
    }

    /// <summary>Seal of the run, in hexadecimal: one hash over inputs, rule-pack version and results, signed by preparer and approver.</summary>
    public string? Seal { get; init; }

    /// <summary>Null when the figures of this period agree with each other, else which do not and by how much. Holds no names.</summary>
    public string? WhyItDoesNotAdd()
    {
        if (Sum(Earnings) - GrossPay.Amount is not 0 and var gross) return $"Earnings differ from gross pay by {PayslipFormat.Amount(gross, CurrencyDigits)}.";
        if (Sum(Deductions) - TotalDeductions.Amount is not 0 and var deductions) return $"Deductions differ from their total by {PayslipFormat.Amount(deductions, CurrencyDigits)}.";
        if (GrossPay.Amount - TotalDeductions.Amount + Sum(Reimbursements) - NetPay.Amount is not 0 and var net)
            return $"Gross pay less deductions plus reimbursements differs from net pay by {PayslipFormat.Amount(net, CurrencyDigits)}.";
        if (Payments.Count > 0 && Payments.Sum(payment => payment.Amount) - NetPay.Amount is not 0 and var paid)
            return $"Payments differ from net pay by {PayslipFormat.Amount(paid, CurrencyDigits)}.";
        return null;
    }

    private static long Sum(IReadOnlyList<PayslipLine> lines)
    {
        var sum = 0L;
        for (var i = 0; i < lines.Count; i++) sum = checked(sum + lines[i].Amount);
        return sum;
    }
}

/// <param name="References">Numbers under which authorities know the employer, e.g. the PAYE reference.</param>
internal sealed record PayslipEmployer(string Name, IReadOnlyList<string> Address, IReadOnlyList<PayslipFact> References);

/// <param name="Number">Employee or payroll number.</param>
internal sealed record PayslipEmployee(string Name, string Number)
{
    public IReadOnlyList<string> Address { get; init; } = [];
    public string? Department { get; init; }
    public string? CostCentre { get; init; }

    /// <summary>What the jurisdiction wants said of the employee: for GB the National Insurance number, tax code and NI category letter.</summary>
    public IReadOnlyList<PayslipFact> Facts { get; init; } = [];
}

/// <param name="Number">Within the tax year, counted from 1.</param>
/// <param name="Frequency">As people say it, e.g. <c>Monthly</c>.</param>
/// <param name="TaxYear">As people say it, e.g. <c>2026-27</c>.</param>
internal sealed record PayslipPeriod(DateOnly Start, DateOnly End, int Number, string Frequency, string TaxYear);

internal readonly record struct PayslipFact(string Label, string Value);

/// <param name="Method">E.g. <c>BACS</c>, <c>Cheque</c>.</param>
/// <param name="AccountEnding">Last four of the account; null where there is none.</param>
internal readonly record struct PayslipPayment(string Method, string? AccountEnding, long Amount);

/// <param name="Item">Name of the pay item or statutory line in the rule pack: the key under which it is explained.</param>
/// <param name="YearToDate">Over the tax year, this payslip included; null where not accumulated.</param>
internal readonly record struct PayslipLine(string Item, string Label, long Amount, long? YearToDate)
{
    /// <summary>Hours, days or pieces.</summary>
    public decimal? Units { get; init; }

    /// <summary>Major units of the currency for each unit. May have more digits than the currency.</summary>
    public decimal? Rate { get; init; }

    public DeductionKind Kind { get; init; }
}

/// <summary>Employment Rights Act 1996, sections 8(2)(b) and 9. <see cref="Unmarked"/> where the law asks for no such mark.</summary>
internal enum DeductionKind { Unmarked, Fixed, Variable }

internal readonly record struct PayslipHours(string Label, decimal Hours);

internal readonly record struct PayslipFigure(long Amount, long YearToDate);
