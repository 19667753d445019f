using Bureau.Compliance.Contracts;
using Bureau.Kernel.Clients;
using Bureau.Kernel.Identity;
using Bureau.Kernel.Web;
using Bureau.Onboarding.Contracts;
using Bureau.Payroll.Certificates;
using Bureau.Payroll.Inputs;
using Bureau.Payroll.PayRuns.SignOff;
using Bureau.Payroll.Variances;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Bureau.Payroll.PayRuns.Run;

/// <summary>A pay run on one page: where it stands, what stands in the way, its figures, and the next step of whoever looks at it.</summary>
[Needs(PayrollPermissions.ViewRun)]
internal sealed class RunPageModel(
    Caller caller, PayrollStore store, IPayGroups groups, IEmployees employees, Permissions permissions, IObligations obligations, PackSource packs,
    StartCalculation calculation, SubmitPayRun submit, ApprovePayRun approve, SendBackPayRun sendBack, ReleasePayRun release, CancelPayRun cancel,
    HoldOut holdOut, HandOver handOver, SignOffRule signOffs) : PageModel
{
    private IReadOnlyDictionary<long, EmployeeName> _names = new Dictionary<long, EmployeeName>();

    [BindProperty(SupportsGet = true)]
    public long RunId { get; set; }

    /// <summary>The seal of the figures that were on the page.</summary>
    [BindProperty]
    public string Seal { get; set; } = "";

    [BindProperty]
    public string? Reason { get; set; }

    /// <summary>Number of the employee to be held out.</summary>
    [BindProperty]
    public string? Number { get; set; }

    [BindProperty]
    public DateOnly? FollowUpPayDate { get; set; }

    public RunScreen Screen { get; private set; } = null!;

    /// <summary>Why what was asked for was refused.</summary>
    public string? Problem { get; private set; }

    /// <summary>Which form was refused: <c>send-back</c>, <c>cancel</c>, <c>approve</c>, <c>hold-out</c> or <c>hand-over</c>, whose reason is kept.</summary>
    public string Form { get; private set; } = "";

    /// <summary>How far the client is with signing off; null where the engagement does not ask for it.</summary>
    public SignOffState? SignOff { get; private set; }

    public RunProgress Progress { get; private set; } = null!;

    public IReadOnlyList<RunStep> Steps { get; private set; } = [];

    public IReadOnlyList<FindingKind> Findings { get; private set; } = [];

    public IReadOnlyList<LineTotal> Lines { get; private set; } = [];

    public IReadOnlyList<Variance> Largest { get; private set; } = [];

    public IReadOnlyList<PayRunEvent> Events { get; private set; } = [];

    public RunCertificate? Certificate { get; private set; }

    public IReadOnlyList<ObligationStatus> Filings { get; private set; } = [];

    public bool MayPrepare { get; private set; }

    public bool MayApprove { get; private set; }

    public bool MayRelease { get; private set; }

    /// <summary>Figures of single people are for those who may see payslips.</summary>
    public bool MaySeePay { get; private set; }

    /// <summary>Whoever prepared or submitted the run cannot approve it.</summary>
    public bool IsMaker => caller.Actor.AccountId == Screen.Run.PreparedBy || caller.Actor.AccountId == Screen.Run.SubmittedBy;

    public Client Client => caller.Client;

    public string NameOf(long employeeId) => _names.TryGetValue(employeeId, out var name) ? name.Name : $"Employee {employeeId}";

    public string FindingLabel(FindingKind finding) => FindingKind.Words(finding.FindingKey, packs(Screen.Run.PackCountry));

    /// <summary>A pay item or line as people call it.</summary>
    public string LineLabel(string name)
    {
        var pack = packs(Screen.Run.PackCountry);
        return pack.PayItems.TryGet(name, out var item) ? item.Label : pack.Lines.TryGet(name, out var line) ? line.Label : name;
    }

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => await LoadAsync(ct) ? Page() : NotFound();

    public Task<IActionResult> OnPostCalculateAsync(CancellationToken ct) => DoAsync(calculation.RunAsync(Client.Id, RunId, caller.Actor, ct), "The calculation has started.", ct);

    public Task<IActionResult> OnPostRecalculateAsync(CancellationToken ct) => DoAsync(calculation.AgainAsync(Client.Id, RunId, caller.Actor, ct: ct), "The run is calculated again, with what is known now.", ct);

    public Task<IActionResult> OnPostSubmitAsync(CancellationToken ct) => DoAsync(submit.RunAsync(Client.Id, RunId, Seal, caller.Actor, ct), "Submitted. Somebody else can approve it now.", ct);

    public Task<IActionResult> OnPostApproveAsync(CancellationToken ct)
    {
        if (Reason is not null) Form = "approve";
        return DoAsync(approve.RunAsync(Client.Id, RunId, Seal, caller.Actor, Reason, ct), "Approved. It is released at the set time.", ct);
    }

    public Task<IActionResult> OnPostReleaseAsync(CancellationToken ct) => DoAsync(release.RunAsync(Client.Id, RunId, Seal, caller.Actor, ct), "The run is being released.", ct);

    public Task<IActionResult> OnPostSendBackAsync(CancellationToken ct)
    {
        Form = "send-back";
        return DoAsync(sendBack.RunAsync(Client.Id, RunId, Reason ?? "", caller.Actor, ct), "Sent back. The preparer sees your reason on the timeline.", ct);
    }

    public Task<IActionResult> OnPostCancelAsync(CancellationToken ct)
    {
        Form = "cancel";
        return DoAsync(cancel.RunAsync(Client.Id, RunId, Reason ?? "", caller.Actor, ct), "Cancelled. Nobody is paid in this run.", ct);
    }

    public Task<IActionResult> OnPostHandOverAsync(CancellationToken ct)
    {
        Form = "hand-over";
        return DoAsync(handOver.RunAsync(Client.Id, RunId, Reason ?? "", caller.Actor, ct), "Noted. It stands on the board and on the timeline.", ct);
    }

    public async Task<IActionResult> OnPostHoldOutAsync(CancellationToken ct)
    {
        Form = "hold-out";
        var employeeId = await employees.IdOfAsync(Client.Id, Number ?? "", ct) ?? 0;
        return await DoAsync(holdOut.RunAsync(Client.Id, RunId, [employeeId], Reason ?? "", caller.Actor, FollowUpPayDate, ct), "Held out. A follow-up run pays the person.", ct,
            $"/blockers?handler=TakeBack&employeeId={employeeId}");
    }

    private async Task<IActionResult> DoAsync(Task<Outcome> asked, string done, CancellationToken ct, string? undo = null)
    {
        var outcome = await asked;
        var here = $"/c/{Client.Code}/runs/{RunId}";
        if (outcome.IsDone) return this.Done(done, here, undo is null ? null : here + undo);
        Problem = outcome.Problem;
        return await LoadAsync(ct) ? Page() : NotFound();
    }

    private async Task<bool> LoadAsync(CancellationToken ct)
    {
        var actor = caller.Actor;
        MayPrepare = await permissions.AllowsAsync(actor, PayrollPermissions.PrepareRun, Client.Id, ct);
        MayApprove = await permissions.AllowsAsync(actor, PayrollPermissions.ApproveRun, Client.Id, ct);
        MayRelease = await permissions.AllowsAsync(actor, PayrollPermissions.ReleaseRun, Client.Id, ct);
        MaySeePay = await permissions.AllowsAsync(actor, PayrollPermissions.ViewPayslips, Client.Id, ct);
        await using (var db = await store.OpenAsync(Client.Id, ct))
        {
            if (await RunScreen.FindAsync(db, groups, Client, RunId, ct) is not { } screen) return false;
            Screen = screen;
            Progress = await RunProgress.ReadAsync(db, screen, ct);
            Events = [.. (await Timeline.ReadAsync(db, RunId, ct)).Reverse()];
            var entries = (await ReadPayInputs.CountsAsync(db, [RunId], ct)).GetValueOrDefault(RunId);
            if (!screen.IsOpen && !Progress.Running) Findings = await FindingKind.ReadAsync(db, RunId, ct);
            if (screen.HasFigures)
            {
                if (await signOffs.IsAskedAsync(Client.Id, ct)) SignOff = await SignOffState.ReadAsync(db, screen.Run, signOffs.DueAt(screen.Run, Client), ct);
                Lines = await ReadLineTotals.OfAsync(db, screen.Run, packs(screen.Run.PackCountry), ct);
                if (MaySeePay && await Variance.AreComparedAsync(db, screen.Run, ct)) Largest = await Variance.PageAsync(db, RunId, null, toReview: false, 1, null, 5, ct);
            }
            if (screen.IsPublished)
            {
                Certificate = await RunCertificate.FindAsync(db, RunId, ct);
                Filings = await obligations.OfRunAsync(Client.Id, RunId, ct);
            }
            Steps = RunSteps.Of(screen, entries, Filings, SignOff);
        }
        if (Largest.Count > 0) _names = await employees.NamesAsync(Client.Id, Largest.Select(v => v.EmployeeId), ct);
        return true;
    }
}
