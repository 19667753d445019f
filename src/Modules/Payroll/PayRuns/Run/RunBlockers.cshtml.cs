using Bureau.Jurisdictions;
using Bureau.Kernel.Data;
using Bureau.Kernel.Identity;
using Bureau.Kernel.Web;
using Bureau.Onboarding.Contracts;
using Bureau.Payroll.Calculation;
using Bureau.Payroll.PayRuns.Questions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Bureau.Payroll.PayRuns.Run;

/// <summary>What stands in the way of a run or should be looked at, by kind, each with the place where it is put right.</summary>
[Needs(PayrollPermissions.ViewRun)]
internal sealed class RunBlockersModel(Caller caller, PayrollStore store, IPayGroups groups, IEmployees employees, Permissions permissions, PackSource packs,
    AcceptFinding accept, HoldOut holdOut, TakeBack takeBack, DiscussRun discuss, StartCalculation calculation) : PageModel
{
    public const int PageSize = 100;
    public const string Blocking = "blocking", All = "all";

    [BindProperty(SupportsGet = true)]
    public long RunId { get; set; }

    /// <summary>Key of one kind of finding, <see cref="Blocking"/> or <see cref="All"/>.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Kind { get; set; }

    [BindProperty(SupportsGet = true)]
    public int P { get; set; } = 1;

    public RunScreen Screen { get; private set; } = null!;

    public IReadOnlyList<FindingKind> Kinds { get; private set; } = [];

    public IReadOnlyList<PayRunBlocker> Rows { get; private set; } = [];

    public int Total { get; private set; }

    public bool MayPrepare { get; private set; }

    public bool MayDiscuss { get; private set; }

    public bool MayChange { get; private set; }

    public bool MayEnrol { get; private set; }

    public IReadOnlyDictionary<long, EmployeeName> Names { get; private set; } = new Dictionary<long, EmployeeName>();

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => await LoadAsync(ct) ? Page() : NotFound();

    /// <summary>Why accepting was refused, and for which finding.</summary>
    public (string Problem, long EmployeeId, string Key)? Refused { get; private set; }

    /// <summary>What was typed where it was refused.</summary>
    public string? Text { get; private set; }

    public Task<IActionResult> OnPostAcceptAsync(long employeeId, string key, string? field, string? text, CancellationToken ct) =>
        DoAsync(employeeId, key, text, accept.RunAsync(caller.Client.Id, RunId, employeeId, key, field ?? "", text ?? "", caller.Actor, ct), "Accepted. Your reason stands on the timeline.", ct,
            $"handler=TakeBackAcceptance&employeeId={employeeId}&key={Uri.EscapeDataString(key)}&field={Uri.EscapeDataString(field ?? "")}");

    public Task<IActionResult> OnPostTakeBackAcceptanceAsync(long employeeId, string key, string? field, CancellationToken ct) =>
        DoAsync(employeeId, key, null, accept.TakeBackAsync(caller.Client.Id, RunId, employeeId, key, field ?? "", caller.Actor, ct), "No longer accepted.", ct);

    public Task<IActionResult> OnPostAskAsync(long employeeId, string key, string? text, CancellationToken ct) =>
        DoAsync(employeeId, key, text, discuss.AskAsync(caller.Client.Id, RunId, employeeId, key, text ?? "", caller.Actor, ct), "Asked. The question is on the client's first screen.", ct);

    public Task<IActionResult> OnPostHoldOutAsync(long employeeId, string key, string? text, CancellationToken ct) =>
        DoAsync(employeeId, key, text, holdOut.RunAsync(caller.Client.Id, RunId, [employeeId], text ?? "", caller.Actor, ct: ct), "Held out, and paid in a follow-up run. Recalculate when you are through.", ct,
            $"handler=TakeBack&employeeId={employeeId}");

    /// <summary>Everybody who has an open blocker of this kind.</summary>
    public async Task<IActionResult> OnPostHoldAllOutAsync(string key, string? text, CancellationToken ct)
    {
        IReadOnlyList<long> people;
        await using (var db = await store.OpenAsync(caller.Client.Id, ct))
            people = await db.QueryAsync<long>("""
                select distinct employee_id from payroll.pay_run_blocker
                where client_id = @Client and pay_run_id = @RunId and finding_key = @Key and blocks = 1 and accepted_at is null and employee_id <> 0
                """, new { RunId, Key = key }, ct);
        return await DoAsync(0, key, text, holdOut.RunAsync(caller.Client.Id, RunId, people, text ?? "", caller.Actor, ct: ct), $"{RunWords.People(people.Count)} held out, and paid in a follow-up run. Recalculate when you are through.", ct);
    }

    public Task<IActionResult> OnPostTakeBackAsync(long employeeId, CancellationToken ct) =>
        DoAsync(employeeId, "take-back", null, takeBack.RunAsync(caller.Client.Id, RunId, employeeId, caller.Actor, ct), "Taken back into this run. Recalculate it.", ct);

    public Task<IActionResult> OnPostRecalculateAsync(CancellationToken ct) =>
        DoAsync(0, "recalculate", null, calculation.AgainAsync(caller.Client.Id, RunId, caller.Actor, ct: ct), "The run is calculated again, with what is known now.", ct);

    private async Task<IActionResult> DoAsync(long employeeId, string key, string? text, Task<Outcome> asked, string done, CancellationToken ct, string? undo = null)
    {
        if ((await asked).Problem is { } problem)
        {
            (Refused, Text) = ((problem, employeeId, key), text);
            return await LoadAsync(ct) ? Page() : NotFound();
        }
        var run = $"/c/{caller.Client.Code}/runs/{RunId}";
        return this.Done(done, key == "recalculate" ? run : $"{run}/blockers?kind={Uri.EscapeDataString(Kind ?? "")}&p={P}", undo is null ? null : $"{run}/blockers?{undo}");
    }

    public bool CanAccept(PayRunBlocker finding) => MayPrepare && finding.AcceptedAt is null && Screen.Run.State == PayRunState.InReview && (finding.Blocks == 0 || AcceptFinding.Acceptable.Contains(finding.FindingKey));

    public bool CanHoldOut(PayRunBlocker finding) => MayPrepare && finding is { EmployeeId: not 0, AcceptedAt: null } && Screen.Run.State is PayRunState.InReview or PayRunState.Submitted or PayRunState.Approved && !IsHeldOut(finding.EmployeeId);

    public bool CanAsk(PayRunBlocker finding) => MayDiscuss && finding is { EmployeeId: not 0, AcceptedAt: null };

    public string AskWhom => DiscussRun.SideOf(caller.Actor, caller.Client.Id) == Kernel.Clients.Side.Client ? "Ask the provider" : "Ask the client";

    /// <summary>Taken out since the run was calculated.</summary>
    public bool IsHeldOut(long employeeId) => Screen.Run.FollowsRunId is null && Screen.HeldOut.Any(h => h.EmployeeId == employeeId);

    private async Task<bool> LoadAsync(CancellationToken ct)
    {
        await using var db = await store.OpenAsync(caller.Client.Id, ct);
        if (await RunScreen.FindAsync(db, groups, caller.Client, RunId, ct) is not { } screen) return false;
        Screen = screen with { Tab = "blockers" };
        Kinds = await FindingKind.ReadAsync(db, RunId, ct);
        MayChange = await permissions.AllowsAsync(caller.Actor, "onboarding.change.submit", caller.Client.Id, ct);
        MayEnrol = await permissions.AllowsAsync(caller.Actor, "benefits.enrolment.edit", caller.Client.Id, ct);
        MayDiscuss = await permissions.AllowsAsync(caller.Actor, PayrollPermissions.DiscussRun, caller.Client.Id, ct);
        MayPrepare = await permissions.AllowsAsync(caller.Actor, PayrollPermissions.PrepareRun, caller.Client.Id, ct);
        // What blocks comes first, alone; warnings when somebody asks for them, or when nothing blocks.
        Kind = string.IsNullOrEmpty(Kind) ? Kinds.Any(k => k.Blocks == 1) ? Blocking : All : Kind;
        var (kind, least) = (Kind is Blocking or All ? null : Kind, Kind == Blocking ? 1 : 0);
        Total = Kinds.Where(k => k.Blocks >= least && (kind is null || k.FindingKey == kind)).Sum(k => k.Findings);
        P = Math.Clamp(P, 1, Math.Max(1, (Total + PageSize - 1) / PageSize));
        Rows = await db.QueryAsync<PayRunBlocker>("""
            select employee_id, finding_key, field, message, blocks, accepted_by, accepted_by_name, accepted_at, reason
            from payroll.pay_run_blocker
            where client_id = @Client and pay_run_id = @RunId and (@Kind is null or finding_key = @Kind) and blocks >= @Least
            order by blocks desc, finding_key, employee_id, field
            offset @Skip rows fetch next @Take rows only
            """, new { RunId, Kind = kind, Least = least, Skip = (P - 1) * PageSize, Take = PageSize }, ct);
        Names = await employees.NamesAsync(caller.Client.Id, Rows.Select(r => r.EmployeeId).Concat(Screen.HeldOut.Select(h => h.EmployeeId)), ct);
        return true;
    }

    public string Label(string key) => FindingKind.Words(key, packs(Screen.Run.PackCountry));

    /// <summary>Where the finding is put right, and what that place is called.</summary>
    public (string Href, string Label) Fix(PayRunBlocker finding)
    {
        var client = $"/c/{caller.Client.Code}";
        var back = Uri.EscapeDataString($"{client}/runs/{RunId}/blockers?kind={Kind}&p={P}");
        if (finding.FindingKey is "not_payable" or "pack_not_payable" or "no_rule_pack") return ("/operations/rule-packs", "See the rule packs");
        if (finding.FindingKey.StartsWith("pension_", StringComparison.Ordinal))
            return MayEnrol && Names.GetValueOrDefault(finding.EmployeeId) is { } person ? ($"{client}/benefits/enrol?number={Uri.EscapeDataString(person.Number)}&back={back}", "Enrol in a plan") : ($"{client}/benefits/duties", "See the pension duties");
        if (finding.FindingKey == OwedBackPay.Item) return ($"{client}/runs/{RunId}/payslips/{finding.EmployeeId}/explain/{OwedBackPay.Item}", "See how it was worked out");
        if (finding.FindingKey is "not_in_pay_group" or OwedBackPay.AfterLeaving) return ($"{client}/people/{finding.Field}", "See the person");
        if (finding.FindingKey is "earlier_run_open" or "paid_already") return ($"{client}/runs", "See the runs");
        if (finding.EmployeeId == 0) return ($"{client}/runs/{RunId}", "See the run");
        if (finding.FindingKey == "no_year_to_date") return ($"{client}/imports?kind=opening-balances", "Import opening balances");
        // What names no field of the person is wrong in what is paid in this period.
        return finding.Field.Length == 0 || finding.FindingKey is "no_rate" or "pay_after_leaving"
            ? ($"{client}/inputs/{RunId}/{finding.EmployeeId}?back={back}", "Enter or correct inputs")
            : MayChange && Section(finding.Field) is { } section ? ($"{client}/people/{finding.EmployeeId}/change/{section}?back={back}#{finding.Field}", "Submit a change")
            : ($"{client}/people/{finding.EmployeeId}", "See the details");
    }

    /// <summary>The part of the change form that holds a field; null when the field is not one of a person.</summary>
    private string? Section(string field) => field switch
    {
        "" => null,
        FactNames.BankAccountName or FactNames.BankAccountNumber => "bank",
        FactNames.PayBasis or FactNames.AnnualSalary or FactNames.HourlyRate or FactNames.WeeklyHours => "pay",
        _ => packs(Screen.Run.PackCountry).EmployeeFields.TryGet(field, out var known) && known.Group.Length > 0 ? known.Group.ToLowerInvariant().Replace(' ', '-') : null,
    };
}

/// <summary>Findings of one kind in a run, counted.</summary>
internal sealed class FindingKind
{
    public string FindingKey { get; init; } = "";
    public int Blocks { get; init; }
    public int Findings { get; init; }
    public int Accepted { get; init; }

    public int Open => Findings - Accepted;

    /// <returns>E.g. <c>Tax code missing</c>, <c>No bank details</c>.</returns>
    public static string Words(string key, IRulePack pack)
    {
        foreach (var (prefix, state) in new[] { ("missing_", "missing"), ("invalid_", "not valid") })
            if (key.StartsWith(prefix, StringComparison.Ordinal) && pack.EmployeeFields.TryGet(key[prefix.Length..], out var field)) return $"{field.Label} {state}";
        var words = key.Replace('-', '_').Split('_', StringSplitOptions.RemoveEmptyEntries).Select(w => w == "ni" ? "NI" : w).ToArray();
        var text = string.Join(' ', words);
        return text.Length == 0 ? "" : char.ToUpperInvariant(text[0]) + text[1..];
    }

    public static Task<IReadOnlyList<FindingKind>> ReadAsync(DbSession db, long runId, CancellationToken ct) =>
        db.QueryAsync<FindingKind>("""
            select finding_key, blocks, count(*) as findings, sum(case when accepted_at is null then 0 else 1 end) as accepted
            from payroll.pay_run_blocker
            where client_id = @Client and pay_run_id = @RunId
            group by finding_key, blocks
            order by blocks desc, count(*) desc, finding_key
            """, new { RunId = runId }, ct);
}
