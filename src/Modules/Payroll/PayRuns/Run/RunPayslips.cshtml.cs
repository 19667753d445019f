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

    public IReadOnlyList<(PayslipFigures Payslip, EmployeeName Name)> Found { get; private set; } = [];

    public IEnumerable<(PayslipFigures Payslip, EmployeeName Name)> OnPage => Found.Skip((P - 1) * PageSize).Take(PageSize);

    public async Task<IActionResult> OnGetAsync(string? format, CancellationToken ct)
    {
        await using var db = await store.OpenAsync(caller.Client.Id, ct);
        if (await RunScreen.FindAsync(db, groups, caller.Client, RunId, ct) is not { } screen) return NotFound();
        Screen = screen with { Tab = "payslips" };
        if (!screen.HasFigures) return Page();
        var names = await employees.NamesAsync(caller.Client.Id, ct);
        var all = (await ReadAsync(db, ct)).Select(p => (Payslip: p, Name: names.GetValueOrDefault(p.EmployeeId) ?? new EmployeeName(p.EmployeeId, "", $"Employee {p.EmployeeId}")));
        if (!string.IsNullOrWhiteSpace(Q))
            all = all.Where(r => r.Name.Name.Contains(Q.Trim(), StringComparison.CurrentCultureIgnoreCase) || r.Name.Number.Contains(Q.Trim(), StringComparison.OrdinalIgnoreCase));
        Found = [.. Sort switch
        {
            "net" => all.OrderBy(r => r.Payslip.NetMinor),
            "-net" => all.OrderByDescending(r => r.Payslip.NetMinor),
            "gross" => all.OrderBy(r => r.Payslip.GrossMinor),
            "-gross" => all.OrderByDescending(r => r.Payslip.GrossMinor),
            "-name" => all.OrderByDescending(r => r.Name.Name, StringComparer.CurrentCultureIgnoreCase),
            "number" => all.OrderBy(r => r.Name.Number, StringComparer.OrdinalIgnoreCase),
            _ => all.OrderBy(r => r.Name.Name, StringComparer.CurrentCultureIgnoreCase),
        }];
        P = Math.Clamp(P, 1, Math.Max(1, (Found.Count + PageSize - 1) / PageSize));
        return format == "csv" ? Csv() : Page();
    }

    private Task<IReadOnlyList<PayslipFigures>> ReadAsync(DbSession db, CancellationToken ct) =>
        db.QueryAsync<PayslipFigures>("""
            select employee_id, gross_minor, deductions_minor, reimbursements_minor, net_minor, employer_cost_minor
            from payroll.payslip
            where client_id = @Client and pay_run_id = @RunId
            """, new { RunId }, ct);

    private FileContentResult Csv()
    {
        var currency = Currency.FromCode(Screen.Currency);
        decimal Major(long minor) => Money.FromMinor(minor, currency).Amount;
        return CsvExport.File($"{caller.Client.Code}-register-{Screen.Run.PayDate:yyyy-MM-dd}.csv",
            ["employee_number", "name", "currency", "gross", "deductions", "reimbursements", "net", "employer_cost"],
            Found.Select(r => (IEnumerable<object?>)[r.Name.Number, r.Name.Name, currency.Code, Major(r.Payslip.GrossMinor), Major(r.Payslip.DeductionsMinor),
                Major(r.Payslip.ReimbursementsMinor), Major(r.Payslip.NetMinor), Major(r.Payslip.EmployerCostMinor)]));
    }
}
