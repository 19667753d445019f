using Bureau.Kernel.Audit;
using Bureau.Kernel.Clients;
using Bureau.Kernel.Identity;
using Bureau.Kernel.Web;
using Bureau.Onboarding.Contracts;

namespace Bureau.Benefits.Duties;

/// <summary>Records that people were told about their pension rights; for those enrolled the time for opting out begins with it.</summary>
internal sealed class TellPeople(BenefitsStore store, AuditTrail audit)
{
    /// <summary>Duties about which nobody has been told and that wait for nothing else.</summary>
    public async Task<IReadOnlyList<long>> WhoWaitsAsync(ClientId client, CancellationToken ct = default)
    {
        await using var db = await store.OpenAsync(client, ct);
        return await db.QueryAsync<long>("select id from benefits.pension_duty where client_id = @Client and told_on is null and (action = 'inform' or outcome is not null)", ct: ct);
    }

    /// <summary>How long it can be taken back.</summary>
    private static readonly TimeSpan Reconsidering = TimeSpan.FromHours(1);

    /// <summary>Takes back what this person recorded last.</summary>
    public async Task<bool> UndoAsync(ClientId client, Actor actor, CancellationToken ct = default)
    {
        await using var unit = await store.BeginAsync(client, ct);
        var open = await unit.ExecuteAsync("""
            update benefits.pension_duty set told_on = null, told_by = null, told_by_name = null, told_at = null
            where client_id = @Client and told_by = @By and told_at > @Since and told_at = (select max(d.told_at) from benefits.pension_duty d where d.client_id = @Client and d.told_by = @By)
            """, new { By = actor.AccountId, Since = unit.Now - Reconsidering }, ct);
        if (open == 0) return false;
        await audit.AppendAsync(unit, actor, new AuditEntry("pension-duty.untell", "client", new { Duties = open }), ct);
        await unit.CommitAsync(ct);
        return true;
    }

    public async Task<IReadOnlyList<Problem>> HandleAsync(Client client, IReadOnlyCollection<long> dutyIds, DateOnly? toldOn, Actor actor, CancellationToken ct = default)
    {
        await using var unit = await store.BeginAsync(client.Id, ct);
        var today = client.DayAt(unit.Now);
        if (dutyIds.Count == 0) return [new("Duty", "Choose whom you have told.")];
        if (toldOn is not { } day || day > today || day < today.AddYears(-1)) return [new("ToldOn", $"Told on: choose a day up to today, {Show.Day(today)}.")];
        var told = 0;
        foreach (var ids in dutyIds.Chunk(500))
            told += await unit.ExecuteAsync("""
                update benefits.pension_duty set told_on = @Day, told_by = @By, told_by_name = @ByName, told_at = @Now
                where client_id = @Client and id in @Ids and told_on is null
                """, new { Ids = ids, Day = day, By = actor.AccountId, ByName = actor.Name, unit.Now }, ct);
        // What this person has just recorded is answered twice alike.
        if (told == 0)
            return await unit.ScalarAsync<int>("select count(*) from benefits.pension_duty where client_id = @Client and id = @Id and told_by = @By and told_on = @Day", new { Id = dutyIds.First(), Day = day, By = actor.AccountId }, ct) == 1
                ? []
                : [new("Duty", "Somebody has recorded this already. Look at the list as it is now.")];
        await audit.AppendAsync(unit, actor, new AuditEntry("pension-duty.tell", "client", new { Duties = string.Join(' ', dutyIds), Day = day }), ct);
        await unit.CommitAsync(ct);
        return [];
    }
}
