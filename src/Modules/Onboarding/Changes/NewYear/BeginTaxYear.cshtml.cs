using Bureau.Kernel.Clients;
using Bureau.Kernel.Web;
using Bureau.Onboarding.Employees;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Bureau.Onboarding.Changes.NewYear;

/// <summary>What a new tax year changes by law, for everybody, to be submitted as one batch.</summary>
[Needs(OnboardingPermissions.SubmitChange)]
internal sealed class BeginTaxYearModel(Caller caller, NewYearChanges newYear, ClientFields clientFields) : PageModel
{
    public const int Shown = 200;

    public Client Client => caller.Client;
    public EmployeeFields Fields { get; private set; } = null!;
    public NewYearProposals Proposals { get; private set; } = null!;
    public string? Refusal { get; private set; }

    public async Task OnGetAsync(CancellationToken ct)
    {
        Fields = await clientFields.ForAsync(Client, ct);
        Proposals = await newYear.ProposeAsync(Client, ct);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        var (refusal, address, changes) = await newYear.SubmitAsync(Client, caller.Actor, ct);
        if (address is not null)
        {
            TempData["Done"] = $"{Phrases.Count(changes, "change", "changes")} submitted. Somebody else can approve them now.";
            return LocalRedirect(address);
        }
        Refusal = refusal;
        await OnGetAsync(ct);
        return Page();
    }
}
