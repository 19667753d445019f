using Bureau.Kernel.Data;
using Bureau.Payroll.Calculation;

namespace Bureau.Payroll.Payslips;

/// <summary>The PDF of a published payslip as it was first handed out: everybody gets these bytes for ever. Stored encrypted.</summary>
internal static class KeptPdf
{
    /// <param name="rendered">Kept if there is none yet.</param>
    /// <returns>What is kept: of two who ask at once, both get the bytes of the first.</returns>
    public static async Task<byte[]> KeepAsync(UnitOfWork unit, DocumentCipher cipher, long runId, long employeeId, byte[] rendered, CancellationToken ct)
    {
        var of = new { RunId = runId, EmployeeId = employeeId, Content = cipher.EncryptPdf(unit.Client, runId, employeeId, rendered), unit.Now };
        if (await unit.ExecuteAsync("""
            insert into payroll.payslip_pdf (client_id, pay_run_id, employee_id, content, rendered_at)
            select @Client, @RunId, @EmployeeId, @Content, @Now
            where not exists (select 1 from payroll.payslip_pdf where client_id = @Client and pay_run_id = @RunId and employee_id = @EmployeeId)
            """, of, ct) == 1) return rendered;
        var kept = await unit.SingleAsync<byte[]>("select content from payroll.payslip_pdf where client_id = @Client and pay_run_id = @RunId and employee_id = @EmployeeId", of, ct);
        return cipher.DecryptPdf(unit.Client, runId, employeeId, kept);
    }
}
