using Bureau.Jurisdictions;
using Bureau.Kernel.Clients;
using Bureau.Kernel.Identity;
using Bureau.Kernel.Web;
using Bureau.Onboarding.Contracts;
using Bureau.Payroll.PayRuns;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Bureau.Payroll.Inputs;

/// <summary>What was entered for one person in one run, with everything that was changed or withdrawn.</summary>
[Needs(PayrollPermissions.ViewPayslips)]
internal sealed class EmployeeInputsModel(Caller caller, PayrollStore store, IPayGroups groups, IEmployees employees, EnterPayInput enter, Permissions permissions, PackSource packs) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public long RunId { get; set; }

    [BindProperty(SupportsGet = true)]
    public long EmployeeId { get; set; }

    /// <summary>The entry that is being changed.</summary>
    [BindProperty(SupportsGet = true)]
    public long? Change { get; set; }

    public Client Client => caller.Client;

    public PayRun Run { get; private set; } = null!;

    public PayGroup Group { get; private set; } = null!;

    public Employment Person { get; private set; } = null!;

    public IRulePack Pack { get; private set; } = null!;

    public bool MayEnter { get; private set; }

    public PayInputFields Fields { get; private set; } = null!;

    public IReadOnlyList<PayInputHistory> History { get; private set; } = [];

    public string ItemLabel(PayInputHistory entry) => Pack.PayItems.TryGet(entry.Item, out var item) ? item.Label : entry.Item;

    /// <summary>Applies in this run: an entry of the run itself, or a recurring one whose period it is.</summary>
    public bool Applies(PayInputHistory entry) => entry.Stands
        && (entry.PayRunId is not null || entry.FromPeriod <= Run.PeriodStart && !(entry.UntilPeriod < Run.PeriodStart));

    public string Figures(PayInputHistory entry) => PayInputFields.Figures(entry.UnitsE4 / 10_000m, entry.RateE4 / 10_000m, entry.AmountMinor, Run.Currency);

    public string What(PayInputHistory entry) =>
        entry.Withdrawn == 1 ? "Withdrawn"
        : entry.SupersededBy is not null ? History.Any(h => h.Id == entry.SupersededBy && h.Withdrawn == 1) ? "Entered, later withdrawn" : "Entered, later changed"
        : entry.Supersedes is not null ? "Changed to this" : "Entered";

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (!await LoadAsync(ct)) return NotFound();
        if (Change is { } id && MayEnter && History.FirstOrDefault(h => h.Id == id && h.Stands) is { } entry)
            Fields = Fields with { Request = Typed(entry) };
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(TypedPayInput typed, bool everyPeriod, string? until, bool again, CancellationToken ct)
    {
        if (!await LoadAsync(ct) || !MayEnter) return NotFound();
        var request = new PayInputRequest(EmployeeId, typed, everyPeriod, until, again, Change);
        return Answer(request, await enter.RunAsync(Client, caller.Actor, Run, request, ct), Change is null ? "Entered" : "Changed");
    }

    public async Task<IActionResult> OnPostWithdrawAsync(long input, string? reason, CancellationToken ct)
    {
        if (!await LoadAsync(ct) || !MayEnter) return NotFound();
        return Answer(Fields.Request, await enter.WithdrawAsync(Client, caller.Actor, Run, EmployeeId, input, reason, ct), "Withdrawn", $"?handler=EnterAgain&input={input}");
    }

    /// <summary>What was withdrawn, from this run on.</summary>
    public async Task<IActionResult> OnPostEnterAgainAsync(long input, CancellationToken ct)
    {
        if (!await LoadAsync(ct) || !MayEnter || History.FirstOrDefault(h => h.Id == input && !h.Stands) is not { } entry) return NotFound();
        var request = Typed(entry);
        return Answer(request, await enter.RunAsync(Client, caller.Actor, Run, request, ct), "Entered again");
    }

    private IActionResult Answer(PayInputRequest request, PayInputOutcome outcome, string done, string? undo = null)
    {
        if (outcome.Problems.Count > 0)
        {
            Fields = new(Pack, request, outcome.Problems);
            return Page();
        }
        var here = $"/c/{Client.Code}/inputs/{RunId}/{EmployeeId}";
        return this.Done(outcome.Late ? $"{done}, marked late: it came after the cut-off." : $"{done}.", here, undo is null ? null : here + undo);
    }

    private async Task<bool> LoadAsync(CancellationToken ct)
    {
        await using (var db = await store.OpenAsync(Client.Id, ct))
        {
            if (await db.SingleOrDefaultAsync<PayRun>(PayRun.SelectById, new { Id = RunId }, ct) is not { } run) return false;
            Run = run;
            History = await ReadPayInputs.OfEmployeeAsync(db, run, EmployeeId, ct);
        }
        if (await employees.FindAsync(Client.Id, EmployeeId, Run.PeriodEnd, ct) is not { } person) return false;
        Person = person;
        Group = await groups.GetAsync(Client.Id, Run.PayGroupId, ct);
        Pack = packs(Run.PackCountry);
        Fields = new(Pack, new(EmployeeId, new(null, null, null, null, null)), []);
        MayEnter = EnterPayInputs.WhyClosed(Run) is null && await permissions.AllowsAsync(caller.Actor, PayrollPermissions.EditInputs, Client.Id, ct);
        return true;
    }

    /// <summary>As it could have been typed. An amount that units and rate give is left out, so that changing the units is enough.</summary>
    private PayInputRequest Typed(PayInputHistory entry) => new(EmployeeId, new(
        entry.Item,
        entry.UnitsE4 is { } units ? PayInputFields.Plain(units / 10_000m) : null,
        entry.RateE4 is { } rate ? PayInputFields.Plain(rate / 10_000m, 2) : null,
        entry.UnitsE4 is null && entry.AmountMinor is { } amount ? Show.Amount(amount, Run.Currency) : null,
        entry.Note), entry.PayRunId is null, entry.UntilPeriod?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
}
