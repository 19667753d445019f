using System.Text.Json;
using Bureau.Kernel.Clients;
using Bureau.Onboarding.Contracts;

namespace Bureau.Onboarding.Clients;

internal sealed class PayGroups(OnboardingStore store) : IPayGroups
{
    public async Task<IReadOnlyList<PayGroup>> ListAsync(ClientId client, CancellationToken ct = default)
    {
        await using var db = await store.OpenAsync(client, ct);
        var rows = await db.QueryAsync<Row>("""
            select g.id, g.code, g.name, e.id as entity_id, e.name as entity_name, e.country, e.address, e.employer_fields
            from onboarding.pay_group g
            join onboarding.legal_entity e on e.client_id = g.client_id and e.id = g.legal_entity_id
            where g.client_id = @Client
            order by g.code
            """, ct: ct);
        return [.. rows.Select(r => new PayGroup(r.Id, r.Code, r.Name, Entity(r)))];
    }

    public async Task<PayGroup> GetAsync(ClientId client, long payGroupId, CancellationToken ct = default) =>
        (await ListAsync(client, ct)).SingleOrDefault(g => g.Id == payGroupId) ?? throw new InvalidOperationException($"Client {client} has no pay group {payGroupId}.");

    /// <summary>Legal entities by name, those without a pay group included.</summary>
    public async Task<IReadOnlyList<LegalEntity>> EntitiesAsync(ClientId client, CancellationToken ct = default)
    {
        await using var db = await store.OpenAsync(client, ct);
        var rows = await db.QueryAsync<Row>("""
            select id as entity_id, name as entity_name, country, address, employer_fields
            from onboarding.legal_entity
            where client_id = @Client
            order by name
            """, ct: ct);
        return [.. rows.Select(Entity)];
    }

    private static LegalEntity Entity(Row r) => new(r.EntityId, r.EntityName, r.Country,
        JsonSerializer.Deserialize<string[]>(r.Address)!, JsonSerializer.Deserialize<Dictionary<string, string>>(r.EmployerFields)!);

    private sealed class Row
    {
        public long Id { get; init; }
        public string Code { get; init; } = "";
        public string Name { get; init; } = "";
        public long EntityId { get; init; }
        public string EntityName { get; init; } = "";
        public string Country { get; init; } = "";
        public string Address { get; init; } = "";
        public string EmployerFields { get; init; } = "";
    }
}
