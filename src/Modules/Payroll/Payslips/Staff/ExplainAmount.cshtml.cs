using Bureau.Kernel.Identity;
using Bureau.Kernel.Web;
using Bureau.Onboarding.Contracts;
using Bureau.Payroll.Explanations;
using Bureau.Payroll.Explanations.Questions;
using Bureau.Payroll.PayRuns.Run;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Bureau.Payroll.Payslips.Staff;

/// <summary>How one amount of a payslip came about, for staff and auditors.</summary>
[Needs(PayrollPermissions.ViewPayslips)]
internal sealed class ExplainAmountModel(Caller caller, PayrollStore store, ReadPayslip payslips, ExplainLine explain, AskAboutLine ask, PackSource packs, IPayGroups groups, Permissions permissions) : PageModel
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

    public MessagesView Messages { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => await LoadAsync(ct) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAnswerAsync(string? text, CancellationToken ct)
    {
        if (!await LoadAsync(ct)) return NotFound();
        if (await ask.AnswerAsync(caller.Actor, caller.Client, RunId, EmployeeId, Line, text, ct) is { } problem)
        {
            Messages = Messages with { Typed = text, Problem = problem };
            return Page();
        }
        TempData["Done"] = "Answered. The employee sees it beside the explanation.";
        return Redirect($"{PayslipHref}/explain/{Uri.EscapeDataString(Line)}");
    }

    private async Task<bool> LoadAsync(CancellationToken ct)
    {
        if (await payslips.FindAsync(caller.Client, RunId, EmployeeId, published: false, ct) is not { } payslip
            || await explain.RunAsync(caller.Client.Id, RunId, EmployeeId, Line, ct) is not { } explanation) return false;
        await using (var db = await store.OpenAsync(caller.Client.Id, ct)) Screen = (await RunScreen.FindAsync(db, groups, caller.Client, RunId, ct))!;
        View = new(explanation, payslip, packs(payslip.Run.PackCountry), line => $"{PayslipHref}/explain/{Uri.EscapeDataString(line)}") { Full = true };
        // Only somebody who was asked can answer: nobody writes to an employee through this page unasked.
        var messages = await ask.ReadAsync(caller.Client.Id, RunId, EmployeeId, Line, ct);
        var mayAnswer = messages.Count > 0 && await permissions.AllowsAsync(caller.Actor, PayrollPermissions.AnswerQuestions, caller.Client.Id, ct);
        Messages = new(messages, caller.Client.TimeZone, mayAnswer ? "Answer" : null, "Answer");
        Response.Headers.CacheControl = "no-store";
        return true;
    }
}
