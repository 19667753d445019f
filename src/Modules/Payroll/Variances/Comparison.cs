namespace Bureau.Payroll.Variances;

/// <summary>Gathers who differs from the run before and why. Pure; what the causes did to each total adds up to its difference.</summary>
internal sealed class Comparison(VarianceThreshold threshold, string currency)
{
    /// <summary>One person whose net pay is not what it was, or is unusual.</summary>
    internal sealed record Row(long EmployeeId, string Kind, long? NetBeforeMinor, long? NetMinor, bool ToReview, string Unusual, IReadOnlyList<Cause> Causes);

    private readonly List<Row> _rows = [];
    private readonly Dictionary<string, (string Label, int People, PayFigures Change)> _causes = new(StringComparer.Ordinal);
    private readonly List<decimal> _changes = [];

    public void New(PaidInput now) => Add(new(now.EmployeeId, Variance.New, null, now.NetMinor, true, "", [new(Cause.Starter, "New in this run", "", now.Figures)]));

    public void Gone(PaidInput before, bool heldOut) => Add(new(before.EmployeeId, Variance.Gone, before.NetMinor, null, true, "",
        [heldOut ? new(Cause.HeldOut, "Held out of this run", "", default(PayFigures) - before.Figures) : new(Cause.Leaver, "No longer in the run", "", default(PayFigures) - before.Figures)]));

    /// <param name="history">Net pay of the person's earlier payslips, the newest first.</param>
    public void Both(PaidInput before, PaidInput now, IReadOnlyList<long> history, IReadOnlyList<Cause> causes)
    {
        if (before.NetMinor > 0) _changes.Add(Change(before.NetMinor, now.NetMinor));
        var unusual = Unusual.ForThePerson(now.NetMinor, history, threshold.Deviations, currency) ?? "";
        Add(new(now.EmployeeId, Variance.Changed, before.NetMinor, now.NetMinor, unusual.Length > 0 || threshold.IsReached(before.NetMinor, now.NetMinor - before.NetMinor), unusual, causes));
    }

    /// <summary>Everybody with another net pay than before, or with an unusual one.</summary>
    public IEnumerable<Row> Rows()
    {
        var peers = Unusual.Peers(_changes);
        foreach (var row in _rows)
        {
            var among = row is { NetBeforeMinor: > 0 and var before, NetMinor: { } now } ? Unusual.AmongPeers(Change(before, now), peers, threshold.Deviations) : null;
            if (among is not null) yield return row with { ToReview = true, Unusual = row.Unusual.Length == 0 ? among : $"{row.Unusual}. {among}" };
            else if (row.NetMinor != row.NetBeforeMinor || row.Unusual.Length > 0) yield return row;
        }
    }

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
        // Whoever is paid as before is nobody's concern, unless the others changed.
        _rows.Add(row.NetMinor == row.NetBeforeMinor ? row with { Causes = [] } : row);
    }

    private static decimal Change(long before, long now) => (now - before) / (decimal)before;
}
