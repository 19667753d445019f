using Bureau.Kernel.Audit;
using Bureau.Kernel.Clients;
using Bureau.Kernel.Data;
using Bureau.Kernel.Identity;
using Bureau.Kernel.Imports;
using Bureau.Onboarding.Changes;
using Bureau.Onboarding.Contracts;
using Bureau.Onboarding.Employees;

namespace Bureau.Onboarding.Imports;

/// <summary>
/// Changes facts of people who are known: one row is one change of one person from a day on, one column a field. They become submitted changes of one batch that
/// somebody else approves. A row that says what is known, or what awaits approval already, is unchanged.
/// </summary>
internal sealed class ChangesImport(OnboardingStore store, ClientFields clientFields, SensitiveValues sensitive, ChangeWriter writer, AuditTrail audit) : ICsvImport
{
    private const int Chunk = 500;

    public string Kind => "changes";

    public string Title => "Changes of people";

    public string Help => $"Changes pay, hours, bank details, addresses, tax codes or the last day of people who are known. An empty cell leaves a value as it is; {EmployeeColumns.Cleared} removes it. The changes await approval by somebody else, all at once.";

    public string Permission => OnboardingPermissions.SubmitChange;

    public async ValueTask<IReadOnlyList<CsvColumn>> ColumnsAsync(Client client, CancellationToken ct) =>
    [
        new(EmployeeColumns.Number, "Employee number") { Required = true, Key = true, MaxLength = 40, Example = "10442" },
        new(EmployeeColumns.EffectiveFrom, "Effective from") { Required = true, Key = true, IsDate = true, Example = "2026-12-01", Help = "First day on which the row applies; may be in the past. YYYY-MM-DD." },
        new(EmployeeColumns.Comment, "Comment") { MaxLength = 1000, Help = "For whoever approves." },
        .. EmployeeColumns.Of(await clientFields.ForAsync(client, ct), clearable: true),
    ];

    public async Task<ImportReport> RunAsync(Client client, Actor actor, CsvTable table, bool commit, CancellationToken ct)
    {
        var fields = await clientFields.ForAsync(client, ct);
        if (!commit)
        {
            await using var db = await store.OpenAsync(client.Id, ct);
            return await JudgeAsync(db, null, [], client, table, fields, ct);
        }

        await using var unit = await store.BeginAsync(client.Id, ct);
        var batchId = unit.Ids.Next();
        await audit.AppendAsync(unit, actor, new AuditEntry("import.changes", $"batch/{batchId}", new { File = table.File.Sha256 }), ct);
        var moved = new HashSet<long>();
        var report = await JudgeAsync(unit, async changes =>
        {
            if (!await MoveOnAsync(unit, changes, moved, ct)) return false;
            await writer.WriteAsync(unit, actor, client, changes, batchId, ct);
            return true;
        }, moved, client, table, fields, ct);
        if (report.Problems.Count > 0 || !report.HasEffect) return report;
        await unit.CommitAsync(ct);
        return report with { Committed = true, Next = ImportBatch.Address(client, batchId) };
    }

    /// <param name="write">Null = dry run. Writes as long as there is no problem; the caller rolls back when one comes later. False = somebody was changed in between.</param>
    /// <param name="moved">People whose version this file raised already.</param>
    private async Task<ImportReport> JudgeAsync(DbSession db, Func<IReadOnlyList<NewChange>, Task<bool>>? write, HashSet<long> moved, Client client, CsvTable table, EmployeeFields fields, CancellationToken ct)
    {
        var problems = new ImportProblems();
        var columns = table.Columns.ToDictionary(c => c.Name, StringComparer.Ordinal);
        var valueColumns = table.Columns.Where(c => fields.All.TryGet(c.Name, out _)).Select(c => c.Name).ToArray();
        var today = client.DayAt(db.Now);
        var (rows, changed, unchanged) = (0, 0, 0);
        foreach (var chunk in table.Rows(problems).Chunk(Chunk))
        {
            ct.ThrowIfCancellationRequested();
            rows += chunk.Length;
            var sound = chunk.Where(r => r.IsSound).ToList();
            var known = await KnownPeople.ReadAsync(db, sensitive, [.. sound.Select(r => Starter.KeyOf(r[EmployeeColumns.Number]!))], valueColumns, ct);
            var changes = new List<NewChange>(sound.Count);
            foreach (var row in sound)
            {
                var (number, day) = (row[EmployeeColumns.Number]!, row.Day(EmployeeColumns.EffectiveFrom)!.Value);
                if (known.Find(number) is not { } employee)
                {
                    problems.Cell(row.Number, columns[EmployeeColumns.Number], number, known.IsAwaited(number)
                        ? "This person awaits approval and cannot be changed before. Approve the starter first."
                        : "Nobody of this client has this employee number. Correct it; use the import of people for somebody new.");
                    continue;
                }
                var values = valueColumns.Where(c => row[c] is not null).ToDictionary(c => c, c => row[c] == EmployeeColumns.Cleared ? null : fields.Tidy(c, row[c]), StringComparer.Ordinal);
                if (values.Count == 0)
                {
                    problems.Row(row.Number, "The row changes nothing: every field is empty. Fill in what changes, or delete the row.");
                    continue;
                }
                var history = known.HistoryOf(employee.Id);
                var (effective, found) = ChangeRules.Check(fields, employee, history, day, values, today);
                if (effective.Count == 0 || known.Awaits(employee.Id, day, effective))
                {
                    unchanged++;
                    continue;
                }
                foreach (var problem in found)
                {
                    if (columns.TryGetValue(problem.Field, out var column)) problems.Cell(row.Number, column, row[problem.Field] ?? "", problem.Message);
                    else problems.Add(new ImportProblem(row.Number, problem.Field.Length == 0 ? null : problem.Field, null, problem.Message));
                }
                if (found.Count > 0) continue;
                changes.Add(new NewChange(db.Ids.Next(), employee.Id, null, employee.StartDate, day, employee.Version + (moved.Contains(employee.Id) ? 0 : 1), effective, row[EmployeeColumns.Comment] ?? "", ChangeOrigin.Import,
                    history.ValueOn(FactNames.BankSortCode, day)));
            }
            changed += changes.Count;
            if (write is not null && problems.Count == 0 && !await write(changes)) problems.File("Somebody else changed people of this file at the same moment. Nothing was written: check the file once more.");
        }
        return problems.Count > 0 ? ImportReport.Refused(Kind, rows, problems) : new ImportReport(Kind, rows, 0, changed, unchanged, problems, Committed: false);
    }

    /// <summary>
    /// Raises the version of each person once per file: whoever judged on the old one is told. False when a version is not the one that these changes were judged
    /// on; from the update on nobody else can alter these people until the transaction ends.
    /// </summary>
    private static async Task<bool> MoveOnAsync(UnitOfWork unit, IReadOnlyList<NewChange> changes, HashSet<long> moved, CancellationToken ct)
    {
        var ids = changes.Select(c => c.EmployeeId).Where(moved.Add).ToList();
        if (ids.Count == 0) return true;
        await unit.ExecuteAsync("update onboarding.employee set version = version + 1 where client_id = @Client and id in @Ids", new { Ids = ids }, ct);
        var versions = (await unit.QueryAsync<Employee>("select id, version from onboarding.employee where client_id = @Client and id in @Ids", new { Ids = ids }, ct)).ToDictionary(e => e.Id, e => e.Version);
        return changes.All(c => !versions.TryGetValue(c.EmployeeId, out var version) || version == c.Version);
    }
}
