using Bureau.Kernel.Web;
using Bureau.Onboarding.Contracts;
using Bureau.Payroll.Explanations;
using Bureau.Payroll.PayRuns.Run;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Bureau.Payroll.Payslips.Staff;

/// <summary>How one amount of a payslip came about, for staff and auditors.</summary>
[Needs(PayrollPermissions.ViewPayslips)]
internal sealed class ExplainAmountModel(Caller caller, PayrollStore store, ReadPayslip payslips, ExplainLine explain, PackSource packs, IPayGroups groups) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public long RunId { get; set; }

    [BindProperty(SupportsGet = true)]
    public long EmployeeId { get; set; }

    [BindProperty(SupportsGet = true)]
    public string Line { get; set; } = "";

    public RunScreen Screen { get; private set; } = null!;

    public ExplanationView View { get; private set; } = null!;

    public string PayslipHref => $"{Screen.Href}/payslips/{EmployeeId}";

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (await payslips.FindAsync(caller.Client, RunId, EmployeeId, published: false, ct) is not { } payslip
            || await explain.RunAsync(caller.Client.Id, RunId, EmployeeId, Line, ct) is not { } explanation) return NotFound();
        await using (var db = await store.OpenAsync(caller.Client.Id, ct)) Screen = (await RunScreen.FindAsync(db, groups, caller.Client, RunId, ct))!;
        View = new(explanation, payslip, packs(payslip.Run.PackCountry), line => $"{PayslipHref}/explain/{Uri.EscapeDataString(line)}") { Full = true };
        Response.Headers.CacheControl = "no-store";
        return Page();
    }
}
