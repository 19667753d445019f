using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using Bureau.Kernel.Clients;
using Bureau.Kernel.Data;
using Bureau.Kernel.Identity;
using Bureau.Kernel.Imports;

namespace Bureau.Onboarding.Imports;

/// <param name="Refusal">Why nothing was done, in words; null = the import ran and <paramref name="Report"/> says what came of it.</param>
internal sealed record CommitOutcome(string? Refusal, ImportReport? Report);

/// <summary>
/// Checks a file, keeps it encrypted while its result is looked at, and commits it on a second word. What is kept goes with the commit, or after a day.
/// </summary>
internal sealed class Uploads(OnboardingStore store, CsvImports imports, FieldCipher cipher)
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(1);
    /// <summary>After this a commit that never ended (the process died) may be tried again; an import that was written has no effect a second time.</summary>
    private static readonly TimeSpan LongestCommit = TimeSpan.FromMinutes(10);

    /// <summary>Dry run. The result is stored, with the content if it could be committed.</summary>
    /// <param name="kind">Null = told by the header.</param>
    /// <returns>The upload's id.</returns>
    public async Task<(long Id, ImportReport Report)> CheckAsync(Actor actor, Client client, string? kind, string fileName, byte[] content, CancellationToken ct = default)
    {
        var report = await imports.RunAsync(client, actor, kind, fileName, content, commit: false, ct);
        var id = store.Database.Ids.Next();
        var ready = report.Problems.Count == 0 && report.HasEffect;
        await using var unit = await store.BeginAsync(client.Id, ct);
        await unit.ExecuteAsync("""
            insert into onboarding.import_upload (client_id, id, kind, file_name, sha256, state, rows_read, rows_added, rows_changed, rows_unchanged, problem_count,
              content, report, forget_at, uploaded_by, uploaded_by_name, uploaded_at)
            values (@Client, @Id, @Kind, @FileName, @Sha256, @State, @Rows, @Added, @Changed, @Unchanged, @Problems,
              @Content, @Report, @ForgetAt, @By, @ByName, @Now)
            """,
            new
            {
                Id = id,
                report.Kind,
                FileName = Short(fileName),
                Sha256 = Convert.ToHexStringLower(SHA256.HashData(content)),
                State = StateOf(report),
                report.Rows,
                report.Added,
                report.Changed,
                report.Unchanged,
                Problems = report.Problems.Count,
                Content = ready ? Seal(client, id, "content", content) : null,
                Report = SealReport(client, id, report),
                ForgetAt = unit.Now + Kept,
                By = actor.AccountId,
                ByName = actor.Name,
                unit.Now,
            }, ct);
        await unit.CommitAsync(ct);
        return (id, report);
    }

    /// <summary>The stored problems; empty when there are none or they are gone after a day.</summary>
    public IReadOnlyList<ImportProblem> ProblemsOf(Client client, Upload upload) =>
        upload.Report is { } sealedReport ? JsonSerializer.Deserialize<ImportProblem[]>(Open(client, upload.Id, "report", sealedReport))! : [];

    public async Task<CommitOutcome> CommitAsync(Actor actor, Client client, long id, CancellationToken ct = default)
    {
        Upload? upload;
        string? content = null;
        await using (var unit = await store.BeginAsync(client.Id, ct))
        {
            // One of two clicks takes it.
            var taken = await unit.ExecuteAsync("""
                update onboarding.import_upload
                set state = 'committing', committed_by = @By, committed_by_name = @ByName, committed_at = @Now
                where client_id = @Client and id = @Id and content is not null and (state = 'checked' or (state = 'committing' and committed_at < @Abandoned))
                """, new { Id = id, By = actor.AccountId, ByName = actor.Name, unit.Now, Abandoned = unit.Now - LongestCommit }, ct);
            upload = await Upload.FindAsync(unit, id, ct);
            if (taken == 1)
            {
                content = await unit.ScalarAsync<string>("select content from onboarding.import_upload where client_id = @Client and id = @Id", new { Id = id }, ct);
                await unit.CommitAsync(ct);
            }
        }
        if (content is null)
            return new(upload?.State switch
            {
                null => "There is no such file.",
                UploadState.Committed => "This file was committed already.",
                UploadState.Committing => "This file is being committed.",
                UploadState.Unchanged => "This file holds nothing new.",
                UploadState.Refused => "This file has problems. Correct it and upload it again.",
                _ => "This file was kept for a day and is gone. Upload it again.",
            }, null);

        ImportReport report;
        try
        {
            report = await imports.RunAsync(client, actor, upload!.Kind, upload.FileName, Open(client, id, "content", content), commit: true, ct);
        }
        catch
        {
            await FinishAsync(client, id, UploadState.Checked, null, CancellationToken.None);
            throw;
        }
        await FinishAsync(client, id, StateOf(report), report, ct);
        return new(null, report);
    }

    private async Task FinishAsync(Client client, long id, string state, ImportReport? report, CancellationToken ct)
    {
        await using var unit = await store.BeginAsync(client.Id, ct);
        if (report is null)
            await unit.ExecuteAsync("update onboarding.import_upload set state = @State, committed_by = null, committed_by_name = null, committed_at = null where client_id = @Client and id = @Id and state = 'committing'", new { Id = id, State = state }, ct);
        else
            await unit.ExecuteAsync("""
                update onboarding.import_upload
                set state = @State, content = null, report = @Report, next_address = @Next,
                  rows_read = @Rows, rows_added = @Added, rows_changed = @Changed, rows_unchanged = @Unchanged, problem_count = @Problems
                where client_id = @Client and id = @Id
                """,
                new { Id = id, State = state, Report = SealReport(client, id, report), report.Next, report.Rows, report.Added, report.Changed, report.Unchanged, Problems = report.Problems.Count }, ct);
        await unit.CommitAsync(ct);
    }

    private static string StateOf(ImportReport report) =>
        report.Problems.Count > 0 ? UploadState.Refused : report.Committed ? UploadState.Committed : report.HasEffect ? UploadState.Checked : UploadState.Unchanged;

    private string? SealReport(Client client, long id, ImportReport report) =>
        report.Problems.Count == 0 ? null : Seal(client, id, "report", JsonSerializer.SerializeToUtf8Bytes(report.Problems.First));

    private string Seal(Client client, long id, string column, byte[] content)
    {
        using var packed = new MemoryStream();
        using (var zip = new GZipStream(packed, CompressionLevel.Fastest)) zip.Write(content);
        return cipher.Encrypt(client.Id, Place(id, column), Convert.ToBase64String(packed.ToArray()));
    }

    private byte[] Open(Client client, long id, string column, string closed)
    {
        using var zip = new GZipStream(new MemoryStream(Convert.FromBase64String(cipher.Decrypt(client.Id, Place(id, column), closed))), CompressionMode.Decompress);
        using var content = new MemoryStream();
        zip.CopyTo(content);
        return content.ToArray();
    }

    private static string Place(long id, string column) => string.Create(CultureInfo.InvariantCulture, $"onboarding.import_upload/{column}/{id}");

    private static string Short(string fileName)
    {
        var name = Path.GetFileName(fileName.Replace('\\', '/'));
        return name.Length <= 260 ? name : name[..260];
    }
}
