using Bureau.Kernel.Clients;
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
internal sealed class ChangesImport(ClientFields clientFields, ChangeBatches batches) : ICsvImport
{
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

    public Task<ImportReport> RunAsync(Client client, Actor actor, CsvTable table, bool commit, CancellationToken ct) =>
        FileOfChanges.RunAsync(batches, this, client, actor, table, commit, (batch, rows, problems) => Task.FromResult(Wanted(batch.Fields, table, rows, problems)), ct);

    private static IEnumerable<WantedChange> Wanted(EmployeeFields fields, CsvTable table, IReadOnlyList<CsvRow> rows, ImportProblems problems)
    {
        var valueColumns = table.Columns.Where(c => c.Name != EmployeeColumns.Number && fields.All.TryGet(c.Name, out _)).Select(c => c.Name).ToArray();
        foreach (var row in rows)
        {
            var values = valueColumns.Where(c => row[c] is not null).ToDictionary(c => c, c => row[c] == EmployeeColumns.Cleared ? null : fields.Tidy(c, row[c]), StringComparer.Ordinal);
            if (values.Count == 0) problems.Row(row.Number, "The row changes nothing: every field is empty. Fill in what changes, or delete the row.");
            else yield return new(row[EmployeeColumns.Number]!, row.Day(EmployeeColumns.EffectiveFrom)!.Value, values, row[EmployeeColumns.Comment] ?? "", FileOfChanges.Wrong(table, row, problems));
        }
    }
}

/// <summary>What every file has in common whose rows become changes of one batch.</summary>
internal static class FileOfChanges
{
    /// <param name="wanted">From sound rows to changes; adds to the problems what is wrong with the others.</param>
    public static async Task<ImportReport> RunAsync(
        ChangeBatches batches, ICsvImport import, Client client, Actor actor, CsvTable table, bool commit,
        Func<ChangeBatch, IReadOnlyList<CsvRow>, ImportProblems, Task<IEnumerable<WantedChange>>> wanted, CancellationToken ct)
    {
        var problems = new ImportProblems();
        var rows = 0;
        var (batch, id) = await batches.RunAsync(client, actor, "import." + import.Kind, new { File = table.File.Sha256 }, commit, async batch =>
        {
            foreach (var chunk in table.Rows(problems).Chunk(ChangeBatches.Chunk))
            {
                rows += chunk.Length;
                await batch.AddAsync([.. await wanted(batch, [.. chunk.Where(r => r.IsSound)], problems)], ct);
            }
            if (batch.Collided) problems.File("Somebody else changed people of this file at the same moment. Nothing was written: check the file once more.");
            return problems.Count == 0;
        }, ct);
        if (problems.Count > 0) return ImportReport.Refused(import.Kind, rows, problems);
        return new ImportReport(import.Kind, rows, 0, batch.Changed, batch.Unchanged, problems, Committed: id is not null) { Next = id is { } written ? ImportBatch.Address(client, written) : null };
    }

    /// <summary>Puts a problem of a change at the cell that it comes from.</summary>
    public static Action<Problem> Wrong(CsvTable table, CsvRow row, ImportProblems problems) => problem =>
    {
        var name = problem.Field == "number" ? EmployeeColumns.Number : problem.Field;
        if (table.Columns.FirstOrDefault(c => c.Name == name) is { } column) problems.Cell(row.Number, column, row[name] ?? "", problem.Message);
        else problems.Add(new ImportProblem(row.Number, name.Length == 0 ? null : name, null, problem.Message));
    };
}
