using Bureau.Kernel.Clients;
using Bureau.Kernel.Identity;
using Bureau.Kernel.Web;
using Bureau.Onboarding.Changes.Submit;
using Bureau.Onboarding.Contracts;
using Bureau.Onboarding.Employees;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Bureau.Onboarding.Changes.Decide;

[Needs(OnboardingPermissions.ApproveChange)]
internal sealed class DecideChangeModel(
    Caller caller, OnboardingStore store, SensitiveValues sensitive, ClientFields clientFields, ApproveChange approve, ReturnChange sendBack, EffectOnPay effect) : PageModel
{
    [FromForm(Name = "comment")] public string? Comment { get; set; }
    [FromForm(Name = "seen")] public long Seen { get; set; }

    public Client Client => caller.Client;
    public Actor Actor => caller.Actor;
    public ChangeView View { get; private set; } = null!;
    public ChangeSummary Change => View.Details.Summary;
    /// <summary>Null for somebody new.</summary>
    public PayForecast? Effect { get; private set; }
    public string? Refusal { get; private set; }
    public Meanwhile? Meanwhile { get; private set; }

    public bool MayDecide => Change.State == ChangeState.Submitted && !ChangeDecision.IsOwn(caller.Actor, Client, Change);

    public async Task<IActionResult> OnGetAsync(long changeId, CancellationToken ct) => await LoadAsync(changeId, ct) ? Page() : NotFound();

    public async Task<IActionResult> OnPostApproveAsync(long changeId, CancellationToken ct) =>
        await AnswerAsync(changeId, await approve.RunAsync(caller.Actor, Client, changeId, Seen, ct), "Change approved. It counts from its effective date.", ct);

    public async Task<IActionResult> OnPostReturnAsync(long changeId, CancellationToken ct) =>
        await AnswerAsync(changeId, await sendBack.RunAsync(caller.Actor, Client, changeId, Comment ?? "", ct), "Change returned. Who submitted it sees your comment.", ct);

    private async Task<IActionResult> AnswerAsync(long changeId, DecisionOutcome outcome, string done, CancellationToken ct)
    {
        if (outcome.Done)
        {
            TempData["Done"] = done;
            return Redirect($"/c/{Client.Code}/people/changes");
        }
        if (!await LoadAsync(changeId, ct)) return NotFound();
        Refusal = outcome.Refusal;
        Meanwhile = outcome.Meanwhile.Count == 0 ? null : new Meanwhile(outcome.Refusal!, outcome.Meanwhile, View.Fields, Client.TimeZone);
        ModelState.Clear();
        return Page();
    }

    private async Task<bool> LoadAsync(long changeId, CancellationToken ct)
    {
        var fields = await clientFields.ForAsync(Client, ct);
        FactHistory history;
        IReadOnlyDictionary<string, string?> values;
        await using (var db = await store.OpenAsync(Client.Id, ct))
        {
            if (await ChangeDetails.ReadAsync(db, sensitive, fields, changeId, ct) is not { } details) return false;
            View = new ChangeView(details, fields, Client);
            (history, values) = (await FactHistory.ReadAsync(db, sensitive, Change.EmployeeId, ct), await ChangeDetails.ValuesAsync(db, sensitive, Change, ct));
        }
        Seen = View.Details.Employee?.Version ?? 0;
        if (MayDecide && View.Details.Employee is { } employee) Effect = await effect.OfAsync(Client, employee, history, Change.EffectiveFrom, values, ct);
        return true;
    }
}
