using System.Globalization;
using System.Security.Cryptography;
using System.Text;
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
/// Takes on new people. Each row becomes a submitted starter; together they are one batch that somebody else approves, so that nobody puts a person on the
/// payroll alone. A number that exists already is unchanged if the file says what was said when the person was taken on, else a problem.
/// </summary>
internal sealed class PeopleImport(OnboardingStore store, ClientFields clientFields, SensitiveValues sensitive, ChangeWriter writer, TellOfChanges tell, AuditTrail audit) : ICsvImport
{
    /// <summary>Rows that are asked about and written together. The embedded engine looks the names of a list up one by one: twice the rows would take four times as long.</summary>
    private const int Chunk = 100;

    public string Kind => "people";

    public string Title => "New people";

    public string Help => "Adds people who are not known yet. They await approval by somebody else, all at once, before anybody can be paid. To alter people who are known, import changes.";

    public string Permission => OnboardingPermissions.SubmitChange;

    public async ValueTask<IReadOnlyList<CsvColumn>> ColumnsAsync(Client client, CancellationToken ct) =>
    [
        new(EmployeeColumns.Number, "Employee number") { Required = true, Key = true, MaxLength = 40, Example = "10442", Help = "The client's own number: letters, digits, dashes, dots and slashes." },
        new(EmployeeColumns.GivenName, "Given names") { MaxLength = 100, Example = "Ana" },
        new(EmployeeColumns.FamilyName, "Family name") { Required = true, MaxLength = 100, Example = "Silva" },
        new(EmployeeColumns.StartDate, "Start date") { Required = true, IsDate = true, Example = "2026-11-02", Help = "First day of employment. YYYY-MM-DD." },
        .. EmployeeColumns.Of(await clientFields.ForAsync(client, ct), clearable: false),
    ];

    public async Task<ImportReport> RunAsync(Client client, Actor actor, CsvTable table, bool commit, CancellationToken ct)
    {
        var fields = await clientFields.ForAsync(client, ct);
        if (!commit)
        {
            await using var db = await store.OpenAsync(client.Id, ct);
            return await JudgeAsync(db, null, client, table, fields, ct);
        }

        await using var unit = await store.BeginAsync(client.Id, ct);
        var batchId = unit.Ids.Next();
        // First, because it takes the client's audit head: two imports of one client follow each other on every engine.
        await audit.AppendAsync(unit, actor, new AuditEntry("import.people", $"batch/{batchId}", new { File = table.File.Sha256 }), ct);
        var report = await JudgeAsync(unit, changes => ChangeWriter.WriteAsync(unit, actor, client, changes, batchId, ct), client, table, fields, ct);
        if (report.Problems.Count > 0 || !report.HasEffect) return report;
        await tell.WaitingAsync(unit, actor, client, ct);
        await unit.CommitAsync(ct);
        return report with { Committed = true, Next = ImportBatch.Address(client, batchId) };
    }

    /// <summary>Somebody whom the file would bring, as far as the file alone tells.</summary>
    private sealed record Candidate(CsvRow Row, Starter Starter, Dictionary<string, string?> Values, List<Problem> Problems, SealedChange? Change);

    /// <param name="ProblemsBefore">How many problems reading had found up to here.</param>
    private sealed record Part(int Rows, List<Candidate> Candidates, int ProblemsBefore);

    /// <param name="write">Null = dry run. Given what it is to write as long as there is no problem; the caller rolls back when one comes later.</param>
    private async Task<ImportReport> JudgeAsync(DbSession db, Func<IReadOnlyList<SealedChange>, Task>? write, Client client, CsvTable table, EmployeeFields fields, CancellationToken ct)
    {
        var (reading, problems) = (new ImportProblems(), new ImportProblems());
        var columns = table.Columns.ToDictionary(c => c.Name, StringComparer.Ordinal);
        var (rows, added, unchanged) = (0, 0, 0);
        // Asked once: whoever is new is most of a file, and without statistics the embedded engine answers a list of numbers by looking at everybody.
        var taken = (await db.QueryAsync<string>("""
            select s.number_key
            from onboarding.starter s
            where s.client_id = @Client
              and exists (select 1 from onboarding.employee_change c where c.client_id = @Client and c.id = s.change_id and c.state in ('submitted', 'approved'))
            """, ct: ct)).ToHashSet(StringComparer.Ordinal);
        await foreach (var part in Read(db, client, table, fields, reading, seal: write is not null).AheadAsync(2, ct))
        {
            rows += part.Rows;
            var known = await KnownAsync(db, [.. part.Candidates.Select(c => Starter.KeyOf(c.Starter.Number)).Where(taken.Contains)], ct);
            var changes = new List<SealedChange>(part.Candidates.Count);
            foreach (var (row, starter, values, faults, change) in part.Candidates)
            {
                if (known.TryGetValue(Starter.KeyOf(starter.Number), out var digest))
                {
                    if (digest == Digest(starter.GivenName, starter.FamilyName, starter.StartDate, values)) unchanged++;
                    else problems.Cell(row.Number, columns[EmployeeColumns.Number], starter.Number, "Somebody has this number already, or awaits approval with it, and was taken on with other details. Use another number for somebody new; use the import of changes for somebody known.");
                    continue;
                }
                foreach (var problem in faults)
                {
                    var column = problem.Field == "number" ? EmployeeColumns.Number : problem.Field;
                    if (columns.TryGetValue(column, out var at)) problems.Cell(row.Number, at, row[column] ?? "", problem.Message);
                    else problems.Add(new ImportProblem(row.Number, column, null, problem.Message));
                }
                added++;
                if (change is not null) changes.Add(change);
            }
            if (write is not null && part.ProblemsBefore + problems.Count == 0) await write(changes);
        }
        reading.Add(problems);
        return reading.Count > 0 ? ImportReport.Refused(Kind, rows, reading) : new ImportReport(Kind, rows, added, 0, unchanged, reading, Committed: false);
    }

    private IEnumerable<Part> Read(DbSession db, Client client, CsvTable table, EmployeeFields fields, ImportProblems problems, bool seal)
    {
        var today = client.DayAt(db.Now);
        foreach (var chunk in table.Rows(problems).Chunk(Chunk))
        {
            var candidates = new List<Candidate>(chunk.Length);
            foreach (var row in chunk.Where(r => r.IsSound))
            {
                var starter = new Starter(row[EmployeeColumns.Number]!, row[EmployeeColumns.GivenName] ?? "", row[EmployeeColumns.FamilyName]!, row.Day(EmployeeColumns.StartDate)!.Value);
                var values = Values(fields, table, row);
                var faults = SubmitStarter.Problems(fields, starter, values, "", today).ToList();
                candidates.Add(new(row, starter, values, faults, seal && problems.Count + faults.Count == 0
                    ? writer.Seal(client, new NewChange(db.Ids.Next(), db.Ids.Next(), starter, starter.StartDate, starter.StartDate, 0, values, "", ChangeOrigin.Import)) : null));
            }
            yield return new(chunk.Length, candidates, problems.Count);
        }
    }

    private static Dictionary<string, string?> Values(EmployeeFields fields, CsvTable table, CsvRow row)
    {
        var values = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var column in table.Columns)
            if (row[column.Name] is { } text && !CoreFields.Identity.Contains(column.Name) && fields.All.TryGet(column.Name, out _)) values.Add(column.Name, fields.Tidy(column.Name, text));
        return values;
    }

    /// <summary>Digest of what was said when each of these was taken on, by the key of the number; with those who await approval, without those who were returned.</summary>
    private async Task<Dictionary<string, string>> KnownAsync(DbSession db, string[] keys, CancellationToken ct)
    {
        if (keys.Length == 0) return [];
        var starters = (await db.QueryAsync<StarterRow>("""
            select s.change_id, s.employee_id, s.number_key, s.given_name, s.family_name, s.start_date
            from onboarding.starter s
            where s.client_id = @Client and s.number_key in @Keys
              and exists (select 1 from onboarding.employee_change c where c.client_id = @Client and c.id = s.change_id and c.state in ('submitted', 'approved'))
            """, new { Keys = keys }, ct)).ToDictionary(s => s.ChangeId);
        if (starters.Count == 0) return [];
        var values = (await db.QueryAsync<ValueRow>("""
            select change_id, field, value, encrypted
            from onboarding.employee_change_field
            where client_id = @Client and change_id in @Ids
            """, new { Ids = starters.Keys.ToList() }, ct)).ToLookup(v => v.ChangeId);
        return starters.Values.ToDictionary(s => s.NumberKey, s => Digest(s.GivenName, s.FamilyName, s.StartDate,
            values[s.ChangeId].Select(v => KeyValuePair.Create(v.Field, v.Encrypted == 1 && v.Value is { } closed ? sensitive.Open(db.Client, s.EmployeeId, v.Field, closed) : v.Value))),
            StringComparer.Ordinal);
    }

    private static string Digest(string given, string family, DateOnly start, IEnumerable<KeyValuePair<string, string?>> values)
    {
        var text = new StringBuilder().AppendJoin('\u001F', given, family, start.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        foreach (var (field, value) in values.OrderBy(v => v.Key, StringComparer.Ordinal)) text.Append('\u001F').Append(field).Append('=').Append(value);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    private sealed class StarterRow
    {
        public long ChangeId { get; init; }
        public long EmployeeId { get; init; }
        public string NumberKey { get; init; } = "";
        public string GivenName { get; init; } = "";
        public string FamilyName { get; init; } = "";
        public DateOnly StartDate { get; init; }
    }

    private sealed class ValueRow
    {
        public long ChangeId { get; init; }
        public string Field { get; init; } = "";
        public string? Value { get; init; }
        public int Encrypted { get; init; }
    }
}
