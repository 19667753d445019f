using Bureau.Kernel.Audit;
using Bureau.Kernel.Clients;
using Bureau.Kernel.Data;
using Bureau.Kernel.Identity;
using Bureau.Payroll.PayRuns;

namespace Bureau.Payroll.OpeningBalances;

/// <summary>Somebody else than who handed them in makes the figures what the year goes on from, or returns them.</summary>
internal sealed class DecideOpeningBatch(PayrollStore store, Permissions permissions, AuditTrail audit, StaleRuns stale)
{
    public const int LongestReason = 1000;

    /// <param name="reason">Needed where a total is not stated or does not agree.</param>
    public async Task<Outcome> ApproveAsync(Client client, long batchId, string reason, Actor actor, CancellationToken ct = default)
    {
        if (!await permissions.AllowsAsync(actor, PayrollPermissions.ApproveRun, client.Id, ct)) return Outcome.NotAllowed;
        reason = reason.Trim();
        if (reason.Length > LongestReason) return Outcome.Refused($"Reason: shorten it to {LongestReason:N0} characters.");
        await using var unit = await store.BeginAsync(client.Id, ct);
        // First the runs: once marked they cannot be released, so that nobody is paid between the check below and the end of the transaction.
        foreach (var run in await RunsAsync(unit, batchId, ct)) await stale.MarkAsync(unit, run, actor, "Opening balances were approved after the run was calculated.", ct);
        var approved = await unit.ExecuteAsync("""
            update payroll.opening_batch
            set state = 'approved', decided_by = @By, decided_by_name = @ByName, decided_at = @Now, reason = @Reason
            where client_id = @Client and id = @Id and state = 'submitted' and submitted_by <> @By
              and not exists (
                select 1 from payroll.opening_entry e
                join payroll.payslip p on p.client_id = e.client_id and p.employee_id = e.employee_id
                join payroll.pay_run r on r.client_id = p.client_id and r.id = p.pay_run_id
                where e.client_id = @Client and e.batch_id = @Id and r.tax_year = opening_batch.tax_year and r.state in ('released', 'closed'))
            """, new { Id = batchId, By = actor.AccountId, ByName = actor.Name, unit.Now, Reason = reason }, ct);
        if (approved == 0) return await WhyNotAsync(unit, batchId, OpeningBatch.Approved, reason, actor, ct);
        var sums = await OpeningSum.ReadAsync(unit, batchId, ct);
        if (reason.Length == 0 && sums.Any(s => !s.Agrees))
            return Outcome.Refused(sums.All(s => s.StatedMinor is null)
                ? "No totals of the former provider were entered. Say on what you rely instead."
                : "Not every total agrees. Say why the figures are right nevertheless, or return them.");

        await WriteAsync(unit, batchId, actor, ct);
        await audit.AppendAsync(unit, actor, new AuditEntry("opening-balances.approve", $"opening/{batchId}", new { Differing = sums.Where(s => !s.Agrees).Select(s => s.Figure) }), ct);
        await unit.CommitAsync(ct);
        return Outcome.Done;
    }

    public async Task<Outcome> ReturnAsync(Client client, long batchId, string reason, Actor actor, CancellationToken ct = default)
    {
        if (!await permissions.AllowsAsync(actor, PayrollPermissions.ApproveRun, client.Id, ct)) return Outcome.NotAllowed;
        reason = reason.Trim();
        if (reason.Length is 0 or > LongestReason) return Outcome.Refused($"Reason: say what is to be put right, in at most {LongestReason:N0} characters.");
        await using var unit = await store.BeginAsync(client.Id, ct);
        if (await unit.ExecuteAsync("""
            update payroll.opening_batch
            set state = 'returned', decided_by = @By, decided_by_name = @ByName, decided_at = @Now, reason = @Reason
            where client_id = @Client and id = @Id and state = 'submitted' and submitted_by <> @By
            """, new { Id = batchId, By = actor.AccountId, ByName = actor.Name, unit.Now, Reason = reason }, ct) == 0) return await WhyNotAsync(unit, batchId, OpeningBatch.Returned, reason, actor, ct);
        await audit.AppendAsync(unit, actor, new AuditEntry("opening-balances.return", $"opening/{batchId}"), ct);
        await unit.CommitAsync(ct);
        return Outcome.Done;
    }

    private static async Task WriteAsync(UnitOfWork unit, long batchId, Actor actor, CancellationToken ct)
    {
        var args = new { Id = batchId, By = actor.AccountId, unit.Now };
        await unit.ExecuteAsync("""
            delete from payroll.opening_balance
            where client_id = @Client
              and tax_year = (select b.tax_year from payroll.opening_batch b where b.client_id = @Client and b.id = @Id)
              and employee_id in (select e.employee_id from payroll.opening_entry e where e.client_id = @Client and e.batch_id = @Id)
            """, args, ct);
        await unit.ExecuteAsync("""
            insert into payroll.opening_balance (client_id, employee_id, tax_year, balances, entered_by, entered_at)
            select e.client_id, e.employee_id, b.tax_year, e.balances, @By, @Now
            from payroll.opening_batch b
            join payroll.opening_entry e on e.client_id = b.client_id and e.batch_id = b.id
            where b.client_id = @Client and b.id = @Id
            """, args, ct);
    }

    /// <summary>Runs of the tax year that were calculated for one of these people and are not released.</summary>
    private static Task<IReadOnlyList<long>> RunsAsync(UnitOfWork unit, long batchId, CancellationToken ct) =>
        unit.QueryAsync<long>("""
            select r.id
            from payroll.opening_batch b
            join payroll.pay_run r on r.client_id = b.client_id and r.tax_year = b.tax_year and r.state in ('calculating', 'in-review', 'submitted', 'approved')
            where b.client_id = @Client and b.id = @Id
              and exists (
                select 1 from payroll.pay_run_input i
                join payroll.opening_entry e on e.client_id = i.client_id and e.employee_id = i.employee_id
                where i.client_id = @Client and i.pay_run_id = r.id and e.batch_id = b.id)
            """, new { Id = batchId }, ct);

    /// <summary>Done where this person has decided the very same before: a double click.</summary>
    private static async Task<Outcome> WhyNotAsync(UnitOfWork unit, long batchId, string state, string reason, Actor actor, CancellationToken ct) => await OpeningBatch.FindAsync(unit, batchId, ct) switch
    {
        null => Outcome.Refused("There are no such opening balances."),
        { } batch when batch.State == state && batch.DecidedBy == actor.AccountId && batch.Reason == reason => Outcome.Done,
        { State: not OpeningBatch.Submitted } batch => Outcome.Refused($"{batch.DecidedByName} has decided on these figures already."),
        var batch when batch.SubmittedBy == actor.AccountId => Outcome.Refused("You handed these figures in. Somebody else decides on them."),
        _ => Outcome.Refused("Somebody in the file was paid here meanwhile, and nothing can be put before a payslip that is released. Return the figures, so that they come again without those people."),
    };
}
