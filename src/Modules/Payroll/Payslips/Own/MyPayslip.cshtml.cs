using Bureau.Kernel.Web;
using Bureau.Payroll.Payslips.Document;
using Bureau.Payroll.Variances;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Bureau.Payroll.Payslips.Own;

/// <summary>One own payslip of a released run. Any other address is not found: there is no telling whether it exists.</summary>
[Needs(PayrollPermissions.OwnPayslips)]
internal sealed class MyPayslipModel(Caller caller, ReadPayslip payslips, ExplainDifference explain) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public long RunId { get; set; }

    public StoredPayslip Payslip { get; private set; } = null!;

    /// <summary>Against the payslip before.</summary>
    public PayDifference? Difference { get; private set; }

    public PayslipView View => new(Payslip.Document, item => $"/me/payslips/{RunId}/explain/{Uri.EscapeDataString(item)}");

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (!await LoadAsync(ct)) return NotFound();
        await payslips.RecordOpeningAsync(caller.Client, caller.Actor, Payslip, ct);
        Difference = await explain.OfPayslipAsync(caller.Client.Id, RunId, caller.EmployeeId, ct);
        return Page();
    }

    public async Task<IActionResult> OnGetPdfAsync(CancellationToken ct)
    {
        if (!await LoadAsync(ct)) return NotFound();
        return File(await payslips.DownloadAsync(caller.Client, caller.Actor, Payslip, ct), "application/pdf", Payslip.FileName);
    }

    private async Task<bool> LoadAsync(CancellationToken ct)
    {
        Response.Headers.CacheControl = "no-store";
        if (await payslips.FindAsync(caller.Client, RunId, caller.EmployeeId, published: true, ct) is not { } payslip)
        {
            await payslips.RecordRefusalAsync(caller.Client, caller.Actor, RunId, caller.EmployeeId, ct);
            return false;
        }
        Payslip = payslip;
        return true;
    }
}
