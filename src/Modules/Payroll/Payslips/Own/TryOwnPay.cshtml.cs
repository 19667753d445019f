using Bureau.Jurisdictions;
using Bureau.Kernel.Web;
using Bureau.Payroll.Forecasts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Bureau.Payroll.Payslips.Own;

/// <summary>"What if I put 5 % into the pension, worked four days, got a bonus": the own last payslip calculated again. The answer is the page itself, so that nothing of it is kept.</summary>
[Needs(PayrollPermissions.OwnPayslips)]
internal sealed class TryOwnPayModel(Caller caller, PayrollStore store, TryPay tryPay, Wording words) : PageModel
{
    public OwnPayslip? Last { get; private set; }

    public TypedPayIdea Typed { get; private set; } = new(null, "5", null, null);

    public bool HasPension { get; private set; }

    /// <summary>Where there is no pension: the plan by share of pay that can be tried.</summary>
    public PlanType? Plan { get; private set; }

    public IReadOnlyList<(string Field, string Message)> Problems { get; private set; } = [];

    public TriedPay? Tried { get; private set; }

    public Task OnGetAsync(CancellationToken ct) => LoadAsync(ct);

    public async Task<IActionResult> OnPostAsync(TypedPayIdea typed, CancellationToken ct)
    {
        if (await LoadAsync(ct) is not { } payslip) return RedirectToPage();
        Typed = typed;
        (var idea, Problems) = typed.Read(words);
        if (idea is not null) Tried = payslip.Try(idea);
        return Page();
    }

    private async Task<FrozenPayslip?> LoadAsync(CancellationToken ct)
    {
        await using (var db = await store.OpenAsync(caller.Client.Id, ct)) Last = await OwnPayslip.ReadAsync(db, caller.EmployeeId, 1, ct) is [var last] ? last : null;
        if (Last is null || await tryPay.OpenAsync(caller.Client.Id, Last.PayRunId, caller.EmployeeId, ct) is not { } payslip) return null;
        HasPension = PayIdea.HasPension(payslip.Input, payslip.Pack);
        Plan = PayIdea.PlanOf(payslip.Input, payslip.Pack);
        return payslip;
    }
}
