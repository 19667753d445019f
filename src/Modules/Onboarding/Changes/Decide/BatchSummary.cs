using Bureau.Kernel.Data;

namespace Bureau.Onboarding.Changes.Decide;

/// <summary>The changes of one import, counted.</summary>
internal sealed class BatchSummary
{
    public long BatchId { get; init; }
    public string SubmittedByName { get; init; } = "";
    public long SubmittedBy { get; init; }
    public DateTimeOffset SubmittedAt { get; init; }
    public long Total { get; init; }
    public long Starters { get; init; }
    public long Waiting { get; init; }

    public string What => Starters == Total ? Phrases.Count(Total, "starter", "starters") : Starters == 0 ? Phrases.Count(Total, "change", "changes")
        : $"{Phrases.Count(Starters, "starter", "starters")} and {Phrases.Count(Total - Starters, "change", "changes")}";

    /// <summary>Newest first; with <paramref name="waitingOnly"/> those with something left to decide.</summary>
    public static Task<IReadOnlyList<BatchSummary>> ListAsync(DbSession db, long? batchId, bool waitingOnly, CancellationToken ct) =>
        db.QueryAsync<BatchSummary>("""
            select batch_id, min(submitted_by_name) as submitted_by_name, min(submitted_by) as submitted_by, min(submitted_at) as submitted_at, count(*) as total,
              sum(case when kind = 'starter' then 1 else 0 end) as starters, sum(case when state = 'submitted' then 1 else 0 end) as waiting
            from onboarding.employee_change
            where client_id = @Client and batch_id is not null and (@BatchId is null or batch_id = @BatchId)
              and (@WaitingOnly = 0 or batch_id in (select w.batch_id from onboarding.employee_change w where w.client_id = @Client and w.state = 'submitted'))
            group by batch_id
            order by batch_id desc
            offset 0 rows fetch next 50 rows only
            """, new { BatchId = batchId, WaitingOnly = waitingOnly ? 1 : 0 }, ct);
}
