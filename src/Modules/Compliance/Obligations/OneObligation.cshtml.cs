using System.Text.Json;
using Bureau.Kernel.Clients;
using Bureau.Kernel.Identity;
using Bureau.Kernel.Imports;
using Bureau.Kernel.Web;
using Bureau.Onboarding.Contracts;
using Bureau.Payroll.Contracts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Bureau.Compliance.Obligations;

[Needs(CompliancePermissions.ViewObligations)]
internal sealed class OneObligationModel(Caller caller, ReadObligations read, CompleteObligation complete, IPayGroups groups, IReturns returns, Permissions permissions, TimeProvider clock) : PageModel
{
    public Client Client => caller.Client;

    public DateOnly Today { get; private set; }

    public ObligationRow Row { get; private set; } = new();

    public IReadOnlyList<FeedRow> Feeds { get; private set; } = [];

    /// <summary>What is reported, as far as the runs in it go; null where the rule pack has no figures for it.</summary>
    public Return? Figures { get; private set; }

    public string Employer { get; private set; } = "";

    public bool MayComplete { get; private set; }

    public string? Reference { get; private set; }

    public IReadOnlyList<Problem> Problems { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(long id, string? format, CancellationToken ct)
    {
        if (!await LoadAsync(id, ct)) return NotFound();
        var file = $"{Client.Code}-{Row.ObligationKey}-{Row.PeriodKey.Replace('/', '-')}";
        return (Figures, format) switch
        {
            ({ } figures, "csv") => CsvExport.File(file + ".csv", ["name", "value", "label"], figures.Figures.Select(f => new object?[] { f.Name, f.Value, f.Label })),
            ({ } figures, "json") => File(JsonSerializer.SerializeToUtf8Bytes(new
            {
                obligation = Row.ObligationKey,
                period = Row.PeriodKey,
                employer = Employer,
                due_on = Row.DueOn,
                runs = Feeds.Select(f => f.PayRunId),
                figures = figures.Figures.Select(f => new { name = f.Name, value = f.Value, label = f.Label }),
            }), "application/json; charset=utf-8", file + ".json"),
            _ => Page(),
        };
    }

    public async Task<IActionResult> OnPostCompleteAsync(long id, string? reference, int runs, CancellationToken ct)
    {
        if (!await LoadAsync(id, ct) || !MayComplete) return NotFound();
        Reference = reference;
        Problems = await complete.HandleAsync(Client.Id, id, reference, runs, caller.Actor, ct);
        return Answer(Problems, $"{Row.Title}, {Row.PeriodKey} is marked as done.", "?handler=Reopen&reason=Undone");
    }

    public async Task<IActionResult> OnPostReopenAsync(long id, string? reason, CancellationToken ct)
    {
        if (!await LoadAsync(id, ct) || !MayComplete) return NotFound();
        Problems = await complete.ReopenAsync(Client.Id, id, reason, caller.Actor, ct);
        return Answer(Problems, $"{Row.Title}, {Row.PeriodKey} is open again.");
    }

    private IActionResult Answer(IReadOnlyList<Problem> problems, string done, string? undo = null)
    {
        var here = $"/c/{Client.Code}/obligations/{Row.Id}";
        return problems.Count > 0 ? Page() : this.Done(done, here, undo is null ? null : here + undo);
    }

    private async Task<bool> LoadAsync(long id, CancellationToken ct)
    {
        Today = Client.DayAt(clock.GetUtcNow());
        if ((await read.OfClientAsync(Client.Id, false, null, null, ct)).FirstOrDefault(o => o.Id == id) is not { } row) return false;
        Row = row;
        Feeds = await read.FeedsAsync(Client.Id, id, ct);
        if (Feeds is [.., var last]) Figures = await returns.OfAsync(Client.Id, last.PayRunId, row.ObligationKey, await read.PaidAsync(Client.Id, row.LegalEntityId, last.PayDate, ct), ct);
        Employer = (await groups.ListAsync(Client.Id, ct)).Select(g => g.Employer).FirstOrDefault(e => e.Id == row.LegalEntityId)?.Name ?? "–";
        MayComplete = await permissions.AllowsAsync(caller.Actor, CompliancePermissions.CompleteObligations, Client.Id, ct);
        return true;
    }
}
