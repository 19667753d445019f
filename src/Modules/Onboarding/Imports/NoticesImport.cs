using Bureau.Jurisdictions;
using Bureau.Kernel.Clients;
using Bureau.Kernel.Identity;
using Bureau.Kernel.Imports;
using Bureau.Onboarding.Changes;
using Bureau.Onboarding.Employees;

namespace Bureau.Onboarding.Imports;

/// <summary>
/// Takes over notices of authorities (tax codes, loans): one row is one notice to one person, found by employee number or by the number that the authority knows them by.
/// Each becomes a change from the day that the notice names, with the notice as its reason; all together are one batch that somebody else approves.
/// </summary>
internal sealed class NoticesImport(ClientFields clientFields, SensitiveValues sensitive, ChangeBatches batches) : ICsvImport
{
    private const string Notice = "notice";

    public string Kind => "notices";

    public string Title => "Notices";

    public string Help => "Takes over notices of the authorities, such as new tax codes and the start or end of loan deductions. Each applies from the day that it names and awaits approval by somebody else, all at once.";

    public string Permission => OnboardingPermissions.SubmitChange;

    public async ValueTask<IReadOnlyList<CsvColumn>> ColumnsAsync(Client client, CancellationToken ct)
    {
        var pack = RulePacks.For(client.Country);
        var fields = await clientFields.ForAsync(client, ct);
        var given = pack.Notices.SelectMany(n => n.Fields).ToHashSet(StringComparer.Ordinal);
        var ofField = EmployeeColumns.Of(fields, clearable: false).ToDictionary(c => c.Name, StringComparer.Ordinal);
        return
        [
            new(Notice, "Notice")
            {
                Required = true, Key = true, MaxLength = 20, Example = pack.Notices.Count > 0 ? pack.Notices[0].Name : "",
                Help = "One of: " + string.Join("; ", pack.Notices.Select(n => $"{n.Name} ({n.Label})")) + ".",
                Check = v => Find(pack, v) is null ? $"There is no such notice. Write one of {string.Join(", ", pack.Notices.Select(n => n.Name))}." : null,
            },
            new(EmployeeColumns.Number, "Employee number") { Key = true, MaxLength = 40, Example = "10442", Help = "The works number on the notice. May be left empty where the person is told otherwise." },
            .. Identifying(pack).Select(f => ofField[f.Name] with { Key = true, Example = "", Help = "As the authority knows the person. With an employee number: must be the same person." }),
            new(EmployeeColumns.EffectiveFrom, "Effective from") { Required = true, Key = true, IsDate = true, Example = "2026-12-06", Help = "First day on which the notice applies. YYYY-MM-DD." },
            .. ofField.Values.Where(c => given.Contains(c.Name)).Select(c => c with { Help = $"{c.Help} On {string.Join(", ", pack.Notices.Where(n => n.Fields.Contains(c.Name)).Select(n => n.Name))}.".TrimStart() }),
            new(EmployeeColumns.Comment, "Comment") { MaxLength = 900, Help = "For whoever approves, for example the date of issue." },
        ];
    }

    public Task<ImportReport> RunAsync(Client client, Actor actor, CsvTable table, bool commit, CancellationToken ct)
    {
        var pack = RulePacks.For(client.Country);
        return FileOfChanges.RunAsync(batches, this, client, actor, table, commit, async (batch, rows, problems) =>
        {
            var known = await NumbersAsync(batch, pack, rows, ct);
            return rows.Select(r => Wanted(pack, batch.Fields, table, r, known, problems)).OfType<WantedChange>().ToList();
        }, ct);
    }

    private static WantedChange? Wanted(IRulePack pack, EmployeeFields fields, CsvTable table, CsvRow row, ILookup<(string Field, string Value), string> known, ImportProblems problems)
    {
        var columns = table.Columns.ToDictionary(c => c.Name, StringComparer.Ordinal);
        var before = problems.Count;
        var notice = Find(pack, row[Notice]!)!;
        var from = row.Day(EmployeeColumns.EffectiveFrom)!.Value;
        var number = Number(pack, fields, columns, row, known, problems);

        var given = pack.Notices.SelectMany(n => n.Fields).Distinct().Where(f => row[f] is not null).ToDictionary(f => f, f => fields.Tidy(f, row[f])!, StringComparer.Ordinal);
        foreach (var surplus in given.Keys.Except(notice.Fields)) problems.Cell(row.Number, columns[surplus], row[surplus]!, $"A {notice.Name} says nothing of this. Leave the cell empty, or correct the notice.");
        if (notice.Fields.Count > 0 && !given.ContainsKey(notice.Fields[0])) problems.Add(new ImportProblem(row.Number, notice.Fields[0], null, $"{fields.All[notice.Fields[0]].Label}: a {notice.Name} gives it. Fill it in."));
        foreach (var problem in notice.Problems(from, given)) problems.Cell(row.Number, columns[Notice], notice.Name, problem);
        if (problems.Count > before || number is null) return null;

        var values = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var (field, value) in notice.Sets) values[field] = fields.Tidy(field, value);
        foreach (var field in notice.Fields)
            if ((given.GetValueOrDefault(field) ?? fields.All[field].Default) is { } value) values[field] = value;
        return new(number, from, values, $"{notice.Name}, {char.ToLowerInvariant(notice.Label[0])}{notice.Label[1..]}. {row[EmployeeColumns.Comment]}".TrimEnd(), FileOfChanges.Wrong(table, row, problems));
    }

    /// <summary>The employee number that the row means; null when a problem was added.</summary>
    private static string? Number(IRulePack pack, EmployeeFields fields, Dictionary<string, CsvColumn> columns, CsvRow row, ILookup<(string Field, string Value), string> known, ImportProblems problems)
    {
        var number = row[EmployeeColumns.Number];
        var told = false;
        foreach (var field in Identifying(pack).Where(f => row[f.Name] is not null))
        {
            told = true;
            var people = known[(field.Name, fields.Tidy(field.Name, row[field.Name])!)].ToList();
            if (number is not null && people.Contains(number, StringComparer.OrdinalIgnoreCase)) continue;
            if (number is null && people.Count == 1)
            {
                number = people[0];
                continue;
            }
            problems.Cell(row.Number, columns[field.Name], row[field.Name]!, people.Count == 0 && number is null ? $"Nobody of this client has this {field.Label}. Correct it, give the employee number instead, or enter it for the person first."
                : number is null ? $"Several people have this {field.Label}. Give the employee number too."
                : $"{field.Label} and employee number are not known to be of the same person. Look at the notice again, or leave one of the two empty.");
            return null;
        }
        if (number is null && !told) problems.Row(row.Number, $"The row does not say whom it is about. Fill in the employee number{string.Concat(Identifying(pack).Select(f => " or the " + f.Label))}.");
        return number;
    }

    /// <summary>Numbers of the people who have or had each identifying value that the rows name.</summary>
    private async Task<ILookup<(string Field, string Value), string>> NumbersAsync(ChangeBatch batch, IRulePack pack, IReadOnlyList<CsvRow> rows, CancellationToken ct)
    {
        var found = new List<((string Field, string Value) Key, string Number)>();
        foreach (var field in Identifying(pack))
        {
            var byIndex = rows.Select(r => batch.Fields.Tidy(field.Name, r[field.Name])).OfType<string>().Distinct().ToDictionary(v => sensitive.Index(batch.Db.Client, field.Name, v), StringComparer.Ordinal);
            if (byIndex.Count == 0) continue;
            foreach (var row in await batch.Db.QueryAsync<IndexedRow>("""
                select distinct f.blind_index, e.number
                from onboarding.employee_fact f
                join onboarding.employee e on e.client_id = f.client_id and e.id = f.employee_id
                where f.client_id = @Client and f.field = @Field and f.blind_index in @Indexes
                """, new { Field = field.Name, Indexes = byIndex.Keys }, ct))
                found.Add(((field.Name, byIndex[row.BlindIndex]), row.Number));
        }
        return found.ToLookup(f => f.Key, f => f.Number);
    }

    /// <summary>What authorities know a person by.</summary>
    private static IEnumerable<Field> Identifying(IRulePack pack) => pack.EmployeeFields.Where(f => f is { Sensitive: true, Type: FieldType.Text });

    private static Notice? Find(IRulePack pack, string name) => pack.Notices.FirstOrDefault(n => n.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    private sealed class IndexedRow
    {
        public string BlindIndex { get; init; } = "";
        public string Number { get; init; } = "";
    }
}
