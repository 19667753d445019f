using Bureau.Kernel.Clients;
using Bureau.Kernel.Identity;
using Bureau.Kernel.Web;
using Bureau.Onboarding.Employees;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Bureau.Onboarding.Changes.Decide;

[Needs(OnboardingPermissions.ViewPeople)]
internal sealed class ListChangesModel(Caller caller, OnboardingStore store, ClientFields clientFields, Permissions permissions) : PageModel
{
    private const int PageSize = 50;

    public static readonly IReadOnlyList<string> States = [ChangeState.Submitted, ChangeState.Returned, ChangeState.Approved, ChangeState.Withdrawn];

    [FromQuery(Name = "state")] public string? State { get; set; }
    [FromQuery(Name = "before")] public long? Before { get; set; }
    /// <summary>The import whose changes are listed; null = changes submitted one by one.</summary>
    [FromQuery(Name = "import")] public long? Import { get; set; }

    public Client Client => caller.Client;
    public EmployeeFields Fields { get; private set; } = null!;
    public IReadOnlyList<ChangeSummary> Changes { get; private set; } = [];
    public IReadOnlyList<BatchSummary> Batches { get; private set; } = [];
    public bool MayApprove { get; private set; }
    public bool HasMore => Changes.Count == PageSize;

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        State = State is not null && States.Contains(State) ? State : State == "all" || Import is not null ? null : ChangeState.Submitted;
        Fields = await clientFields.ForAsync(Client, ct);
        MayApprove = await permissions.AllowsAsync(caller.Actor, OnboardingPermissions.ApproveChange, Client.Id, ct);
        await using var db = await store.OpenAsync(Client.Id, ct);
        Changes = await ChangeSummary.ListAsync(db, State, Import, Before, PageSize, ct);
        Batches = Before is not null ? [] : await BatchSummary.ListAsync(db, Import, waitingOnly: Import is null && State == ChangeState.Submitted, ct);
        return Import is not null && Batches.Count == 0 && Before is null ? NotFound() : Page();
    }

    public bool IsOwn(ChangeSummary change) => ChangeDecision.IsOwn(caller.Actor, Client, change);

    public bool IsOwn(BatchSummary batch) => batch.SubmittedBy == caller.Actor.AccountId;

    public string Address(string? state, long? before = null) => $"/c/{Client.Code}/people/changes?state={state ?? "all"}" + (Import is null ? "" : $"&import={Import}") + (before is null ? "" : $"&before={before}");
}
