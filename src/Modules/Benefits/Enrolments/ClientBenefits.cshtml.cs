using System.Globalization;
using Bureau.Benefits.Plans;
using Bureau.Jurisdictions;
using Bureau.Kernel.Clients;
using Bureau.Kernel.Identity;
using Bureau.Kernel.Imports;
using Bureau.Kernel.Web;
using Bureau.Onboarding.Contracts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Bureau.Benefits.Enrolments;

[Needs(BenefitsPermissions.ViewPlans)]
internal sealed class ClientBenefitsModel(Caller caller, BenefitsStore store, IEmployees employees, Permissions permissions, TimeProvider clock) : PageModel
{
    public const int PageSize = 50;

    private IReadOnlyList<MemberLine> _all = [];

    public Client Client => caller.Client;

    public IRulePack Pack => RulePacks.For(Client.Country);

    /// <summary>The country's payroll can take contributions of some kind of plan.</summary>
    public bool TakesPlans => PlanRules.KindsOf(Pack).Any();

    public DateTimeOffset Now { get; private set; }

    public DateOnly Today { get; private set; }

    public IReadOnlyList<Plan> Plans { get; private set; } = [];

    public IReadOnlyList<MemberLine> Shown { get; private set; } = [];

    public int Found { get; private set; }

    public int PageNumber { get; private set; } = 1;

    public string? Query { get; private set; }

    public long? PlanId { get; private set; }

    public string? State { get; private set; }

    public bool MayEdit { get; private set; }

    public bool MayEnrol { get; private set; }

    public async Task<IActionResult> OnGetAsync(string? q, long? plan, string? state, string? format, int p = 1, CancellationToken ct = default)
    {
        (Query, PlanId, State, PageNumber) = (q?.Trim(), plan, string.IsNullOrEmpty(state) ? null : state, Math.Max(1, p));
        Now = clock.GetUtcNow();
        Today = Client.DayAt(Now);
        var names = await employees.NamesAsync(Client.Id, ct: ct);
        await using (var db = await store.OpenAsync(Client.Id, ct))
        {
            Plans = await ReadPlans.AllAsync(db, ct);
            _all = await ListMembers.AllAsync(db, Plans, names, Today, ct);
        }
        var found = _all.Where(Matches).ToList();
        if (format == "csv") return Csv(found);
        Found = found.Count;
        Shown = [.. found.Skip((PageNumber - 1) * PageSize).Take(PageSize)];
        MayEdit = await permissions.AllowsAsync(caller.Actor, BenefitsPermissions.EditPlans, Client.Id, ct);
        MayEnrol = await permissions.AllowsAsync(caller.Actor, BenefitsPermissions.Enrol, Client.Id, ct);
        return Page();
    }

    public int MembersOf(Plan plan) => _all.Count(l => l.Plan.Id == plan.Id && l.State == MemberLine.Member);

    public string ContributionOf(MemberLine line) => line.Current is { IsMember: true } d && line.Plan.On(Today, Now) is { } terms
        ? PlanWords.Contribution(line.Plan, terms, Pack.Currency, d.RateBp, d.YearlyMinor)
        : "–";

    public string Address(int page, bool csv = false) =>
        $"?q={Uri.EscapeDataString(Query ?? "")}&plan={PlanId?.ToString(CultureInfo.InvariantCulture)}&state={State}" + (csv ? "&format=csv" : $"&p={page.ToString(CultureInfo.InvariantCulture)}");

    private bool Matches(MemberLine line) =>
        (PlanId is null || line.Plan.Id == PlanId) && (State is null || line.State == State)
        && (string.IsNullOrEmpty(Query) || line.Person.Name.Contains(Query, StringComparison.CurrentCultureIgnoreCase) || line.Person.Number.Contains(Query, StringComparison.OrdinalIgnoreCase));

    private FileContentResult Csv(IEnumerable<MemberLine> lines) => CsvExport.File(
        $"{Client.Code}-enrolments-{Today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}.csv", ["employee_number", "name", "plan", "state", "since", "contribution"],
        lines.Select(l => new object?[] { l.Person.Number, l.Person.Name, l.Plan.Name, l.State, l.Since ?? l.Current?.EffectiveFrom, ContributionOf(l) is var c && c == "–" ? null : c }));
}
