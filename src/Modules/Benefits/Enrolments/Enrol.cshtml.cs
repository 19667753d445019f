using System.Globalization;
using Bureau.Benefits.Own;
using Bureau.Benefits.Plans;
using Bureau.Kernel.Clients;
using Bureau.Kernel.Web;
using Bureau.Onboarding.Contracts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Bureau.Benefits.Enrolments;

[Needs(BenefitsPermissions.Enrol)]
internal sealed class EnrolModel(Caller caller, BenefitsStore store, IEmployees employees, ReadPersonsBenefits read, DecideEnrolment decide) : PageModel
{
    [BindProperty]
    public string? Number { get; set; }

    [BindProperty]
    public long PlanId { get; set; }

    [BindProperty]
    public string? Choice { get; set; }

    [BindProperty]
    public string? From { get; set; }

    [BindProperty]
    public string? Rate { get; set; }

    [BindProperty]
    public string? YearlyAmount { get; set; }

    [BindProperty]
    public int Seen { get; set; }

    public Client Client => caller.Client;

    public IReadOnlyList<Plan> Plans { get; private set; } = [];

    public PersonsBenefits? Theirs { get; private set; }

    public Employment? Person => Theirs?.Person;

    public Plan? Plan { get; private set; }

    public IReadOnlyList<Problem> Problems { get; private set; } = [];

    public IEnumerable<(string Choice, string Help)> Possible
    {
        get
        {
            if (!Theirs!.Of(Plan!).IsMemberOnOrAfter(Theirs.Today))
            {
                yield return (Enrolments.Choice.Join, "Becomes a member on the first day");
                yield break;
            }
            yield return (Enrolments.Choice.Change, "Stays a member, with another contribution from that day");
            yield return (Enrolments.Choice.Leave, "The first day is the first without contributions");
            if (Theirs.LastDayToOptOut(Plan!) is { } until) yield return (Enrolments.Choice.OptOut, $"Up to {Show.Day(until)}: as if never a member; what was taken is paid back with the next pay");
        }
    }

    public async Task OnGetAsync(string? number, long plan, CancellationToken ct)
    {
        (Number, PlanId) = (number?.Trim(), plan);
        await LoadAsync(ct);
        if (Theirs is null || Plan is null) return;
        Seen = Theirs.Decisions.Count;
        Choice = Possible.First().Choice;
        From = Theirs.Earliest.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        await LoadAsync(ct);
        if (Theirs is null || Plan is null) return Page();
        var problems = new List<Problem>();
        if (Typed.Day(From) is null && Choice != Enrolments.Choice.OptOut) problems.Add(new("From", "From: choose the first day."));
        if (!string.IsNullOrWhiteSpace(Rate) && Typed.Percentage(Rate) is null) problems.Add(new("Rate", "Own rate: write a percentage, for example 6."));
        if (!string.IsNullOrWhiteSpace(YearlyAmount) && Typed.Amount(YearlyAmount) is null) problems.Add(new("YearlyAmount", "Own amount of a year: write an amount with a dot, for example 600.00."));
        var from = Typed.Day(From) ?? Theirs.Today;
        if (problems.Count == 0)
            problems.AddRange(await decide.HandleAsync(Client.Id, new(Person!.EmployeeId, PlanId, Choice ?? "", from, Typed.Percentage(Rate), Typed.Amount(YearlyAmount), Seen, Own: false), caller.Actor, ct));
        if (problems.Count > 0)
        {
            Problems = problems;
            return Page();
        }
        return this.Done($"{Person!.Name}, {Plan.Name}: {DecisionWords.Past(Choice!).ToLowerInvariant()}, {DecisionWords.OnPayslip(Theirs.PayslipFrom(from), from)}.", $"/c/{Client.Code}/benefits");
    }

    private async Task LoadAsync(CancellationToken ct)
    {
        await using (var db = await store.OpenAsync(Client.Id, ct)) Plans = await ReadPlans.AllAsync(db, ct);
        if (string.IsNullOrEmpty(Number)) return;
        if (await employees.IdOfAsync(Client.Id, Number, ct) is not { } id || await read.HandleAsync(Client, id, ct) is not { } theirs)
        {
            Problems = [new("Number", "Employee number: there is nobody with this number. Look it up under People.")];
            return;
        }
        Theirs = theirs;
        Plan = Plans.FirstOrDefault(p => p.Id == PlanId);
        if (Plan is null) Problems = [new("Plan", "Plan: choose one of the plans.")];
    }
}
