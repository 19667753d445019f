namespace Bureau.Payroll.Variances;

/// <summary>Tells who differs from the run before and why. Pure; what the causes did to each total adds up to its difference.</summary>
/// <param name="peers">How net pay of the people of the run changed, as <see cref="Unusual.Peers"/> tells it.</param>
internal sealed class Comparison(VarianceThreshold threshold, string currency, (decimal Median, decimal Deviation)? peers)
{
    /// <summary>One person whose net pay is not what it was, or is unusual.</summary>
    internal sealed record Row(long EmployeeId, string Kind, long? NetBeforeMinor, long? NetMinor, bool ToReview, string Unusual, IReadOnlyList<Cause> Causes);

    private readonly List<Row> _rows = [];
    private readonly Dictionary<string, (string Label, int People, PayFigures Change)> _causes = new(StringComparer.Ordinal);

    /// <summary>Those found since <see cref="Take"/> was called last.</summary>
    public int Found => _rows.Count;

    public List<Row> Take()
    {
        List<Row> rows = [.. _rows];
        _rows.Clear();
        return rows;
    }

    public void New(PaidInput now) => Add(new(now.EmployeeId, Variance.New, null, now.NetMinor, true, "", [new(Cause.Starter, "New in this run", "", now.Figures)]));

    public void Gone(PaidInput before, bool heldOut) => Add(new(before.EmployeeId, Variance.Gone, before.NetMinor, null, true, "",
        [heldOut ? new(Cause.HeldOut, "Held out of this run", "", default(PayFigures) - before.Figures) : new(Cause.Leaver, "No longer in the run", "", default(PayFigures) - before.Figures)]));

    /// <param name="history">Net pay of the person's earlier payslips, the newest first.</param>
    public void Both(PaidInput before, PaidInput now, IReadOnlyList<long> history, IReadOnlyList<Cause> causes)
    {
        string?[] reasons =
        [
            Unusual.ForThePerson(now.NetMinor, history, threshold.Deviations, currency),
            before.NetMinor > 0 ? Unusual.AmongPeers(Change(before.NetMinor, now.NetMinor), peers, threshold.Deviations) : null,
        ];
        var unusual = string.Join(". ", reasons.OfType<string>());
        Add(new(now.EmployeeId, Variance.Changed, before.NetMinor, now.NetMinor, unusual.Length > 0 || threshold.IsReached(before.NetMinor, now.NetMinor - before.NetMinor), unusual, causes));
    }

    /// <summary>Relative change of net pay, e.g. 0.05 for 5 % more.</summary>
    /// <param name="beforeMinor">Above zero.</param>
    public static decimal Change(long beforeMinor, long nowMinor) => (nowMinor - beforeMinor) / (decimal)beforeMinor;

    /// <summary>Over everybody. Their sum is the difference of the totals of the two runs.</summary>
    public IEnumerable<RunCause> Causes() => _causes.Select(c => new RunCause
    {
        CauseKey = c.Key,
        Label = c.Value.Label,
        People = c.Value.People,
        GrossMinor = c.Value.Change.GrossMinor,
        DeductionsMinor = c.Value.Change.DeductionsMinor,
        ReimbursementsMinor = c.Value.Change.ReimbursementsMinor,
        NetMinor = c.Value.Change.NetMinor,
        EmployerCostMinor = c.Value.Change.EmployerCostMinor,
    });

    private void Add(Row row)
    {
        foreach (var cause in row.Causes)
        {
            var (label, people, change) = _causes.GetValueOrDefault(cause.Key, (cause.Label, 0, default));
            _causes[cause.Key] = (label, people + 1, change + cause.Change);
        }
        // Whoever is paid as before is nobody's concern, unless that is unusual.
        if (row.NetMinor != row.NetBeforeMinor) _rows.Add(row);
        else if (row.Unusual.Length > 0) _rows.Add(row with { Causes = [] });
    }
}
