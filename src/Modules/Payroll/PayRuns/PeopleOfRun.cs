using System.Globalization;
using Bureau.Jurisdictions;
using Bureau.Kernel.Data;
using Bureau.Kernel.Web;

namespace Bureau.Payroll.PayRuns;

/// <summary>Who is paid in a run: in a regular one everybody of the pay group but those held out of it, in a follow-up those it was opened for.</summary>
internal sealed class PeopleOfRun
{
    private readonly bool _named;
    private readonly IReadOnlyDictionary<long, HeldOut> _heldOut;
    private readonly Dictionary<long, Finding> _findings = [];

    private PeopleOfRun(bool named, IReadOnlyDictionary<long, HeldOut> heldOut) => (_named, _heldOut) = (named, heldOut);

    public bool Includes(long employeeId) => _heldOut.ContainsKey(employeeId) == _named;

    /// <summary>What keeps this person from being paid in this run, whatever else is known of them; null when nothing does.</summary>
    public Finding? Finding(long employeeId) => _findings.GetValueOrDefault(employeeId);

    /// <summary>Of a follow-up, those who were not met: each a finding about the run as a whole, or they would be forgotten in silence.</summary>
    public IEnumerable<PayRunBlocker> Missing(IReadOnlyCollection<long> met) => !_named ? [] : _heldOut.Keys.Except(met).Select(id => new PayRunBlocker
    {
        FindingKey = "not_in_pay_group",
        Field = id.ToString(CultureInfo.InvariantCulture),
        Blocks = 1,
        Message = "Somebody whom this run is for is not in the pay group in its period any more. Correct the pay group or leaving date, or take the person back.",
    });

    public static async Task<PeopleOfRun> ReadAsync(DbSession db, PayRun run, CancellationToken ct = default)
    {
        var named = run.FollowsRunId is not null;
        var heldOut = await HeldOut.OfPeriodAsync(db, run, ct);
        var people = new PeopleOfRun(named, heldOut.Where(h => !named || h.FollowUpRunId == run.Id).ToDictionary(h => h.EmployeeId));
        // Figures to date go from payslip to payslip in order of pay dates: whoever waits for an earlier one cannot be paid before it.
        foreach (var (id, payDate) in await db.QueryAsync<Waiting>("""
            select h.employee_id, f.pay_date
            from payroll.pay_run_held_out h
            join payroll.pay_run f on f.client_id = h.client_id and f.id = h.follow_up_run_id
            where h.client_id = @Client and f.state not in ('released', 'closed', 'cancelled') and f.pay_group_id = @PayGroupId and f.period_start < @PeriodStart
            """, new { run.PayGroupId, run.PeriodStart }, ct))
            people._findings[id] = new("earlier_run_open", null, $"The person was held out of an earlier run and is not paid for it yet. Release the follow-up run with pay date {Show.Day(payDate)} first, or hold the person out of this run too.", true);
        if (!named) return people;
        foreach (var (id, payDate) in await db.QueryAsync<Waiting>("""
            select h.employee_id, max(r.pay_date) as pay_date
            from payroll.pay_run_held_out h
            join payroll.payslip p on p.client_id = h.client_id and p.employee_id = h.employee_id
            join payroll.pay_run r on r.client_id = p.client_id and r.id = p.pay_run_id
            where h.client_id = @Client and h.follow_up_run_id = @Id and r.id <> @Id and r.state in ('released', 'closed')
              and (r.pay_date > @PayDate or (r.tax_year = @TaxYear and r.period_number = @PeriodNumber and r.frequency = @Frequency))
            group by h.employee_id
            """, new { run.Id, run.PayDate, run.TaxYear, run.PeriodNumber, run.Frequency }, ct))
            people._findings[id] = new("paid_already", null, $"The person has a payslip of {Show.Day(payDate)} already, in the same tax period or later. Contributions are worked out once a period: enter this pay in the next run instead, and cancel this one or take the person back.", true);
        return people;
    }

    private sealed class Waiting
    {
        public long EmployeeId { get; init; }
        public DateOnly PayDate { get; init; }

        public void Deconstruct(out long employeeId, out DateOnly payDate) => (employeeId, payDate) = (EmployeeId, PayDate);
    }
}

/// <summary>Somebody who is not paid in the run of their period but in a follow-up of it.</summary>
internal sealed class HeldOut
{
    public long EmployeeId { get; init; }
    public long FollowUpRunId { get; init; }
    /// <summary>State of the follow-up run.</summary>
    public string State { get; init; } = "";
    public string Reason { get; init; } = "";
    public string HeldByName { get; init; } = "";
    public DateTimeOffset HeldAt { get; init; }

    /// <summary>Everybody who is held out of the run of a period, by employee id; the run may be it or one of its follow-ups.</summary>
    public static Task<IReadOnlyList<HeldOut>> OfPeriodAsync(DbSession db, PayRun run, CancellationToken ct = default) =>
        db.QueryAsync<HeldOut>("""
            select h.employee_id, h.follow_up_run_id, f.state, h.reason, h.held_by_name, h.held_at
            from payroll.pay_run_held_out h
            join payroll.pay_run f on f.client_id = h.client_id and f.id = h.follow_up_run_id
            where h.client_id = @Client and h.pay_run_id = @PeriodRunId
            order by h.employee_id
            """, new { run.PeriodRunId }, ct);
}
