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
        var open = (await PensionDutyRow.ListAsync(db, ct: ct)).Where(d => d.IsOpen).ToList();
        return [.. Of(open.Where(d => d.AwaitsEnrolment), "Enrol", "in a pension"), .. Of(open.Where(d => !d.AwaitsEnrolment), "Tell", "about their pension rights")];

        IEnumerable<ToDo> Of(IEnumerable<PensionDutyRow> duties, string verb, string about)
        {
            var list = duties.ToList();
            if (list.Count > 0)
                yield return new($"{verb} {DutyWords.People(list.Count)} {about}", "", $"/c/{client.Code}/benefits/duties", Zones.InstantOf(list.Min(d => d.DueBy), new TimeOnly(23, 59), client.TimeZone));
        }
    }
}
