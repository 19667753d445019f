using Bureau.Benefits.Plans;
using Bureau.Kernel.Clients;
using Bureau.Kernel.Identity;
using Bureau.Kernel.Web;
using Bureau.Onboarding.Contracts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Bureau.Benefits.Duties;

[Needs(BenefitsPermissions.ViewPlans)]
internal sealed class PensionDutiesModel(Caller caller, BenefitsStore store, IEmployees employees, Permissions permissions, TellPeople tell, SetAutomaticEnrolment set, TimeProvider clock) : PageModel
{
    private const int Most = 200;

    [FromQuery(Name = "state")] public string? State { get; set; }

    public Client Client => caller.Client;
    public DateOnly Today { get; private set; }
    public bool All => State == "all";
    public IReadOnlyList<PensionDutyRow> Shown { get; private set; } = [];
    public int Found { get; private set; }
    public int OpenCount { get; private set; }
    public IReadOnlyDictionary<long, EmployeeName> Names { get; private set; } = new Dictionary<long, EmployeeName>();
    public AutomaticEnrolment Settings { get; private set; } = new();
    public IReadOnlyList<Plan> Pensions { get; private set; } = [];
    public bool MayEnrol { get; private set; }
    public bool MayEdit { get; private set; }
    public IReadOnlyList<Problem> Problems { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct)
    {
        Today = Client.DayAt(clock.GetUtcNow());
        MayEnrol = await permissions.AllowsAsync(caller.Actor, BenefitsPermissions.Enrol, Client.Id, ct);
        MayEdit = await permissions.AllowsAsync(caller.Actor, BenefitsPermissions.EditPlans, Client.Id, ct);
        await using var db = await store.OpenAsync(Client.Id, ct);
        var counts = await PensionDutyRow.CountAsync(db, ct);
        (Found, OpenCount) = (All ? counts.Found : counts.Open, counts.Open);
        Shown = await PensionDutyRow.FirstAsync(db, All, Most, ct);
        Names = await employees.NamesAsync(Client.Id, Shown.Select(d => d.EmployeeId), ct);
        Settings = await AutomaticEnrolment.ReadAsync(db, ct);
        Pensions = [.. (await ReadPlans.AllAsync(db, ct)).Where(p => p.IsPension)];
    }

    /// <param name="all">Everybody who is to be told and not chosen one by one.</param>
    public async Task<IActionResult> OnPostToldAsync(long[] duty, DateOnly? toldOn, bool all, CancellationToken ct)
    {
        if (!await permissions.AllowsAsync(caller.Actor, BenefitsPermissions.Enrol, Client.Id, ct)) return NotFound();
        IReadOnlyList<long> ids = all ? await tell.WhoWaitsAsync(Client.Id, ct) : duty;
        return await AnswerAsync(await tell.HandleAsync(Client, ids, toldOn, caller.Actor, ct), $"Recorded for {DutyWords.People(ids.Count)}.", ct, "?handler=NotTold");
    }

    public async Task<IActionResult> OnPostNotToldAsync(CancellationToken ct) =>
        await permissions.AllowsAsync(caller.Actor, BenefitsPermissions.Enrol, Client.Id, ct) && await tell.UndoAsync(Client.Id, caller.Actor, ct)
            ? this.Done("Taken back.", $"/c/{Client.Code}/benefits/duties") : NotFound();

    public async Task<IActionResult> OnPostSetAsync(long? planId, int postponeMonths, CancellationToken ct) =>
        await permissions.AllowsAsync(caller.Actor, BenefitsPermissions.EditPlans, Client.Id, ct)
            ? await AnswerAsync(await set.HandleAsync(Client.Id, planId, postponeMonths, caller.Actor, ct), "Saved. It counts from the next calculation of a pay run.", ct)
            : NotFound();

    private async Task<IActionResult> AnswerAsync(IReadOnlyList<Problem> problems, string done, CancellationToken ct, string? undo = null)
    {
        var here = $"/c/{Client.Code}/benefits/duties";
        if (problems.Count == 0) return this.Done(done, here, undo is null ? null : here + undo);
        Problems = problems;
        ModelState.Clear();
        await OnGetAsync(ct);
        return Page();
    }
}
