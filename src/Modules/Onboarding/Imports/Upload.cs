using Bureau.Kernel.Data;

namespace Bureau.Onboarding.Imports;

/// <summary>A file that was brought in: what checking it found, and what became of it.</summary>
internal sealed class Upload
{
    public long Id { get; init; }
    /// <summary>Kind of import; empty when the file did not tell.</summary>
    public string Kind { get; init; } = "";
    public string FileName { get; init; } = "";
    public string Sha256 { get; init; } = "";
    public string State { get; init; } = "";
    public int RowsRead { get; init; }
    public int RowsAdded { get; init; }
    public int RowsChanged { get; init; }
    public int RowsUnchanged { get; init; }
    public int ProblemCount { get; init; }
    public string? Report { get; init; }
    /// <summary>Where people go on after the commit.</summary>
    public string? NextAddress { get; init; }
    public string UploadedByName { get; init; } = "";
    public DateTimeOffset UploadedAt { get; init; }
    public string? CommittedByName { get; init; }
    public DateTimeOffset? CommittedAt { get; init; }

    public static Task<Upload?> FindAsync(DbSession db, long id, CancellationToken ct) =>
        db.SingleOrDefaultAsync<Upload>("""
            select id, kind, file_name, sha256, state, rows_read, rows_added, rows_changed, rows_unchanged, problem_count, report, next_address,
              uploaded_by_name, uploaded_at, committed_by_name, committed_at
            from onboarding.import_upload
            where client_id = @Client and id = @Id
            """, new { Id = id }, ct);

    /// <summary>Newest first, without reports.</summary>
    public static Task<IReadOnlyList<Upload>> ListAsync(DbSession db, long? beforeId, int take, CancellationToken ct) =>
        db.QueryAsync<Upload>("""
            select id, kind, file_name, sha256, state, rows_read, rows_added, rows_changed, rows_unchanged, problem_count, next_address,
              uploaded_by_name, uploaded_at, committed_by_name, committed_at
            from onboarding.import_upload
            where client_id = @Client and (@BeforeId is null or id < @BeforeId)
            order by id desc
            offset 0 rows fetch next @Take rows only
            """, new { BeforeId = beforeId, Take = take }, ct);
}

internal static class UploadState
{
    /// <summary>Without a problem; waits for the commit.</summary>
    public const string Checked = "checked";
    public const string Refused = "refused";
    /// <summary>Says nothing that is not known.</summary>
    public const string Unchanged = "unchanged";
    public const string Committing = "committing";
    public const string Committed = "committed";
    /// <summary>Never committed; the content is gone.</summary>
    public const string Expired = "expired";

    public static string Label(string state) => state switch
    {
        Checked => "Ready to commit",
        Refused => "Refused",
        Unchanged => "Nothing new",
        Committing => "Being committed",
        Committed => "Committed",
        _ => "Expired",
    };

    /// <summary>How the style sheet shows it; the label says it in words.</summary>
    public static string? Tone(string state) => state switch { Checked => "attention", Refused => "bad", Committing => "active", Committed => "good", _ => null };
}
