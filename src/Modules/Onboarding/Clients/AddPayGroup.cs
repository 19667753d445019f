using System.Text.RegularExpressions;
using Bureau.Kernel.Audit;
using Bureau.Kernel.Clients;
using Bureau.Kernel.Data;
using Bureau.Kernel.Identity;
using Bureau.Onboarding.Contracts;

namespace Bureau.Onboarding.Clients;

internal sealed partial class AddPayGroup(OnboardingStore store, AuditTrail audit)
{
    public async Task<SetupOutcome> RunAsync(Actor actor, ClientId client, NewPayGroup request, CancellationToken ct = default)
    {
        var (code, name) = (request.Code.Trim(), request.Name.Trim());
        if (Problems(code, name).ToList() is { Count: > 0 } problems) return SetupOutcome.Refused(problems);

        await using var unit = await store.BeginAsync(client, ct);
        var id = unit.Ids.Next();
        try
        {
            if (await unit.ExecuteAsync("""
                insert into onboarding.pay_group (client_id, id, code, name, legal_entity_id, recorded_at)
                select @Client, @Id, @Code, @Name, id, @Now from onboarding.legal_entity where client_id = @Client and id = @LegalEntityId
                """, new { Id = id, Code = code, Name = name, request.LegalEntityId, unit.Now }, ct) == 0)
                return SetupOutcome.Refused(new Problem(nameof(NewPayGroup.LegalEntityId), "Employer: choose one of the client's legal entities."));
        }
        catch (Exception e) when (Database.IsDuplicateKey(e))
        {
            return SetupOutcome.Refused(new Problem(nameof(NewPayGroup.Code), "The client has a pay group with this code already. Choose another code."));
        }
        await audit.AppendAsync(unit, actor, new AuditEntry("pay-group.add", $"pay-group/{id}", new { Code = code, request.LegalEntityId }), ct);
        await unit.CommitAsync(ct);
        return SetupOutcome.Of(id);
    }

    private static IEnumerable<Problem> Problems(string code, string name)
    {
        if (!Code().IsMatch(code)) yield return new(nameof(NewPayGroup.Code), "Code: write 2 to 20 capital letters, digits and dashes, beginning with a letter, for example MONTHLY.");
        if (name.Length is 0 or > 200) yield return new(nameof(NewPayGroup.Name), "Name: write what people call the group, at most 200 characters.");
    }

    [GeneratedRegex("^[A-Z][A-Z0-9-]{1,19}$")]
    private static partial Regex Code();
}
