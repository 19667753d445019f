using Bureau.Jurisdictions;
using Bureau.Kernel.Clients;
using Bureau.Kernel.Identity;
using Bureau.Kernel.Imports;
using Bureau.Onboarding.Contracts;
using Bureau.Payroll.PayRuns;

namespace Bureau.Payroll.Inputs;

/// <summary>
/// Import <c>inputs</c>: hours and one-off items of a run. A row stands for one employee, item and note: where such an entry stands already with other figures,
/// the row changes it, so that a corrected file can simply be brought in again.
/// </summary>
internal sealed class ImportPayInputs(PayrollStore store, IEmployees employees, EnterPayInputs enter, PackSource packs, TimeProvider clock) : ICsvImport
{
    private const string Employee = "employee_number", Item = "item", Units = "units", Rate = "rate", Amount = "amount", Note = "note", PayDate = "pay_date";

    public string Kind => "inputs";

    public string Title => "Pay inputs";

    public string Help => "Hours and one-off earnings or deductions for the open run of each person's pay group. The same employee, item and note again changes the earlier entry.";

    public string Permission => PayrollPermissions.EditInputs;

    public ValueTask<IReadOnlyList<CsvColumn>> ColumnsAsync(Client client, CancellationToken ct) => new(Columns(packs(client.Country)));

    public async Task<ImportReport> RunAsync(Client client, Actor actor, CsvTable table, bool commit, CancellationToken ct)
    {
        var columns = Columns(packs(client.Country)).ToDictionary(c => c.Name, StringComparer.Ordinal);
        var problems = new ImportProblems();
        var runs = await OpenRunsAsync(client, ct);
        var numbers = await employees.IdsByNumberAsync(client.Id, ct);
        var rows = new Dictionary<(long Run, long Employee, string Item, string Note), (int Row, PayInputEntry Entry)>();
        var read = 0;
        foreach (var row in table.Rows(problems))
        {
            read++;
            if (!row.IsSound) continue;
            void Wrong(string column, string message) => problems.Cell(row.Number, columns[column], row[column] ?? "", message);

            if (!numbers.TryGetValue(row[Employee]!, out var employee))
            {
                Wrong(Employee, "There is nobody with this number. Check it, or add the person first.");
                continue;
            }
            if (RunOf(runs, employee, row.Day(PayDate)) is not { } run)
            {
                Wrong(row[PayDate] is null ? Employee : PayDate, row[PayDate] is null
                    ? "No open run pays this person. Name the pay date of their run in the column pay_date if it is past its cut-off, or wait until the next one opens."
                    : "No run of this pay date pays this person and still takes entries. Check the date, or leave it empty for the open run.");
                continue;
            }
            var (entry, found) = PayInputEntry.Of(packs(run.Run.PackCountry), new TypedPayInput(row[Item], row[Units], row[Rate], row[Amount], row[Note]));
            foreach (var problem in found) Wrong(problem.Field.ToLowerInvariant(), problem.Message);
            if (entry is not null && !rows.TryAdd((run.Run.Id, employee, entry.Item.Name, entry.Note), (row.Number, entry)))
                problems.Row(row.Number, $"The same employee, item and note stand in row {rows[(run.Run.Id, employee, entry.Item.Name, entry.Note)].Row} already. Keep one of the two, or tell them apart by their notes.");
        }
        var report = new ImportReport(Kind, read, 0, 0, 0, problems, Committed: false);
        if (problems.Count > 0) return report;
        var (added, changed, unchanged) = (0, 0, 0);
        await using var unit = commit ? await store.BeginAsync(client.Id, ct) : null;
        foreach (var ofRun in rows.GroupBy(r => r.Key.Run))
        {
            var run = runs.First(r => r.Run.Id == ofRun.Key).Run;
            var standing = (await StandingAsync(client, run, ct)).ToLookup(i => (i.EmployeeId, i.Item, i.Note));
            var writes = new List<NewPayInput>();
            foreach (var (key, (_, entry)) in ofRun)
            {
                var entered = new NewPayInput(key.Employee, entry);
                var old = standing[(key.Employee, key.Item, key.Note)].ToList();
                if (old.Any(o => o.UnitsE4 == entry.UnitsE4 && o.RateE4 == entry.RateE4 && o.AmountMinor == entry.AmountMinor)) unchanged++;
                else if (old.Count == 0)
                {
                    added++;
                    writes.Add(entered);
                }
                else
                {
                    changed++;
                    writes.AddRange(EnterPayInputs.Replace(run, old[^1], entry.Item, entered));
                }
            }
            if (unit is null || writes.Count == 0) continue;
            if ((await enter.AddAsync(unit, actor, run.Id, writes, "import", EnterPayInputs.Import, ct)).Problem is not { } problem) continue;
            problems.File(problem);
            return report;
        }
        if (unit is not null) await unit.CommitAsync(ct);
        var touched = rows.Keys.Select(k => k.Run).Distinct().ToList();
        return report with
        {
            Added = added,
            Changed = changed,
            Unchanged = unchanged,
            Committed = commit,
            Next = touched.Count == 1 ? $"/c/{client.Code}/inputs/{touched[0]}" : $"/c/{client.Code}/inputs",
        };
    }

    private static CsvColumn[] Columns(IRulePack pack) =>
    [
        new(Employee, "Employee number") { Required = true, Example = "1042", MaxLength = 40 },
        new(Item, "Pay item") { Required = true, Example = "overtime", MaxLength = 100, Help = "One of " + string.Join(", ", pack.PayItems.Select(i => i.Name)) + "." },
        new(Units, "Units") { Example = "7.5", MaxLength = 20, Help = "Hours or days, for items paid by units." },
        new(Rate, "Rate") { Example = "18.50", MaxLength = 20, Help = $"{pack.Currency} for each unit. Empty: the hourly rate in force." },
        new(Amount, "Amount") { MaxLength = 20, Help = $"In {pack.Currency}, for items not paid by units. Deductions are positive." },
        new(Note, "Note") { Example = "Stocktaking 14 November", MaxLength = PayInputEntry.LongestNote, Help = "Tells two entries of the same item apart. Needed where pay is taken back." },
        new(PayDate, "Pay date") { IsDate = true, MaxLength = 10, Help = "Only to enter into another run than the open one." },
    ];

    private sealed record RunPeople(PayRun Run, HashSet<long> People);

    /// <summary>Without a pay date, the open run that is paid first.</summary>
    private static RunPeople? RunOf(IReadOnlyList<RunPeople> runs, long employee, DateOnly? payDate) =>
        runs.FirstOrDefault(r => (payDate is { } day ? r.Run.PayDate == day : r.Run.State is PayRunState.Scheduled or PayRunState.Open) && r.People.Contains(employee));

    /// <summary>By pay date: runs that take entries, with their people. One stream for each run, however many rows the file has.</summary>
    private async Task<IReadOnlyList<RunPeople>> OpenRunsAsync(Client client, CancellationToken ct)
    {
        await using var db = await store.OpenAsync(client.Id, ct);
        var runs = await db.QueryAsync<PayRun>(PayRun.Select + """
             where client_id = @Client and state in ('scheduled', 'open', 'calculating', 'in-review', 'submitted', 'approved')
            order by pay_date, id
            """, ct: ct);
        var people = new List<RunPeople>();
        foreach (var run in runs)
        {
            var (of, ids) = (await PeopleOfRun.ReadAsync(db, run, ct), new HashSet<long>());
            await foreach (var person in employees.StreamForPayAsync(client.Id, run.PayGroupId, run.PeriodStart, run.PeriodEnd, clock.GetUtcNow(), facts: [], ct: ct))
                if (of.Includes(person.Id)) ids.Add(person.Id);
            people.Add(new(run, ids));
        }
        return people;
    }

    private async Task<IReadOnlyList<PayInput>> StandingAsync(Client client, PayRun run, CancellationToken ct)
    {
        var standing = new List<PayInput>();
        await using var db = await store.OpenAsync(client.Id, ct);
        await foreach (var input in PayInputs.ForRunAsync(db, run, null, clock.GetUtcNow(), ct: ct)) standing.Add(input);
        return standing;
    }
}
