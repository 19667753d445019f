using Bureau.Kernel.Clients;
using Bureau.Kernel.Data;
using Bureau.Kernel.Identity;
using Bureau.Kernel.Web;
using Bureau.Onboarding.Contracts;
using Bureau.Payroll.Calendars;

namespace Bureau.Payroll.PayRuns;

/// <summary>
/// Takes people out of the run of a period so that the others can be paid, and pays them in a follow-up run of the same period, which goes through the same states and signatures. Of a
/// released run, those whom it left out can be paid in a follow-up in the same way.
/// </summary>
internal sealed class HoldOut(PayrollStore store, IClientDirectory clients, IEmployees employees, Permissions permissions, Timeline timeline, StaleRuns stale, PackSource packs)
{
    /// <param name="runId">The run that they are to be kept out of; a follow-up run passes them on to another.</param>
    /// <param name="payDate">Pay date of the follow-up; null = that of the run, or the first working day whose release can still be met.</param>
    public async Task<Outcome> RunAsync(ClientId client, long runId, IReadOnlyCollection<long> people, string reason, Actor actor, DateOnly? payDate = null, CancellationToken ct = default)
    {
        if (!await permissions.AllowsAsync(actor, PayrollPermissions.PrepareRun, client, ct)) return Outcome.NotAllowed;
        if (string.IsNullOrWhiteSpace(reason)) return Outcome.Refused("Reason: say why they cannot be paid with the others.");
        if (reason.Trim().Length > 1000) return Outcome.Refused("Reason: use at most 1,000 characters.");
        if (people.Count == 0) return Outcome.Refused("Employee: say who is to be held out.");
        var known = await employees.NamesAsync(client, people, ct);
        if (people.Any(id => !known.ContainsKey(id))) return Outcome.Refused("Employee: there is nobody with this number. Check the number.");
        var who = await clients.GetAsync(client, ct);

        await using var unit = await store.BeginAsync(client, ct);
        // Takes the row of the run: whoever submits or releases it meanwhile waits, and then finds it out of date.
        if (await unit.ExecuteAsync("update payroll.pay_run set late = late where client_id = @Client and id = @Id", new { Id = runId }, ct) == 0) return Outcome.NotFound;
        var run = await unit.SingleAsync<PayRun>(PayRun.SelectById, new { Id = runId }, ct);
        var published = run.State is PayRunState.Released or PayRunState.Closed;
        if (run.State is PayRunState.Scheduled or PayRunState.Calculating or PayRunState.Cancelled || published && run.FollowsRunId is not null)
            return Outcome.Refused($"The pay run is {PayRunState.Label(run.State).ToLowerInvariant()}: nobody can be held out of it now.");

        var heldOut = (await HeldOut.OfPeriodAsync(unit, run, ct)).ToDictionary(h => h.EmployeeId);
        var moved = people.Distinct().Where(id => !heldOut.TryGetValue(id, out var h) || h.State == PayRunState.Cancelled || h.FollowUpRunId == run.Id).ToList();
        // A double click: what was asked for is so.
        if (moved.Count == 0) return Outcome.Done;
        foreach (var id in published ? moved : [])
            if (await unit.ScalarAsync<long>("select count(*) from payroll.payslip where client_id = @Client and pay_run_id = @Id and employee_id = @EmployeeId", new { run.Id, EmployeeId = id }, ct) > 0)
                return Outcome.Refused($"Employee: {known[id].Number} is paid in this run already. Enter what is missing in the next run.");

        var (followUp, problem) = await FollowUpAsync(unit, who, run, payDate, actor, reason.Trim(), ct);
        if (problem is not null) return Outcome.Refused(problem);
        foreach (var id in moved) await AddAsync(unit, run, id, followUp, reason.Trim(), actor, ct);
        await timeline.AddAsync(unit, run.Id, actor, Timeline.HoldOut, reason.Trim(), new { employees = moved, followUp }, ct);
        await stale.MarkAsync(unit, run.Id, actor, moved.Count == 1 ? "Somebody was held out." : $"{moved.Count} people were held out.", ct);
        await stale.MarkAsync(unit, followUp, actor, "Somebody joined this follow-up run.", ct);
        await unit.CommitAsync(ct);
        return Outcome.Done;
    }

    /// <summary>The follow-up that still takes people, or a new one.</summary>
    private async Task<(long Id, string? Problem)> FollowUpAsync(UnitOfWork unit, Client client, PayRun run, DateOnly? payDate, Actor actor, string reason, CancellationToken ct)
    {
        var pack = packs(run.PackCountry);
        var days = new WorkingDays(pack.BankHolidays);
        var calendar = await unit.SingleAsync<PayCalendar>(PayCalendar.Select + " where client_id = @Client and id = @CalendarId", new { run.CalendarId }, ct);
        var day = payDate ?? run.PayDate;
        if (payDate is null)
            while (!days.IsWorkingDay(day) || PayOccurrences.Deadlines(calendar, day, client.TimeZone, days).ReleaseAt <= unit.Now) day = day.AddDays(1);
        if (!days.IsWorkingDay(day)) return (0, $"Pay date: {Show.Day(day)} is no working day. Choose one.");
        if (day < client.DayAt(unit.Now)) return (0, $"Pay date: {Show.Day(day)} is past. Choose today or later.");
        if (await unit.ScalarAsync<long?>("""
            select max(id) from payroll.pay_run
            where client_id = @Client and follows_run_id = @PeriodRunId and id <> @Id and pay_date = @PayDate and state in ('open', 'in-review')
            """, new { run.PeriodRunId, run.Id, PayDate = day }, ct) is { } open) return (open, null);

        var id = unit.Ids.Next();
        var (_, approveBy, releaseAt) = PayOccurrences.Deadlines(calendar, day, client.TimeZone, days);
        await unit.ExecuteAsync("""
            insert into payroll.pay_run (id, client_id, pay_group_id, calendar_id, kind, follows_run_id, frequency, period_start, period_end, pay_date, tax_year, period_number,
                cut_off_at, approve_by, release_at, state, version, stale, late, created_at, frozen, currency, pack_country, employees, payslips, gross_minor,
                deductions_minor, reimbursements_minor, net_minor, employer_cost_minor, blockers, warnings)
            select @FollowUp, client_id, pay_group_id, calendar_id, 'follow-up', @PeriodRunId, frequency, period_start, period_end, @PayDate, @TaxYear, @PeriodNumber,
                @CutOffAt, @ApproveBy, @ReleaseAt, 'open', 1, 0, 0, @Now, 0, currency, pack_country, 0, 0, 0, 0, 0, 0, 0, 0, 0
            from payroll.pay_run where client_id = @Client and id = @Id
            """, new
        {
            FollowUp = id,
            run.Id,
            run.PeriodRunId,
            PayDate = day,
            TaxYear = day == run.PayDate ? run.TaxYear : pack.TaxYearOf(day).Label,
            PeriodNumber = day == run.PayDate ? run.PeriodNumber : pack.PeriodOf(day, Enum.Parse<Jurisdictions.PayFrequency>(run.Frequency)),
            // Its inputs may come as long as the others' approval, and its approval until the release.
            CutOffAt = approveBy > unit.Now ? approveBy : unit.Now,
            ApproveBy = releaseAt,
            ReleaseAt = releaseAt,
            unit.Now,
        }, ct);
        await timeline.AddAsync(unit, id, actor, PayRunAction.Open, reason, new { follows = run.PeriodRunId }, ct);
        return (id, null);
    }

    private static async Task AddAsync(UnitOfWork unit, PayRun run, long employeeId, long followUp, string reason, Actor actor, CancellationToken ct)
    {
        var row = new { run.PeriodRunId, EmployeeId = employeeId, FollowUp = followUp, Reason = reason, unit.Now, ActorId = actor.AccountId, ActorName = actor.Name };
        if (await unit.ExecuteAsync("""
            update payroll.pay_run_held_out set follow_up_run_id = @FollowUp, reason = @Reason, held_by = @ActorId, held_by_name = @ActorName, held_at = @Now
            where client_id = @Client and pay_run_id = @PeriodRunId and employee_id = @EmployeeId
            """, row, ct) == 0)
            await unit.ExecuteAsync("""
                insert into payroll.pay_run_held_out (client_id, pay_run_id, employee_id, follow_up_run_id, reason, held_by, held_by_name, held_at)
                values (@Client, @PeriodRunId, @EmployeeId, @FollowUp, @Reason, @ActorId, @ActorName, @Now)
                """, row, ct);
    }
}
