using Bureau.Kernel.Clients;
using Bureau.Kernel.Identity;
using Bureau.Kernel.Jobs;
using Bureau.Kernel.Web;
using Bureau.Onboarding.Contracts;
using Bureau.Payroll.PayRuns.Questions;
using Bureau.Payroll.PayRuns.SignOff;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Bureau.Payroll.PayRuns;

/// <summary>A run on the board.</summary>
/// <param name="WaitsFor">Who has to do what next, in words.</param>
/// <param name="Side">Which side that is; null when nobody has to do anything.</param>
/// <param name="Note">The newest hand-over note.</param>
internal sealed record BoardRow(PayRun Run, Client Client, string Group, (string What, DateTimeOffset At)? Deadline, DeadlineRisk Risk, string WaitsFor, Side? Side, PayRunEvent? Note)
{
    public bool HasFigures => Run.Seal is not null || Run.Payslips > 0;
}

/// <summary>Every client's runs by the risk that they miss their deadline, for whoever prepares and approves them.</summary>
[Needs(PayrollPermissions.ViewBoard)]
internal sealed class BoardModel(Caller caller, PayrollStore store, IClientDirectory clients, IPayGroups groups, Permissions permissions, SignOffRule signOffs, StuckWork stuck, TimeProvider clock) : PageModel
{
    private List<BoardRow> _rows = [];

    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? State { get; set; }

    /// <summary><c>late</c>, <c>risk</c>, <c>blocked</c>, <c>stale</c>, <c>today</c>, or everything.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Only { get; set; }

    /// <summary><c>provider</c> or <c>client</c>: what waits for that side.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Waits { get; set; }

    public DateTimeOffset Now { get; } = clock.GetUtcNow();

    /// <summary>Nothing is on the board at all, filter or not.</summary>
    public bool IsEmpty => _rows.Count == 0;

    public IReadOnlyList<IGrouping<string, BoardRow>> Groups { get; private set; } = [];

    public int Late => _rows.Count(IsLate);

    public int AtRisk => _rows.Count(r => r.Risk.Level == DeadlineRisk.High);

    public int Blocked => _rows.Count(IsBlocked);

    /// <summary>Background work that failed and is not done yet.</summary>
    public int Failed { get; private set; }

    public int Waiting => _rows.Count(r => r.Run.State == PayRunState.Submitted);

    public async Task OnGetAsync(CancellationToken ct)
    {
        var visible = new Dictionary<long, Client>();
        foreach (var client in await clients.ListAsync(ct))
            if (await permissions.AllowsAsync(caller.Actor, PayrollPermissions.ViewBoard, client.Id, ct)) visible.Add(client.Id.Value, client);

        IReadOnlyList<PayRun> runs;
        Dictionary<long, (int Late, int Runs)> history;
        ILookup<long, Open> questions;
        Dictionary<long, PayRunEvent> notes;
        HashSet<long> signed;
        await using (var db = await store.OpenAcrossClientsAsync(ct))
        {
            runs = [.. (await db.QueryAsync<PayRun>(PayRun.Select + """
                 where client_id > 0
                  and (state in ('scheduled', 'open', 'calculating', 'in-review', 'submitted', 'approved') or (state = 'released' and pay_date >= @Since))
                order by pay_date, client_id, id
                """, new { Since = DateOnly.FromDateTime(Now.UtcDateTime).AddDays(-7) }, ct)).Where(r => visible.ContainsKey(r.ClientId))];
            history = (await db.QueryAsync<Past>("""
                select client_id, sum(case when approved_at > approve_by then 1 else 0 end) as late, count(*) as runs from payroll.pay_run
                where client_id > 0 and state in ('released', 'closed') and pay_date >= @Since
                group by client_id
                """, new { Since = DateOnly.FromDateTime(Now.UtcDateTime).AddMonths(-6) }, ct)).ToDictionary(p => p.ClientId, p => (p.Late, p.Runs));
            questions = (await db.QueryAsync<Open>("""
                select pay_run_id, waits_for, count(*) as questions from payroll.pay_run_question
                where client_id > 0 and waits_for <> 'nobody'
                group by pay_run_id, waits_for
                """, ct: ct)).ToLookup(q => q.PayRunId);
            signed = await SignOffState.SignedAsync(db, null, ct);
            notes = await HandOver.NewestAsync(db, ct);
        }

        var names = new Dictionary<long, string>();
        foreach (var clientId in runs.Select(r => r.ClientId).Distinct())
            foreach (var group in await groups.ListAsync(new ClientId(clientId), ct)) names[group.Id] = group.Name;

        // In the order in which people will take them: what comes first is work before the next.
        var (rows, ahead) = (new List<BoardRow>(), new Dictionary<string, TimeSpan>(StringComparer.Ordinal));
        foreach (var run in runs.OrderBy(r => RunWords.Deadline(r)?.At ?? r.ReleaseAt))
        {
            var client = visible[run.ClientId];
            var (waitsFor, side) = await WaitsForAsync(run, client, Asked(run, Kernel.Clients.Side.Client), Asked(run, Kernel.Clients.Side.Provider), signed.Contains(run.Id), ct);
            var risk = DeadlineRisk.Of(run, Now, questions[run.Id].Sum(q => q.Questions), history.GetValueOrDefault(run.ClientId), ahead.GetValueOrDefault(waitsFor));
            ahead[waitsFor] = ahead.GetValueOrDefault(waitsFor) + risk.Work;
            rows.Add(new(run, client, names.GetValueOrDefault(run.PayGroupId, "Pay group"), RunWords.Deadline(run), risk, waitsFor, side, notes.GetValueOrDefault(run.Id)));
        }
        _rows = rows;
        int Asked(PayRun run, Side side) => questions[run.Id].Where(q => q.WaitsFor == DiscussRun.Word(side)).Sum(q => q.Questions);

        Failed = (await stuck.ReadAsync(caller.Actor, "compliance.work.retry", ct)).Count;
        Groups = [.. _rows.Where(Matches).GroupBy(r => r.Risk.Level).OrderBy(g => Array.IndexOf(DeadlineRisk.Levels, g.Key))];
    }

    /// <summary>By what the engagement gives to whom.</summary>
    /// <param name="asked">Questions that wait for the client.</param>
    /// <param name="toAnswer">Questions that wait for the provider.</param>
    private async Task<(string Who, Side? Side)> WaitsForAsync(PayRun run, Client client, int asked, int toAnswer, bool signed, CancellationToken ct)
    {
        if (asked > 0) return (asked == 1 ? "Client: answer a question" : $"Client: answer {asked} questions", Kernel.Clients.Side.Client);
        return run.State switch
        {
            PayRunState.Open when run.CutOffAt >= Now => Words(await SideAsync(Functions.EnterPayInputs), "enter inputs"),
            PayRunState.Open => ("The run before it", null),
            PayRunState.InReview => Words(await SideAsync(Functions.RunPayroll), run.Stale == 1 ? "recalculate" : run.Blockers > 0 ? "clear blockers" : "review and submit"),
            PayRunState.Submitted when toAnswer > 0 => (toAnswer == 1 ? "Specialist: answer a question" : $"Specialist: answer {toAnswer} questions", Kernel.Clients.Side.Provider),
            PayRunState.Submitted when !signed && await signOffs.IsAskedAsync(client.Id, ct) => signOffs.DueAt(run, client) is var due && Now < due
                ? ($"Client: sign off, due {Show.TimeLeft(due, Now)}", Kernel.Clients.Side.Client) : Words(await SideAsync(Functions.ApprovePayRun), "approve; the client has not signed off"),
            PayRunState.Submitted => Words(await SideAsync(Functions.ApprovePayRun), "approve"),
            PayRunState.Approved => ("Released at the set time", null),
            PayRunState.Calculating => ("Being calculated", null),
            PayRunState.Scheduled => ("Opens by itself", null),
            _ => ("", null),
        };

        async Task<Side> SideAsync(string function) => await clients.PerformsAsync(client.Id, function, Kernel.Clients.Side.Provider, ct) ? Kernel.Clients.Side.Provider : Kernel.Clients.Side.Client;

        (string, Side?) Words(Side side, string what) =>
            ($"{(side == Kernel.Clients.Side.Client ? "Client" : run.State == PayRunState.Submitted ? "Approver" : "Specialist")}: {what}", side);
    }

    private bool Matches(BoardRow row) =>
        (string.IsNullOrWhiteSpace(Q) || $"{row.Client.Code} {row.Client.Name} {row.Group}".Contains(Q.Trim(), StringComparison.CurrentCultureIgnoreCase))
        && (string.IsNullOrEmpty(State) || row.Run.State == State)
        && (string.IsNullOrEmpty(Waits) || row.Side is { } side && DiscussRun.Word(side) == Waits)
        && Only switch
        {
            "late" => IsLate(row),
            "risk" => row.Risk.Level is DeadlineRisk.Late or DeadlineRisk.High,
            "today" => row.Deadline is { } deadline && row.Client.DayAt(deadline.At) <= row.Client.DayAt(Now),
            "blocked" => IsBlocked(row),
            "stale" => row.Run.Stale == 1,
            _ => true,
        };

    private static bool IsLate(BoardRow row) => row.Risk.Level == DeadlineRisk.Late;

    private static bool IsBlocked(BoardRow row) => row.Run is { Blockers: > 0, State: PayRunState.InReview };

    private sealed class Past
    {
        public long ClientId { get; init; }
        public int Late { get; init; }
        public int Runs { get; init; }
    }

    private sealed class Open
    {
        public long PayRunId { get; init; }
        public string WaitsFor { get; init; } = "";
        public int Questions { get; init; }
    }
}
