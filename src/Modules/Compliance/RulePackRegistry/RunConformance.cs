using Bureau.Jurisdictions;
using Bureau.Kernel.Audit;
using Bureau.Kernel.Identity;
using Bureau.Kernel.Jobs;

namespace Bureau.Compliance.RulePackRegistry;

/// <summary>Runs a pack's own test cases in the background and keeps the result by version of the pack.</summary>
internal sealed class RunConformance(ComplianceStore store, AuditTrail audit) : IJob
{
    public const string JobName = "compliance.conformance";
    private const int FailuresKept = 20;

    public string Name => JobName;

    /// <summary>Asks for a run; while one of the pack waits or runs, asking again changes nothing.</summary>
    public async Task RequestAsync(IRulePack pack, Actor actor, CancellationToken ct = default)
    {
        await using var unit = await store.BeginAsync(AuditTrail.Provider, ct);
        await unit.EnqueueAsync(JobName, new Args(pack.Country), pack.Country, ct: ct);
        await audit.AppendAsync(unit, actor, new AuditEntry("rule-pack.check", $"rule-pack/{pack.Country}", new { pack.Version }), ct);
        await unit.CommitAsync(ct);
    }

    public async Task RunAsync(JobRequest request, CancellationToken ct)
    {
        var pack = RulePacks.For(request.ArgsAs<Args>().Country);
        var report = Conformance.Run(pack);
        await using var unit = await store.BeginAsync(AuditTrail.Provider, ct);
        await unit.ExecuteAsync("delete from compliance.conformance_file where client_id = @Client and country = @Country and pack_version = @PackVersion", new { report.Country, report.PackVersion }, ct);
        foreach (var file in report.Files)
        {
            await unit.ExecuteAsync("""
                insert into compliance.conformance_file (client_id, country, pack_version, file_name, cases, passed, failed, failures, ran_at)
                values (@Client, @Country, @PackVersion, @FileName, @Cases, @Passed, @Failed, @Failures, @Now)
                """,
                new
                {
                    report.Country,
                    report.PackVersion,
                    FileName = file.File,
                    file.Cases,
                    file.Passed,
                    Failed = file.Failures.Count,
                    Failures = Told(report, file),
                    unit.Now,
                }, ct);
        }
        await unit.CommitAsync(ct);
    }

    private static string Told(ConformanceReport report, FileConformance file)
    {
        if (file.Failures.Count == 0) return "";
        using var text = new StringWriter { NewLine = "\n" };
        new ConformanceReport(report.Country, report.PackVersion, [file with { Failures = [.. file.Failures.Take(FailuresKept)] }]).WriteTo(text);
        return text.ToString();
    }

    internal sealed record Args(string Country);
}

/// <summary>How one file of test cases went.</summary>
internal sealed class FileResult
{
    public string PackVersion { get; init; } = "";
    public string FileName { get; init; } = "";
    public int Cases { get; init; }
    public int Passed { get; init; }
    public int Failed { get; init; }
    public string Failures { get; init; } = "";
    public DateTimeOffset RanAt { get; init; }
}

internal sealed class ReadConformance(ComplianceStore store)
{
    /// <summary>Results of this version of the pack, by file; empty when it was never run.</summary>
    public async Task<IReadOnlyList<FileResult>> OfAsync(IRulePack pack, CancellationToken ct = default)
    {
        await using var db = await store.OpenAsync(AuditTrail.Provider, ct);
        return await db.QueryAsync<FileResult>("""
            select pack_version, file_name, cases, passed, failed, failures, ran_at
            from compliance.conformance_file
            where client_id = @Client and country = @Country and pack_version = @Version
            order by file_name
            """, new { pack.Country, pack.Version }, ct);
    }

    /// <summary>Whether a run has been asked for and is not finished.</summary>
    public async Task<bool> IsPendingAsync(IRulePack pack, CancellationToken ct = default)
    {
        await using var db = await store.OpenAsync(AuditTrail.Provider, ct);
        return await db.ScalarAsync<int>("""
            select count(*) from compliance.job
            where client_id = @Client and name = @Name and dedupe_key = @Country and done_at is null and attempts < @Most
            """, new { Name = RunConformance.JobName, pack.Country, Most = JobRunner.MostAttempts }, ct) > 0;
    }
}
