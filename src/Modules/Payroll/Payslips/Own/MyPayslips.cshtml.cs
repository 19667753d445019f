using Bureau.Kernel.Web;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Bureau.Payroll.Payslips.Own;

/// <summary>All own payslips by tax year.</summary>
[Needs(PayrollPermissions.OwnPayslips)]
internal sealed class MyPayslipsModel(Caller caller, PayrollStore store) : PageModel
{
    /// <summary>Weekly pay for forty years.</summary>
    private const int Most = 2100;

    public IReadOnlyList<IGrouping<string, OwnPayslip>> Years { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct)
    {
        await using var db = await store.OpenAsync(caller.Client.Id, ct);
        Years = [.. (await OwnPayslip.ReadAsync(db, caller.EmployeeId, Most, ct)).GroupBy(p => p.TaxYear)];
    }
}
