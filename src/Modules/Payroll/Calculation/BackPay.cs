using System.Globalization;
using Bureau.Jurisdictions;
using Bureau.Kernel.Clients;
using Bureau.Kernel.Data;
using Bureau.Onboarding.Contracts;
using Bureau.Payroll.Inputs;
using Bureau.Payroll.PayRuns;

namespace Bureau.Payroll.Calculation;

/// <summary>What became due for a released period afterwards; minor units.</summary>
/// <param name="DueMinor">Earnings of the period by what is known now.</param>
/// <param name="KnownMinor">The same by what was known when the person was paid last.</param>
internal readonly record struct BackPay(DateOnly From, DateOnly To, long DueMinor, long KnownMinor)
{
    public long OwedMinor => DueMinor - KnownMinor;
}

/// <summary>
/// Finds what is owed to people for released periods because of what was recorded since. Everything that was known when somebody was last paid is settled: only the difference to that counts, so
/// nothing is paid twice. Taxed as pay of the period in which it is paid. Too much is told, never taken back by itself.
/// </summary>
internal sealed class OwedBackPay(PayrollStore store, IEmployees employees)
{
    /// <summary>By convention of every pack.</summary>
    public const string Item = "back_pay";

    public const string AfterLeaving = "back_pay_after_leaving";

    private const int MostYears = 2;

    /// <summary>People of whom something was recorded since they can have been paid last that already held before the run's period.</summary>
    public async Task<IReadOnlySet<long>> CandidatesAsync(PayRun run, CancellationToken ct)
    {
        var client = new ClientId(run.ClientId);
        IReadOnlyList<DateTimeOffset> lastKnown;
        await using (var db = await store.OpenAsync(client, ct))
            lastKnown = await db.QueryAsync<DateTimeOffset>("""
                select max(known_at) from payroll.pay_run
                where client_id = @Client and kind = 'regular' and state in ('released', 'closed') and id <> @Id and period_end < @PeriodStart and pay_date >= @Since
                group by pay_group_id
                """, new { run.Id, run.PeriodStart, Since = run.PayDate.AddYears(-1) }, ct);
        // Somebody may have come from another pay group, paid at another time.
        return lastKnown.Count == 0 ? new HashSet<long>() : (await employees.ChangedBackAsync(client, lastKnown.Min(), run.KnownAt!.Value, run.PeriodStart.AddDays(-1), ct)).ToHashSet();
    }

    /// <summary>Of each period of the last two years that was released and would earn something else, oldest first.</summary>
    /// <param name="periodStart">Of the run that is to pay.</param>
    /// <param name="now">The person by what is known now.</param>
    public async Task<IReadOnlyList<BackPay>> OfAsync(ClientId client, DateOnly periodStart, IRulePack pack, EmployeeForPay now, CancellationToken ct)
    {
        await using var db = await store.OpenAsync(client, ct);
        var paid = await ReleasedPeriods.OfAsync(db, now.Id, periodStart.AddYears(-MostYears), periodStart, int.MaxValue, ct);
        return paid.Count == 0 ? [] : await OfAsync(db, paid, pack, now, ct);
    }

    /// <summary>Those who have left and are owed something: they are in no run that could pay it, and would be forgotten in silence.</summary>
    /// <param name="candidates">As <see cref="CandidatesAsync"/> gives them, without those who are in the run.</param>
    public async Task<IReadOnlyList<PayRunBlocker>> OfLeaversAsync(PayRun run, IRulePack pack, IEnumerable<long> candidates, CancellationToken ct)
    {
        var client = new ClientId(run.ClientId);
        var found = new List<PayRunBlocker>();
        await using var db = await store.OpenAsync(client, ct);
        foreach (var id in candidates.Order())
        {
            if ((await employees.FindAsync(client, id, run.PeriodEnd, ct))?.LeavingDate is not { } left || left >= run.PeriodStart) continue;
            var paid = await ReleasedPeriods.OfAsync(db, id, run.PeriodStart.AddYears(-MostYears), run.PeriodStart, int.MaxValue, ct);
            if (paid.Count == 0 || paid[^1].PayGroupId != run.PayGroupId) continue;
            if (await employees.StreamForPayAsync(client, run.PayGroupId, paid[0].PeriodStart, paid[^1].PeriodEnd, run.KnownAt!.Value, id, ct: ct).FirstOrDefaultAsync(ct) is not { } now) continue;
            if ((await OfAsync(db, paid, pack, now, ct)).Sum(o => o.OwedMinor) <= 0) continue;
            found.Add(new()
            {
                FindingKey = AfterLeaving,
                Field = id.ToString(CultureInfo.InvariantCulture),
                Message = "By what is known now somebody who has left was paid too little, and is in no run that could pay it. Pay after leaving cannot be worked out here yet: see the person's last changes, and pay it apart.",
            });
        }
        return found;
    }

    private async Task<IReadOnlyList<BackPay>> OfAsync(DbSession db, IReadOnlyList<PayRun> paid, IRulePack pack, EmployeeForPay now, CancellationToken ct)
    {
        var last = paid[^1];
        if (await employees.StreamForPayAsync(db.Client, last.PayGroupId, paid[0].PeriodStart, last.PeriodEnd, last.KnownAt!.Value, now.Id, ct: ct).FirstOrDefaultAsync(ct) is not { } then) return [];
        var differ = now.Facts.Except(then.Facts).Concat(then.Facts.Except(now.Facts)).Select(f => f.EffectiveFrom).DefaultIfEmpty(DateOnly.MaxValue).Min();
        var found = new List<BackPay>();
        foreach (var period in paid.Where(p => p.PeriodEnd >= differ))
        {
            var entries = await PayInputs.ForRunAsync(db, period, period.PeriodStart, period.KnownAt!.Value, now.Id, ct).ToListAsync(ct);
            var freeze = new FreezeEmployee(period, pack);
            var (known, due) = (freeze.EarningsMinor(then, entries), freeze.EarningsMinor(now, entries));
            if (known != due) found.Add(new(period.PeriodStart, period.PeriodEnd, due, known));
        }
        return found;
    }

    /// <summary>Adds what is owed to the input of a run, and says so.</summary>
    public static void Add(FrozenInput input, IReadOnlyList<BackPay> owed, IRulePack pack)
    {
        var sum = owed.Sum(o => o.OwedMinor);
        var periods = owed.Count == 1 ? "a released period" : $"{owed.Count} released periods";
        if (sum < 0)
            input.Findings.Add(new("paid_too_much", null, $"By what is known now the person was paid too much for {periods}. Nothing is taken back by itself: agree with the person how it is made good, and enter that.", false));
        else if (sum > 0 && !pack.PayItems.TryGet(Item, out _))
            input.Findings.Add(new("back_pay", null, $"Pay is owed for {periods}, and the rule pack has no item for it. Enter it as another item.", false));
        else if (sum > 0)
        {
            input.Pay.Add(new(Item, pack.PayItems[Item].Label, sum, Owed: owed));
            input.Findings.Add(new("back_pay", null, $"Back pay for {periods} is part of this payslip, because of what was recorded since. Check that it is meant.", false));
        }
    }
}
