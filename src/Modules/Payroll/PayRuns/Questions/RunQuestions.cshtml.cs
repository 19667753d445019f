using Bureau.Kernel.Data;
using Bureau.Kernel.Identity;
using Bureau.Kernel.Web;
using Bureau.Onboarding.Contracts;
using Bureau.Payroll.PayRuns.Run;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Bureau.Payroll.PayRuns.Questions;

/// <summary>What provider and client ask each other about a run, each question with its answers.</summary>
[Needs(PayrollPermissions.ViewPayslips)]
internal sealed class RunQuestionsModel(Caller caller, PayrollStore store, IPayGroups groups, IEmployees employees, Permissions permissions, FieldCipher cipher, DiscussRun discuss, PackSource packs) : PageModel
{
    private ILookup<long, (Message Message, string Text)> _messages = null!;
    private IReadOnlyDictionary<long, EmployeeName> _names = new Dictionary<long, EmployeeName>();
    private bool _mayDiscuss;

    [BindProperty(SupportsGet = true)]
    public long RunId { get; set; }

    /// <summary>The question that was answered in vain, with what was typed.</summary>
    public (long Id, string? Text, string Problem)? Refused { get; private set; }

    public RunScreen Screen { get; private set; } = null!;

    public IReadOnlyList<Question> Questions { get; private set; } = [];

    public QuestionView View(Question question) => new(
        Screen, question, _names.GetValueOrDefault(question.EmployeeId) ?? new(question.EmployeeId, "", "Employee"), About(question), _messages[question.Id],
        question.WaitsFor == DiscussRun.Word(DiscussRun.SideOf(caller.Actor, caller.Client.Id)), _mayDiscuss, Refused is { } refused && refused.Id == question.Id ? refused.Text ?? "" : null);

    private string About(Question question)
    {
        if (question.About.Length == 0) return "Pay as a whole";
        var pack = packs(Screen.Run.PackCountry);
        return pack.PayItems.TryGet(question.About, out var item) ? item.Label : pack.Lines.TryGet(question.About, out var line) ? line.Label : FindingKind.Words(question.About, pack);
    }

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => await LoadAsync(ct) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(long question, string? text, bool settles, CancellationToken ct)
    {
        var outcome = await discuss.ReplyAsync(caller.Client.Id, RunId, question, text ?? "", settles, caller.Actor, ct);
        if (outcome.Problem is { } problem)
        {
            Refused = (question, text, problem);
            return await LoadAsync(ct) ? Page() : NotFound();
        }
        TempData["Done"] = settles ? "Settled." : "Sent.";
        return LocalRedirect($"/c/{caller.Client.Code}/runs/{RunId}/questions");
    }

    private async Task<bool> LoadAsync(CancellationToken ct)
    {
        await using var db = await store.OpenAsync(caller.Client.Id, ct);
        if (await RunScreen.FindAsync(db, groups, caller.Client, RunId, ct) is not { } screen) return false;
        Screen = screen with { Tab = "questions" };
        Questions = await Question.OfRunAsync(db, RunId, ct);
        _messages = (await Message.OfRunAsync(db, RunId, ct)).ToLookup(m => m.QuestionId, m => (m, m.Read(cipher, caller.Client.Id)));
        _names = await employees.NamesAsync(caller.Client.Id, Questions.Select(q => q.EmployeeId), ct);
        _mayDiscuss = await permissions.AllowsAsync(caller.Actor, PayrollPermissions.DiscussRun, caller.Client.Id, ct);
        return true;
    }
}
