using Bureau.Kernel.Web;
using Bureau.Payroll.Explanations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Bureau.Payroll.Payslips.Own;

/// <summary>How one amount of an own payslip came about.</summary>
[Needs(PayrollPermissions.OwnPayslips)]
internal sealed class MyExplanationModel(Caller caller, ReadPayslip payslips, ExplainLine explain, PackSource packs) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public long RunId { get; set; }

    [BindProperty(SupportsGet = true)]
    public string Line { get; set; } = "";

    public ExplanationView View { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        Response.Headers.CacheControl = "no-store";
        if (await payslips.FindAsync(caller.Client, RunId, caller.EmployeeId, published: true, ct) is not { } payslip)
        {
            await payslips.RecordRefusalAsync(caller.Client, caller.Actor, RunId, caller.EmployeeId, ct);
            return NotFound();
        }
        if (await explain.RunAsync(caller.Client.Id, RunId, caller.EmployeeId, Line, ct) is not { } explanation) return NotFound();
        View = new(explanation, payslip, packs(payslip.Run.PackCountry), line => $"/me/payslips/{RunId}/explain/{Uri.EscapeDataString(line)}");
        return Page();
    }
}
