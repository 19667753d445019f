using Bureau.Kernel.Clients;
using Bureau.Kernel.Jobs;

namespace Bureau.Onboarding.Imports;

/// <summary>Drops the content and the named cells of uploads after their day; that a file was there, and what came of it, stays on record.</summary>
internal sealed class ForgetUploads(OnboardingStore store) : ITick
{
    public async Task TickAsync(DateTimeOffset now, CancellationToken ct)
    {
        IReadOnlyList<long> clients;
        await using (var db = await store.OpenAcrossClientsAsync(ct))
            clients = await db.QueryAsync<long>("select distinct client_id from onboarding.import_upload where forget_at <= @Now", new { Now = now }, ct);
        foreach (var client in clients)
        {
            await using var unit = await store.BeginAsync(new ClientId(client), ct);
            await unit.ExecuteAsync("""
                update onboarding.import_upload
                set content = null, report = null, forget_at = null, state = case when state in ('checked', 'committing') then 'expired' else state end
                where client_id = @Client and forget_at <= @Now
                """, new { Now = now }, ct);
            await unit.CommitAsync(ct);
        }
    }
}
