using Bureau.Kernel.Clients;
using Bureau.Kernel.Web;
using Bureau.Onboarding.Changes.Submit;
using Bureau.Onboarding.Contracts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Bureau.Onboarding.Clients.Pages;

[Needs(OnboardingPermissions.EditSetup)]
internal sealed class AgreeEngagementModel(Caller caller, OnboardingStore store, AgreeEngagement agree) : PageModel
{
    [FromForm] public string Model { get; set; } = "complete";
    [FromForm] public string Delivery { get; set; } = "onshore";
    [FromForm] public string? EffectiveFrom { get; set; }

    public Client Client => caller.Client;
    public IReadOnlyDictionary<string, string> Sides { get; private set; } = new Dictionary<string, string>();
    public IReadOnlyList<Problem> Problems { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct)
    {
        await using var db = await store.OpenAcrossClientsAsync(ct);
        var now = Engagement.InForce((await Engagement.ReadAllAsync(db, ct)).Where(e => e.Client == Client.Id), Client.DayAt(db.Now));
        (Model, Delivery) = (now?.Model ?? Model, now?.Delivery ?? Delivery);
        Sides = Functions.All.ToDictionary(f => f, f => now is null ? f == Functions.SignOffPayRun ? "" : "provider" : now.PerformedBy.TryGetValue(f, out var side) ? Value(side) : "");
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        Sides = Functions.All.ToDictionary(f => f, f => Request.Form[f].ToString());
        if (PostedFields.Day(EffectiveFrom) is not { } from) Problems = [new("EffectiveFrom", "Effective from: write the first day of the engagement.")];
        else
        {
            var performed = Sides.Where(s => s.Value is "provider" or "client").ToDictionary(s => s.Key, s => s.Value == "provider" ? Side.Provider : Side.Client);
            var outcome = await agree.RunAsync(caller.Actor, Client.Id, new NewEngagement(Model ?? "", Delivery ?? "", from, performed), ct);
            if (outcome.Done)
            {
                TempData["Done"] = $"Engagement recorded. It is in force from {Show.Day(from)}.";
                return Redirect($"/c/{Client.Code}/setup");
            }
            Problems = outcome.Problems;
        }
        ModelState.Clear();
        return Page();
    }

    private static string Value(Side side) => side is Side.Provider ? "provider" : "client";
}
