using Bureau.Kernel.Audit;
using Bureau.Kernel.Clients;
using Bureau.Kernel.Identity;
using Bureau.Onboarding.Contracts;
using Bureau.Onboarding.Employees;

namespace Bureau.Onboarding.Changes;

/// <summary>Asks for somebody new to be taken on. They are nobody's employee until somebody else approves.</summary>
internal sealed class SubmitStarter(OnboardingStore store, ClientFields clientFields, ChangeWriter writer, AuditTrail audit)
{
    /// <param name="typed">Values by field as typed; empty ones are left out.</param>
    /// <param name="replacesId">A returned change that this one corrects.</param>
    public async Task<SubmitOutcome> RunAsync(
        Actor actor, Client client, Starter starter, IReadOnlyDictionary<string, string?> typed, string comment, long? replacesId = null, CancellationToken ct = default)
    {
        var fields = await clientFields.ForAsync(client, ct);
        starter = starter.Tidy();
        var values = typed.Select(v => (v.Key, Value: fields.Tidy(v.Key, v.Value))).Where(v => v.Value is not null).ToDictionary(v => v.Key, v => v.Value, StringComparer.Ordinal);
        if (Problems(fields, starter, values, comment, client.DayAt(store.Database.Clock.GetUtcNow())).ToList() is { Count: > 0 } problems) return SubmitOutcome.Refused(problems);

        await using var unit = await store.BeginAsync(client.Id, ct);
        if (await unit.ScalarAsync<int>("""
            select count(*) from (
              select number_key from onboarding.employee where client_id = @Client and number_key = @NumberKey
              union all
              select s.number_key from onboarding.starter s
              join onboarding.employee_change c on c.client_id = s.client_id and c.id = s.change_id
              where s.client_id = @Client and s.number_key = @NumberKey and c.state = 'submitted') taken
            """, new { NumberKey = Starter.KeyOf(starter.Number) }, ct) > 0)
            return SubmitOutcome.Refused(new Problem("number", "Employee number: somebody has this number already, or is waiting for approval with it. Use another number."));
        var change = new NewChange(unit.Ids.Next(), unit.Ids.Next(), starter, starter.StartDate, starter.StartDate, 0, values, comment.Trim(), ChangeOrigin.Form, ReplacesId: replacesId);
        await writer.WriteAsync(unit, actor, client, [change], ct: ct);
        await audit.AppendAsync(unit, actor, new AuditEntry("change.submit", $"change/{change.Id}",
            new { change.EmployeeId, change.Kind, change.Origin, change.EffectiveFrom, Fields = values.Keys }), ct);
        await unit.CommitAsync(ct);
        return new SubmitOutcome(change.Id, [], []);
    }

    /// <summary>All that can be said of a starter without asking the store.</summary>
    public static IEnumerable<Problem> Problems(EmployeeFields fields, Starter starter, IReadOnlyDictionary<string, string?> values, string comment, DateOnly today)
    {
        if (comment.Length > 1000) yield return new("comment", "Comment: use at most 1,000 characters.");
        foreach (var problem in Starter.Check(starter, today)) yield return problem;
        var invalid = ChangeRules.Values(fields, values).ToList();
        foreach (var problem in invalid) yield return problem;
        if (invalid.Count > 0) yield break;
        foreach (var problem in fields.Together(f => values.GetValueOrDefault(f))) yield return problem;
        if (values.GetValueOrDefault(FactNames.LeavingDate) is { } leaving && string.CompareOrdinal(leaving, starter.StartDate.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)) < 0)
            yield return new(FactNames.LeavingDate, "Last day of employment: it cannot be before the start date.");
    }
}
