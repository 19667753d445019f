using Bureau.Kernel.Audit;
using Bureau.Kernel.Clients;
using Bureau.Kernel.Identity;
using Bureau.Onboarding.Contracts;
using Bureau.Onboarding.Employees;

namespace Bureau.Onboarding.Changes;

/// <param name="SeenVersion">The employee's version when the form was filled in.</param>
/// <param name="EffectiveFrom">First day; may be in the past.</param>
/// <param name="Values">As typed, by field; empty = the field has no value from then on.</param>
/// <param name="Origin">One of <see cref="ChangeOrigin"/>.</param>
/// <param name="ReplacesId">A returned change that this one corrects.</param>
internal sealed record ChangeRequest(
    long EmployeeId, long SeenVersion, DateOnly EffectiveFrom, IReadOnlyDictionary<string, string?> Values, string Comment, string Origin = ChangeOrigin.Form, long? ReplacesId = null);

/// <param name="ChangeId">The change that now awaits approval; 0 when refused.</param>
/// <param name="Meanwhile">Not empty: nothing was written, because these changes of the same person came in between.</param>
internal sealed record SubmitOutcome(long ChangeId, IReadOnlyList<Problem> Problems, IReadOnlyList<ChangeSummary> Meanwhile)
{
    public bool Done => ChangeId != 0;

    public static SubmitOutcome Refused(params IReadOnlyList<Problem> problems) => new(0, problems, []);
}

internal sealed class SubmitChange(OnboardingStore store, SensitiveValues sensitive, ClientFields clientFields, ChangeWriter writer, AuditTrail audit)
{
    public async Task<SubmitOutcome> RunAsync(Actor actor, Client client, ChangeRequest request, CancellationToken ct = default)
    {
        var fields = await clientFields.ForAsync(client, ct);
        var values = request.Values.ToDictionary(v => v.Key, v => fields.Tidy(v.Key, v.Value), StringComparer.Ordinal);
        if (request.Comment.Length > 1000) return SubmitOutcome.Refused(new Problem("comment", "Comment: use at most 1,000 characters."));

        Employee? employee;
        FactHistory history;
        await using (var db = await store.OpenAsync(client.Id, ct))
        {
            employee = await Employee.FindAsync(db, request.EmployeeId, ct);
            if (employee is null) return SubmitOutcome.Refused(new Problem("", "There is no such employee."));
            history = await FactHistory.ReadAsync(db, sensitive, employee.Id, ct);
        }
        var today = client.DayAt(store.Database.Clock.GetUtcNow());
        var (changed, problems) = ChangeRules.Check(fields, employee, history, request.EffectiveFrom, values, today);
        if (employee.Version != request.SeenVersion) return await MeanwhileAsync(actor, client, request, changed, ct);
        if (problems.Count > 0) return SubmitOutcome.Refused(problems);

        await using (var unit = await store.BeginAsync(client.Id, ct))
        {
            // Everything above was judged on this version: if it moved since, somebody else was first and the judgement is void.
            var hit = await unit.ExecuteAsync("update onboarding.employee set version = version + 1 where client_id = @Client and id = @Id and version = @Version",
                new { employee.Id, employee.Version }, ct);
            if (hit == 1)
            {
                var change = new NewChange(unit.Ids.Next(), employee.Id, null, employee.StartDate, request.EffectiveFrom, employee.Version + 1, changed, request.Comment.Trim(), request.Origin,
                    history.ValueOn(fields.Bank, request.EffectiveFrom), request.ReplacesId);
                await writer.WriteAsync(unit, actor, client, [change], ct: ct);
                await audit.AppendAsync(unit, actor, new AuditEntry("change.submit", $"change/{change.Id}",
                    new { EmployeeId = employee.Id, change.Kind, change.Origin, request.EffectiveFrom, Fields = changed.Keys }), ct);
                await unit.CommitAsync(ct);
                return new SubmitOutcome(change.Id, [], []);
            }
        }
        return await MeanwhileAsync(actor, client, request, changed, ct);
    }

    private async Task<SubmitOutcome> MeanwhileAsync(Actor actor, Client client, ChangeRequest request, IReadOnlyDictionary<string, string?> changed, CancellationToken ct)
    {
        await using var db = await store.OpenAsync(client.Id, ct);
        var since = await ChangeSummary.SinceAsync(db, request.EmployeeId, request.SeenVersion, ct);
        // The second of a double click finds the very change that the first made.
        return since is [{ State: ChangeState.Submitted } only] && only.SubmittedBy == actor.AccountId && only.EffectiveFrom == request.EffectiveFrom && only.Fields.Count == changed.Count
            && (await ChangeDetails.ValuesAsync(db, sensitive, only, ct)).All(v => changed.TryGetValue(v.Key, out var again) && again == v.Value)
            ? new(only.Id, [], []) : new(0, [], since);
    }
}
