using Bureau.Jurisdictions;
using Bureau.Kernel.Clients;
using Bureau.Kernel.Data;
using Bureau.Kernel.Identity;
using Bureau.Kernel.Jobs;
using Bureau.Payroll.PayRuns;
using Microsoft.Extensions.Logging;

namespace Bureau.Payroll.Calendars;

/// <summary>
/// Writes what the calendars make due: each period's run once, opened, calculated at its cut-off, released when approved and due, marked late when a deadline
/// passes unmet. It looks at what is there and adds what is missing, so it makes no difference how often it is asked, or how long it was not.
/// </summary>
internal sealed class ScheduleTick(
    PayrollStore store, IClientDirectory clients, PackSource packs, Timeline timeline, StartCalculation start, ClosePayRun close, ILogger<ScheduleTick> log) : ITick
{
    /// <summary>A release that runs within this time of its hour is on time.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(5);

    public async Task TickAsync(DateTimeOffset now, CancellationToken ct)
    {
        IReadOnlyList<PayCalendar> calendars;
        await using (var db = await store.OpenAcrossClientsAsync(ct))
            calendars = await db.QueryAsync<PayCalendar>(PayCalendar.Select + " order by client_id, id", ct: ct);
        foreach (var calendar in calendars)
        {
            // One client's calendar that cannot be worked out must not keep the others from being paid.
            try
            {
                await CreateRunsAsync(calendar, now, ct);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                log.LogError(e, "Runs of calendar {CalendarId} could not be scheduled", calendar.Id);
            }
        }
        await MoveRunsAsync(now, ct);
        await MarkLateAsync(now, ct);
    }

    /// <summary>Every period up to the first one that is not open yet.</summary>
    private async Task CreateRunsAsync(PayCalendar calendar, DateTimeOffset now, CancellationToken ct)
    {
        var client = await clients.GetAsync(new ClientId(calendar.ClientId), ct);
        DateOnly? latest;
        DateTimeOffset? latestCutOff;
        await using (var db = await store.OpenAsync(client.Id, ct))
        {
            var last = await db.SingleOrDefaultAsync<PayRun>(PayRun.Select + """
                 where client_id = @Client and calendar_id = @CalendarId and kind = 'regular'
                order by period_start desc
                offset 0 rows fetch next 1 rows only
                """, new { CalendarId = calendar.Id }, ct);
            (latest, latestCutOff) = (last?.PeriodStart, last?.CutOffAt);
        }
        if (latest is { } newest && PayOccurrence.Opens(newest, latestCutOff!.Value, client.TimeZone) > now) return;

        var pack = packs(client.Country);
        foreach (var occurrence in PayOccurrences.From(calendar, latest?.AddDays(1) ?? calendar.StartsOn, client.TimeZone, new WorkingDays(pack.BankHolidays)))
        {
            var open = occurrence.OpensAt(client.TimeZone) <= now;
            await CreateAsync(calendar, client, pack, occurrence, open, now, ct);
            if (!open) return;
        }
    }

    private async Task CreateAsync(PayCalendar calendar, Client client, IRulePack pack, PayOccurrence occurrence, bool open, DateTimeOffset now, CancellationToken ct)
    {
        await using var unit = await store.BeginAsync(client.Id, ct);
        var id = unit.Ids.Next();
        try
        {
            var created = await unit.ExecuteAsync("""
                insert into payroll.pay_run (id, client_id, pay_group_id, calendar_id, kind, frequency, period_start, period_end, pay_date, tax_year, period_number,
                    cut_off_at, approve_by, release_at, state, version, stale, late, created_at, frozen, currency, pack_country, employees, payslips, gross_minor,
                    deductions_minor, reimbursements_minor, net_minor, employer_cost_minor, blockers, warnings)
                select @Id, @Client, @PayGroupId, @CalendarId, 'regular', @Frequency, @PeriodStart, @PeriodEnd, @PayDate, @TaxYear, @PeriodNumber,
                    @CutOffAt, @ApproveBy, @ReleaseAt, @State, 1, 0, @Late, @Now, 0, @Currency, @Country, 0, 0, 0, 0, 0, 0, 0, 0, 0
                where not exists (select 1 from payroll.pay_run where client_id = @Client and calendar_id = @CalendarId and period_start = @PeriodStart and kind = 'regular')
                """, new
            {
                Id = id,
                calendar.PayGroupId,
                CalendarId = calendar.Id,
                calendar.Frequency,
                occurrence.PeriodStart,
                occurrence.PeriodEnd,
                occurrence.PayDate,
                TaxYear = pack.TaxYearOf(occurrence.PayDate).Label,
                PeriodNumber = pack.PeriodOf(occurrence.PayDate, Enum.Parse<PayFrequency>(calendar.Frequency)),
                occurrence.CutOffAt,
                occurrence.ApproveBy,
                occurrence.ReleaseAt,
                State = open ? PayRunState.Open : PayRunState.Scheduled,
                Late = occurrence.ApproveBy < now ? 1 : 0,
                Now = now,
                pack.Currency,
                pack.Country,
            }, ct);
            if (created == 0) return;
        }
        catch (Exception e) when (Database.IsDuplicateKey(e))
        {
            return;
        }
        await timeline.AddAsync(unit, id, Actor.System, open ? PayRunState.Open : PayRunState.Scheduled, ct: ct);
        await unit.CommitAsync(ct);
    }

    private async Task MoveRunsAsync(DateTimeOffset now, CancellationToken ct)
    {
        IReadOnlyList<PayRun> moving;
        await using (var db = await store.OpenAcrossClientsAsync(ct))
            moving = await db.QueryAsync<PayRun>(PayRun.Select + " where state in ('scheduled', 'open', 'approved', 'released') order by client_id, pay_date, id", ct: ct);
        foreach (var run in moving)
        {
            var client = await clients.GetAsync(new ClientId(run.ClientId), ct);
            if (run.State == PayRunState.Scheduled && PayOccurrence.Opens(run.PeriodStart, run.CutOffAt, client.TimeZone) <= now) await OpenAsync(run, client.Id, ct);
            if (run.State is PayRunState.Scheduled or PayRunState.Open && run.CutOffAt <= now) await start.AtCutOffAsync(client.Id, run.Id, ct);
            else if (run.State == PayRunState.Approved && run.ReleaseAt <= now) await RequestReleaseAsync(run, client.Id, ct);
            else if (run.State == PayRunState.Released && run.PayDate < client.DayAt(now)) await close.RunAsync(client.Id, run.Id, Actor.System, ct);
        }
    }

    private async Task OpenAsync(PayRun run, ClientId client, CancellationToken ct)
    {
        await using var unit = await store.BeginAsync(client, ct);
        if (await unit.ExecuteAsync("update payroll.pay_run set state = 'open', version = version + 1 where client_id = @Client and id = @Id and state = 'scheduled'", new { run.Id }, ct) == 0) return;
        await timeline.AddAsync(unit, run.Id, Actor.System, PayRunAction.Open, ct: ct);
        await unit.CommitAsync(ct);
    }

    private async Task RequestReleaseAsync(PayRun run, ClientId client, CancellationToken ct)
    {
        await using var unit = await store.BeginAsync(client, ct);
        await ReleaseJob.RequestAsync(unit, run.Id, run.ReleaseAt, ct);
        await unit.CommitAsync(ct);
    }

    private async Task MarkLateAsync(DateTimeOffset now, CancellationToken ct)
    {
        IReadOnlyList<PayRun> late;
        await using (var db = await store.OpenAcrossClientsAsync(ct))
            late = await db.QueryAsync<PayRun>(PayRun.Select + """
                 where late = 0 and ((state in ('scheduled', 'open', 'calculating', 'in-review', 'submitted') and approve_by < @Now) or (state = 'approved' and release_at < @Late))
                order by client_id, id
                """, new { Now = now, Late = now - Grace }, ct);
        foreach (var run in late)
        {
            await using var unit = await store.BeginAsync(new ClientId(run.ClientId), ct);
            await unit.ExecuteAsync("update payroll.pay_run set late = 1 where client_id = @Client and id = @Id and version = @Version", new { run.Id, run.Version }, ct);
            await unit.CommitAsync(ct);
        }
    }
}
