using System.Runtime.CompilerServices;
using Bureau.Kernel.Clients;
using Bureau.Payroll.PayRuns;

namespace Bureau.Payroll.Calculation;

/// <summary>The people of a run one after another, calculated again from what was frozen for each: for questions about the very case that is paid.</summary>
internal sealed class CalculateAgain(PayrollStore store, DocumentCipher documents, PackSource packs)
{
    /// <summary>By employee id. The calculator is one and the same and stands on each person in turn; who is blocked is left out.</summary>
    /// <param name="employeeId">Only this person; null = everybody.</param>
    public async IAsyncEnumerable<PayslipCalculator> StreamAsync(ClientId client, PayRun run, long? employeeId, [EnumeratorCancellation] CancellationToken ct = default)
    {
        await using var db = await store.OpenAsync(client, ct);
        if (await db.ScalarAsync<byte[]?>("select frame from payroll.pay_run where client_id = @Client and id = @Id", new { run.Id }, ct) is not { } frame) yield break;
        var calculator = new PayslipCalculator(RunFrame.FromBytes(frame), packs(run.PackCountry));
        await foreach (var row in db.StreamAsync<InputRow>("""
            select i.employee_id, i.document
            from payroll.pay_run_input i
            where i.client_id = @Client and i.pay_run_id = @Id and (@EmployeeId is null or i.employee_id = @EmployeeId)
              and exists (select 1 from payroll.payslip p where p.client_id = @Client and p.pay_run_id = @Id and p.employee_id = i.employee_id)
            order by i.employee_id
            """, new { run.Id, EmployeeId = employeeId }, ct))
            if (calculator.Calculate(documents.DecryptInput(client, run.Id, row.EmployeeId, row.Document)).IsPayable) yield return calculator;
    }
}
