using System.Text.Json;
using Bureau.Jurisdictions;
using Bureau.Kernel.Audit;
using Bureau.Kernel.Clients;
using Bureau.Kernel.Data;
using Bureau.Kernel.Identity;
using Bureau.Onboarding.Contracts;

namespace Bureau.Onboarding.Clients;

internal sealed class AddLegalEntity(OnboardingStore store, AuditTrail audit)
{
    public async Task<SetupOutcome> RunAsync(Actor actor, ClientId client, NewLegalEntity request, CancellationToken ct = default)
    {
        var fields = request.Fields.Where(f => f.Value.Trim().Length > 0).ToDictionary(f => f.Key, f => f.Value.Trim(), StringComparer.Ordinal);
        var address = request.Address.Select(l => l.Trim()).Where(l => l.Length > 0).ToList();
        var name = request.Name.Trim();
        if (Problems(name, request.Country, address, fields).ToList() is { Count: > 0 } problems) return SetupOutcome.Refused(problems);

        await using var unit = await store.BeginAsync(client, ct);
        var id = unit.Ids.Next();
        try
        {
            await unit.ExecuteAsync("""
                insert into onboarding.legal_entity (client_id, id, name, country, address, employer_fields, recorded_at)
                values (@Client, @Id, @Name, @Country, @Address, @Fields, @Now)
                """, new { Id = id, Name = name, request.Country, Address = JsonSerializer.Serialize(address), Fields = JsonSerializer.Serialize(fields), unit.Now }, ct);
        }
        catch (Exception e) when (Database.IsDuplicateKey(e))
        {
            return SetupOutcome.Refused(new Problem(nameof(NewLegalEntity.Name), "The client has a legal entity of this name already."));
        }
        await audit.AppendAsync(unit, actor, new AuditEntry("legal-entity.add", $"legal-entity/{id}", new { request.Country, Fields = fields.Keys }), ct);
        await unit.CommitAsync(ct);
        return SetupOutcome.Of(id);
    }

    private static IEnumerable<Problem> Problems(string name, string country, List<string> address, Dictionary<string, string> fields)
    {
        if (name.Length is 0 or > 200) yield return new(nameof(NewLegalEntity.Name), "Name: write the registered name, at most 200 characters.");
        if (address.Count is 0 or > 6 || address.Any(l => l.Length > 100)) yield return new(nameof(NewLegalEntity.Address), "Address: write one to six lines of at most 100 characters.");
        if (RulePacks.All.SingleOrDefault(p => p.Country == country) is not { } pack)
        {
            yield return new(nameof(NewLegalEntity.Country), $"Country: choose one with a rule pack: {string.Join(", ", RulePacks.All.Select(p => p.Country).Order(StringComparer.Ordinal))}.");
            yield break;
        }
        foreach (var unknown in fields.Keys.Where(f => !pack.EmployerFields.TryGet(f, out _))) yield return new(unknown, $"'{unknown}' is not a field of an employer in {country}.");
        foreach (var field in pack.EmployerFields)
        {
            if (!fields.TryGetValue(field.Name, out var value))
            {
                if (field.Required) yield return new(field.Name, $"{field.Label}: required. {field.Help}");
            }
            else if (field.Validate(value) is { } problem) yield return new(field.Name, problem);
        }
    }
}
