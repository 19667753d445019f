using Bureau.Kernel.Data;
using Bureau.Payroll.PayRuns;

namespace Bureau.Payroll.Inputs;

/// <summary>An entry with what became of it: for a person's history.</summary>
internal sealed class PayInputHistory
{
    public long Id { get; init; }
    public string Item { get; init; } = "";
    public long? PayRunId { get; init; }
    public DateOnly? FromPeriod { get; init; }
    public DateOnly? UntilPeriod { get; init; }
    public long? UnitsE4 { get; init; }
    public long? RateE4 { get; init; }
    public long? AmountMinor { get; init; }
    public string Note { get; init; } = "";
    public string Source { get; init; } = "";
    public int Late { get; init; }
    public long? Supersedes { get; init; }
    public int Withdrawn { get; init; }
    public string EnteredByName { get; init; } = "";
    public DateTimeOffset EnteredAt { get; init; }
    public long? SupersededBy { get; init; }

    public bool Stands => SupersededBy is null && Withdrawn == 0;
}

/// <summary>Reads of the pay input pages.</summary>
internal static class ReadPayInputs
{
    /// <summary>Everything ever entered for one person in the run's period or recurring, newest first.</summary>
    public static Task<IReadOnlyList<PayInputHistory>> OfEmployeeAsync(DbSession db, PayRun run, long employeeId, CancellationToken ct) =>
        db.QueryAsync<PayInputHistory>("""
            select i.id, i.item, i.pay_run_id, i.from_period, i.until_period, i.units_e4, i.rate_e4, i.amount_minor, i.note, i.source, i.late, i.supersedes,
                   i.withdrawn, i.entered_by_name, i.entered_at, s.id as superseded_by
            from payroll.pay_input i
            left join payroll.pay_input s on s.client_id = i.client_id and s.supersedes = i.id
            where i.client_id = @Client and i.employee_id = @EmployeeId 
              and (i.pay_run_id is null or i.pay_run_id in (select f.id from payroll.pay_run f where f.client_id = @Client and (f.id = @PeriodRunId or f.follows_run_id = @PeriodRunId)))
            order by i.id desc
            """, new { run.PeriodRunId, EmployeeId = employeeId }, ct);

    /// <summary>How many entries stand in each of the runs; recurring ones are not counted.</summary>
    public static async Task<IReadOnlyDictionary<long, int>> CountsAsync(DbSession db, IEnumerable<long> runs, CancellationToken ct) =>
        (await db.QueryAsync<Count>("""
            select i.pay_run_id, count(*) as entries
            from payroll.pay_input i
            where i.client_id = @Client and i.pay_run_id in @Runs and i.withdrawn = 0
              and not exists (select 1 from payroll.pay_input s where s.client_id = @Client and s.supersedes = i.id)
            group by i.pay_run_id
            """, new { Runs = runs }, ct)).ToDictionary(c => c.PayRunId, c => c.Entries);

    private sealed class Count
    {
        public long PayRunId { get; init; }
        public int Entries { get; init; }
    }
}
