using Bureau.Jurisdictions;
using Bureau.Kernel.Data;

namespace Bureau.Payroll.PayRuns.Run;

/// <summary>One pay item or statutory line over everybody, in this run and the one before. Minor units.</summary>
internal sealed record LineTotal(string Name, string Label, string Group, long NowMinor, long BeforeMinor);

internal static class ReadLineTotals
{
    /// <summary>In the order of the rule pack: earnings first, then what is taken off, then what the employer bears. Bases are left out: they are not money that moves.</summary>
    public static async Task<IReadOnlyList<LineTotal>> OfAsync(DbSession db, PayRun run, IRulePack pack, CancellationToken ct)
    {
        var sums = (await db.QueryAsync<Row>("""
            select line, sum(case when pay_run_id = @RunId then amount_minor else 0 end) as now_minor, sum(case when pay_run_id = @RunId then 0 else amount_minor end) as before_minor
            from payroll.pay_run_total
            where client_id = @Client and (pay_run_id = @RunId or pay_run_id = @Before)
            group by line
            """, new { RunId = run.Id, Before = run.PreviousRunId }, ct)).ToDictionary(r => r.Line);
        var names = pack.PayItems.Select(i => (i.Name, i.Label, Group: Inputs.PayInputFields.KindLabel(i.Kind)))
            .Concat(pack.Lines.Where(l => l.Kind != LineKind.Base).Select(l => (l.Name, l.Label, Group: l.Kind == LineKind.EmployeeDeduction ? "Statutory and pension deductions" : "Paid by the employer on top")));
        return [.. from line in names
                   where sums.ContainsKey(line.Name)
                   let sum = sums[line.Name]
                   where sum.NowMinor != 0 || sum.BeforeMinor != 0
                   select new LineTotal(line.Name, line.Label, line.Group, sum.NowMinor, sum.BeforeMinor)];
    }

    private sealed class Row
    {
        public string Line { get; init; } = "";
        public long NowMinor { get; init; }
        public long BeforeMinor { get; init; }
    }
}
