using Bureau.Kernel.Clients;
using Bureau.Kernel.Identity;
using Bureau.Kernel.Web;

namespace Bureau.Onboarding.Employees.FindPeople;

/// <summary>People by name or number.</summary>
internal sealed class SearchPeople(OnboardingStore store, Permissions permissions) : ISearch
{
    public async Task<IReadOnlyList<SearchHit>> FindAsync(Actor actor, Client client, string text, CancellationToken ct = default)
    {
        if (!await permissions.AllowsAsync(actor, OnboardingPermissions.ViewPeople, client.Id, ct)) return [];
        var (rows, _) = await People.FindAsync(store, client, new(text, null, null, "name", null, 10), ct);
        return [.. rows.Select(p => new SearchHit("Person", $"{p.Name}, {p.Number}", p.JobTitle ?? "", $"/c/{client.Code}/people/{p.Id}"))];
    }
}
