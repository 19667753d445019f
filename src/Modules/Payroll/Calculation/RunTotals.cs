namespace Bureau.Payroll.Calculation;

/// <summary>Sums of a run by names: by cost centre and line, and the figures of the header. Minor units.</summary>
internal sealed class RunTotals
{
    public sealed class Sum
    {
        public long AmountMinor { get; set; }
        /// <summary>How many payslips have the line.</summary>
        public int People { get; set; }
    }

    public SortedDictionary<string, SortedDictionary<string, Sum>> ByCostCentre { get; init; } = new(StringComparer.Ordinal);
    public int Payslips { get; set; }
    public long GrossMinor { get; set; }
    public long DeductionsMinor { get; set; }
    public long ReimbursementsMinor { get; set; }
    public long NetMinor { get; set; }
    public long EmployerCostMinor { get; set; }

    public void Add(RunTotals other)
    {
        Payslips += other.Payslips;
        GrossMinor += other.GrossMinor;
        DeductionsMinor += other.DeductionsMinor;
        ReimbursementsMinor += other.ReimbursementsMinor;
        NetMinor += other.NetMinor;
        EmployerCostMinor += other.EmployerCostMinor;
        foreach (var (costCentre, lines) in other.ByCostCentre)
            foreach (var (line, sum) in lines) Add(costCentre, line, sum.AmountMinor, sum.People);
    }

    public void Add(string costCentre, string line, long minor, int people)
    {
        if (!ByCostCentre.TryGetValue(costCentre, out var lines)) ByCostCentre[costCentre] = lines = new(StringComparer.Ordinal);
        if (!lines.TryGetValue(line, out var sum)) lines[line] = sum = new Sum();
        sum.AmountMinor += minor;
        sum.People += people;
    }

    /// <summary>Sum over all cost centres, by line.</summary>
    public SortedDictionary<string, long> ByLine()
    {
        var sums = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var lines in ByCostCentre.Values)
            foreach (var (line, sum) in lines) sums[line] = sums.GetValueOrDefault(line) + sum.AmountMinor;
        return sums;
    }
}
