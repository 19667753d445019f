using Bureau.Kernel.Clients;
using Bureau.Kernel.Imports;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Bureau.Compliance.AuditViewer;

/// <summary>What the audit of one client and the audit of all have in common.</summary>
internal abstract class AuditPage(ReadAudit read) : PageModel
{
    public const int PageSize = 100;

    public AuditSearch Search { get; private set; } = new(null, null, null, null, null, null);

    public IReadOnlyList<string> Modules => read.Modules;

    public IReadOnlyList<AuditLine> Lines { get; private set; } = [];

    public int PageNumber { get; private set; } = 1;

    public bool More { get; private set; }

    /// <summary>Null when the chains were not asked to be checked.</summary>
    public IReadOnlyList<ChainCheck>? Checks { get; private set; }

    /// <summary>In which times are shown and days are meant.</summary>
    public abstract string TimeZone { get; }

    /// <summary>Address of the page, ending so that a parameter can follow.</summary>
    public abstract string Here { get; }

    /// <summary>Code and name of the client that an entry is about.</summary>
    public abstract string ClientOf(AuditLine line);

    /// <summary>Where what an entry was done to can be seen; null where it has no page.</summary>
    public abstract string? PageOf(AuditLine line);

    /// <summary>Permission of whoever may follow <see cref="PageOf(AuditLine)"/>; empty where whoever reads the audit may.</summary>
    public static string NeedsOf(AuditLine line) => line.Entry.Subject.Split('/')[0] is "payslip" or "opening" ? "payroll.payslip.view" : "";

    public virtual bool ShowsClients => false;

    protected async Task<IActionResult> AnswerAsync(ClientId? client, string fileName, AuditSearch search, string? format, bool check, int page, CancellationToken ct)
    {
        (Search, PageNumber) = (search, Math.Max(1, page));
        if (format == "csv")
        {
            var rows = new List<object?[]>();
            await foreach (var line in read.StreamAsync(client, search, TimeZone, ct))
                rows.Add([line.Module, ClientOf(line), line.Entry.Seq, line.Entry.OccurredAt, line.Entry.ActorName, line.Entry.Action, line.Entry.Subject, line.Entry.Details, line.Entry.Hash]);
            return CsvExport.File(fileName, ["module", "client", "entry", "occurred_at", "actor", "action", "subject", "details", "hash"], rows);
        }
        (Lines, More) = await read.SearchAsync(client, search, TimeZone, (PageNumber - 1) * PageSize, PageSize, ct);
        if (check) Checks = await read.VerifyAsync(client, ct);
        return Page();
    }

    /// <summary>Subjects that have a page, by their first part.</summary>
    protected static string? PageOf(string clientCode, string subject) => subject.Split('/') switch
    {
        ["pay-run", var id, ..] => $"/c/{clientCode}/runs/{id}",
        ["obligation", var id] => $"/c/{clientCode}/obligations/{id}",
        ["benefit-plan", var id] => $"/c/{clientCode}/benefits/plans/{id}",
        ["employee", var id, ..] => $"/c/{clientCode}/people/{id}",
        ["change", var id] => $"/c/{clientCode}/people/changes/{id}",
        ["payslip", var run, var id] => $"/c/{clientCode}/runs/{run}/payslips/{id}",
        ["opening", var id] => $"/c/{clientCode}/opening-balances/{id}",
        _ => null,
    };
}
