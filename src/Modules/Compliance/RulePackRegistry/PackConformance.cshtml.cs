using Bureau.Jurisdictions;
using Bureau.Kernel.Identity;
using Bureau.Kernel.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Bureau.Compliance.RulePackRegistry;

[Needs(CompliancePermissions.ViewRulePacks)]
internal sealed class PackConformanceModel(Caller caller, ReadConformance read, RunConformance run, Permissions permissions) : PageModel
{
    public IRulePack Pack { get; private set; } = null!;

    public IReadOnlyList<FileResult> Results { get; private set; } = [];

    public bool Pending { get; private set; }

    public bool MayCheck => permissions.AllowsSomewhere(caller.Actor, CompliancePermissions.CheckRulePacks);

    public async Task<IActionResult> OnGetAsync(string country, CancellationToken ct) => await LoadAsync(country, ct) ? Page() : NotFound();

    public async Task<IActionResult> OnGetProgressAsync(string country, CancellationToken ct) =>
        await LoadAsync(country, ct) ? Partial("/RulePackRegistry/_ConformanceProgress.cshtml", this) : NotFound();

    public async Task<IActionResult> OnPostAsync(string country, CancellationToken ct)
    {
        if (!await LoadAsync(country, ct) || !MayCheck) return NotFound();
        await run.RequestAsync(Pack, caller.Actor, ct);
        return Redirect($"/operations/rule-packs/{Pack.Country}/conformance");
    }

    private async Task<bool> LoadAsync(string country, CancellationToken ct)
    {
        if (RulePacks.All.FirstOrDefault(p => p.Country == country) is not { } pack) return false;
        Pack = pack;
        Pending = await read.IsPendingAsync(pack, ct);
        Results = await read.OfAsync(pack, ct);
        return true;
    }
}
