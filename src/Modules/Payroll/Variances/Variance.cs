using System.Text.Json;
using Bureau.Kernel.Data;

namespace Bureau.Payroll.Variances;

/// <summary>Somebody's net pay against the run before; minor units.</summary>
internal sealed class Variance
{
    public const string New = "new", Gone = "gone", Changed = "changed";

    public long EmployeeId { get; init; }
    /// <summary><see cref="New"/>, <see cref="Gone"/> or <see cref="Changed"/>.</summary>
    public string Kind { get; init; } = "";
    /// <summary>Null = not paid then.</summary>
    public long? NetBeforeMinor { get; init; }
    /// <summary>Null = not paid in this run.</summary>
    public long? NetMinor { get; init; }
    public long SizeMinor { get; init; }
    public int ToReview { get; init; }
    /// <summary>Encrypted <see cref="VarianceDocument"/>.</summary>
    public byte[] Document { get; init; } = [];

    public long DifferenceMinor => (NetMinor ?? 0) - (NetBeforeMinor ?? 0);

    public static BulkTable<Variance> Table(PayRuns.PayRun run) => new BulkTable<Variance>("payroll.pay_run_variance")
        .Column("client_id", _ => run.ClientId).Column("pay_run_id", _ => run.Id).Column("employee_id", v => v.EmployeeId).Column("kind", v => v.Kind).Column("net_before_minor", v => v.NetBeforeMinor)
        .Column("net_minor", v => v.NetMinor).Column("size_minor", v => v.SizeMinor).Column("to_review", v => v.ToReview).Column("document", v => v.Document);

    /// <summary>Largest first.</summary>
    /// <param name="kind">Null for all kinds.</param>
    /// <param name="toReview">Only those to be looked at.</param>
    /// <param name="after">Only what comes after this one.</param>
    public static Task<IReadOnlyList<Variance>> PageAsync(DbSession db, long runId, string? kind, bool toReview, long leastMinor, (long Size, long EmployeeId)? after, int count, CancellationToken ct) =>
        db.QueryAsync<Variance>("""
            select employee_id, kind, net_before_minor, net_minor, size_minor, to_review, document
            from payroll.pay_run_variance
            where client_id = @Client and pay_run_id = @RunId and (@Kind is null or kind = @Kind) and to_review >= @ToReview and size_minor >= @Least
              and (size_minor < @Size or (size_minor = @Size and employee_id > @EmployeeId))
            order by size_minor desc, employee_id
            offset 0 rows fetch next @Count rows only
            """, new { RunId = runId, Kind = kind, ToReview = toReview ? 1 : 0, Least = leastMinor, Size = after?.Size ?? long.MaxValue, EmployeeId = after?.EmployeeId ?? 0, Count = count }, ct);

    /// <summary>Whether the figures as they stand have been compared: a moment after the calculation they may not be yet.</summary>
    public static async Task<bool> AreComparedAsync(DbSession db, PayRuns.PayRun run, CancellationToken ct) =>
        await db.ScalarAsync<long>("select count(*) from payroll.pay_run_comparison where client_id = @Client and pay_run_id = @Id and seal = @Seal", new { run.Id, run.Seal }, ct) > 0;
}

/// <param name="Unusual">Why it stands out, in words; empty when it does not.</param>
internal sealed record VarianceDocument(string Unusual, IReadOnlyList<Cause> Causes)
{
    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this);

    public static VarianceDocument FromBytes(ReadOnlySpan<byte> bytes) => JsonSerializer.Deserialize<VarianceDocument>(bytes)!;
}

/// <summary>What one cause did to the totals of a run.</summary>
internal sealed class RunCause
{
    public string CauseKey { get; init; } = "";
    public string Label { get; init; } = "";
    public int People { get; init; }
    public long GrossMinor { get; init; }
    public long DeductionsMinor { get; init; }
    public long ReimbursementsMinor { get; init; }
    public long NetMinor { get; init; }
    public long EmployerCostMinor { get; init; }

    public static BulkTable<RunCause> Table(PayRuns.PayRun run) => new BulkTable<RunCause>("payroll.pay_run_cause")
        .Column("client_id", _ => run.ClientId).Column("pay_run_id", _ => run.Id).Column("cause_key", c => c.CauseKey).Column("label", c => c.Label).Column("people", c => c.People)
        .Column("gross_minor", c => c.GrossMinor).Column("deductions_minor", c => c.DeductionsMinor).Column("reimbursements_minor", c => c.ReimbursementsMinor)
        .Column("net_minor", c => c.NetMinor).Column("employer_cost_minor", c => c.EmployerCostMinor);

    /// <summary>Largest effect on net pay first.</summary>
    public static Task<IReadOnlyList<RunCause>> ReadAsync(DbSession db, long runId, CancellationToken ct) =>
        db.QueryAsync<RunCause>("""
            select cause_key, label, people, gross_minor, deductions_minor, reimbursements_minor, net_minor, employer_cost_minor from payroll.pay_run_cause
            where client_id = @Client and pay_run_id = @RunId
            order by abs(net_minor) desc, abs(employer_cost_minor) desc, cause_key
            """, new { RunId = runId }, ct);
}
