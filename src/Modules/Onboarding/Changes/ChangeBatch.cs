using Bureau.Kernel.Audit;
using Bureau.Kernel.Clients;
using Bureau.Kernel.Data;
using Bureau.Kernel.Identity;
using Bureau.Onboarding.Contracts;
using Bureau.Onboarding.Employees;
using Bureau.Onboarding.Imports;

namespace Bureau.Onboarding.Changes;

/// <summary>One change that a row of a file or a rule asks for.</summary>
/// <param name="Values">Tidy values by field; null = the field has no value from then on.</param>
/// <param name="Wrong">Told why it cannot be made; a problem about who is meant names the field <c>number</c>.</param>
internal sealed record WantedChange(string Number, DateOnly From, IReadOnlyDictionary<string, string?> Values, string Comment, Action<Problem> Wrong);

/// <summary>
/// Changes of many people as one batch that somebody else approves. Each is judged as a single change is; one that says what is known, or what awaits approval already,
/// is unchanged.
/// </summary>
internal sealed class ChangeBatches(OnboardingStore store, ClientFields clientFields, SensitiveValues sensitive, ChangeWriter writer, AuditTrail audit)
{
    /// <summary>Changes that are asked about and written together; as many ids as a list in a statement may have.</summary>
    public const int Chunk = 500;

    /// <summary>Judges what <paramref name="read"/> gives to the batch, and writes it all if <paramref name="commit"/> is asked, something changes and nothing is wrong.</summary>
    /// <param name="action">Of the audit entry, with its details.</param>
    /// <param name="read">Hands over the changes, chunk by chunk; false = something is wrong, write nothing.</param>
    /// <returns>The batch, and its id once it is written.</returns>
    public async Task<(ChangeBatch Batch, long? Id)> RunAsync(Client client, Actor actor, string action, object? details, bool commit, Func<ChangeBatch, Task<bool>> read, CancellationToken ct)
    {
        var fields = await clientFields.ForAsync(client, ct);
        if (!commit)
        {
            await using var db = await store.OpenAsync(client.Id, ct);
            var judged = new ChangeBatch(db, client, fields, sensitive, null);
            await read(judged);
            return (judged, null);
        }

        await using var unit = await store.BeginAsync(client.Id, ct);
        var id = unit.Ids.Next();
        // First, because it takes the client's audit head: two batches of one client follow each other on every engine.
        await audit.AppendAsync(unit, actor, new AuditEntry(action, $"batch/{id}", details), ct);
        var batch = new ChangeBatch(unit, client, fields, sensitive, changes => writer.WriteAsync(unit, actor, client, changes, id, ct));
        if (!await read(batch) || batch.Changed == 0 || batch.Faults > 0) return (batch, null);
        await unit.CommitAsync(ct);
        return (batch, id);
    }
}

/// <summary>A batch while it is judged and, with <paramref name="write"/>, written. Whoever made it rolls back when something is wrong.</summary>
internal sealed class ChangeBatch(DbSession db, Client client, EmployeeFields fields, SensitiveValues sensitive, Func<IReadOnlyList<NewChange>, Task>? write)
{
    private readonly HashSet<long> _moved = [];

    public DbSession Db => db;
    public EmployeeFields Fields => fields;
    public int Changed { get; private set; }
    public int Unchanged { get; private set; }
    public int Faults { get; private set; }
    /// <summary>Somebody was changed by somebody else while the batch was written.</summary>
    public bool Collided { get; private set; }

    /// <param name="wanted">At most <see cref="ChangeBatches.Chunk"/>.</param>
    public async Task AddAsync(IReadOnlyList<WantedChange> wanted, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        var known = await KnownPeople.ReadAsync(db, sensitive, [.. wanted.Select(w => Starter.KeyOf(w.Number))], fields.JudgedTogether.Union(wanted.SelectMany(w => w.Values.Keys)), ct);
        var today = client.DayAt(db.Now);
        var changes = new List<NewChange>(wanted.Count);
        foreach (var want in wanted)
        {
            if (known.Find(want.Number) is not { } employee)
            {
                Refuse(want, new("number", known.IsAwaited(want.Number)
                    ? "This person awaits approval and cannot be changed before. Approve the starter first."
                    : "Nobody of this client has this employee number. Correct it; use the import of people for somebody new."));
                continue;
            }
            var history = known.HistoryOf(employee.Id);
            var (effective, found) = ChangeRules.Check(fields, employee, history, want.From, want.Values, today);
            if (effective.Count == 0 || known.Awaits(employee.Id, want.From, effective))
            {
                Unchanged++;
                continue;
            }
            foreach (var problem in found) Refuse(want, problem);
            if (found.Count > 0) continue;
            changes.Add(new NewChange(db.Ids.Next(), employee.Id, null, employee.StartDate, want.From, employee.Version + (_moved.Contains(employee.Id) ? 0 : 1), effective, want.Comment, ChangeOrigin.Import,
                history.ValueOn(fields.Bank, want.From)));
        }
        Changed += changes.Count;
        if (write is null || Faults > 0 || Collided) return;
        if (await MoveOnAsync((UnitOfWork)db, changes, ct)) await write(changes);
        else Collided = true;
    }

    private void Refuse(WantedChange want, Problem problem)
    {
        Faults++;
        want.Wrong(problem);
    }

    /// <summary>
    /// Raises the version of each person once per batch: whoever judged on the old one is told. False when a version is not the one that these changes were judged
    /// on; from the update on nobody else can alter these people until the transaction ends.
    /// </summary>
    private async Task<bool> MoveOnAsync(UnitOfWork unit, List<NewChange> changes, CancellationToken ct)
    {
        var ids = changes.Select(c => c.EmployeeId).Where(_moved.Add).ToList();
        if (ids.Count == 0) return true;
        await unit.ExecuteAsync("update onboarding.employee set version = version + 1 where client_id = @Client and id in @Ids", new { Ids = ids }, ct);
        var versions = (await unit.QueryAsync<Employee>("select id, version from onboarding.employee where client_id = @Client and id in @Ids", new { Ids = ids }, ct)).ToDictionary(e => e.Id, e => e.Version);
        return changes.All(c => !versions.TryGetValue(c.EmployeeId, out var version) || version == c.Version);
    }
}
