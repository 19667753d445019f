using Bureau.Jurisdictions;
using Bureau.Kernel.Clients;
using Bureau.Kernel.Identity;
using Bureau.Kernel.Web;
using Bureau.Onboarding.Contracts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Bureau.Benefits.Plans;

[Needs(BenefitsPermissions.ViewPlans)]
internal sealed class ChangeTermsModel(Caller caller, BenefitsStore store, AddPlan plans, Permissions permissions, TimeProvider clock) : PageModel
{
    [BindProperty]
    public PlanForm Form { get; set; } = new();

    public Client Client => caller.Client;

    public IRulePack Pack => RulePacks.For(Client.Country);

    public Plan Plan { get; private set; } = new();

    public bool MayEdit { get; private set; }

    public IReadOnlyList<Problem> Problems { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(long planId, CancellationToken ct)
    {
        if (!await LoadAsync(planId, ct)) return NotFound();
        var now = clock.GetUtcNow();
        Form = PlanForm.Of(Plan, Plan.OnOrFirst(Client.DayAt(now), now), Pack.Currency);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(long planId, CancellationToken ct)
    {
        if (!await LoadAsync(planId, ct) || !MayEdit) return NotFound();
        var problems = new List<Problem>();
        var terms = Form.Read(problems);
        if (problems.Count == 0) problems.AddRange(await plans.ChangeTermsAsync(Client.Id, Plan, terms, caller.Actor, ct));
        if (problems.Count > 0)
        {
            Problems = problems;
            return Page();
        }
        TempData["Done"] = $"New terms of {Plan.Name} apply from {Show.Day(terms.EffectiveFrom)}.";
        return Redirect($"/c/{Client.Code}/benefits/plans/{planId}");
    }

    private async Task<bool> LoadAsync(long planId, CancellationToken ct)
    {
        await using var db = await store.OpenAsync(Client.Id, ct);
        if ((await ReadPlans.AllAsync(db, ct)).FirstOrDefault(p => p.Id == planId) is not { } plan) return false;
        Plan = plan;
        MayEdit = await permissions.AllowsAsync(caller.Actor, BenefitsPermissions.EditPlans, Client.Id, ct);
        return true;
    }
}
