using Bureau.Kernel.Clients;
using Bureau.Kernel.Identity;
using Bureau.Kernel.Web;
using Bureau.Onboarding.Employees;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Bureau.Onboarding.Changes.Decide;

/// <summary>A change as anybody who sees people may read it; who submitted it can take it back here.</summary>
[Needs(OnboardingPermissions.ViewPeople)]
internal sealed class ViewChangeModel(
    Caller caller, OnboardingStore store, SensitiveValues sensitive, ClientFields clientFields, Permissions permissions, WithdrawChange withdraw) : PageModel
{
    public Client Client => caller.Client;
    public ChangeView View { get; private set; } = null!;
    public ChangeSummary Change => View.Details.Summary;
    public bool MayDecide { get; private set; }
    public bool MayCorrect { get; private set; }
    public bool IsMine => Change.SubmittedBy == caller.Actor.AccountId;
    public string? Refusal { get; private set; }

    public async Task<IActionResult> OnGetAsync(long changeId, CancellationToken ct)
    {
        var fields = await clientFields.ForAsync(Client, ct);
        await using var db = await store.OpenAsync(Client.Id, ct);
        if (await ChangeDetails.ReadAsync(db, sensitive, fields, changeId, ct) is not { } details) return NotFound();
        View = new ChangeView(details, fields, Client);
        MayDecide = Change.State == ChangeState.Submitted && !ChangeDecision.IsOwn(caller.Actor, Client, Change)
            && await permissions.AllowsAsync(caller.Actor, OnboardingPermissions.ApproveChange, Client.Id, ct);
        MayCorrect = Change.State == ChangeState.Returned && await permissions.AllowsAsync(caller.Actor, OnboardingPermissions.SubmitChange, Client.Id, ct);
        return Page();
    }

    public async Task<IActionResult> OnPostWithdrawAsync(long changeId, CancellationToken ct)
    {
        var outcome = await withdraw.RunAsync(caller.Actor, Client, changeId, ct);
        if (!outcome.Done)
        {
            Refusal = outcome.Refusal;
            return await OnGetAsync(changeId, ct);
        }
        var here = $"/c/{Client.Code}/people/changes/{changeId}";
        return this.Done("Change withdrawn. Nothing changed.", here, here + "?handler=SubmitAgain");
    }

    public async Task<IActionResult> OnPostSubmitAgainAsync(long changeId, CancellationToken ct) =>
        await withdraw.UndoAsync(caller.Actor, Client, changeId, ct) ? this.Done("Change submitted again.", $"/c/{Client.Code}/people/changes/{changeId}") : NotFound();

    /// <summary>Where a returned change is put right.</summary>
    public string Correction => Change.Kind == ChangeKind.Starter
        ? $"/c/{Client.Code}/people/new?corrects={Change.Id}"
        : $"/c/{Client.Code}/people/{Change.EmployeeId}/change/{Sections.For(View.Fields, Change.Fields)}?corrects={Change.Id}";
}
