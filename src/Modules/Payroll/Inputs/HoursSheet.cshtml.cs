using Bureau.Jurisdictions;
using Bureau.Kernel.Clients;
using Bureau.Kernel.Web;
using Bureau.Onboarding.Contracts;
using Bureau.Payroll.PayRuns;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Bureau.Payroll.Inputs;

/// <summary>One item that is paid by units, for many people on one page: the time sheet of a run.</summary>
[Needs(PayrollPermissions.EditInputs)]
internal sealed class HoursSheetModel(Caller caller, PayrollStore store, IPayGroups groups, IEmployees employees, EnterPayInputs enter, PackSource packs, TimeProvider clock) : PageModel
{
    public const int PageSize = 100;

    /// <param name="Standing">The one plain entry of the item that the sheet shows and replaces; null where there is none.</param>
    /// <param name="Elsewhere">There are entries with a rate of their own, recurring or several ones: they are changed on the person's page.</param>
    internal sealed record Line(long Id, string Number, string Name, string? ContractHours, PayInput? Standing, bool Elsewhere)
    {
        public string? Typed { get; set; }
        public string? Error { get; set; }
    }

    [BindProperty(SupportsGet = true)]
    public long RunId { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Item { get; set; }

    /// <summary><c>all</c>, or who is paid by the hour.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Who { get; set; }

    [BindProperty(SupportsGet = true)]
    public int P { get; set; } = 1;

    public Client Client => caller.Client;

    public PayRun Run { get; private set; } = null!;

    public PayGroup Group { get; private set; } = null!;

    public PayItem PayItem { get; private set; } = null!;

    public IReadOnlyList<PayItem> Items { get; private set; } = [];

    public IReadOnlyList<Line> Lines { get; private set; } = [];

    public int Total { get; private set; }

    public IReadOnlyList<PayInputProblem> Problems { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => await LoadAsync(ct) ? Page() : NotFound();

    /// <param name="units">What was typed, by employee id.</param>
    public async Task<IActionResult> OnPostAsync(Dictionary<long, string?> units, CancellationToken ct)
    {
        if (!await LoadAsync(ct)) return NotFound();
        var rows = new List<NewPayInput>();
        foreach (var line in Lines.Where(l => !l.Elsewhere && units.ContainsKey(l.Id)))
        {
            line.Typed = units[line.Id];
            if (string.IsNullOrWhiteSpace(line.Typed))
            {
                if (line.Standing is { } gone) rows.AddRange(EnterPayInputs.Replace(Run, gone, PayItem, null, "Emptied on the sheet"));
                continue;
            }
            var (entry, problems) = PayInputEntry.Of(packs(Run.PackCountry), new TypedPayInput(PayItem.Name, line.Typed, null, null, line.Standing?.Note));
            line.Error = problems.Count > 0 ? problems[0].Message : null;
            if (entry is null || entry.UnitsE4 == line.Standing?.UnitsE4) continue;
            var entered = new NewPayInput(line.Id, entry);
            rows.AddRange(line.Standing is { } old ? EnterPayInputs.Replace(Run, old, PayItem, entered) : [entered]);
        }
        Problems = [.. Lines.Where(l => l.Error is not null).Select(l => new PayInputProblem($"u{l.Id}", $"{l.Number}: {l.Error}"))];
        if (Problems.Count > 0) return Page();
        var written = rows.Count == 0 ? new EnteredPayInputs(null) : await enter.RunAsync(Client, caller.Actor, RunId, rows, "sheet", EnterPayInputs.Manual, ct);
        if (written.Problem is { } problem)
        {
            Problems = [new PayInputProblem("", problem)];
            return Page();
        }
        TempData["Done"] = rows.Count == 0 ? "Nothing had changed." : $"Saved for {RunWords.People(rows.Count)}{(written.Late ? ", marked late: it came after the cut-off" : "")}.";
        return LocalRedirect($"/c/{Client.Code}/inputs/{RunId}/sheet?item={Uri.EscapeDataString(PayItem.Name)}&who={Uri.EscapeDataString(Who ?? "")}&p={P}");
    }

    private async Task<bool> LoadAsync(CancellationToken ct)
    {
        var entries = new List<PayInput>();
        PeopleOfRun of;
        await using (var db = await store.OpenAsync(Client.Id, ct))
        {
            if (await db.SingleOrDefaultAsync<PayRun>(PayRun.SelectById, new { Id = RunId }, ct) is not { } run || EnterPayInputs.WhyClosed(run) is not null) return false;
            Run = run;
            Items = [.. packs(run.PackCountry).PayItems.Where(i => i.ByUnits)];
            if (Items.Count == 0) return false;
            PayItem = Items.FirstOrDefault(i => i.Name == Item) ?? Items[0];
            of = await PeopleOfRun.ReadAsync(db, run, ct);
            await foreach (var input in PayInputs.ForRunAsync(db, run, run.PeriodStart, clock.GetUtcNow(), ct: ct))
                if (input.Item == PayItem.Name) entries.Add(input);
        }
        Group = await groups.GetAsync(Client.Id, Run.PayGroupId, ct);
        var byEmployee = entries.ToLookup(e => e.EmployeeId);
        var people = new List<Line>();
        await foreach (var person in employees.StreamForPayAsync(Client.Id, Run.PayGroupId, Run.PeriodStart, Run.PeriodEnd, clock.GetUtcNow(), facts: [FactNames.PayBasis, FactNames.WeeklyHours], ct: ct))
        {
            if (!of.Includes(person.Id)) continue;
            if (Who != "all" && person.On(Run.PeriodEnd, FactNames.PayBasis) != "hourly" && !byEmployee[person.Id].Any()) continue;
            var plain = byEmployee[person.Id].Where(e => e is { Recurs: false, RateE4: null, AmountMinor: null }).ToList();
            var standing = plain.Count == 1 && byEmployee[person.Id].Count() == 1 ? plain[0] : null;
            people.Add(new(person.Id, person.Number, person.Name, person.On(Run.PeriodEnd, FactNames.WeeklyHours), standing, standing is null && byEmployee[person.Id].Any())
            {
                Typed = standing?.Units is { } units ? PayInputFields.Plain(units) : null,
            });
        }
        Total = people.Count;
        P = Math.Clamp(P, 1, Math.Max(1, (Total + PageSize - 1) / PageSize));
        Lines = [.. people.OrderBy(p => p.Number, StringComparer.OrdinalIgnoreCase).Skip((P - 1) * PageSize).Take(PageSize)];
        return true;
    }
}
