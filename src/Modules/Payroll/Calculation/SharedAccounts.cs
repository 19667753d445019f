using Bureau.Kernel.Data;

namespace Bureau.Payroll.Calculation;

/// <summary>People of a run who are paid to the same bank account: usual for a couple, and the commonest trace of a payroll fraud. A warning.</summary>
internal static class SharedAccounts
{
    public const string FindingKey = "shared_account";
    private const string Message = "Another person of this run is paid to the same bank account. Check that this is meant.";

    /// <summary>What was accepted of those who still share stays accepted.</summary>
    public static async Task FindAsync(UnitOfWork unit, long runId, CancellationToken ct)
    {
        await unit.ExecuteAsync("""
            delete from payroll.pay_run_blocker
            where client_id = @Client and pay_run_id = @RunId and finding_key = @FindingKey
              and employee_id not in (
                select i.employee_id from payroll.pay_run_input i
                where i.client_id = @Client and i.pay_run_id = @RunId and i.account_index in (
                  select s.account_index from payroll.pay_run_input s
                  where s.client_id = @Client and s.pay_run_id = @RunId and s.account_index is not null group by s.account_index having count(*) > 1))
            """, new { RunId = runId, FindingKey }, ct);
        await unit.ExecuteAsync("""
            insert into payroll.pay_run_blocker (client_id, pay_run_id, employee_id, finding_key, field, message, blocks)
            select i.client_id, i.pay_run_id, i.employee_id, @FindingKey, 'bank_account_number', @Message, 0
            from payroll.pay_run_input i
            where i.client_id = @Client and i.pay_run_id = @RunId and i.account_index in (
                select s.account_index from payroll.pay_run_input s
                where s.client_id = @Client and s.pay_run_id = @RunId and s.account_index is not null group by s.account_index having count(*) > 1)
              and not exists (select 1 from payroll.pay_run_blocker b where b.client_id = @Client and b.pay_run_id = @RunId and b.employee_id = i.employee_id and b.finding_key = @FindingKey)
            """, new { RunId = runId, FindingKey, Message }, ct);
    }
}
