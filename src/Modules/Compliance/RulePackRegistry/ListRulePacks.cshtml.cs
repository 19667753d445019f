using Bureau.Jurisdictions;
using Bureau.Kernel.Web;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Bureau.Compliance.RulePackRegistry;

[Needs(CompliancePermissions.ViewRulePacks)]
internal sealed class ListRulePacksModel(ReadConformance read, TimeProvider clock) : PageModel
{
    public IReadOnlyList<(IRulePack Pack, IReadOnlyList<FileResult> Results, string? WhyNotPayable)> Packs { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct)
    {
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        var packs = new List<(IRulePack, IReadOnlyList<FileResult>, string?)>();
        foreach (var pack in RulePacks.All.OrderBy(p => p.Country, StringComparer.Ordinal)) packs.Add((pack, await read.OfAsync(pack, ct), pack.WhyNotPayable(today)));
        Packs = packs;
    }
}
