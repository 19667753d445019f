using System.Globalization;
using Bureau.Jurisdictions;
using Bureau.Kernel;
using Bureau.Kernel.Audit;
using Bureau.Kernel.Clients;
using Bureau.Kernel.Data;
using Bureau.Kernel.Identity;
using Bureau.Kernel.Imports;
using Bureau.Kernel.Web;
using Bureau.Onboarding.Contracts;
using Bureau.Payroll.Calculation;

namespace Bureau.Payroll.OpeningBalances;

/// <summary>
/// Import <c>opening-balances</c>: what a former provider paid and withheld in the tax year, so that it goes on here as if nothing had changed. The rows become one
/// batch, which is reconciled with the former provider's totals and approved by somebody else. Nothing is slipped under payslips that are released.
/// </summary>
internal sealed class ImportOpeningBalances(PayrollStore store, IEmployees employees, PackSource packs, AuditTrail audit) : ICsvImport
{
    private const string Number = "employee_number", PaidUpTo = "paid_up_to";

    public string Kind => "opening-balances";

    public string Title => "Opening balances";

    public string Help => "Year-to-date figures from a former payroll provider of the same employer, for people who were not paid here yet in this tax year. They are reconciled with the provider's totals, and await approval by somebody else. Pay and tax of an earlier employment do not belong here: they are details of the person.";

    public string Permission => PayrollPermissions.PrepareRun;

    public ValueTask<IReadOnlyList<CsvColumn>> ColumnsAsync(Client client, CancellationToken ct) => new(Columns(packs(client.Country)));

    public async Task<ImportReport> RunAsync(Client client, Actor actor, CsvTable table, bool commit, CancellationToken ct)
    {
        var numbers = await employees.IdsByNumberAsync(client.Id, ct);
        if (!commit)
        {
            await using var db = await store.OpenAsync(client.Id, ct);
            return (await JudgeAsync(db, client, table, numbers, ct)).Report;
        }

        await using var unit = await store.BeginAsync(client.Id, ct);
        var batchId = unit.Ids.Next();
        // First, because it takes the client's audit head: two imports of one client follow each other on every engine.
        await audit.AppendAsync(unit, actor, new AuditEntry("opening-balances.submit", $"opening/{batchId}", new { File = table.File.Sha256 }), ct);
        var (report, entries, year) = await JudgeAsync(unit, client, table, numbers, ct);
        if (report.Problems.Count > 0 || !report.HasEffect) return report;
        await WriteAsync(unit, actor, batchId, year, Currency.FromCode(packs(client.Country).Currency), entries, ct);
        await unit.CommitAsync(ct);
        return report with { Committed = true, Next = string.Create(CultureInfo.InvariantCulture, $"/c/{client.Code}/opening-balances/{batchId}") };
    }

    private sealed record Entry(long EmployeeId, DateOnly PaidUpTo, Balances Balances, byte[] Bytes);

    private async Task<(ImportReport Report, List<Entry> Entries, string TaxYear)> JudgeAsync(DbSession db, Client client, CsvTable table, IReadOnlyDictionary<string, long> numbers, CancellationToken ct)
    {
        var pack = packs(client.Country);
        var columns = Columns(pack).ToDictionary(c => c.Name, StringComparer.Ordinal);
        var problems = new ImportProblems();
        var latest = client.DayAt(db.Now).AddDays(31);
        var entries = new List<Entry>();
        var known = new Dictionary<string, Known>(StringComparer.Ordinal);
        string? year = null;
        var (rows, added, changed, unchanged) = (0, 0, 0, 0);
        foreach (var row in table.Rows(problems))
        {
            rows++;
            if (!row.IsSound) continue;
            void Wrong(string column, string message) => problems.Cell(row.Number, columns[column], row[column] ?? "", message);

            var paidUpTo = row.Day(PaidUpTo)!.Value;
            var yearOfRow = pack.TaxYearOf(paidUpTo).Label;
            year ??= yearOfRow;
            if (yearOfRow != year) Wrong(PaidUpTo, $"This is tax year {yearOfRow}; the rows before are of {year}. Bring each year in a file of its own.");
            else if (paidUpTo > latest) Wrong(PaidUpTo, "The day is more than a month ahead. Write the last pay date of the former payroll.");
            else if (!numbers.TryGetValue(row[Number]!, out var employee)) Wrong(Number, "There is nobody with this number. Check it, or add the person first.");
            else
            {
                if (!known.TryGetValue(year, out var of)) known.Add(year, of = await Known.ReadAsync(db, year, ct));
                var balances = OpeningFigures.Balances(pack, figure => row[figure] is { } text ? OpeningFigures.Amount(text) : null);
                var bytes = BalancesFormat.ToBytes(balances);
                if (balances.IsEmpty) problems.Row(row.Number, "Every figure of the row is empty or zero. Fill them in, or delete the row.");
                else if (Known.Is(of.Waiting, employee, bytes) || Known.Is(of.Approved, employee, bytes)) unchanged++;
                else if (of.Paid.TryGetValue(employee, out var payDate))
                    Wrong(Number, $"This person was paid here on {Show.Day(payDate)} already, in tax year {year}: nothing can be put before a payslip that is released. Delete the row. If pay and tax are missing from this person's year, enter them as those of an earlier employment, so that the next run takes them in.");
                else if (of.Waiting.ContainsKey(employee)) Wrong(Number, "Other figures of this person await approval. Have those returned first, or delete the row.");
                else
                {
                    if (of.Approved.ContainsKey(employee)) changed++;
                    else added++;
                    entries.Add(new(employee, paidUpTo, balances, bytes));
                }
            }
        }
        return (problems.Count > 0 ? ImportReport.Refused(Kind, rows, problems) : new ImportReport(Kind, rows, added, changed, unchanged, problems, Committed: false), entries, year ?? "");
    }

    private static async Task WriteAsync(UnitOfWork unit, Actor actor, long batchId, string year, Currency currency, List<Entry> entries, CancellationToken ct)
    {
        await unit.ExecuteAsync("""
            insert into payroll.opening_batch (client_id, id, tax_year, people, state, submitted_by, submitted_by_name, submitted_at)
            values (@Client, @Id, @TaxYear, @People, 'submitted', @By, @ByName, @Now)
            """, new { Id = batchId, TaxYear = year, People = entries.Count, By = actor.AccountId, ByName = actor.Name, unit.Now }, ct);
        await unit.BulkInsertAsync(new BulkTable<Entry>("payroll.opening_entry")
            .Column("client_id", _ => unit.Client).Column("batch_id", _ => batchId).Column("employee_id", e => e.EmployeeId)
            .Column("paid_up_to", e => e.PaidUpTo).Column("balances", e => e.Bytes), entries, ct);
        await unit.BulkInsertAsync(new BulkTable<(string Figure, long Minor)>("payroll.opening_figure")
            .Column("client_id", _ => unit.Client).Column("batch_id", _ => batchId).Column("figure", f => f.Figure).Column("sum_minor", f => f.Minor),
            entries.SelectMany(e => OpeningFigures.Amounts(e.Balances, currency)).GroupBy(f => f.Figure).Select(g => (g.Key, g.Sum(f => f.Minor))), ct);
    }

    private static CsvColumn[] Columns(IRulePack pack)
    {
        var currency = Currency.FromCode(pack.Currency);
        return
        [
            new(Number, "Employee number") { Required = true, Key = true, MaxLength = 40, Example = "10442" },
            new(PaidUpTo, "Paid up to") { Required = true, IsDate = true, Example = "2026-09-30", Help = "Last pay date of the former payroll that the figures count in. It tells the tax year." },
            .. OpeningFigures.Of(pack).Select(f => new CsvColumn(f.Name, f.Label)
            {
                Required = f.Name == OpeningFigures.Gross,
                MaxLength = 20,
                Help = f.Help,
                Example = f.Name == OpeningFigures.Gross ? "14250.00" : "",
                Check = v => OpeningFigures.Fault(f, v, currency),
            }),
        ];
    }

    /// <summary>What stands of a tax year already: one statement each, however many people.</summary>
    private sealed class Known
    {
        /// <summary>First pay date here, of those who have a released payslip.</summary>
        public required Dictionary<long, DateOnly> Paid { get; init; }
        public required Dictionary<long, byte[]> Approved { get; init; }
        public required Dictionary<long, byte[]> Waiting { get; init; }

        public static bool Is(Dictionary<long, byte[]> those, long employee, byte[] bytes) => those.TryGetValue(employee, out var standing) && standing.AsSpan().SequenceEqual(bytes);

        public static async Task<Known> ReadAsync(DbSession db, string year, CancellationToken ct) => new()
        {
            Paid = (await db.QueryAsync<PaidRow>("""
                select p.employee_id, min(r.pay_date) as pay_date
                from payroll.pay_run r
                join payroll.payslip p on p.client_id = r.client_id and p.pay_run_id = r.id
                where r.client_id = @Client and r.tax_year = @TaxYear and r.state in ('released', 'closed')
                group by p.employee_id
                """, new { TaxYear = year }, ct)).ToDictionary(p => p.EmployeeId, p => p.PayDate),
            Approved = (await db.QueryAsync<BalanceRow>("select employee_id, balances from payroll.opening_balance where client_id = @Client and tax_year = @TaxYear", new { TaxYear = year }, ct))
                .ToDictionary(b => b.EmployeeId, b => b.Balances),
            Waiting = (await db.QueryAsync<BalanceRow>("""
                select e.employee_id, e.balances
                from payroll.opening_batch b
                join payroll.opening_entry e on e.client_id = b.client_id and e.batch_id = b.id
                where b.client_id = @Client and b.tax_year = @TaxYear and b.state = 'submitted'
                """, new { TaxYear = year }, ct)).ToDictionary(b => b.EmployeeId, b => b.Balances),
        };

        private sealed class PaidRow
        {
            public long EmployeeId { get; init; }
            public DateOnly PayDate { get; init; }
        }
    }
}
