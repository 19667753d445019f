using Bureau.Kernel.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Bureau.Payroll.Payslips.Own;

/// <summary>Two own payslips side by side; the last two unless others are chosen. The earlier one stands first.</summary>
[Needs(PayrollPermissions.OwnPayslips)]
internal sealed class CompareOwnModel(Caller caller, PayrollStore store, ReadPayslip payslips) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public long? First { get; set; }

    [BindProperty(SupportsGet = true)]
    public long? Second { get; set; }

    public IReadOnlyList<OwnPayslip> Payslips { get; private set; } = [];

    public PayslipComparison? Comparison { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        await using (var db = await store.OpenAsync(caller.Client.Id, ct)) Payslips = await OwnPayslip.ReadAsync(db, caller.EmployeeId, OwnPayslip.All, ct);
        if (Payslips.Count < 2) return Page();
        First ??= Payslips[0].PayRunId;
        Second ??= Payslips.SkipWhile(p => p.PayRunId != First).Skip(1).FirstOrDefault()?.PayRunId ?? Payslips[^1].PayRunId;
        if (await payslips.FindAsync(caller.Client, First.Value, caller.EmployeeId, published: true, ct) is not { } first
            || await payslips.FindAsync(caller.Client, Second.Value, caller.EmployeeId, published: true, ct) is not { } second) return NotFound();
        await payslips.RecordOpeningAsync(caller.Client, caller.Actor, first, ct);
        await payslips.RecordOpeningAsync(caller.Client, caller.Actor, second, ct);
        var (before, after) = first.Document.PayDate <= second.Document.PayDate ? (first, second) : (second, first);
        Comparison = new(before.Document, after.Document);
        return Page();
    }
}
