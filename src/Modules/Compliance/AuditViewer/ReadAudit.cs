using System.Globalization;
using System.Runtime.CompilerServices;
using Bureau.Kernel.Audit;
using Bureau.Kernel.Clients;
using Bureau.Kernel.Data;
using Bureau.Kernel.Time;

namespace Bureau.Compliance.AuditViewer;

/// <summary>What somebody looks for in the audit, as typed.</summary>
internal sealed record AuditSearch(string? Module, string? Action, string? Subject, string? Actor, string? From, string? To)
{
    /// <summary>Days are those of the zone, both included.</summary>
    public AuditFilter In(string timeZone) => new(Trim(Action), Trim(Subject), Trim(Actor), Start(From, 0, timeZone), Start(To, 1, timeZone));

    public string Query => string.Join('&', new[] { ("module", Module), ("action", Action), ("subject", Subject), ("actor", Actor), ("from", From), ("to", To) }
        .Where(p => !string.IsNullOrEmpty(p.Item2)).Select(p => $"{p.Item1}={Uri.EscapeDataString(p.Item2!)}"));

    private static string? Trim(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static DateTimeOffset? Start(string? day, int later, string timeZone) =>
        DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var d) ? Zones.InstantOf(d.AddDays(later), TimeOnly.MinValue, timeZone) : null;
}

/// <param name="Module">Schema that holds the chain.</param>
internal sealed record AuditLine(string Module, AuditRecord Entry);

/// <param name="Entries">How many were walked.</param>
internal sealed record ChainCheck(string Module, long Entries, IReadOnlyList<string> Faults);

/// <summary>The audit of every module, as one.</summary>
internal sealed class ReadAudit(IEnumerable<Store> stores, AuditTrail audit)
{
    private const int Batch = 2000;

    public IReadOnlyList<string> Modules { get; } = [.. stores.Select(s => s.Schema).Order(StringComparer.Ordinal)];

    /// <summary>Newest first over all modules.</summary>
    /// <param name="client">Null = every chain.</param>
    /// <returns>At most <paramref name="take"/> entries, and whether older ones follow.</returns>
    public async Task<(IReadOnlyList<AuditLine> Lines, bool More)> SearchAsync(ClientId? client, AuditSearch search, string timeZone, int skip, int take, CancellationToken ct = default)
    {
        var filter = search.In(timeZone);
        var found = new List<AuditLine>();
        // The newest of all are among the newest of each.
        foreach (var store in Of(search)) found.AddRange((await audit.SearchAsync(store, client, filter, 0, skip + take + 1, ct)).Select(r => new AuditLine(store.Schema, r)));
        var page = found.OrderByDescending(l => l.Entry.OccurredAt).ThenBy(l => l.Module, StringComparer.Ordinal).ThenBy(l => l.Entry.ClientId).ThenByDescending(l => l.Entry.Seq).Skip(skip).Take(take + 1).ToList();
        return ([.. page.Take(take)], page.Count > take);
    }

    /// <summary>Everything that matches, module by module, newest first in each.</summary>
    public async IAsyncEnumerable<AuditLine> StreamAsync(ClientId? client, AuditSearch search, string timeZone, [EnumeratorCancellation] CancellationToken ct = default)
    {
        var filter = search.In(timeZone);
        foreach (var store in Of(search))
        {
            IReadOnlyList<AuditRecord> batch;
            for (var skip = 0; (batch = await audit.SearchAsync(store, client, filter, skip, Batch, ct)).Count > 0; skip += Batch)
                foreach (var record in batch)
                    yield return new(store.Schema, record);
        }
    }

    /// <summary>Recomputes the chains of a client, or all of them.</summary>
    public async Task<IReadOnlyList<ChainCheck>> VerifyAsync(ClientId? client, CancellationToken ct = default)
    {
        var checks = new List<ChainCheck>();
        foreach (var store in stores.OrderBy(s => s.Schema, StringComparer.Ordinal))
        {
            var (entries, faults) = await audit.VerifyAsync(store, client, ct);
            checks.Add(new(store.Schema, entries, faults));
        }
        return checks;
    }

    private IEnumerable<Store> Of(AuditSearch search) => stores.Where(s => string.IsNullOrEmpty(search.Module) || s.Schema == search.Module);
}
