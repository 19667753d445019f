using System.Text.RegularExpressions;
using Bureau.Jurisdictions;
using Bureau.Kernel.Audit;
using Bureau.Kernel.Clients;
using Bureau.Kernel.Data;
using Bureau.Kernel.Identity;
using Bureau.Onboarding.Contracts;

namespace Bureau.Onboarding.Clients;

internal sealed partial class OpenClient(OnboardingStore store, ClientDirectory directory, AuditTrail audit)
{
    public async Task<SetupOutcome> RunAsync(Actor actor, NewClient request, CancellationToken ct = default)
    {
        var client = request with { Code = request.Code.Trim(), Name = request.Name.Trim(), TimeZone = request.TimeZone.Trim(), Country = request.Country.Trim() };
        if (Problems(client).ToList() is { Count: > 0 } problems) return SetupOutcome.Refused(problems);

        var id = store.Database.Ids.Next();
        await using (var unit = await store.BeginAsync(new ClientId(id), ct))
        {
            try
            {
                await unit.ExecuteAsync("""
                    insert into onboarding.client (id, code, name, time_zone, country, opened_at)
                    values (@Client, @Code, @Name, @TimeZone, @Country, @Now)
                    """, new { client.Code, client.Name, client.TimeZone, client.Country, unit.Now }, ct);
            }
            catch (Exception e) when (Database.IsDuplicateKey(e))
            {
                return SetupOutcome.Refused(new Problem(nameof(NewClient.Code), "There is a client with this code already. Choose another code."));
            }
            await audit.AppendAsync(unit, actor, new AuditEntry("client.open", $"client/{id}", new { client.Code, client.Country, client.TimeZone }), ct);
            await unit.CommitAsync(ct);
        }
        directory.Forget();
        return SetupOutcome.Of(id);
    }

    private static IEnumerable<Problem> Problems(NewClient client)
    {
        if (!Code().IsMatch(client.Code)) yield return new(nameof(client.Code), "Code: write 2 to 20 capital letters and digits, beginning with a letter, for example HARBOUR.");
        if (client.Name.Length is 0 or > 200) yield return new(nameof(client.Name), "Name: write the company's name, at most 200 characters.");
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(client.TimeZone, out var zone) || !zone.HasIanaId)
            yield return new(nameof(client.TimeZone), "Time zone: write an IANA zone, for example Europe/London.");
        if (!RulePacks.All.Any(p => p.Country == client.Country))
            yield return new(nameof(client.Country), $"Country: choose one with a rule pack: {string.Join(", ", RulePacks.All.Select(p => p.Country).Order(StringComparer.Ordinal))}.");
    }

    [GeneratedRegex("^[A-Z][A-Z0-9]{1,19}$")]
    private static partial Regex Code();
}
