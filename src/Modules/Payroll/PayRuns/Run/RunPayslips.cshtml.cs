using Bureau.Kernel;
using Bureau.Kernel.Data;
using Bureau.Kernel.Imports;
using Bureau.Kernel.Web;
using Bureau.Onboarding.Contracts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Bureau.Payroll.PayRuns.Run;

/// <summary>The figures of one payslip, without its document.</summary>
internal sealed class PayslipFigures
{
    public long EmployeeId { get; init; }
    public long GrossMinor { get; init; }
    public long DeductionsMinor { get; init; }
    public long ReimbursementsMinor { get; init; }
    public long NetMinor { get; init; }
    public long EmployerCostMinor { get; init; }
}

/// <summary>The register of a run: everybody's payslip, by name or number.</summary>
[Needs(PayrollPermissions.ViewPayslips)]
internal sealed class RunPayslipsModel(Caller caller, PayrollStore store, IPayGroups groups, IEmployees employees) : PageModel
{
    public const int PageSize = 50;

    [BindProperty(SupportsGet = true)]
    public long RunId { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    /// <summary><c>net</c>, <c>-net</c>, <c>gross</c>, <c>-gross</c>, or by name.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Sort { get; set; }

    [BindProperty(SupportsGet = true)]
    public int P { get; set; } = 1;

    public RunScreen Screen { get; private set; } = null!;

    /// <summary>How many match.</summary>
    public int Total { get; private set; }

    public IReadOnlyList<(PayslipFigures Payslip, EmployeeName Name)> OnPage { get; private set; } = [];

    /// <summary>Of all that match, on whichever page.</summary>
    public PayslipFigures Sum { get; private set; } = new();

    public async Task<IActionResult> OnGetAsync(string? format, CancellationToken ct)
    {
        await using var db = await store.OpenAsync(caller.Client.Id, ct);
        if (await RunScreen.FindAsync(db, groups, caller.Client, RunId, ct) is not { } screen) return NotFound();
        Screen = screen with { Tab = "payslips" };
        if (!screen.HasFigures) return Page();
        var names = await employees.NamesAsync(caller.Client.Id, ct: ct);
        var matching = (await db.QueryAsync<long>("select employee_id from payroll.payslip where client_id = @Client and pay_run_id = @RunId", new { RunId }, ct))
            .Select(id => names.GetValueOrDefault(id) ?? new EmployeeName(id, "", $"Employee {id}")).Where(Matches).ToList();
        Total = matching.Count;
        P = Math.Clamp(P, 1, Math.Max(1, (Total + PageSize - 1) / PageSize));
        var (skip, take) = format == "csv" ? (0, Total) : ((P - 1) * PageSize, PageSize);
        // Everybody is summed up in the run's own row; whoever searches looks at a few.
        if (Total == screen.Run.Payslips)
        {
            var run = screen.Run;
            Sum = new() { GrossMinor = run.GrossMinor, DeductionsMinor = run.DeductionsMinor, ReimbursementsMinor = run.ReimbursementsMinor, NetMinor = run.NetMinor, EmployerCostMinor = run.EmployerCostMinor };
            OnPage = ByFigure ? Named(await PageByFigureAsync(db, skip, take, ct)) : Named(await ReadAsync(db, [.. Ordered(matching).Skip(skip).Take(take).Select(n => n.Id)], ct));
        }
        else
        {
            var all = await ReadAsync(db, [.. Ordered(matching).Select(n => n.Id)], ct);
            Sum = new()
            {
                GrossMinor = all.Sum(p => p.GrossMinor),
                DeductionsMinor = all.Sum(p => p.DeductionsMinor),
                ReimbursementsMinor = all.Sum(p => p.ReimbursementsMinor),
                NetMinor = all.Sum(p => p.NetMinor),
                EmployerCostMinor = all.Sum(p => p.EmployerCostMinor),
            };
            OnPage = [.. Named(ByFigure ? SortedByFigure(all) : all).Skip(skip).Take(take)];
        }
        return format == "csv" ? Csv() : Page();

        List<(PayslipFigures, EmployeeName)> Named(IEnumerable<PayslipFigures> rows) => [.. rows.Select(r => (r, names.GetValueOrDefault(r.EmployeeId) ?? new EmployeeName(r.EmployeeId, "", $"Employee {r.EmployeeId}")))];
    }

    private bool ByFigure => Sort is "net" or "-net" or "gross" or "-gross";

    private bool Matches(EmployeeName name) =>
        string.IsNullOrWhiteSpace(Q) || name.Name.Contains(Q.Trim(), StringComparison.CurrentCultureIgnoreCase) || name.Number.Contains(Q.Trim(), StringComparison.OrdinalIgnoreCase);

    private IEnumerable<EmployeeName> Ordered(IEnumerable<EmployeeName> names) => Sort switch
    {
        "-name" => names.OrderByDescending(n => n.Name, StringComparer.CurrentCultureIgnoreCase),
        "number" => names.OrderBy(n => n.Number, StringComparer.OrdinalIgnoreCase),
        _ => names.OrderBy(n => n.Name, StringComparer.CurrentCultureIgnoreCase),
    };

    private IEnumerable<PayslipFigures> SortedByFigure(IEnumerable<PayslipFigures> rows) => Sort switch
    {
        "net" => rows.OrderBy(r => r.NetMinor),
        "-net" => rows.OrderByDescending(r => r.NetMinor),
        "gross" => rows.OrderBy(r => r.GrossMinor),
        _ => rows.OrderByDescending(r => r.GrossMinor),
    };

    private Task<IReadOnlyList<PayslipFigures>> PageByFigureAsync(DbSession db, int skip, int take, CancellationToken ct) =>
        db.QueryAsync<PayslipFigures>("""
            select employee_id, gross_minor, deductions_minor, reimbursements_minor, net_minor, employer_cost_minor
            from payroll.payslip
            where client_id = @Client and pay_run_id = @RunId
            order by case when @Sort = 'net' then net_minor when @Sort = '-net' then -net_minor when @Sort = 'gross' then gross_minor else -gross_minor end, employee_id
            offset @Skip rows fetch next @Take rows only
            """, new { RunId, Sort, Skip = skip, Take = Math.Max(1, take) }, ct);

    /// <summary>Of these people, in this order.</summary>
    private async Task<IReadOnlyList<PayslipFigures>> ReadAsync(DbSession db, IReadOnlyList<long> ids, CancellationToken ct)
    {
        var found = new Dictionary<long, PayslipFigures>();
        foreach (var slice in ids.Chunk(500))
            foreach (var row in await db.QueryAsync<PayslipFigures>("""
                select employee_id, gross_minor, deductions_minor, reimbursements_minor, net_minor, employer_cost_minor
                from payroll.payslip
                where client_id = @Client and pay_run_id = @RunId and employee_id in @Ids
                """, new { RunId, Ids = slice }, ct)) found[row.EmployeeId] = row;
        return [.. ids.Where(found.ContainsKey).Select(id => found[id])];
    }

    private FileContentResult Csv()
    {
        var currency = Currency.FromCode(Screen.Currency);
        decimal Major(long minor) => Money.FromMinor(minor, currency).Amount;
        return CsvExport.File($"{caller.Client.Code}-register-{Screen.Run.PayDate:yyyy-MM-dd}.csv",
            ["employee_number", "name", "currency", "gross", "deductions", "reimbursements", "net", "employer_cost"],
            OnPage.Select(r => (IEnumerable<object?>)[r.Name.Number, r.Name.Name, currency.Code, Major(r.Payslip.GrossMinor), Major(r.Payslip.DeductionsMinor),
                Major(r.Payslip.ReimbursementsMinor), Major(r.Payslip.NetMinor), Major(r.Payslip.EmployerCostMinor)]));
    }
}
