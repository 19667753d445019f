using Bureau.Kernel.Clients;

namespace Bureau.Onboarding.Clients;

/// <summary>
/// Clients and engagements, held in memory: every request asks. A write of this process shows at once, one of another process within
/// <see cref="Freshness"/>.
/// </summary>
internal sealed class ClientDirectory(OnboardingStore store) : IClientDirectory
{
    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(30);
    private volatile Known? _known;
    private int _generation;

    public async ValueTask<Client?> FindAsync(string code, CancellationToken ct = default) =>
        (await KnownAsync(ct)).ByCode.GetValueOrDefault(code.ToUpperInvariant());

    public async ValueTask<Client> GetAsync(ClientId id, CancellationToken ct = default) =>
        (await KnownAsync(ct)).ById.TryGetValue(id, out var client) ? client : throw new InvalidOperationException($"There is no client {id}.");

    public async ValueTask<IReadOnlyList<Client>> ListAsync(CancellationToken ct = default) => (await KnownAsync(ct)).All;

    public async ValueTask<bool> PerformsAsync(ClientId client, string function, Side side, CancellationToken ct = default)
    {
        var known = await KnownAsync(ct);
        return known.ById.TryGetValue(client, out var found)
            && Engagement.InForce(known.Engagements[client], found.DayAt(store.Database.Clock.GetUtcNow()))?.PerformedBy.GetValueOrDefault(function, Side.Employee) == side
            && side is not Side.Employee;
    }

    /// <summary>Call after the commit of whatever changes clients or engagements.</summary>
    public void Forget()
    {
        Interlocked.Increment(ref _generation);
        _known = null;
    }

    private async ValueTask<Known> KnownAsync(CancellationToken ct)
    {
        var now = store.Database.Clock.GetUtcNow();
        if (_known is { } known && now - known.ReadAt < Freshness) return known;
        var generation = Volatile.Read(ref _generation);
        var read = await ReadAsync(now, ct);
        // What was read before somebody's Forget may be old: use it once, do not keep it.
        if (generation == Volatile.Read(ref _generation)) _known = read;
        return read;
    }

    private async Task<Known> ReadAsync(DateTimeOffset now, CancellationToken ct)
    {
        await using var db = await store.OpenAcrossClientsAsync(ct);
        var clients = await db.QueryAsync<ClientRow>("select id, code, name, time_zone, country from onboarding.client order by code", ct: ct);
        var engagements = await Engagement.ReadAllAsync(db, ct);
        return new Known(now, [.. clients.Select(c => new Client(new ClientId(c.Id), c.Code, c.Name, c.TimeZone, c.Country))], engagements.ToLookup(e => e.Client));
    }

    private sealed record Known(DateTimeOffset ReadAt, IReadOnlyList<Client> All, ILookup<ClientId, Engagement> Engagements)
    {
        public Dictionary<string, Client> ByCode { get; } = All.ToDictionary(c => c.Code, StringComparer.Ordinal);

        public Dictionary<ClientId, Client> ById { get; } = All.ToDictionary(c => c.Id);
    }

    private sealed class ClientRow
    {
        public long Id { get; init; }
        public string Code { get; init; } = "";
        public string Name { get; init; } = "";
        public string TimeZone { get; init; } = "";
        public string Country { get; init; } = "";
    }
}
