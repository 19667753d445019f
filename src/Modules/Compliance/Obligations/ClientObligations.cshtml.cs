using Bureau.Kernel.Clients;
using Bureau.Kernel.Imports;
using Bureau.Kernel.Web;
using Bureau.Onboarding.Contracts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Bureau.Compliance.Obligations;

[Needs(CompliancePermissions.ViewObligations)]
internal sealed class ClientObligationsModel(Caller caller, ReadObligations read, IPayGroups groups, TimeProvider clock) : PageModel
{
    private Dictionary<long, string> _employers = [];

    public Client Client => caller.Client;

    public DateOnly Today { get; private set; }

    public bool All { get; private set; }

    public int OpenCount { get; private set; }

    public IReadOnlyList<ObligationRow> Rows { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(string? show, string? format, CancellationToken ct)
    {
        Today = Client.DayAt(clock.GetUtcNow());
        All = show == "all";
        var rows = await read.OfClientAsync(Client.Id, openOnly: !All, null, null, ct);
        OpenCount = rows.Count(r => r.IsToDoOn(Today));
        Rows = [.. rows.Where(r => r.IsToDoOn(Today) || All && r.DueOn >= Today.AddYears(-1))];
        _employers = (await groups.ListAsync(Client.Id, ct)).Select(g => g.Employer).DistinctBy(e => e.Id).ToDictionary(e => e.Id, e => e.Name);
        return format == "csv"
            ? CsvExport.File($"{Client.Code}-obligations.csv", ["due_on", "obligation", "authority", "employer", "period", "runs", "currency", "amount", "state", "reference"],
                Rows.Select(r => new object?[] { r.DueOn, r.Title, r.Authority, EmployerOf(r), r.PeriodKey, r.Runs, r.Currency, ObligationWords.PlainAmount(r), r.StateOn(Today), r.Reference }))
            : Page();
    }

    public string EmployerOf(ObligationRow row) => _employers.GetValueOrDefault(row.LegalEntityId, "–");
}
