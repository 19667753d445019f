using Bureau.Benefits.Enrolments;
using Bureau.Benefits.Plans;
using Bureau.Kernel.Web;
using Bureau.Onboarding.Contracts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Bureau.Benefits.Own;

[Needs(BenefitsPermissions.EnrolOwn)]
internal sealed class MyChoiceModel(Caller caller, ReadPersonsBenefits read, DecideEnrolment decide) : PageModel
{
    [BindProperty]
    public string? When { get; set; }

    [BindProperty]
    public string? From { get; set; }

    [BindProperty]
    public string? Rate { get; set; }

    [BindProperty]
    public string? YearlyAmount { get; set; }

    [BindProperty]
    public int Seen { get; set; }

    public PersonsBenefits Mine { get; private set; } = null!;

    public Plan Plan { get; private set; } = new();

    public string Choice { get; private set; } = "";

    public IReadOnlyList<Problem> Problems { get; private set; } = [];

    /// <summary>What "as soon as possible" means for this choice.</summary>
    public DateOnly NextFrom => Choice == Enrolments.Choice.Join ? Mine.JoinFrom(Plan) : FirstDayAsMember();

    public async Task<IActionResult> OnGetAsync(long planId, string choice, CancellationToken ct)
    {
        if (!await LoadAsync(planId, choice, ct)) return NotFound();
        if (!Mine.Possible(Plan).Contains(choice)) return Redirect("/me/benefits");
        Seen = Mine.Decisions.Count;
        if (Mine.MembershipIn(Plan) is { } now) (Rate, YearlyAmount) = (Typed.OfRate(now.RateBp), Typed.OfAmount(now.YearlyMinor, Mine.Pack.Currency));
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(long planId, string choice, CancellationToken ct)
    {
        if (!await LoadAsync(planId, choice, ct)) return NotFound();
        var problems = new List<Problem>();
        var chosen = When == "date" ? Typed.Day(From) : NextFrom;
        if (chosen is null) problems.Add(new("From", "Day: choose the day from which it counts."));
        if (!string.IsNullOrWhiteSpace(Rate) && Typed.Percentage(Rate) is null) problems.Add(new("Rate", "Rate: write a percentage, for example 6."));
        if (!string.IsNullOrWhiteSpace(YearlyAmount) && Typed.Amount(YearlyAmount) is null) problems.Add(new("YearlyAmount", "Amount of a year: write an amount with a dot, for example 600.00."));
        var from = chosen ?? default;
        if (problems.Count == 0)
            problems.AddRange(await decide.HandleAsync(caller.Client.Id,
                new(caller.EmployeeId, planId, choice, from, Typed.Percentage(Rate), Typed.Amount(YearlyAmount), Seen, Own: true, Mine.Earliest), caller.Actor, ct));
        if (problems.Count > 0)
        {
            Problems = problems;
            return Page();
        }
        TempData["Done"] = choice == Enrolments.Choice.OptOut
            ? $"You have opted out of {Plan.Name}."
            : $"{Plan.Name}: {DecisionWords.Past(choice).ToLowerInvariant()} from {Show.Day(from)}, {DecisionWords.OnPayslip(Mine.PayslipFrom(from), from)}.";
        return Redirect("/me/benefits");
    }

    private DateOnly FirstDayAsMember()
    {
        var timeline = Mine.Of(Plan);
        return timeline.IsMemberOn(Mine.Earliest) ? Mine.Earliest : EnrolmentRules.Joined(timeline, Mine.Today) ?? Mine.Earliest;
    }

    private async Task<bool> LoadAsync(long planId, string choice, CancellationToken ct)
    {
        if (await read.HandleAsync(caller.Client, caller.EmployeeId, ct) is not { } mine || mine.Plans.FirstOrDefault(p => p.Id == planId) is not { } plan) return false;
        (Mine, Plan, Choice) = (mine, plan, choice);
        return true;
    }
}
