using System.Globalization;
using Bureau.Jurisdictions;
using Bureau.Kernel.Web;
using Bureau.Payroll.Calculation;
using static Bureau.Payroll.Reports.ReportCell;

namespace Bureau.Payroll.Reports;

/// <summary>The reports that a client gets. Each reads what release has written, so that its sums are those of the runs' certificates.</summary>
internal static class ClientReports
{
    public static readonly IReadOnlyList<Report> All =
    [
        new("register", "Payroll register", "Every payslip: gross, deductions, net and employer cost.", RegisterAsync),
        new("gross-to-net", "Gross to net", "Every kind of pay and deduction, from gross to net and to the employer's cost.", GrossToNetAsync),
        new("cost-centres", "Cost by cost centre and month", "Gross pay and what the employer bears on top, by cost centre and month of payment.", CostCentresAsync),
        new("headcount", "Headcount", "People paid in each run, who was new and who was gone.", HeadcountAsync),
        new("absence-and-overtime", "Absence, overtime and extra pay", "Everything paid besides basic pay, by month of payment: overtime, statutory pay for absence, holiday pay, bonuses.", ExtraPayAsync),
        new("year-to-date", "Totals by person", "What everybody was paid in the chosen time, from the start of the tax year unless chosen otherwise.", YearToDateAsync),
        new("payments", "Payments", "What was paid out, by run and way of payment.", PaymentsAsync),
        new("journal", "Journal", "The journals of the runs added up: cost by cost centre against what is owed to whom.", JournalAsync),
    ];

    public static async Task<ReportTable> RegisterAsync(ReportScope scope, CancellationToken ct)
    {
        var rows = new List<IReadOnlyList<object?>>();
        foreach (var run in scope.Runs)
            rows.AddRange((await scope.Db.QueryAsync<Figures>("""
                select employee_id, gross_minor, deductions_minor, reimbursements_minor, net_minor, employer_cost_minor from payroll.payslip
                where client_id = @Client and pay_run_id = @RunId
                """, new { RunId = run.Id }, ct)).Select(p => (Name: scope.Name(p.EmployeeId), Figures: p)).OrderBy(p => p.Name.Name, StringComparer.CurrentCultureIgnoreCase)
                .Select(p => (IReadOnlyList<object?>)[run.PayDate, p.Name.Number, p.Name.Name, p.Figures.GrossMinor, p.Figures.DeductionsMinor, p.Figures.ReimbursementsMinor, p.Figures.NetMinor, p.Figures.EmployerCostMinor]));
        return ReportTable.Summed([new("Pay date", Day), new("Number"), new("Name"), new("Gross", Money), new("Deductions", Money), new("Reimbursements", Money), new("Net", Money), new("Employer cost", Money)], rows);
    }

    public static async Task<ReportTable> GrossToNetAsync(ReportScope scope, CancellationToken ct)
    {
        var totals = (await TotalsAsync(scope, ct)).GroupBy(t => t.Line).ToDictionary(g => g.Key, g => (Minor: g.Sum(t => t.AmountMinor), People: g.Sum(t => t.People)));
        var (rows, subtotals) = (new List<IReadOnlyList<object?>>(), new HashSet<int>());
        var gross = Part(scope.Pack.PayItems.Where(i => i.Kind == PayItemKind.Earning).Select(i => (i.Name, i.Label)), 1) + Part(scope.Pack.PayItems.Where(i => i.Kind == PayItemKind.Sacrifice).Select(i => (i.Name, i.Label)), -1);
        Subtotal("Gross pay", gross);
        var taken = Part(scope.Pack.Lines.Where(l => l.Kind == LineKind.EmployeeDeduction).Select(l => (l.Name, l.Label)), -1) + Part(scope.Pack.PayItems.Where(i => i.Kind == PayItemKind.Deduction).Select(i => (i.Name, i.Label)), -1);
        Subtotal("Deductions", taken);
        var repaid = Part(scope.Pack.PayItems.Where(i => i.Kind == PayItemKind.Reimbursement).Select(i => (i.Name, i.Label)), 1);
        Subtotal("Net pay", gross + taken + repaid);
        var borne = Part(scope.Pack.Lines.Where(l => l.Kind == LineKind.EmployerCost).Select(l => (l.Name, l.Label)), 1);
        return new([new("Line"), new("Payslips", Count), new("Amount", Money)], rows, ["Employer cost: gross pay and what the employer bears on top", null, gross + borne]) { Subtotals = subtotals };

        void Subtotal(string label, long minor)
        {
            subtotals.Add(rows.Count);
            rows.Add([label, null, minor]);
        }

        long Part(IEnumerable<(string Name, string Label)> lines, int sign)
        {
            var sum = 0L;
            foreach (var (name, label) in lines)
            {
                if (!totals.TryGetValue(name, out var total) || total.Minor == 0) continue;
                rows.Add([label, total.People, sign * total.Minor]);
                sum += sign * total.Minor;
            }
            return sum;
        }
    }

    public static async Task<ReportTable> CostCentresAsync(ReportScope scope, CancellationToken ct)
    {
        var months = scope.Months;
        var cost = (await TotalsAsync(scope, ct)).Where(t => CostSign(t.Kind) != 0).ToLookup(t => (t.CostCentre, Month: ReportScope.Month(t.PayDate)), t => CostSign(t.Kind) * t.AmountMinor);
        var rows = cost.Select(c => c.Key.CostCentre).Distinct().Order(StringComparer.Ordinal)
            .Select(centre => (IReadOnlyList<object?>)[centre.Length == 0 ? "No cost centre" : centre, .. months.Select(m => (object?)cost[(centre, m)].Sum()), months.Sum(m => cost[(centre, m)].Sum())]).ToList();
        return ReportTable.Summed([new("Cost centre"), .. months.Select(m => new ReportColumn(MonthName(m), Money)), new("Total", Money)], rows,
            MonthChart(scope, "Employer cost by month of payment", months, m => cost.Where(c => c.Key.Month == m).Sum(c => c.Sum())));
    }

    public static async Task<ReportTable> HeadcountAsync(ReportScope scope, CancellationToken ct)
    {
        var rows = new List<IReadOnlyList<object?>>();
        foreach (var run in scope.Runs)
        {
            var moved = await scope.Db.SingleAsync<Moved>("""
                select (select count(*) from payroll.payslip n where n.client_id = @Client and n.pay_run_id = @RunId
                        and not exists (select 1 from payroll.payslip b where b.client_id = @Client and b.pay_run_id = @Before and b.employee_id = n.employee_id)) as new_people,
                       (select count(*) from payroll.payslip b where b.client_id = @Client and b.pay_run_id = @Before
                        and not exists (select 1 from payroll.payslip n where n.client_id = @Client and n.pay_run_id = @RunId and n.employee_id = b.employee_id)) as gone
                """, new { RunId = run.Id, Before = run.PreviousRunId ?? 0 }, ct);
            rows.Add([run.PayDate, scope.GroupName(run), (long)run.Payslips, run.PreviousRunId is null ? null : moved.NewPeople, run.PreviousRunId is null ? null : moved.Gone]);
        }
        return new([new("Pay date", Day), new("Pay group"), new("People paid", Count), new("New", Count), new("Gone", Count)], rows, null,
            new("headcount", "People paid in each run", "One bar for each run. The figures stand in the table that follows.", [.. scope.Runs.Select(r => new Bar(r.PayDate.ToString("MMM", CultureInfo.InvariantCulture), r.Payslips))], n => n.ToString("N0", CultureInfo.InvariantCulture)));
    }

    public static async Task<ReportTable> ExtraPayAsync(ReportScope scope, CancellationToken ct)
    {
        var months = scope.Months;
        var totals = await TotalsAsync(scope, ct);
        var paid = totals.Where(t => t.Kind == nameof(PayItemKind.Earning) && t.Line != FreezeEmployee.BasicPay).ToLookup(t => (t.Line, Month: ReportScope.Month(t.PayDate)), t => t.AmountMinor);
        var people = totals.GroupBy(t => t.Line).ToDictionary(g => g.Key, g => (long)g.Sum(t => t.People));
        var rows = scope.Pack.PayItems.Where(i => paid.Any(p => p.Key.Line == i.Name))
            .Select(i => (IReadOnlyList<object?>)[i.Label, people[i.Name], .. months.Select(m => (object?)paid[(i.Name, m)].Sum()), months.Sum(m => paid[(i.Name, m)].Sum())]).ToList();
        return ReportTable.Summed([new("Kind of pay"), new("Payslips", Count), .. months.Select(m => new ReportColumn(MonthName(m), Money)), new("Total", Money)], rows,
            MonthChart(scope, "Absence, overtime and extra pay by month of payment", months, m => paid.Where(p => p.Key.Month == m).Sum(p => p.Sum())));
    }

    public static async Task<ReportTable> YearToDateAsync(ReportScope scope, CancellationToken ct)
    {
        var people = await scope.Db.QueryAsync<Figures>("""
            select p.employee_id, count(*) as payslips, sum(p.gross_minor) as gross_minor, sum(p.deductions_minor) as deductions_minor, sum(p.reimbursements_minor) as reimbursements_minor,
                   sum(p.net_minor) as net_minor, sum(p.employer_cost_minor) as employer_cost_minor
            from payroll.payslip p
            join payroll.pay_run r on r.client_id = @Client and r.id = p.pay_run_id
            where p.client_id = @Client and r.state in ('released', 'closed') and r.pay_date between @From and @To
            group by p.employee_id
            """, new { scope.From, scope.To }, ct);
        return ReportTable.Summed([new("Number"), new("Name"), new("Payslips", Count), new("Gross", Money), new("Deductions", Money), new("Reimbursements", Money), new("Net", Money), new("Employer cost", Money)],
            [.. people.Select(p => (Name: scope.Name(p.EmployeeId), Figures: p)).OrderBy(p => p.Name.Name, StringComparer.CurrentCultureIgnoreCase).Select(p => (IReadOnlyList<object?>)
                [p.Name.Number, p.Name.Name, p.Figures.Payslips, p.Figures.GrossMinor, p.Figures.DeductionsMinor, p.Figures.ReimbursementsMinor, p.Figures.NetMinor, p.Figures.EmployerCostMinor])]);
    }

    public static async Task<ReportTable> PaymentsAsync(ReportScope scope, CancellationToken ct)
    {
        var paid = (await scope.Db.QueryAsync<Paid>("""
            select m.pay_run_id, m.method, count(*) as payments, sum(m.amount_minor) as amount_minor
            from payroll.payment m
            join payroll.pay_run r on r.client_id = @Client and r.id = m.pay_run_id
            where m.client_id = @Client and r.state in ('released', 'closed') and r.pay_date between @From and @To
            group by m.pay_run_id, m.method
            """, new { scope.From, scope.To }, ct)).ToLookup(p => p.PayRunId);
        return ReportTable.Summed([new("Pay date", Day), new("Pay group"), new("Way of payment"), new("Payments", Count), new("Amount", Money)],
            [.. scope.Runs.SelectMany(run => paid[run.Id].OrderBy(p => p.Method, StringComparer.Ordinal).Select(p => (IReadOnlyList<object?>)[run.PayDate, scope.GroupName(run), p.Method, p.Payments, p.AmountMinor]))]);
    }

    public static async Task<ReportTable> JournalAsync(ReportScope scope, CancellationToken ct)
    {
        var lines = await scope.Db.QueryAsync<Posted>("""
            select j.cost_centre, j.account, min(j.label) as label, sum(j.debit_minor) as debit_minor, sum(j.credit_minor) as credit_minor
            from payroll.journal_line j
            join payroll.pay_run r on r.client_id = @Client and r.id = j.pay_run_id
            where j.client_id = @Client and r.state in ('released', 'closed') and r.pay_date between @From and @To
            group by j.cost_centre, j.account
            order by case when sum(j.debit_minor) > 0 then 0 else 1 end, j.cost_centre, j.account
            """, new { scope.From, scope.To }, ct);
        return ReportTable.Summed([new("Account"), new("Cost centre"), new("Label"), new("Debit", Money), new("Credit", Money)],
            [.. lines.Select(l => (IReadOnlyList<object?>)[l.Account, l.CostCentre, l.Label, l.DebitMinor, l.CreditMinor])]);
    }

    /// <summary>What the employer spends: gross pay is earnings less what is given up, and what is borne on top.</summary>
    private static int CostSign(string kind) => kind switch { nameof(PayItemKind.Earning) or nameof(LineKind.EmployerCost) => 1, nameof(PayItemKind.Sacrifice) => -1, _ => 0 };

    private static Task<IReadOnlyList<Total>> TotalsAsync(ReportScope scope, CancellationToken ct) => scope.Db.QueryAsync<Total>("""
        select r.pay_date, t.cost_centre, t.line, t.kind, sum(t.amount_minor) as amount_minor, sum(t.people) as people
        from payroll.pay_run_total t
        join payroll.pay_run r on r.client_id = @Client and r.id = t.pay_run_id
        where t.client_id = @Client and r.state in ('released', 'closed') and r.pay_date between @From and @To
        group by r.pay_date, t.cost_centre, t.line, t.kind
        """, new { scope.From, scope.To }, ct);

    private static BarChart MonthChart(ReportScope scope, string title, IReadOnlyList<DateOnly> months, Func<DateOnly, long> figure) =>
        new("chart", title, "One bar for each month. The figures stand in the table that follows.", [.. months.Select(m => new Bar(m.ToString("MMM", CultureInfo.InvariantCulture), figure(m)))],
            minor => Show.Amount(minor, scope.Pack.Currency).Split('.')[0]);

    private static string MonthName(DateOnly month) => month.ToString("MMM yyyy", CultureInfo.InvariantCulture);

    private sealed class Figures
    {
        public long EmployeeId { get; init; }
        public long Payslips { get; init; }
        public long GrossMinor { get; init; }
        public long DeductionsMinor { get; init; }
        public long ReimbursementsMinor { get; init; }
        public long NetMinor { get; init; }
        public long EmployerCostMinor { get; init; }
    }

    private sealed class Moved
    {
        public long NewPeople { get; init; }
        public long Gone { get; init; }
    }

    private sealed class Total
    {
        public DateOnly PayDate { get; init; }
        public string CostCentre { get; init; } = "";
        public string Line { get; init; } = "";
        public string Kind { get; init; } = "";
        public long AmountMinor { get; init; }
        public int People { get; init; }
    }

    private sealed class Paid
    {
        public long PayRunId { get; init; }
        public string Method { get; init; } = "";
        public long Payments { get; init; }
        public long AmountMinor { get; init; }
    }

    private sealed class Posted
    {
        public string CostCentre { get; init; } = "";
        public string Account { get; init; } = "";
        public string Label { get; init; } = "";
        public long DebitMinor { get; init; }
        public long CreditMinor { get; init; }
    }
}
