using Bureau.Jurisdictions;
using Bureau.Kernel.Clients;
using Bureau.Kernel.Identity;
using Bureau.Kernel.Imports;
using Bureau.Kernel.Web;
using Bureau.Onboarding.Contracts;
using Bureau.Payroll.PayRuns;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Bureau.Payroll.Inputs;

/// <summary>Everybody of a run and what was entered for them, with one form to enter more.</summary>
[Needs(PayrollPermissions.ViewPayslips)]
internal sealed class RunInputsModel(Caller caller, PayrollStore store, IPayGroups groups, IEmployees employees, EnterPayInput enter, Permissions permissions, PackSource packs, TimeProvider clock) : PageModel
{
    public const int PageSize = 50;
    private const int MostColumns = 6;
    private static readonly ILookup<string, PayInput> s_none = Array.Empty<PayInput>().ToLookup(e => e.Item);

    /// <summary>One person: entries by item.</summary>
    internal sealed record Person(long Id, string Number, string Name, bool Hourly, ILookup<string, PayInput> Entries)
    {
        public bool WithoutHours => Hourly && !Entries["regular"].Any();
    }

    [BindProperty(SupportsGet = true)]
    public long RunId { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    /// <summary><c>entries</c>, <c>no-hours</c>, <c>late</c>, or everybody.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Who { get; set; }

    [BindProperty(SupportsGet = true)]
    public int P { get; set; } = 1;

    [BindProperty]
    public string? Number { get; set; }

    public PayInputFields Fields { get; private set; } = null!;

    public Client Client => caller.Client;

    public DateTimeOffset Now { get; } = clock.GetUtcNow();

    public PayRun Run { get; private set; } = null!;

    public PayGroup Group { get; private set; } = null!;

    public IRulePack Pack { get; private set; } = null!;

    public bool MayEnter { get; private set; }

    public IReadOnlyList<PayItem> Columns { get; private set; } = [];

    public IReadOnlyList<Person> People { get; private set; } = [];

    public IReadOnlyList<Person> Found { get; private set; } = [];

    public IEnumerable<Person> OnPage => Found.Skip((P - 1) * PageSize).Take(PageSize);

    public async Task<IActionResult> OnGetAsync(string? format, CancellationToken ct)
    {
        if (!await LoadAsync(ct)) return NotFound();
        await ReadAsync(ct);
        return format == "csv" ? Csv() : Page();
    }

    public async Task<IActionResult> OnPostAsync(TypedPayInput typed, bool everyPeriod, string? until, bool again, CancellationToken ct)
    {
        if (!await LoadAsync(ct) || !MayEnter) return NotFound();
        var request = new PayInputRequest(await employees.IdOfAsync(Client.Id, Number ?? "", ct) ?? 0, typed, everyPeriod, until, again);
        var outcome = await enter.RunAsync(Client, caller.Actor, Run, request, ct);
        if (outcome.Problems.Count == 0)
        {
            TempData["Done"] = outcome.Late ? $"Entered for {Number}, marked late: it came after the cut-off." : $"Entered for {Number}.";
            return LocalRedirect($"/c/{Client.Code}/inputs/{RunId}?q={Uri.EscapeDataString(Q ?? "")}&who={Uri.EscapeDataString(Who ?? "")}&p={P}");
        }
        Fields = new(Pack, request, [.. outcome.Problems.Select(p => p.Field == "Employee" ? p with { Field = nameof(Number) } : p)]) { Number = Number ?? "" };
        await ReadAsync(ct);
        return Page();
    }

    private async Task<bool> LoadAsync(CancellationToken ct)
    {
        await using var db = await store.OpenAsync(Client.Id, ct);
        if (await db.SingleOrDefaultAsync<PayRun>(PayRun.SelectById, new { Id = RunId }, ct) is not { } run) return false;
        Run = run;
        Group = await groups.GetAsync(Client.Id, run.PayGroupId, ct);
        Pack = packs(run.PackCountry);
        Fields = new(Pack, new(0, new(null, null, null, null, null)), []) { Number = "" };
        MayEnter = EnterPayInputs.WhyClosed(run) is null && await permissions.AllowsAsync(caller.Actor, PayrollPermissions.EditInputs, Client.Id, ct);
        return true;
    }

    private async Task ReadAsync(CancellationToken ct)
    {
        var entries = new List<PayInput>();
        PeopleOfRun of;
        await using (var db = await store.OpenAsync(Client.Id, ct))
        {
            of = await PeopleOfRun.ReadAsync(db, Run, ct);
            await foreach (var input in PayInputs.ForRunAsync(db, Run, Run.PeriodStart, Now, ct: ct)) entries.Add(input);
        }
        var byEmployee = entries.ToLookup(e => e.EmployeeId);
        var people = new List<Person>();
        await foreach (var person in employees.StreamForPayAsync(Client.Id, Run.PayGroupId, Run.PeriodStart, Run.PeriodEnd, Now, facts: [FactNames.PayBasis], ct: ct))
            if (of.Includes(person.Id)) people.Add(new(person.Id, person.Number, person.Name, person.On(Run.PeriodEnd, FactNames.PayBasis) == "hourly", byEmployee.Contains(person.Id) ? byEmployee[person.Id].ToLookup(e => e.Item) : s_none));
        People = [.. people.OrderBy(p => p.Number, StringComparer.OrdinalIgnoreCase)];
        Columns = [.. People.SelectMany(p => p.Entries.Select(e => e.Key)).CountBy(name => name).OrderByDescending(c => c.Value).Take(MostColumns).Select(c => Pack.PayItems[c.Key])];
        Found = [.. People.Where(Matches)];
        P = Math.Clamp(P, 1, Math.Max(1, (Found.Count + PageSize - 1) / PageSize));
    }

    private bool Matches(Person person) =>
        (string.IsNullOrWhiteSpace(Q) || person.Number.Contains(Q.Trim(), StringComparison.OrdinalIgnoreCase) || person.Name.Contains(Q.Trim(), StringComparison.CurrentCultureIgnoreCase))
        && Who switch
        {
            "entries" => person.Entries.Count > 0,
            "no-hours" => person.WithoutHours,
            "late" => person.Entries.Any(e => e.Any(i => i.Late == 1)),
            _ => true,
        };

    private FileContentResult Csv() => CsvExport.File($"{Client.Code}-inputs-{Run.PayDate:yyyy-MM-dd}.csv",
        ["employee_number", "name", "item", "units", "rate", "amount", "note", "every_period", "late", "entered_by", "entered_at"],
        Found.SelectMany(p => p.Entries.SelectMany(e => e).Select(i => (IEnumerable<object?>)
            [p.Number, p.Name, i.Item, i.Units, i.Rate, i.AmountMinor is { } minor ? Kernel.Money.FromMinor(minor, Kernel.Currency.FromCode(Run.Currency)).Amount : null, i.Note, i.Recurs, i.Late == 1, i.EnteredByName, i.EnteredAt])));
}
