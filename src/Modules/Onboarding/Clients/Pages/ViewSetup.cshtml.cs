using Bureau.Jurisdictions;
using Bureau.Kernel.Clients;
using Bureau.Kernel.Identity;
using Bureau.Kernel.Web;
using Bureau.Onboarding.Contracts;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Bureau.Onboarding.Clients.Pages;

/// <summary>Who does what for a client, its legal entities and pay groups.</summary>
[Needs(OnboardingPermissions.ViewSetup)]
internal sealed class ViewSetupModel(Caller caller, OnboardingStore store, PayGroups payGroups, Permissions permissions) : PageModel
{
    public Client Client => caller.Client;
    public Engagement? Current { get; private set; }
    public IReadOnlyList<Engagement> Others { get; private set; } = [];
    public IReadOnlyList<LegalEntity> Entities { get; private set; } = [];
    public IReadOnlyList<PayGroup> Groups { get; private set; } = [];
    public bool MayEdit { get; private set; }

    public async Task OnGetAsync(CancellationToken ct)
    {
        MayEdit = await permissions.AllowsAsync(caller.Actor, OnboardingPermissions.EditSetup, Client.Id, ct);
        await using (var db = await store.OpenAcrossClientsAsync(ct))
        {
            var engagements = (await Engagement.ReadAllAsync(db, ct)).Where(e => e.Client == Client.Id).OrderByDescending(e => e.EffectiveFrom).ThenByDescending(e => e.RecordedAt).ToList();
            Current = Engagement.InForce(engagements, Client.DayAt(db.Now));
            Others = [.. engagements.Where(e => e.Id != Current?.Id)];
        }
        Entities = await payGroups.EntitiesAsync(Client.Id, ct);
        Groups = await payGroups.ListAsync(Client.Id, ct);
    }

    public static string Performs(Engagement engagement, string function) => engagement.PerformedBy.TryGetValue(function, out var side) ? Words.Of(side) : "Nobody";

    public static IEnumerable<(string Label, string Value)> Fields(LegalEntity entity) =>
        from field in RulePacks.For(entity.Country).EmployerFields
        where entity.Fields.ContainsKey(field.Name)
        let value = entity.Fields[field.Name]
        select (field.Label, field.Type switch { FieldType.YesNo => value == "true" ? "Yes" : "No", FieldType.Choice => field.Choices.First(c => c.Value == value).Label, _ => value });
}
