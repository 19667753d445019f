using Bureau.Jurisdictions;
using Bureau.Kernel.Audit;
using Bureau.Kernel.Data;
using Bureau.Kernel.Web;
using Bureau.Onboarding.Contracts;
using Bureau.Payroll.PayRuns;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Bureau.Payroll.Returns;

/// <summary>A form for the person, made of the last payslip that it tells of.</summary>
internal sealed record OwnForm(Report Report, string TaxYear, string Employer, long RunId, DateOnly PayDate, PersonsReturn Return)
{
    public string Id => $"{Report.Name}-{RunId}";

    public string Title => Report.Title;
}

/// <summary>The forms that the employer owes the employee: at the end of each tax year, and on leaving.</summary>
[Needs(PayrollPermissions.OwnPayslips)]
internal sealed class MyFormsModel(Caller caller, PayrollStore store, PackSource packs, ReadReturns returns, IEmployees employees, IPayGroups groups, AuditTrail audit, TimeProvider clock) : PageModel
{
    /// <summary>Newest first.</summary>
    public IReadOnlyList<OwnForm> Forms { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct)
    {
        var client = caller.Client;
        var today = client.DayAt(clock.GetUtcNow());
        var left = (await employees.FindAsync(client.Id, caller.EmployeeId, today, ct))?.LeavingDate is { } day && day < today ? day : (DateOnly?)null;
        IReadOnlyList<PayRun> runs;
        await using (var db = await store.OpenAsync(client.Id, ct)) runs = await RunsAsync(db, ct);
        var forms = new List<OwnForm>();
        foreach (var run in runs.GroupBy(r => r.TaxYear).Select(y => y.First()))
        {
            var pack = packs(run.PackCountry);
            var ended = pack.TaxYearOf(run.PayDate).End < today;
            // The form of a leaver tells of the last payment at or after the last day.
            var last = run == runs[0] && left <= run.PeriodEnd ? left : null;
            foreach (var report in pack.Reports.Where(r => (r.Scope is ReportScope.Year or ReportScope.EverybodysYear && ended) || (r.Scope == ReportScope.Leaver && last is not null)))
                await foreach (var mine in returns.PeopleAsync(client.Id, run, report, caller.EmployeeId, last, ct))
                    forms.Add(new(report, run.TaxYear, (await groups.GetAsync(client.Id, run.PayGroupId, ct)).Employer.Name, run.Id, run.PayDate, mine));
        }
        Forms = forms;
        if (forms.Count == 0) return;
        await using var unit = await store.BeginAsync(client.Id, ct);
        await audit.AppendAsync(unit, caller.Actor, new AuditEntry("return.open", $"employee/{caller.EmployeeId}", new { Forms = forms.Select(f => f.Id) }), ct);
        await unit.CommitAsync(ct);
    }

    /// <summary>Released runs with a payslip of the caller, newest first.</summary>
    private Task<IReadOnlyList<PayRun>> RunsAsync(DbSession db, CancellationToken ct) =>
        db.QueryAsync<PayRun>(PayRun.Select + """
             where client_id = @Client and state in ('released', 'closed')
              and id in (select p.pay_run_id from payroll.payslip p where p.client_id = @Client and p.employee_id = @EmployeeId)
            order by pay_date desc, id desc
            """, new { caller.EmployeeId }, ct);
}
