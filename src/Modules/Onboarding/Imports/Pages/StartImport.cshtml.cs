using Bureau.Kernel.Clients;
using Bureau.Kernel.Identity;
using Bureau.Kernel.Imports;
using Bureau.Kernel.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Bureau.Onboarding.Imports.Pages;

/// <summary>Choose what to import, get its template, hand in a file; below, the files so far.</summary>
[Needs(OnboardingPermissions.Import)]
[RequestSizeLimit(CsvFile.MostBytes + 65_536), RequestFormLimits(MultipartBodyLengthLimit = CsvFile.MostBytes + 65_536)]
internal sealed class StartImportModel(Caller caller, CsvImports imports, Uploads uploads, OnboardingStore store, Permissions permissions) : PageModel
{
    private const int PageSize = 25;

    [FromQuery(Name = "kind")] public string? Kind { get; set; }
    [FromQuery(Name = "before")] public long? Before { get; set; }

    public Client Client => caller.Client;
    /// <summary>Imports that the caller may run for this client.</summary>
    public IReadOnlyList<ICsvImport> Imports { get; private set; } = [];
    public ICsvImport? Import { get; private set; }
    public IReadOnlyList<CsvColumn> Columns { get; private set; } = [];
    public IReadOnlyList<Upload> History { get; private set; } = [];
    public bool HasMore => History.Count == PageSize;
    public string? Problem { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (!await ChooseAsync(ct)) return NotFound();
        await using var db = await store.OpenAsync(Client.Id, ct);
        History = await Upload.ListAsync(db, Before, PageSize, ct);
        return Page();
    }

    /// <summary>The header alone: an example row would be imported sooner or later.</summary>
    public async Task<IActionResult> OnGetTemplateAsync(CancellationToken ct) =>
        await ChooseAsync(ct) && Import is not null ? CsvExport.File($"{Client.Code}-{Import.Kind}.csv", Columns.Select(c => c.Name), []) : NotFound();

    public async Task<IActionResult> OnPostAsync(IFormFile? file, CancellationToken ct)
    {
        if (!await ChooseAsync(ct) || Import is null) return NotFound();
        Problem = file is null ? "Choose a CSV file." : file.Length > CsvFile.MostBytes ? $"The file is larger than {CsvFile.MostBytes / 1024 / 1024} MB. Split it into several files, each with the header row." : null;
        if (Problem is not null) return await OnGetAsync(ct);

        using var content = new MemoryStream();
        await file!.CopyToAsync(content, ct);
        var (id, _) = await uploads.CheckAsync(caller.Actor, Client, Import.Kind, file.FileName, content.ToArray(), ct);
        return Redirect($"/c/{Client.Code}/imports/{id}");
    }

    public ICsvImport? Find(string kind) => imports.Find(kind);

    /// <summary>False when a kind is named that the caller may not run.</summary>
    private async Task<bool> ChooseAsync(CancellationToken ct)
    {
        var allowed = new List<ICsvImport>();
        foreach (var import in imports.All)
            if (await permissions.AllowsAsync(caller.Actor, import.Permission, Client.Id, ct)) allowed.Add(import);
        Imports = allowed;
        Import = Kind is null ? allowed.FirstOrDefault() : allowed.Find(i => i.Kind == Kind);
        if (Import is not null) Columns = await Import.ColumnsAsync(Client, ct);
        return Kind is null || Import is not null;
    }
}
