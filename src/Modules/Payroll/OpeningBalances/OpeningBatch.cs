using Bureau.Kernel.Data;

namespace Bureau.Payroll.OpeningBalances;

/// <summary>Figures of a former payroll that were handed in together. Instants are UTC.</summary>
internal sealed class OpeningBatch
{
    public const string Submitted = "submitted", Approved = "approved", Returned = "returned";

    public long Id { get; init; }
    /// <summary>Label of the tax year, e.g. <c>2026-27</c>.</summary>
    public string TaxYear { get; init; } = "";
    public int People { get; init; }
    public string State { get; init; } = "";
    public long SubmittedBy { get; init; }
    public string SubmittedByName { get; init; } = "";
    public DateTimeOffset SubmittedAt { get; init; }
    public long? DecidedBy { get; init; }
    public string? DecidedByName { get; init; }
    public DateTimeOffset? DecidedAt { get; init; }
    public string? Reason { get; init; }

    public static string Label(string state) => state switch { Submitted => "Awaiting approval", Approved => "Approved", _ => "Returned" };

    public static Task<OpeningBatch?> FindAsync(DbSession db, long id, CancellationToken ct) =>
        db.SingleOrDefaultAsync<OpeningBatch>("""
            select id, tax_year, people, state, submitted_by, submitted_by_name, submitted_at, decided_by, decided_by_name, decided_at, reason
            from payroll.opening_batch
            where client_id = @Client and id = @Id
            """, new { Id = id }, ct);

    /// <summary>Newest first.</summary>
    public static Task<IReadOnlyList<OpeningBatch>> ListAsync(DbSession db, string? state, CancellationToken ct) =>
        db.QueryAsync<OpeningBatch>("""
            select id, tax_year, people, state, submitted_by, submitted_by_name, submitted_at, decided_by, decided_by_name, decided_at, reason
            from payroll.opening_batch
            where client_id = @Client and (@State is null or state = @State)
            order by id desc
            offset 0 rows fetch next 100 rows only
            """, new { State = state }, ct);
}

/// <summary>One figure over all people of a batch, minor units.</summary>
internal sealed class OpeningSum
{
    public string Figure { get; init; } = "";
    public long SumMinor { get; init; }
    /// <summary>What the former provider states; null while nobody has entered it.</summary>
    public long? StatedMinor { get; init; }

    public bool Agrees => StatedMinor == SumMinor;

    public static Task<IReadOnlyList<OpeningSum>> ReadAsync(DbSession db, long batchId, CancellationToken ct) =>
        db.QueryAsync<OpeningSum>("select figure, sum_minor, stated_minor from payroll.opening_figure where client_id = @Client and batch_id = @Id order by figure", new { Id = batchId }, ct);
}

/// <summary>One person's figures in a batch.</summary>
internal sealed class OpeningEntry
{
    public long EmployeeId { get; init; }
    public DateOnly PaidUpTo { get; init; }
    /// <summary>In the form of <c>payslip.balances</c>.</summary>
    public byte[] Balances { get; init; } = [];

    public static Task<IReadOnlyList<OpeningEntry>> PageAsync(DbSession db, long batchId, int skip, int take, CancellationToken ct) =>
        db.QueryAsync<OpeningEntry>("""
            select employee_id, paid_up_to, balances from payroll.opening_entry
            where client_id = @Client and batch_id = @Id
            order by employee_id
            offset @Skip rows fetch next @Take rows only
            """, new { Id = batchId, Skip = skip, Take = take }, ct);
}
