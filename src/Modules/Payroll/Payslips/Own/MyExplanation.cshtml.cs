using Bureau.Kernel.Web;
using Bureau.Payroll.Explanations;
using Bureau.Payroll.Explanations.Questions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Bureau.Payroll.Payslips.Own;

/// <summary>How one amount of an own payslip came about.</summary>
[Needs(PayrollPermissions.OwnPayslips)]
internal sealed class MyExplanationModel(Caller caller, ReadPayslip payslips, ExplainLine explain, AskAboutLine ask, PackSource packs, Wording words) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public long RunId { get; set; }

    [BindProperty(SupportsGet = true)]
    public string Line { get; set; } = "";

    public ExplanationView View { get; private set; } = null!;

    public MessagesView Messages { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => await LoadAsync(ct) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAskAsync(string? text, CancellationToken ct)
    {
        if (!await LoadAsync(ct)) return NotFound();
        if (await ask.AskAsync(caller.Actor, caller.Client, RunId, caller.EmployeeId, Line, text, ct) is { } problem)
        {
            Messages = Messages with { Typed = text, Problem = problem };
            return Page();
        }
        TempData["Done"] = words["Your question was sent. The answer appears here and on your first page."];
        return Redirect($"/me/payslips/{RunId}/explain/{Uri.EscapeDataString(Line)}");
    }

    private async Task<bool> LoadAsync(CancellationToken ct)
    {
        Response.Headers.CacheControl = "no-store";
        if (await payslips.FindAsync(caller.Client, RunId, caller.EmployeeId, published: true, ct) is not { } payslip)
        {
            await payslips.RecordRefusalAsync(caller.Client, caller.Actor, RunId, caller.EmployeeId, ct);
            return false;
        }
        if (await explain.RunAsync(caller.Client.Id, RunId, caller.EmployeeId, Line, ct) is not { } explanation) return false;
        View = new(explanation, payslip, packs(payslip.Run.PackCountry), line => $"/me/payslips/{RunId}/explain/{Uri.EscapeDataString(line)}");
        Messages = new(await ask.ReadAsync(caller.Client.Id, RunId, caller.EmployeeId, Line, ct), caller.Client.TimeZone, "Ask", words["Ask your payroll team about this line"]);
        return true;
    }
}
