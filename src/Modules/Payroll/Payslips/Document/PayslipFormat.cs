using System.Globalization;

namespace Bureau.Payroll.Payslips.Document;

/// <summary>How version 1 writes figures, dates and phrases: the same words in HTML, text and PDF, whatever the culture of the machine.</summary>
internal static class PayslipFormat
{
    private static readonly string[] s_amount = ["N0", "N1", "N2", "N3", "N4"];
    private static readonly string[] s_rate = ["#,##0.########", "#,##0.0#######", "#,##0.00######", "#,##0.000#####", "#,##0.0000####"];

    /// <param name="minor">Minor units.</param>
    /// <returns>E.g. <c>-1,234.56</c>.</returns>
    public static string Amount(long minor, int digits) =>
        (minor * new decimal(1, 0, 0, false, (byte)digits)).ToString(s_amount[digits], CultureInfo.InvariantCulture);

    public static string Rate(decimal rate, int digits) => rate.ToString(s_rate[digits], CultureInfo.InvariantCulture);

    public static string Units(decimal units) => units.ToString("#,##0.00######", CultureInfo.InvariantCulture);

    /// <returns>E.g. <c>£1,234.56</c>.</returns>
    public static string Money(long minor, string currency, int digits)
    {
        var sign = Kernel.Currency.SignOf(currency);
        return minor < 0 ? $"-{sign}{Amount(minor, digits).AsSpan(1)}" : sign + Amount(minor, digits);
    }

    /// <returns>E.g. <c>21 Nov 2026</c>.</returns>
    public static string Date(PayslipDocument payslip, DateOnly date) => date.ToString(payslip.DateFormat, CultureInfo.InvariantCulture);

    public static string PayDate(PayslipDocument payslip) => Date(payslip, payslip.PayDate);

    private static string Span(PayslipDocument payslip) => $"{Date(payslip, payslip.Period.Start)} to {Date(payslip, payslip.Period.End)}";

    /// <returns>E.g. <c>8 of 2026-27 (monthly)</c>.</returns>
    public static string Number(PayslipPeriod period) =>
        string.Create(CultureInfo.InvariantCulture, $"{period.Number} of {period.TaxYear} ({period.Frequency.ToLowerInvariant()})");

    /// <summary>Each part-payment with its method; the amount is said where there are several.</summary>
    public static IEnumerable<string> Payments(PayslipDocument payslip)
    {
        foreach (var payment in payslip.Payments)
        {
            var way = payment.AccountEnding is { Length: > 0 } ending ? $"{payment.Method} to account ending {ending}" : payment.Method;
            yield return payslip.Payments.Count == 1 ? way : $"{Amount(payment.Amount, payslip.CurrencyDigits)} by {way}";
        }
    }

    /// <returns>E.g. <c>Gross pay 3,250.00 less deductions 812.34 plus reimbursements 45.00</c>.</returns>
    public static string NetPayInWords(PayslipDocument payslip)
    {
        var words = $"Gross pay {Amount(payslip.GrossPay.Amount, payslip.CurrencyDigits)} less deductions {Amount(payslip.TotalDeductions.Amount, payslip.CurrencyDigits)}";
        return payslip.Reimbursements.Count == 0 ? words : $"{words} plus reimbursements {Amount(payslip.Reimbursements.Sum(line => line.Amount), payslip.CurrencyDigits)}";
    }

    /// <summary>What identifies the employee, in the order in which it is shown.</summary>
    public static IEnumerable<PayslipFact> Facts(PayslipEmployee employee)
    {
        yield return new("Employee number", employee.Number);
        foreach (var fact in employee.Facts) yield return fact;
        if (employee.Department is { Length: > 0 } department) yield return new("Department", department);
        if (employee.CostCentre is { Length: > 0 } costCentre) yield return new("Cost centre", costCentre);
    }

    public static IEnumerable<PayslipFact> PeriodFacts(PayslipDocument payslip) =>
    [
        new("Pay date", PayDate(payslip)),
        new("Pay period", Span(payslip)),
        new("Tax period", Number(payslip.Period)),
    ];

    public static IEnumerable<PayslipFact> PaymentFacts(PayslipDocument payslip) => Payments(payslip).Select(payment => new PayslipFact("Paid by", payment));

    public static string Kind(DeductionKind kind) => kind switch { DeductionKind.Fixed => "F", DeductionKind.Variable => "V", _ => "" };

    public static bool MarksKinds(PayslipDocument payslip) => payslip.Deductions.Any(line => line.Kind != DeductionKind.Unmarked);

    public const string KindKey = "F fixed, V variable deduction (Employment Rights Act 1996, sections 8 and 9)";

    /// <returns>The first 16 hexadecimal digits in groups of four: enough to compare by eye.</returns>
    public static string Short(string hash) => string.Join(' ', hash.Take(16).Chunk(4).Select(four => new string(four)));

    /// <returns>E.g. <c>Run seal 3f9a 77c1 02be 9d10 · Payslip 0c1d … · Layout 1</c>.</returns>
    public static string Footer(PayslipDocument payslip, ReadOnlySpan<byte> hash)
    {
        var seal = payslip.Seal is { Length: > 0 } s ? $"Run seal {Short(s)} · " : "";
        return string.Create(CultureInfo.InvariantCulture, $"{seal}Payslip {Short(Convert.ToHexStringLower(hash))} · Layout {payslip.Version}");
    }
}
