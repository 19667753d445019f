using Bureau.Kernel.Audit;
using Bureau.Kernel.Clients;
using Bureau.Kernel.Identity;
using Bureau.Onboarding.Contracts;

namespace Bureau.Onboarding.Clients;

internal sealed class AgreeEngagement(OnboardingStore store, ClientDirectory directory, AuditTrail audit)
{
    public async Task<SetupOutcome> RunAsync(Actor actor, ClientId client, NewEngagement request, CancellationToken ct = default)
    {
        if (Problems(request).ToList() is { Count: > 0 } problems) return SetupOutcome.Refused(problems);
        long id;
        await using (var unit = await store.BeginAsync(client, ct))
        {
            id = unit.Ids.Next();
            await unit.ExecuteAsync("""
                insert into onboarding.engagement (client_id, id, model, delivery, effective_from, recorded_at, recorded_by)
                values (@Client, @Id, @Model, @Delivery, @EffectiveFrom, @Now, @By)
                """, new { Id = id, request.Model, request.Delivery, request.EffectiveFrom, unit.Now, By = actor.AccountId }, ct);
            foreach (var (function, side) in request.PerformedBy)
                await unit.ExecuteAsync("""
                    insert into onboarding.engagement_function (client_id, engagement_id, function_name, performed_by)
                    values (@Client, @Id, @Function, @Side)
                    """, new { Id = id, Function = function, Side = side is Side.Provider ? "provider" : "client" }, ct);
            await audit.AppendAsync(unit, actor, new AuditEntry("engagement.agree", $"client/{client}",
                new { EngagementId = id, request.Model, request.Delivery, request.EffectiveFrom, PerformedBy = request.PerformedBy.ToDictionary(p => p.Key, p => p.Value.ToString()) }), ct);
            await unit.CommitAsync(ct);
        }
        directory.Forget();
        return SetupOutcome.Of(id);
    }

    private static IEnumerable<Problem> Problems(NewEngagement request)
    {
        if (!Engagement.Models.Any(m => m.Value == request.Model)) yield return new(nameof(request.Model), "Model: choose complete, hybrid or function-specific.");
        if (!Engagement.Deliveries.Any(d => d.Value == request.Delivery)) yield return new(nameof(request.Delivery), "Delivery: choose onshore, nearshore or offshore.");
        foreach (var (function, side) in request.PerformedBy)
        {
            if (!Functions.All.Contains(function)) yield return new(function, $"'{function}' is not an engagement function.");
            else if (side is Side.Employee) yield return new(function, $"{Words.Of(function)}: choose the provider or the client.");
        }
        if (request.PerformedBy.TryGetValue(Functions.SignOffPayRun, out var signsOff))
        {
            if (signsOff is Side.Provider) yield return new(Functions.SignOffPayRun, $"{Words.Of(Functions.SignOffPayRun)}: only the client can accept the provider's figures. Choose the client, or nobody.");
            else if (request.PerformedBy.GetValueOrDefault(Functions.ApprovePayRun) is Side.Client)
                yield return new(Functions.SignOffPayRun, $"{Words.Of(Functions.SignOffPayRun)}: the client approves them itself. Choose nobody.");
        }
        if (request.Model != "complete") yield break;
        foreach (var function in Functions.All.Where(f => f != Functions.SignOffPayRun && !request.PerformedBy.ContainsKey(f)))
            yield return new(function, $"{Words.Of(function)}: in complete outsourcing every function is somebody's. Choose the provider or the client.");
        foreach (var function in new[] { Functions.RunPayroll, Functions.FileReturns }.Where(f => request.PerformedBy.GetValueOrDefault(f, Side.Provider) is Side.Client))
            yield return new(function, $"{Words.Of(function)}: in complete outsourcing the provider performs it. Choose hybrid if the client keeps it.");
    }
}
