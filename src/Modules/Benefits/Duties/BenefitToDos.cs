using Bureau.Kernel.Clients;
using Bureau.Kernel.Identity;
using Bureau.Kernel.Time;
using Bureau.Onboarding.Contracts;

namespace Bureau.Benefits.Duties;

/// <summary>People who must be enrolled or told about their pension.</summary>
internal sealed class BenefitToDos(BenefitsStore store, Permissions permissions) : IToDos
{
    public async Task<IReadOnlyList<ToDo>> ForAsync(Actor actor, Client client, CancellationToken ct = default)
    {
        if (!await permissions.AllowsAsync(actor, BenefitsPermissions.Enrol, client.Id, ct)) return [];
        await using var db = await store.OpenAsync(client.Id, ct);
        var duties = await PensionDutyRow.CountAsync(db, ct);
        return [.. Of(duties.ToEnrol, duties.EnrolBy, "Enrol", "in a pension"), .. Of(duties.ToTell, duties.TellBy, "Tell", "about their pension rights")];

        IEnumerable<ToDo> Of(int people, DateOnly? by, string verb, string about)
        {
            if (by is { } day) yield return new($"{verb} {DutyWords.People(people)} {about}", "", $"/c/{client.Code}/benefits/duties", Zones.InstantOf(day, new TimeOnly(23, 59), client.TimeZone));
        }
    }
}
