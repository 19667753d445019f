using Bureau.Jurisdictions;
using Bureau.Kernel.Data;
using Bureau.Payroll.Calculation;
using Bureau.Payroll.PayRuns;

namespace Bureau.Payroll.Journals;

/// <summary>One line of a run's journal. Exactly one of debit and credit is above zero; minor units.</summary>
internal sealed class JournalLine
{
    public int LineNo { get; init; }
    /// <summary>Empty for what is owed: liabilities have no cost centre.</summary>
    public string CostCentre { get; init; } = "";
    public string Account { get; init; } = "";
    public string Label { get; init; } = "";
    public long DebitMinor { get; init; }
    public long CreditMinor { get; init; }

    public static BulkTable<JournalLine> Table(PayRun run) => new BulkTable<JournalLine>("payroll.journal_line")
        .Column("client_id", _ => run.ClientId).Column("pay_run_id", _ => run.Id).Column("line_no", l => l.LineNo).Column("cost_centre", l => l.CostCentre)
        .Column("account", l => l.Account).Column("label", l => l.Label).Column("debit_minor", l => l.DebitMinor).Column("credit_minor", l => l.CreditMinor);

    public static Task<IReadOnlyList<JournalLine>> ReadAsync(DbSession db, long runId, CancellationToken ct = default) =>
        db.QueryAsync<JournalLine>("""
            select line_no, cost_centre, account, label, debit_minor, credit_minor from payroll.journal_line
            where client_id = @Client and pay_run_id = @RunId
            order by line_no
            """, new { RunId = runId }, ct);
}

/// <summary>
/// The journal of a run: cost by cost centre against what is owed to whom. Costs come from the totals, net pay from the payments: that both sides are equal is
/// a statement about the run, not about this arithmetic.
/// </summary>
internal static class Journal
{
    public static IReadOnlyList<JournalLine> Of(IReadOnlyList<TotalRow> totals, long paidMinor, IRulePack pack)
    {
        var lines = new List<JournalLine>();
        foreach (var centre in totals.GroupBy(t => t.CostCentre).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            Debit(centre.Key, "gross-pay", "Gross pay", centre.Sum(t => t.Kind switch
            {
                nameof(PayItemKind.Earning) => t.AmountMinor,
                nameof(PayItemKind.Sacrifice) => -t.AmountMinor,
                _ => 0,
            }));
            foreach (var line in centre.Where(t => t.Kind is nameof(LineKind.EmployerCost) or nameof(PayItemKind.Reimbursement)))
                Debit(centre.Key, line.Line, Label(line), line.AmountMinor);
        }
        foreach (var owed in totals.Where(t => t.Kind is nameof(LineKind.EmployeeDeduction) or nameof(LineKind.EmployerCost) && Lowers(t) is null).GroupBy(t => pack.Lines[t.Line].PayableTo ?? "others").OrderBy(g => g.Key, StringComparer.Ordinal))
            Credit("owed:" + owed.Key, "Owed to " + owed.Key, owed.Sum(t => t.AmountMinor));
        foreach (var withheld in totals.Where(t => t.Kind == nameof(PayItemKind.Deduction) || Lowers(t) is not null).GroupBy(t => Lowers(t) ?? t.Line).OrderBy(g => g.Key, StringComparer.Ordinal))
            Credit("withheld:" + withheld.Key, pack.PayItems[withheld.Key].Label, withheld.Sum(t => t.AmountMinor));
        Credit("net-pay", "Net pay", paidMinor);
        return lines;

        void Debit(string costCentre, string account, string label, long minor) => Add(costCentre, account, label, minor);
        void Credit(string account, string label, long minor) => Add("", account, label, -minor);
        void Add(string costCentre, string account, string label, long debit)
        {
            if (debit != 0)
                lines.Add(new() { LineNo = lines.Count + 1, CostCentre = costCentre, Account = account, Label = label, DebitMinor = Math.Max(debit, 0), CreditMinor = Math.Max(-debit, 0) });
        }
        string? Lowers(TotalRow t) => pack.Lines.TryGet(t.Line, out var line) ? line.Lowers : null;
        string Label(TotalRow t) => pack.PayItems.TryGet(t.Line, out var item) ? item.Label : pack.Lines[t.Line].Label;
    }
}
