using System.Globalization;
using Bureau.Jurisdictions;
using Bureau.Kernel.Clients;
using Bureau.Kernel.Web;
using Bureau.Onboarding.Contracts;
using Bureau.Onboarding.Employees;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Bureau.Onboarding.Changes.Submit;

/// <summary>The change form of one group of fields. Fields left empty stay as they are, so that only what somebody meant to change changes.</summary>
[Needs(OnboardingPermissions.SubmitChange)]
internal sealed class SubmitChangeModel(Caller caller, OnboardingStore store, SensitiveValues sensitive, ClientFields clientFields, SubmitChange submit, EffectOnPay effect) : PageModel
{
    [FromForm(Name = "effective_from")] public string? EffectiveFrom { get; set; }
    [FromForm(Name = "comment")] public string? Comment { get; set; }
    [FromForm(Name = "seen")] public long Seen { get; set; }
    /// <summary>A returned change that is being corrected.</summary>
    [FromQuery(Name = "corrects")] public long? Corrects { get; set; }

    public Client Client => caller.Client;
    public Employee Employee { get; private set; } = null!;
    public EmployeeFields Fields { get; private set; } = null!;
    public string Section { get; private set; } = "";
    public IReadOnlyList<FieldInput> Inputs { get; private set; } = [];
    public IReadOnlyList<Problem> Problems { get; private set; } = [];
    public IReadOnlyList<ChangeSummary> Meanwhile { get; private set; } = [];
    public IReadOnlyList<ChangeSummary> Waiting { get; private set; } = [];
    public ChangeSummary? Returned { get; private set; }
    /// <summary>Fields that concern the person: those that depend on others only where these have the value, now or later, or where something is known.</summary>
    public IReadOnlyList<Field> Concerned { get; private set; } = [];

    /// <summary>Set when somebody asked for it: nothing was submitted then.</summary>
    public PayForecast? Effect { get; private set; }

    /// <summary>A leaving date is its own effective date.</summary>
    public bool AsksForDay => Section != "Leaving";

    public async Task<IActionResult> OnGetAsync(long employeeId, string? section, CancellationToken ct)
    {
        if (!await LoadAsync(employeeId, section, ct)) return NotFound();
        Seen = Employee.Version;
        EffectiveFrom = Returned is null ? "" : Day(Returned.EffectiveFrom);
        Comment = Returned?.Comment;
        return Page();
    }

    /// <summary>What the change would do to pay, on the same page with everything typed still there.</summary>
    public async Task<IActionResult> OnPostEffectAsync(long employeeId, string? section, CancellationToken ct)
    {
        Fields = await clientFields.ForAsync(Client, ct);
        var values = PostedFields.Values(Request.Form, OfSection(section)).ToDictionary(v => v.Key, v => Fields.Tidy(v.Key, v.Value), StringComparer.Ordinal);
        var day = section == "leaving" ? await LeavingDayAsync(employeeId, values, ct) : PostedFields.Day(EffectiveFrom);
        if (day is not { } from) Problems = [new("effective_from", "Effective date: write the first day on which the change applies. It may be in the past.")];
        else
        {
            Employee? employee;
            FactHistory history;
            DateOnly today;
            await using (var db = await store.OpenAsync(Client.Id, ct))
            {
                employee = await Employee.FindAsync(db, employeeId, ct);
                if (employee is null) return NotFound();
                (history, today) = (await FactHistory.ReadAsync(db, sensitive, employeeId, ct), Client.DayAt(db.Now));
            }
            (var changed, Problems) = ChangeRules.Check(Fields, employee, history, from, values, today);
            if (Problems.Count == 0) Effect = await effect.OfAsync(Client, employee, history, from, changed, ct);
        }
        if (!await LoadAsync(employeeId, section, ct)) return NotFound();
        ModelState.Clear();
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(long employeeId, string? section, CancellationToken ct)
    {
        Fields = await clientFields.ForAsync(Client, ct);
        var values = PostedFields.Values(Request.Form, OfSection(section));
        var day = section == "leaving" ? await LeavingDayAsync(employeeId, values, ct) : PostedFields.Day(EffectiveFrom);
        var problems = new List<Problem>();
        if (values.Count == 0) problems.Add(new(OfSection(section).FirstOrDefault()?.Name ?? "", "Enter what changes. Fields left empty stay as they are."));
        if (day is null && section != "leaving") problems.Add(new("effective_from", "Effective date: write the first day on which the change applies. It may be in the past."));
        if (problems.Count == 0 && day is { } from)
        {
            var outcome = await submit.RunAsync(caller.Actor, Client, new ChangeRequest(employeeId, Seen, from, values, Comment ?? "", ReplacesId: Corrects), ct);
            if (outcome.Done)
            {
                return this.Done("Change submitted. Somebody else approves it before it counts.", $"/c/{Client.Code}/people/changes/{outcome.ChangeId}");
            }
            problems.AddRange(outcome.Problems);
            Meanwhile = outcome.Meanwhile;
        }
        Problems = problems;
        if (!await LoadAsync(employeeId, section, ct)) return NotFound();
        // What came in meanwhile is on this page now: submitting it again says that it was seen.
        if (Meanwhile.Count > 0) Seen = Employee.Version;
        ModelState.Clear();
        return Page();
    }

    private async Task<bool> LoadAsync(long employeeId, string? section, CancellationToken ct)
    {
        Fields = await clientFields.ForAsync(Client, ct);
        await using var db = await store.OpenAsync(Client.Id, ct);
        if (await Employee.FindAsync(db, employeeId, ct) is not { } employee || (section is not null && Sections.Find(Fields, section) is null)) return false;
        Employee = employee;
        Section = Sections.Find(Fields, section) ?? "";
        Waiting = [.. (await ChangeSummary.OfEmployeeAsync(db, employeeId, ct)).Where(c => c.State == ChangeState.Submitted)];
        var history = await FactHistory.ReadAsync(db, sensitive, employeeId, ct);
        var today = Client.DayAt(db.Now);
        var prefill = new Dictionary<string, string?>(StringComparer.Ordinal) as IReadOnlyDictionary<string, string?>;
        if (Corrects is { } corrects && await ChangeSummary.FindAsync(db, corrects, ct) is { State: ChangeState.Returned } returned && returned.EmployeeId == employeeId)
        {
            Returned = returned;
            prefill = await ChangeDetails.ValuesAsync(db, sensitive, returned, ct);
        }
        var form = Request.HasFormContentType ? Request.Form : null;
        bool Concerns(Field field) => field.Where is null || history.ValueOn(field.Name, today) is not null || prefill.ContainsKey(field.Name)
            || field.Where.Holds(name => history.ValueOn(name, today)) || field.Where.Holds(name => history.ValueOn(name, DateOnly.MaxValue));
        Concerned = [.. Fields.All.Where(Concerns)];
        Inputs = [.. OfSection(section).Where(f => section != Sections.Everything || Concerned.Contains(f)).Select(f => PostedFields.Input(form, f, prefill.GetValueOrDefault(f.Name),
            history.ValueOn(f.Name, today) is { } now ? Fields.ShowAlone(f.Name, now) : null, Problems, Fields.Currency))];
        return true;
    }

    private IEnumerable<Field> OfSection(string? section) => Fields.All.Where(f => section == Sections.Everything || Sections.Of(f.Group) == section);

    /// <summary>Effective on the last day itself; a leaving date that is taken back, or cannot be read, from the first day of employment.</summary>
    private async Task<DateOnly?> LeavingDayAsync(long employeeId, Dictionary<string, string?> values, CancellationToken ct)
    {
        if (PostedFields.Day(values.GetValueOrDefault(FactNames.LeavingDate)) is { } day) return day;
        await using var db = await store.OpenAsync(Client.Id, ct);
        return (await Employee.FindAsync(db, employeeId, ct))?.StartDate;
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
