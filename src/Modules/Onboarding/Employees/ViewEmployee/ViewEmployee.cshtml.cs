using System.Globalization;
using Bureau.Jurisdictions;
using Bureau.Kernel.Clients;
using Bureau.Kernel.Identity;
using Bureau.Kernel.Web;
using Bureau.Onboarding.Changes;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Bureau.Onboarding.Employees.ViewEmployee;

/// <summary>What is known of somebody on both time axes: in force on a day, as it was known at the end of another.</summary>
[Needs(OnboardingPermissions.ViewPeople)]
internal sealed class ViewEmployeeModel(Caller caller, OnboardingStore store, SensitiveValues sensitive, ClientFields clientFields, Permissions permissions) : PageModel
{
    [FromQuery(Name = "asof")] public string? AsOfText { get; set; }
    [FromQuery(Name = "known")] public string? KnownText { get; set; }

    public Client Client => caller.Client;
    public Employee Employee { get; private set; } = null!;
    public EmployeeFields Fields { get; private set; } = null!;
    public DateOnly Today { get; private set; }
    public DateOnly AsOf { get; private set; }
    public DateOnly Known { get; private set; }
    public IReadOnlyList<(string Group, IReadOnlyList<FactLine> Lines)> Groups { get; private set; } = [];
    public IReadOnlyList<Fact> Coming { get; private set; } = [];
    public IReadOnlyList<ChangeSummary> Changes { get; private set; } = [];
    public bool MaySubmit { get; private set; }
    public string? DateProblem { get; private set; }

    public bool IsNow => AsOf == Today && Known == Today;

    public async Task<IActionResult> OnGetAsync(long employeeId, CancellationToken ct)
    {
        Today = Client.DayAt(store.Database.Clock.GetUtcNow());
        (AsOf, Known) = (Day(AsOfText), Day(KnownText));
        Fields = await clientFields.ForAsync(Client, ct);
        await using var db = await store.OpenAsync(Client.Id, ct);
        if (await Employee.FindAsync(db, employeeId, ct) is not { } employee) return NotFound();
        Employee = employee;
        Changes = await ChangeSummary.OfEmployeeAsync(db, employeeId, ct);
        // A day in this list means all that was recorded by its last instant in the client's zone.
        DateTimeOffset? knownAt = Known == Today ? null : Client.InstantOf(Known.AddDays(1), TimeOnly.MinValue).AddMicroseconds(-1);
        var history = await FactHistory.ReadAsync(db, sensitive, employeeId, ct);
        Groups = [.. Fields.All.Select(f => new FactLine(f, history.On(f.Name, AsOf, knownAt))).Where(l => l.Fact is not null).GroupBy(l => l.Field.Group)
            .Select(g => (g.Key, (IReadOnlyList<FactLine>)[.. g]))];
        Coming = [.. history.After(AsOf, knownAt)];
        MaySubmit = await permissions.AllowsAsync(caller.Actor, OnboardingPermissions.SubmitChange, Client.Id, ct);
        return Page();
    }

    private DateOnly Day(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return Today;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return day;
        DateProblem = "Write dates as YYYY-MM-DD, for example 2026-04-06. Today is shown instead.";
        return Today;
    }

    public sealed record FactLine(Field Field, Fact? Fact);
}
