using Bureau.Kernel.Data;
using Bureau.Payroll.PayRuns;

namespace Bureau.Payroll.Inputs;

/// <summary>One entry as it stands. Entries are never overwritten: a change or withdrawal is a row that supersedes this one.</summary>
internal sealed class PayInput
{
    public long Id { get; init; }
    public long EmployeeId { get; init; }
    /// <summary>Name of the pay item in the rule pack.</summary>
    public string Item { get; init; } = "";
    /// <summary>The one run it is for; null where it recurs.</summary>
    public long? PayRunId { get; init; }
    /// <summary>First day of the first period that it recurs in.</summary>
    public DateOnly? FromPeriod { get; init; }
    /// <summary>First day of the last period that it recurs in; null = until further notice.</summary>
    public DateOnly? UntilPeriod { get; init; }
    public long? UnitsE4 { get; init; }
    public long? RateE4 { get; init; }
    /// <summary>Minor units; null = <see cref="Units"/> at the hourly rate in force.</summary>
    public long? AmountMinor { get; init; }
    public string Note { get; init; } = "";
    public string Source { get; init; } = "";
    /// <summary>Entered after the cut-off.</summary>
    public int Late { get; init; }
    public long EnteredBy { get; init; }
    public string EnteredByName { get; init; } = "";
    public DateTimeOffset EnteredAt { get; init; }

    /// <summary>Hours, days or pieces, to four decimals.</summary>
    public decimal? Units => UnitsE4 / 10_000m;

    /// <summary>Major units of the currency for each unit, to four decimals; null = the hourly rate in force.</summary>
    public decimal? Rate => RateE4 / 10_000m;

    public bool Recurs => PayRunId is null;
}

internal static class PayInputs
{
    /// <summary>
    /// What was entered for a run by an instant, by employee id ascending then id: entries of the run itself, and recurring ones of everybody of the client
    /// whose period it is. Entries of a period go with the person, whether the regular run or a follow-up of it pays them: skip who is not in the run.
    /// </summary>
    /// <param name="periodStart">First day of the run's period; null without recurring entries.</param>
    /// <param name="only">Nobody but this employee.</param>
    public static IAsyncEnumerable<PayInput> ForRunAsync(DbSession db, PayRun run, DateOnly? periodStart, DateTimeOffset knownAt, long? only = null, CancellationToken ct = default) =>
        db.StreamAsync<PayInput>("""
            select i.id, i.employee_id, i.item, i.pay_run_id, i.from_period, i.until_period, i.units_e4, i.rate_e4, i.amount_minor,
                   i.note, i.source, i.late, i.entered_by, i.entered_by_name, i.entered_at
            from payroll.pay_input i
            where i.client_id = @Client and i.employee_id between @First and @Last and i.withdrawn = 0 and i.entered_at <= @KnownAt
              and (i.pay_run_id in (select f.id from payroll.pay_run f where f.client_id = @Client and (f.id = @PeriodRunId or f.follows_run_id = @PeriodRunId))
                   or (i.pay_run_id is null and i.from_period <= @PeriodStart and (i.until_period is null or i.until_period >= @PeriodStart)))
              and not exists (select 1 from payroll.pay_input s where s.client_id = @Client and s.supersedes = i.id and s.entered_at <= @KnownAt)
            order by i.employee_id, i.id
            """, new { run.PeriodRunId, PeriodStart = periodStart, KnownAt = knownAt, First = only ?? 0, Last = only ?? long.MaxValue }, ct);
}
