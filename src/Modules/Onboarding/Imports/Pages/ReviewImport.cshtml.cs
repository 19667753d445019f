using Bureau.Kernel.Clients;
using Bureau.Kernel.Identity;
using Bureau.Kernel.Imports;
using Bureau.Kernel.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Bureau.Onboarding.Imports.Pages;

/// <summary>What checking a file found; the word to commit it.</summary>
[Needs(OnboardingPermissions.Import)]
internal sealed class ReviewImportModel(Caller caller, CsvImports imports, Uploads uploads, OnboardingStore store, Permissions permissions) : PageModel
{
    public Client Client => caller.Client;
    public Upload Upload { get; private set; } = null!;
    public ICsvImport? Import { get; private set; }
    public IReadOnlyList<ImportProblem> Problems { get; private set; } = [];
    public string? Refusal { get; private set; }

    public async Task<IActionResult> OnGetAsync(long uploadId, CancellationToken ct) => await FindAsync(uploadId, ct) ? Page() : NotFound();

    public async Task<IActionResult> OnGetProblemsAsync(long uploadId, CancellationToken ct) => await FindAsync(uploadId, ct)
        ? CsvExport.File($"{Client.Code}-problems-{uploadId}.csv", ["row", "column", "value", "problem"], Problems.Select(p => new object?[] { p.Row, p.Column, p.Value, p.Message }))
        : NotFound();

    public async Task<IActionResult> OnPostAsync(long uploadId, CancellationToken ct)
    {
        if (!await FindAsync(uploadId, ct) || Import is null) return NotFound();
        var outcome = await uploads.CommitAsync(caller.Actor, Client, uploadId, ct);
        if (outcome.Report is { Committed: true } report)
            TempData["Done"] = $"{Upload.FileName} was committed: {report.Added:N0} new, {report.Changed:N0} changed, {report.Unchanged:N0} unchanged.";
        if (outcome.Refusal is null) return Redirect($"/c/{Client.Code}/imports/{uploadId}");
        Refusal = outcome.Refusal;
        await FindAsync(uploadId, ct);
        // A double click: what the file became stands on its page.
        return Upload.State is UploadState.Committed or UploadState.Committing ? Redirect($"/c/{Client.Code}/imports/{uploadId}") : Page();
    }

    /// <summary>False when there is no such file, or it is of an import that the caller may not run: it may show what others enter.</summary>
    private async Task<bool> FindAsync(long id, CancellationToken ct)
    {
        await using var db = await store.OpenAsync(Client.Id, ct);
        if (await Upload.FindAsync(db, id, ct) is not { } upload) return false;
        Upload = upload;
        Import = imports.Find(upload.Kind);
        Problems = uploads.ProblemsOf(Client, upload);
        return Import is null || await permissions.AllowsAsync(caller.Actor, Import.Permission, Client.Id, ct);
    }
}
