using Bureau.Kernel.Clients;
using Bureau.Kernel.Identity;
using Bureau.Kernel.Web;

namespace Bureau.Onboarding.Employees.FindPeople;

/// <summary>People by name or number.</summary>
internal sealed class SearchPeople(OnboardingStore store, Permissions permissions) : ISearch
{
    public string Kind => "people";

    public async Task<SearchHit?> FindAsync(Actor actor, Client client, long id, CancellationToken ct = default)
    {
        if (!await permissions.AllowsAsync(actor, OnboardingPermissions.ViewPeople, client.Id, ct)) return null;
        await using var db = await store.OpenAsync(client.Id, ct);
        return await Employee.FindAsync(db, id, ct) is { } person ? Hit(client, id, person.Name, person.Number, "") : null;
    }

    public async Task<IReadOnlyList<SearchHit>> FindAsync(Actor actor, Client client, string text, CancellationToken ct = default)
    {
        if (!await permissions.AllowsAsync(actor, OnboardingPermissions.ViewPeople, client.Id, ct)) return [];
        await using var db = await store.OpenAsync(client.Id, ct);
        return [.. (await People.FindAsync(db, client, new(text, null, null, "name", null, 10), ct)).Select(p => Hit(client, p.Id, p.Name, p.Number, p.JobTitle ?? ""))];
    }

    private static SearchHit Hit(Client client, long id, string name, string number, string detail) => new("Person", $"{name}, {number}", detail, $"/c/{client.Code}/people/{id}");
}
