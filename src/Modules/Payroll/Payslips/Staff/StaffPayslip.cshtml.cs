using Bureau.Kernel.Web;
using Bureau.Onboarding.Contracts;
using Bureau.Payroll.PayRuns;
using Bureau.Payroll.PayRuns.Run;
using Bureau.Payroll.Payslips.Document;
using Bureau.Payroll.Variances;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Bureau.Payroll.Payslips.Staff;

/// <summary>One payslip for provider and client staff: every amount opens its explanation, and beside it stands what it rests on.</summary>
[Needs(PayrollPermissions.ViewPayslips)]
internal sealed class StaffPayslipModel(Caller caller, PayrollStore store, ReadPayslip payslips, ExplainDifference explain, IPayGroups groups) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public long RunId { get; set; }

    [BindProperty(SupportsGet = true)]
    public long EmployeeId { get; set; }

    public RunScreen Screen { get; private set; } = null!;

    public StoredPayslip Payslip { get; private set; } = null!;

    /// <summary>Against the person's payslip before.</summary>
    public PayDifference? Difference { get; private set; }

    public IReadOnlyList<PayRunEvent> Approvals { get; private set; } = [];

    public PayslipView View => new(Payslip.Document, item => $"{Screen.Href}/payslips/{EmployeeId}/explain/{Uri.EscapeDataString(item)}");

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (!await LoadAsync(ct)) return NotFound();
        Difference = await explain.OfPayslipAsync(caller.Client.Id, RunId, EmployeeId, ct);
        Response.Headers.CacheControl = "no-store";
        await payslips.RecordOpeningAsync(caller.Client, caller.Actor, Payslip, ct);
        return Page();
    }

    public async Task<IActionResult> OnGetPdfAsync(CancellationToken ct)
    {
        if (!await LoadAsync(ct)) return NotFound();
        Response.Headers.CacheControl = "no-store";
        return File(await payslips.DownloadAsync(caller.Client, caller.Actor, Payslip, ct), "application/pdf", Payslip.FileName);
    }

    private async Task<bool> LoadAsync(CancellationToken ct)
    {
        if (await payslips.FindAsync(caller.Client, RunId, EmployeeId, published: false, ct) is not { } payslip)
        {
            await payslips.RecordRefusalAsync(caller.Client, caller.Actor, RunId, EmployeeId, ct);
            return false;
        }
        Payslip = payslip;
        await using var db = await store.OpenAsync(caller.Client.Id, ct);
        Screen = (await RunScreen.FindAsync(db, groups, caller.Client, RunId, ct))! with { Tab = "payslips" };
        Approvals = await db.QueryAsync<PayRunEvent>("""
            select seq, at, actor_id, actor_name, action, reason from payroll.pay_run_event
            where client_id = @Client and pay_run_id = @RunId and action in ('complete', 'submit', 'approve', 'send-back', 'release')
            order by seq desc
            """, new { RunId }, ct);
        return true;
    }
}
