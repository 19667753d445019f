using Bureau.Kernel.Clients;
using Bureau.Kernel.Data;

namespace Bureau.Onboarding.Clients;

/// <summary>What the provider and a client agreed: who performs which function, from a day on.</summary>
internal sealed record Engagement(
    ClientId Client, long Id, string Model, string Delivery, DateOnly EffectiveFrom, DateTimeOffset RecordedAt, IReadOnlyDictionary<string, Side> PerformedBy)
{
    public static readonly IReadOnlyList<(string Value, string Label)> Models =
        [("complete", "Complete outsourcing"), ("hybrid", "Hybrid"), ("function-specific", "Function-specific")];

    public static readonly IReadOnlyList<(string Value, string Label)> Deliveries = [("onshore", "Onshore"), ("nearshore", "Nearshore"), ("offshore", "Offshore")];

    /// <summary>Of those that have begun by the day, the one that begins last; of several of one day, the one recorded last.</summary>
    public static Engagement? InForce(IEnumerable<Engagement> engagements, DateOnly day) =>
        engagements.Where(e => e.EffectiveFrom <= day).OrderBy(e => e.EffectiveFrom).ThenBy(e => e.RecordedAt).ThenBy(e => e.Id).LastOrDefault();

    public static async Task<IReadOnlyList<Engagement>> ReadAllAsync(DbSession db, CancellationToken ct)
    {
        var heads = await db.QueryAsync<Row>("select client_id, id, model, delivery, effective_from, recorded_at from onboarding.engagement", ct: ct);
        var functions = (await db.QueryAsync<FunctionRow>("select client_id, engagement_id, function_name, performed_by from onboarding.engagement_function", ct: ct))
            .ToLookup(f => (f.ClientId, f.EngagementId));
        return [.. heads.Select(h => new Engagement(new ClientId(h.ClientId), h.Id, h.Model, h.Delivery, h.EffectiveFrom, h.RecordedAt,
            functions[(h.ClientId, h.Id)].ToDictionary(f => f.FunctionName, f => f.PerformedBy == "provider" ? Side.Provider : Side.Client, StringComparer.Ordinal)))];
    }

    private sealed class Row
    {
        public long ClientId { get; init; }
        public long Id { get; init; }
        public string Model { get; init; } = "";
        public string Delivery { get; init; } = "";
        public DateOnly EffectiveFrom { get; init; }
        public DateTimeOffset RecordedAt { get; init; }
    }

    private sealed class FunctionRow
    {
        public long ClientId { get; init; }
        public long EngagementId { get; init; }
        public string FunctionName { get; init; } = "";
        public string PerformedBy { get; init; } = "";
    }
}
