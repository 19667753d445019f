using Bureau.Kernel.Identity;
using Bureau.Kernel.Web;
using Bureau.Onboarding.Contracts;
using Bureau.Payroll.Calculation;
using Bureau.Payroll.PayRuns.Questions;
using Bureau.Payroll.PayRuns.Run;
using Bureau.Payroll.Variances;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Bureau.Payroll.PayRuns.SignOff;

/// <summary>The client goes through a run: its totals against the last one, each person's pay with what is different and why, to be found right or asked about; then the signature.</summary>
[Needs(PayrollPermissions.ViewPayslips)]
internal sealed class RunSignOffModel(Caller caller, PayrollStore store, IPayGroups groups, IEmployees employees, DocumentCipher documents, Permissions permissions, SignOffRule rule, SignOffPayRun signOff, DiscussRun discuss) : PageModel
{
    public const int PageSize = 50;

    /// <summary>One person's pay.</summary>
    internal sealed class Row
    {
        public long EmployeeId { get; init; }
        public long GrossMinor { get; init; }
        public long NetMinor { get; init; }
        public string? Kind { get; init; }
        public long? NetBeforeMinor { get; init; }
        public byte[]? Document { get; init; }
        public string? ApprovedByName { get; init; }
        public DateTimeOffset? ApprovedAt { get; init; }
        /// <summary>1: a question about the person waits for an answer.</summary>
        public int Asked { get; init; }

        public IReadOnlyList<Cause> Causes { get; set; } = [];

        public long? DifferenceMinor => Kind == Variance.New ? null : NetBeforeMinor is { } before ? NetMinor - before : 0;
    }

    [BindProperty(SupportsGet = true)]
    public long RunId { get; set; }

    /// <summary>Everybody; else those whose pay nobody has found right yet.</summary>
    [BindProperty(SupportsGet = true)]
    public bool All { get; set; }

    [BindProperty(SupportsGet = true)]
    public int P { get; set; } = 1;

    /// <summary>The seal of the figures that were on the page.</summary>
    [BindProperty]
    public string Seal { get; set; } = "";

    public RunScreen Screen { get; private set; } = null!;

    /// <summary>Null where the engagement asks for no sign-off, or there is nothing to sign.</summary>
    public SignOffState? State { get; private set; }

    public bool AreCompared { get; private set; }

    public IReadOnlyList<Row> Rows { get; private set; } = [];

    /// <summary>How many there are to page through.</summary>
    public int Total { get; private set; }

    /// <summary>Paid in the run before and not in this one.</summary>
    public int Gone { get; private set; }

    public IReadOnlyDictionary<long, EmployeeName> Names { get; private set; } = new Dictionary<long, EmployeeName>();

    public bool MaySign { get; private set; }

    /// <summary>The reader could sign, had they not entered pay of this run, or prepared it.</summary>
    public bool IsMaker { get; private set; }

    /// <summary>People whose pay can be found right at once: nothing is asked about them.</summary>
    public int Approvable { get; private set; }

    public bool MayAsk { get; private set; }

    /// <summary>What was refused: the employee asked about (0 = the run), what was typed, and why.</summary>
    public (long EmployeeId, string? Text, string Problem)? Refused { get; private set; }

    public EmployeeName NameOf(long employeeId) => Names.GetValueOrDefault(employeeId) ?? new(employeeId, "", $"Employee {employeeId}");

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => await LoadAsync(ct) ? Page() : NotFound();

    public Task<IActionResult> OnPostRightAsync(long? employeeId, CancellationToken ct) =>
        DoAsync(signOff.FindRightAsync(caller.Client.Id, RunId, Seal, employeeId, caller.Actor, ct), employeeId is null ? "Approved: everybody about whom nothing is asked." : "Approved.", 0, null, ct);

    public Task<IActionResult> OnPostSignAsync(CancellationToken ct) =>
        DoAsync(signOff.SignAsync(caller.Client.Id, RunId, Seal, caller.Actor, ct), "Signed off. The approver can approve the run now.", 0, null, ct);

    public Task<IActionResult> OnPostAskAsync(long employeeId, string? text, CancellationToken ct) =>
        DoAsync(discuss.AskAsync(caller.Client.Id, RunId, employeeId, "", text ?? "", caller.Actor, ct), "Asked. The answer comes under Questions, and by e-mail.", employeeId, text, ct);

    private async Task<IActionResult> DoAsync(Task<Outcome> asked, string done, long employeeId, string? text, CancellationToken ct)
    {
        if ((await asked).Problem is { } problem)
        {
            Refused = (employeeId, text, problem);
            return await LoadAsync(ct) ? Page() : NotFound();
        }
        TempData["Done"] = done;
        return LocalRedirect($"/c/{caller.Client.Code}/runs/{RunId}/sign-off{(All ? "?all=true" : "")}");
    }

    private async Task<bool> LoadAsync(CancellationToken ct)
    {
        await using var db = await store.OpenAsync(caller.Client.Id, ct);
        if (await RunScreen.FindAsync(db, groups, caller.Client, RunId, ct) is not { } screen) return false;
        Screen = screen with { Tab = "sign-off" };
        var run = screen.Run;
        if (!screen.HasFigures || !await rule.IsAskedAsync(caller.Client.Id, ct)) return true;
        State = await SignOffState.ReadAsync(db, run, rule.DueAt(run, caller.Client), ct);
        var submitted = run.State == PayRunState.Submitted;
        var signs = submitted && State.Signature is null && await permissions.AllowsAsync(caller.Actor, PayrollPermissions.SignOffRun, caller.Client.Id, ct);
        IsMaker = signs && (await SignOffState.MadeByAsync(db, caller.Actor.AccountId, ct)).Contains(run.Id);
        MaySign = signs && !IsMaker;
        MayAsk = submitted && await permissions.AllowsAsync(caller.Actor, PayrollPermissions.DiscussRun, caller.Client.Id, ct);
        if (MaySign)
            Approvable = State.ToLookAt - await db.ScalarAsync<int>("""
                select count(distinct p.employee_id) from payroll.pay_run_question q
                cross join payroll.payslip p
                where q.client_id = @Client and q.pay_run_id = @Id and q.waits_for <> 'nobody' and p.client_id = @Client and p.pay_run_id = @Id and p.employee_id = q.employee_id
                  and not exists (select 1 from payroll.payslip_approval a where a.client_id = @Client and a.pay_run_id = @Id and a.employee_id = p.employee_id and a.payslip_hash = p.hash)
                """, new { run.Id }, ct);
        AreCompared = await Variance.AreComparedAsync(db, run, ct);
        if (AreCompared) Gone = await db.ScalarAsync<int>("select count(*) from payroll.pay_run_variance where client_id = @Client and pay_run_id = @Id and kind = 'gone'", new { run.Id }, ct);
        Total = All ? run.Payslips : State.ToLookAt;
        P = Math.Clamp(P, 1, Math.Max(1, (Total + PageSize - 1) / PageSize));
        Rows = await db.QueryAsync<Row>("""
            select p.employee_id, p.gross_minor, p.net_minor, v.kind, v.net_before_minor, v.document, a.approved_by_name, a.approved_at,
              case when exists (select 1 from payroll.pay_run_question q where q.client_id = @Client and q.pay_run_id = @Id and q.employee_id = p.employee_id and q.waits_for <> 'nobody') then 1 else 0 end as asked
            from payroll.payslip p
            left join payroll.pay_run_variance v on v.client_id = @Client and v.pay_run_id = @Compared and v.employee_id = p.employee_id
            left join payroll.payslip_approval a on a.client_id = @Client and a.pay_run_id = @Id and a.employee_id = p.employee_id and a.payslip_hash = p.hash
            where p.client_id = @Client and p.pay_run_id = @Id and (@All = 1 or a.approved_at is null)
            order by coalesce(v.size_minor, 0) desc, p.employee_id
            offset @Skip rows fetch next @Take rows only
            """, new { run.Id, Compared = AreCompared ? run.Id : 0, All = All ? 1 : 0, Skip = (P - 1) * PageSize, Take = PageSize }, ct);
        foreach (var row in Rows.Where(r => r.Document is not null)) row.Causes = VarianceDocument.FromBytes(documents.DecryptVariance(caller.Client.Id, RunId, row.EmployeeId, row.Document!)).Causes;
        Names = await employees.NamesAsync(caller.Client.Id, Rows.Select(r => r.EmployeeId), ct);
        return true;
    }
}
