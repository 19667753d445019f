using Bureau.Kernel.Clients;
using Bureau.Kernel.Identity;
using Bureau.Kernel.Web;
using Bureau.Onboarding.Contracts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Bureau.Payroll.PayRuns;

/// <summary>A run on the board.</summary>
internal sealed record BoardRow(PayRun Run, Client Client, string Group, (string What, DateTimeOffset At)? Deadline, string? Tone)
{
    public bool HasFigures => Run.Seal is not null || Run.Payslips > 0;
}

/// <summary>Every client's runs by deadline, for whoever prepares and approves them.</summary>
[Needs(PayrollPermissions.ViewBoard)]
internal sealed class BoardModel(Caller caller, PayrollStore store, IClientDirectory clients, IPayGroups groups, Permissions permissions, TimeProvider clock) : PageModel
{
    /// <summary>States in which somebody must act come first.</summary>
    public static readonly string[] Order =
        [PayRunState.InReview, PayRunState.Submitted, PayRunState.Calculating, PayRunState.Open, PayRunState.Approved, PayRunState.Scheduled, PayRunState.Released];

    private IReadOnlyList<BoardRow> _rows = [];

    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? State { get; set; }

    /// <summary><c>late</c>, <c>blocked</c>, <c>stale</c>, <c>today</c>, or everything.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Only { get; set; }

    public DateTimeOffset Now { get; } = clock.GetUtcNow();

    /// <summary>Nothing is on the board at all, filter or not.</summary>
    public bool IsEmpty => _rows.Count == 0;

    public IReadOnlyList<IGrouping<string, BoardRow>> Groups { get; private set; } = [];

    public int Late => _rows.Count(r => IsLate(r));

    public int DueSoon => _rows.Count(r => !IsLate(r) && IsDueToday(r));

    public int Blocked => _rows.Count(IsBlocked);

    public int Waiting => _rows.Count(r => r.Run.State == PayRunState.Submitted);

    public async Task OnGetAsync(CancellationToken ct)
    {
        var visible = new Dictionary<long, Client>();
        foreach (var client in await clients.ListAsync(ct))
            if (await permissions.AllowsAsync(caller.Actor, PayrollPermissions.ViewBoard, client.Id, ct)) visible.Add(client.Id.Value, client);

        IReadOnlyList<PayRun> runs;
        await using (var db = await store.OpenAcrossClientsAsync(ct))
            runs = await db.QueryAsync<PayRun>(PayRun.Select + """
                 where client_id > 0
                  and (state in ('scheduled', 'open', 'calculating', 'in-review', 'submitted', 'approved') or (state = 'released' and pay_date >= @Since))
                order by pay_date, client_id, id
                """, new { Since = DateOnly.FromDateTime(Now.UtcDateTime).AddDays(-7) }, ct);

        var names = new Dictionary<long, string>();
        foreach (var clientId in runs.Select(r => r.ClientId).Distinct().Where(visible.ContainsKey))
            foreach (var group in await groups.ListAsync(new ClientId(clientId), ct)) names[group.Id] = group.Name;

        _rows = [.. from run in runs
                    where visible.ContainsKey(run.ClientId)
                    let client = visible[run.ClientId]
                    let deadline = RunWords.Deadline(run)
                    select new BoardRow(run, client, names.GetValueOrDefault(run.PayGroupId, "Pay group"), deadline, deadline is { } d ? RunWords.Tone(d.At, Now, client) : null)];
        Groups = [.. _rows.Where(Matches)
            .OrderBy(r => r.Deadline?.At ?? r.Run.ReleaseAt).ThenBy(r => r.Client.Name, StringComparer.CurrentCulture)
            .GroupBy(r => r.Run.State)
            .OrderBy(g => Array.IndexOf(Order, g.Key))];
    }

    private bool Matches(BoardRow row) =>
        (string.IsNullOrWhiteSpace(Q) || $"{row.Client.Code} {row.Client.Name} {row.Group}".Contains(Q.Trim(), StringComparison.CurrentCultureIgnoreCase))
        && (string.IsNullOrEmpty(State) || row.Run.State == State)
        && Only switch
        {
            "late" => IsLate(row),
            "today" => IsDueToday(row),
            "blocked" => IsBlocked(row),
            "stale" => row.Run.Stale == 1,
            _ => true,
        };

    public bool IsLate(BoardRow row) => row.Run.State is not (PayRunState.Released or PayRunState.Closed) && (row.Run.Late == 1 || row.Deadline?.At < Now);

    private bool IsDueToday(BoardRow row) => row.Deadline is { } deadline && row.Client.DayAt(deadline.At) <= row.Client.DayAt(Now);

    private static bool IsBlocked(BoardRow row) => row.Run is { Blockers: > 0, State: PayRunState.InReview };
}
