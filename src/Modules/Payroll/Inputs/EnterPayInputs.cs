using Bureau.Jurisdictions;
using Bureau.Kernel.Audit;
using Bureau.Kernel.Clients;
using Bureau.Kernel.Data;
using Bureau.Kernel.Identity;
using Bureau.Payroll.PayRuns;

namespace Bureau.Payroll.Inputs;

/// <summary>One entry to be added to a run, or to every run from that one on.</summary>
/// <param name="From">Recurring entries: first day of the first period; null = of this run's period.</param>
/// <param name="Until">Recurring entries: any day of the last period; null = until further notice.</param>
/// <param name="Supersedes">The entry that it takes the place of.</param>
/// <param name="Withdraws">It only takes the place of <paramref name="Supersedes"/>, and pays nothing itself.</param>
internal sealed record NewPayInput(
    long EmployeeId, PayInputEntry Entry, bool EveryPeriod = false, DateOnly? From = null, DateOnly? Until = null, long? Supersedes = null, bool Withdraws = false);

/// <param name="Problem">Null when all was written; else why nothing was, and what to do.</param>
/// <param name="Late">Written after the cut-off.</param>
internal sealed record EnteredPayInputs(string? Problem, bool Late = false, int Added = 0);

/// <summary>Adds entries to a run, all or none. What comes after the cut-off is marked late; a run that is already calculated becomes stale.</summary>
internal sealed class EnterPayInputs(PayrollStore store, AuditTrail audit, StaleRuns stale)
{
    public const string Manual = "manual";
    public const string Import = "import";
    public const string Refund = "refund";

    /// <param name="action">For the audit: <c>enter</c>, <c>change</c>, <c>withdraw</c>, <c>sheet</c>, <c>import</c> or <c>refund</c>.</param>
    /// <param name="source"><see cref="Manual"/>, <see cref="Import"/> or <see cref="Refund"/>.</param>
    public async Task<EnteredPayInputs> RunAsync(Client client, Actor actor, long payRunId, IReadOnlyList<NewPayInput> entries, string action, string source, CancellationToken ct = default)
    {
        await using var unit = await store.BeginAsync(client.Id, ct);
        var entered = await AddAsync(unit, actor, payRunId, entries, action, source, ct);
        if (entered.Problem is null) await unit.CommitAsync(ct);
        return entered;
    }

    /// <summary>As <see cref="RunAsync"/>, in a transaction that the caller commits, or drops on a problem.</summary>
    public async Task<EnteredPayInputs> AddAsync(UnitOfWork unit, Actor actor, long payRunId, IReadOnlyList<NewPayInput> entries, string action, string source, CancellationToken ct)
    {
        // Takes the row of the run, so that it cannot be released before this is written.
        if (await unit.ExecuteAsync("update payroll.pay_run set late = late where client_id = @Client and id = @Id", new { Id = payRunId }, ct) == 0)
            return new("There is no such pay run.");
        var run = await unit.SingleAsync<PayRun>(PayRun.SelectById, new { Id = payRunId }, ct);
        if (WhyClosed(run) is { } closed) return new(closed);

        var late = unit.Now > run.CutOffAt;
        var rows = entries.Select(e => (Id: unit.Ids.Next(), New: e)).ToList();
        try
        {
            await unit.BulkInsertAsync(new BulkTable<(long Id, NewPayInput New)>("payroll.pay_input")
                .Column("id", r => r.Id)
                .Column("client_id", _ => unit.Client)
                .Column("employee_id", r => r.New.EmployeeId)
                .Column("item", r => r.New.Entry.Item.Name)
                .Column("pay_run_id", r => r.New.EveryPeriod ? null : run.Id)
                .Column("from_period", r => r.New.EveryPeriod ? r.New.From ?? run.PeriodStart : null)
                .Column("until_period", r => r.New.EveryPeriod ? r.New.Until : null)
                .Column("units_e4", r => r.New.Entry.UnitsE4)
                .Column("rate_e4", r => r.New.Entry.RateE4)
                .Column("amount_minor", r => r.New.Entry.AmountMinor)
                .Column("note", r => r.New.Entry.Note)
                .Column("source", _ => source)
                .Column("late", _ => late ? 1 : 0)
                .Column("supersedes", r => r.New.Supersedes)
                .Column("withdrawn", r => r.New.Withdraws ? 1 : 0)
                .Column("entered_by", _ => actor.AccountId)
                .Column("entered_by_name", _ => actor.Name)
                .Column("entered_at", _ => unit.Now), rows, ct);
        }
        catch (Exception e) when (Database.IsDuplicateKey(e))
        {
            return new("Somebody changed or withdrew this entry meanwhile. Nothing was written: look at the entries as they stand now.");
        }

        await audit.AppendAsync(unit, actor, new AuditEntry($"pay-input.{action}", $"pay-run/{run.Id}", rows.Count <= 2
            ? new { Inputs = rows.Select(r => r.Id), Employee = rows[0].New.EmployeeId, Item = rows[0].New.Entry.Item.Name, Late = late }
            : new { Entries = rows.Count, Late = late }), ct);
        if (late || run.State is not (PayRunState.Scheduled or PayRunState.Open))
        {
            // An entry goes with its person: where somebody is held out, it is the follow-up run that it changes.
            var heldOut = (await HeldOut.OfPeriodAsync(unit, run, ct)).ToDictionary(h => h.EmployeeId, h => h.FollowUpRunId);
            foreach (var concerned in entries.Select(e => heldOut.GetValueOrDefault(e.EmployeeId, run.PeriodRunId)).Distinct())
                await stale.MarkAsync(unit, concerned, actor, "Pay was entered after the calculation.", ct);
        }
        return new(null, late, rows.Count);
    }

    /// <summary>
    /// The rows by which an entry gives way from this run on: to another, or to nothing. A recurring entry of earlier periods stays what it was for those, and
    /// ends before this one: a run of theirs that is not released yet must not lose it.
    /// </summary>
    public static IReadOnlyList<NewPayInput> Replace(PayRun run, PayInput old, PayItem item, NewPayInput? by, string reason = "")
    {
        var was = new PayInputEntry(item, old.UnitsE4, old.RateE4, old.AmountMinor, old.Note);
        if (old.FromPeriod < run.PeriodStart)
        {
            var ended = new NewPayInput(old.EmployeeId, was, EveryPeriod: true, old.FromPeriod, run.PeriodStart.AddDays(-1), old.Id);
            return by is null ? [ended] : [ended, by];
        }
        return [by is null
            ? new NewPayInput(old.EmployeeId, was with { Note = reason }, old.Recurs, old.FromPeriod, old.UntilPeriod, old.Id, Withdraws: true)
            : by with { Supersedes = old.Id }];
    }

    /// <summary>Null while the run takes entries; else why not and what to do instead.</summary>
    public static string? WhyClosed(PayRun run) => run.State switch
    {
        PayRunState.Released or PayRunState.Closed => "This run is released and its payslips are published: nothing can be entered in it. Enter it in the next run.",
        PayRunState.Cancelled => "This run is cancelled: nothing can be entered in it. Enter it in the next run.",
        _ => null,
    };
}
