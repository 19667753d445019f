using Bureau.Kernel.Clients;
using Bureau.Kernel.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Bureau.Onboarding.Changes.Decide;

/// <summary>Approves or returns all changes of an import in one decision.</summary>
[Needs(OnboardingPermissions.ApproveChange)]
internal sealed class ApproveImportModel(Caller caller, OnboardingStore store, ApproveBatch approve, ReturnBatch sendBack) : PageModel
{
    [FromForm(Name = "comment")] public string? Comment { get; set; }

    public Client Client => caller.Client;
    public BatchSummary Batch { get; private set; } = null!;
    public string? Refusal { get; private set; }
    public bool IsOwn => Batch.SubmittedBy == caller.Actor.AccountId;

    public async Task<IActionResult> OnGetAsync(long batchId, CancellationToken ct)
    {
        await using var db = await store.OpenAsync(Client.Id, ct);
        if ((await BatchSummary.ListAsync(db, batchId, waitingOnly: false, ct)).SingleOrDefault() is not { } batch) return NotFound();
        Batch = batch;
        return Page();
    }

    public async Task<IActionResult> OnPostApproveAsync(long batchId, CancellationToken ct) =>
        await AnswerAsync(batchId, await approve.RunAsync(caller.Actor, Client, batchId, ct), "approved", ct);

    public async Task<IActionResult> OnPostReturnAsync(long batchId, CancellationToken ct) =>
        await AnswerAsync(batchId, await sendBack.RunAsync(caller.Actor, Client, batchId, Comment ?? "", ct), "returned", ct);

    private async Task<IActionResult> AnswerAsync(long batchId, BatchOutcome outcome, string done, CancellationToken ct)
    {
        if (outcome.Refusal is not null)
        {
            Refusal = outcome.Refusal;
            return await OnGetAsync(batchId, ct);
        }
        TempData["Done"] = $"{Phrases.Count(outcome.Decided, "change", "changes")} {done}." + (outcome.LeftOver > 0 ? $" {outcome.LeftOver} need a decision of their own: something else about those people came in meanwhile." : "");
        return Redirect($"/c/{Client.Code}/people/changes" + (outcome.LeftOver > 0 ? $"?import={batchId}&state=submitted" : ""));
    }
}
