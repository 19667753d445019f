using Bureau.Jurisdictions;
using Bureau.Kernel.Clients;
using Bureau.Kernel.Web;
using Bureau.Onboarding.Contracts;
using Bureau.Payroll.Contracts;
using Bureau.Payroll.Explanations.Questions;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Bureau.Payroll.Payslips.Own;

/// <summary>The employee's first screen: what is new, what comes next.</summary>
[Needs(PayrollPermissions.OwnPayslips)]
internal sealed class MeModel(Caller caller, PayrollStore store, IEmployees employees, IPayPeriods periods, PackSource packs, TimeProvider clock) : PageModel
{
    public Client Client => caller.Client;

    public Employment? Person { get; private set; }

    public OwnPayslip? Latest { get; private set; }

    public OwnPayslip? Before { get; private set; }

    /// <summary>Payslips of the last months that were not opened yet, newest first.</summary>
    public IReadOnlyList<OwnPayslip> Unread { get; private set; } = [];

    public DateOnly? NextPayDate { get; private set; }

    public IRulePack Pack => packs(Client.Country);

    /// <summary>The last message about each line that was asked about, newest first.</summary>
    public IReadOnlyList<PayslipMessage> Questions { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct)
    {
        var today = Client.DayAt(clock.GetUtcNow());
        Person = await employees.FindAsync(Client.Id, caller.EmployeeId, today, ct);
        await using (var db = await store.OpenAsync(Client.Id, ct))
        {
            var recent = await OwnPayslip.ReadAsync(db, caller.EmployeeId, 3, ct);
            (Latest, Before) = (recent is [var latest, ..] ? latest : null, recent is [_, var before, ..] ? before : null);
            if (recent.Count > 0)
            {
                var subjects = recent.ToDictionary(p => $"payslip/{p.PayRunId}/{caller.EmployeeId}");
                var opened = await db.QueryAsync<string>("""
                    select distinct subject from payroll.audit where client_id = @Client and actor_id = @ActorId and action in ('payslip.open', 'payslip.download') and subject in @Subjects
                    """, new { ActorId = caller.Actor.AccountId, Subjects = subjects.Keys }, ct);
                Unread = [.. subjects.Where(s => !opened.Contains(s.Key)).Select(s => s.Value)];
            }
            Questions = await PayslipMessage.LastOfPersonAsync(db, caller.EmployeeId, 10, ct);
            if (Person?.PayGroupId is { } group)
                NextPayDate = (await db.SingleOrDefaultAsync<Upcoming>("""
                    select min(pay_date) as pay_date from payroll.pay_run
                    where client_id = @Client and pay_group_id = @Group and pay_date >= @Today and state <> 'cancelled'
                    """, new { Group = group, Today = today }, ct))?.PayDate;
        }
        if (NextPayDate is null && Person?.PayGroupId is { } payGroup)
            NextPayDate = await periods.UpcomingAsync(Client.Id, payGroup, today, 1, ct) is [var period, ..] ? period.PayDate : null;
    }

    private sealed class Upcoming
    {
        public DateOnly? PayDate { get; init; }
    }
}
