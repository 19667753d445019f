using Bureau.Kernel.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Bureau.Payroll.Payslips.Own;

/// <summary>All own payslips by tax year, or those that fit what is looked for.</summary>
[Needs(PayrollPermissions.OwnPayslips)]
internal sealed class MyPayslipsModel(Caller caller, PayrollStore store, Wording words) : PageModel
{
    /// <summary>Part of a day or month as it is written here, of a tax year, or of an amount.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    /// <summary>Label of a tax year; empty = all.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Year { get; set; }

    public IReadOnlyList<string> AllYears { get; private set; } = [];

    public IReadOnlyList<IGrouping<string, OwnPayslip>> Years { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct)
    {
        await using var db = await store.OpenAsync(caller.Client.Id, ct);
        var all = await OwnPayslip.ReadAsync(db, caller.EmployeeId, OwnPayslip.All, ct);
        AllYears = [.. all.Select(p => p.TaxYear).Distinct()];
        Years = [.. all.Where(p => string.IsNullOrEmpty(Year) || p.TaxYear == Year).Where(Fits).GroupBy(p => p.TaxYear)];
    }

    private bool Fits(OwnPayslip payslip)
    {
        if (Q?.Trim() is not { Length: > 0 } text) return true;
        string[] said =
        [
            words.Day(payslip.PayDate), words.Day(payslip.PeriodStart), words.Day(payslip.PeriodEnd), words["{0:MMMM yyyy}", payslip.PayDate], payslip.TaxYear,
            .. new[] { payslip.NetMinor, payslip.GrossMinor, payslip.DeductionsMinor }.SelectMany(a => new[] { Show.Amount(a, payslip.Currency), Show.Amount(a, payslip.Currency).Replace(",", "", StringComparison.Ordinal) }),
        ];
        return said.Any(s => s.Contains(text, StringComparison.CurrentCultureIgnoreCase));
    }
}
