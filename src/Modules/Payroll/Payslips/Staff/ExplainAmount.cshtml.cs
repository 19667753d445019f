using Bureau.Kernel.Data;
using Bureau.Kernel.Identity;
using Bureau.Kernel.Web;
using Bureau.Onboarding.Contracts;
using Bureau.Payroll.Explanations;
using Bureau.Payroll.Explanations.Questions;
using Bureau.Payroll.PayRuns.Questions;
using Bureau.Payroll.PayRuns.Run;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Bureau.Payroll.Payslips.Staff;

/// <summary>How one amount of a payslip came about, for staff and auditors.</summary>
[Needs(PayrollPermissions.ViewPayslips)]
internal sealed class ExplainAmountModel(Caller caller, PayrollStore store, ReadPayslip payslips, ExplainLine explain, AskAboutLine ask, DiscussRun discuss, FieldCipher cipher, PackSource packs, IPayGroups groups, Permissions permissions) : PageModel
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

    /// <summary>Between the employee and those who answer.</summary>
    public MessagesView Messages { get; private set; } = null!;

    /// <summary>What provider and client ask each other about this line; null while neither has.</summary>
    public QuestionView? Question { get; private set; }

    /// <summary>Whom the reader can ask about this line: the client or the provider. Null where there is nobody, or no more time.</summary>
    public string? AskWhom { get; private set; }

    /// <summary>What was asked in vain, and why.</summary>
    public (string? Text, string Problem)? Refused { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => await LoadAsync(ct) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAskAsync(string? text, CancellationToken ct)
    {
        var outcome = await discuss.AskAsync(caller.Client.Id, RunId, EmployeeId, Line, text ?? "", caller.Actor, ct);
        if (!await LoadAsync(ct)) return NotFound();
        if (outcome.Problem is { } problem)
        {
            Refused = (text, problem);
            return Page();
        }
        TempData["Done"] = "Asked. The other side finds it on its first screen.";
        return Redirect($"{PayslipHref}/explain/{Uri.EscapeDataString(Line)}");
    }

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
        var mayDiscuss = await permissions.AllowsAsync(caller.Actor, PayrollPermissions.DiscussRun, caller.Client.Id, ct);
        await using (var db = await store.OpenAsync(caller.Client.Id, ct))
        {
            Screen = (await RunScreen.FindAsync(db, groups, caller.Client, RunId, ct))!;
            if ((await PayRuns.Questions.Question.OfRunAsync(db, RunId, ct)).FirstOrDefault(q => q.EmployeeId == EmployeeId && q.About == Line) is { } question)
            {
                var messages = (await Message.OfRunAsync(db, RunId, ct)).Where(m => m.QuestionId == question.Id).Select(m => (m, m.Read(cipher, caller.Client.Id)));
                var employee = payslip.Document.Employee;
                Question = new(Screen, question, new(EmployeeId, employee.Number, employee.Name), explanation.Label, messages, question.WaitsFor == DiscussRun.Word(DiscussRun.SideOf(caller.Actor, caller.Client.Id)), mayDiscuss);
            }
        }
        if (Question is null && mayDiscuss && !Screen.IsPublished) AskWhom = DiscussRun.SideOf(caller.Actor, caller.Client.Id) == Kernel.Clients.Side.Client ? "the provider" : "the client";
        View = new(explanation, payslip, packs(payslip.Run.PackCountry), line => $"{PayslipHref}/explain/{Uri.EscapeDataString(line)}") { Full = true };
        // Only somebody who was asked can answer: nobody writes to an employee through this page unasked.
        var asked = await ask.ReadAsync(caller.Client.Id, RunId, EmployeeId, Line, ct);
        var mayAnswer = asked.Count > 0 && await permissions.AllowsAsync(caller.Actor, PayrollPermissions.AnswerQuestions, caller.Client.Id, ct);
        Messages = new(asked, caller.Client.TimeZone, mayAnswer ? "Answer" : null, "Answer");
        Response.Headers.CacheControl = "no-store";
        return true;
    }
}
