using Bureau.Jurisdictions;
using Bureau.Kernel.Clients;
using Bureau.Kernel.Web;
using Bureau.Onboarding.Contracts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Bureau.Benefits.Plans;

[Needs(BenefitsPermissions.EditPlans)]
internal sealed class AddPlanModel(Caller caller, AddPlan addPlan) : PageModel
{
    [BindProperty]
    public PlanForm Form { get; set; } = new();

    public Client Client => caller.Client;

    public IRulePack Pack => RulePacks.For(Client.Country);

    public string Kind { get; private set; } = "";

    public IReadOnlyList<Problem> Problems { get; private set; } = [];

    public IActionResult OnGet(string? kind)
    {
        if (PlanRules.KindsOf(Pack).ToList() is not [var first, ..] kinds) return NotFound();
        Kind = kind is not null && kinds.Contains(kind) ? kind : first;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (PlanRules.KindsOf(Pack).FirstOrDefault(k => k == Form.Kind) is not { } kind) return NotFound();
        Kind = kind;
        var problems = new List<Problem>();
        var plan = Form.Read(problems);
        if (problems.Count == 0) problems.AddRange((await addPlan.HandleAsync(Client.Id, plan, caller.Actor, ct)).Problems);
        else problems.AddRange(PlanRules.Check(Pack, plan));
        if (problems.Count > 0)
        {
            Problems = problems;
            return Page();
        }
        TempData["Done"] = $"{plan.Name.Trim()} was added. People can be enrolled in it now.";
        return Redirect($"/c/{Client.Code}/benefits");
    }
}
