using Bureau.Jurisdictions;
using Bureau.Kernel.Clients;
using Bureau.Kernel.Data;
using Bureau.Kernel.Identity;
using Bureau.Onboarding.Contracts;
using Bureau.Onboarding.Employees;

namespace Bureau.Onboarding.Changes;

/// <summary>Writes submitted changes, one or a whole import, in the caller's transaction. Sensitive values are sealed here and stay sealed.</summary>
internal sealed class ChangeWriter(SensitiveValues sensitive, TellOfChanges tell)
{
    public async Task WriteAsync(UnitOfWork unit, Actor actor, Client client, IReadOnlyList<NewChange> changes, long? batchId = null, CancellationToken ct = default)
    {
        await WriteAsync(unit, actor, client, [.. changes.Select(c => Seal(client, c))], batchId, ct);
        await tell.WaitingAsync(unit, actor, client, ct);
    }

    public SealedChange Seal(Client client, NewChange change)
    {
        var fields = EmployeeFields.For(client.Country);
        return new(change, [.. change.Values.OrderBy(v => v.Key, StringComparer.Ordinal).Select(v => Row(client.Id, fields.All[v.Key], fields.Bank, change, v.Value))]);
    }

    /// <summary>Tells nobody.</summary>
    public static async Task WriteAsync(UnitOfWork unit, Actor actor, Client client, IReadOnlyList<SealedChange> sealedChanges, long? batchId, CancellationToken ct)
    {
        var fields = EmployeeFields.For(client.Country);
        var changes = sealedChanges.Select(c => c.Change);
        var today = client.DayAt(unit.Now);
        await unit.BulkInsertAsync(new BulkTable<NewChange>("onboarding.employee_change")
            .Column("client_id", _ => unit.Client).Column("id", c => c.Id).Column("employee_id", c => c.EmployeeId)
            .Column("kind", c => c.Kind).Column("origin", c => c.Origin).Column("effective_from", c => c.EffectiveFrom).Column("comment", c => c.Comment)
            .Column("state", _ => ChangeState.Submitted)
            .Column("is_sensitive", c => c.Values.Keys.Any(f => fields.All[f].Sensitive) ? 1 : 0)
            .Column("is_backdated", c => c.Starter is null && c.EffectiveFrom < today ? 1 : 0)
            .Column("batch_id", _ => batchId).Column("replaces_id", c => c.ReplacesId)
            .Column("submitted_by", _ => actor.AccountId).Column("submitted_by_name", _ => actor.Name).Column("submitted_at", _ => unit.Now)
            .Column("submitted_version", c => c.Version), changes, ct);
        await unit.BulkInsertAsync(new BulkTable<NewChange>("onboarding.starter")
            .Column("client_id", _ => unit.Client).Column("change_id", c => c.Id).Column("employee_id", c => c.EmployeeId)
            .Column("number", c => c.Starter!.Number).Column("number_key", c => Starter.KeyOf(c.Starter!.Number))
            .Column("given_name", c => c.Starter!.GivenName).Column("family_name", c => c.Starter!.FamilyName).Column("sort_name", c => c.Starter!.SortName)
            .Column("start_date", c => c.Starter!.StartDate), changes.Where(c => c.Starter is not null), ct);
        await unit.BulkInsertAsync(new BulkTable<SealedValue>("onboarding.employee_change_field")
            .Column("client_id", _ => unit.Client).Column("change_id", r => r.ChangeId).Column("field", r => r.Field).Column("employee_id", r => r.EmployeeId)
            .Column("effective_from", r => r.EffectiveFrom).Column("value", r => r.Value).Column("encrypted", r => r.Encrypted ? 1 : 0).Column("blind_index", r => r.BlindIndex),
            sealedChanges.SelectMany(c => c.Values), ct);
    }

    private SealedValue Row(ClientId client, Field field, string bank, NewChange change, string? value)
    {
        // A leaving date belongs to the employment, not to a day: see FactNames.LeavingDate.
        var from = field.Name == FactNames.LeavingDate ? change.EmploymentStart : change.EffectiveFrom;
        return field.Sensitive && value is not null
            ? new SealedValue(change.Id, change.EmployeeId, field.Name, from, sensitive.Seal(client, change.EmployeeId, field.Name, value), true, Index(client, field, bank, change, value))
            : new SealedValue(change.Id, change.EmployeeId, field.Name, from, value, false, null);
    }

    /// <summary>An account is known by bank and number together. Dates and banks alone tell nobody apart and get no index.</summary>
    private string? Index(ClientId client, Field field, string bank, NewChange change, string value) =>
        field.Name == FactNames.BankAccountNumber ? sensitive.Index(client, field.Name, $"{change.Values.GetValueOrDefault(bank) ?? change.KnownBank} {value}")
        : field.Name == bank || field.Type is not FieldType.Text ? null
        : sensitive.Index(client, field.Name, value);
}

/// <summary>A change as it is stored.</summary>
/// <param name="Values">In the order of their key.</param>
internal sealed record SealedChange(NewChange Change, IReadOnlyList<SealedValue> Values);

internal readonly record struct SealedValue(long ChangeId, long EmployeeId, string Field, DateOnly EffectiveFrom, string? Value, bool Encrypted, string? BlindIndex);
