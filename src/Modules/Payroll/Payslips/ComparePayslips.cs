using Bureau.Payroll.Payslips.Document;

namespace Bureau.Payroll.Payslips;

/// <summary>One line of two payslips side by side; null = not on that payslip. Minor units.</summary>
/// <param name="Sign">What a larger amount does to net pay: 1 raises it, −1 lowers it, 0 leaves it alone.</param>
internal sealed record ComparedLine(string Item, string Label, long? Before, long? After, int Sign)
{
    public long Difference => (After ?? 0) - (Before ?? 0);

    /// <summary>How much of the difference in net pay comes from this line.</summary>
    public long OnNet => Sign * Difference;
}

/// <summary>A table of the payslip, line by line. Only what moves net pay has a sum.</summary>
internal sealed record ComparedTable(string Caption, IReadOnlyList<ComparedLine> Lines, string? SumLabel = null, long Before = 0, long After = 0);

/// <summary>Two payslips of one person compared. The effects of all lines on net pay add up to the difference in net pay.</summary>
internal sealed record PayslipComparison(PayslipDocument Before, PayslipDocument After)
{
    public IReadOnlyList<ComparedTable> Tables =>
    [
        new("Earnings", Lines(Before.Earnings, After.Earnings, 1), "Gross pay", Before.GrossPay.Amount, After.GrossPay.Amount),
        new("Deductions", Lines(Before.Deductions, After.Deductions, -1), "Total deductions", Before.TotalDeductions.Amount, After.TotalDeductions.Amount),
        new("Reimbursements", Lines(Before.Reimbursements, After.Reimbursements, 1)),
        new("Benefits in kind (taxed, not paid out)", Lines(Before.BenefitsInKind, After.BenefitsInKind, 0)),
        new("Employer costs", Lines(Before.EmployerCosts, After.EmployerCosts, 0)),
    ];

    public long NetDifference => After.NetPay.Amount - Before.NetPay.Amount;

    /// <summary>What is said of the person on either payslip and is not the same on both, such as the tax code.</summary>
    public IReadOnlyList<(string Label, string? Before, string? After)> Facts
    {
        get
        {
            var (before, after) = (FactsOf(Before), FactsOf(After));
            return [.. before.Keys.Union(after.Keys).Select(label => (label, before.GetValueOrDefault(label), after.GetValueOrDefault(label))).Where(f => f.Item2 != f.Item3)];
        }
    }

    private static Dictionary<string, string> FactsOf(PayslipDocument payslip) => PayslipFormat.Facts(payslip.Employee).DistinctBy(f => f.Label).ToDictionary(f => f.Label, f => f.Value);

    /// <summary>In the order of the later payslip, then what only the earlier one has.</summary>
    private static IReadOnlyList<ComparedLine> Lines(IReadOnlyList<PayslipLine> before, IReadOnlyList<PayslipLine> after, int sign) =>
    [
        .. after.Concat(before).Select(l => (l.Item, l.Label)).Distinct().Select(key => new ComparedLine(key.Item, key.Label, Sum(before, key), Sum(after, key), sign)),
    ];

    private static long? Sum(IReadOnlyList<PayslipLine> lines, (string Item, string Label) key)
    {
        var found = lines.Where(l => (l.Item, l.Label) == key).ToList();
        return found.Count == 0 ? null : found.Sum(l => l.Amount);
    }
}
