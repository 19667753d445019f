using System.Globalization;
using System.Security.Cryptography;
using Bureau.Kernel.Audit;
using Bureau.Kernel.Clients;
using Bureau.Kernel.Identity;
using Bureau.Payroll.Calculation;
using Bureau.Payroll.PayRuns;
using Bureau.Payroll.Payslips.Document;
using Bureau.Payroll.Payslips.Pdf;

namespace Bureau.Payroll.Payslips;

/// <summary>A payslip as it was stored, proven to be it by its hash.</summary>
internal sealed record StoredPayslip(PayRun Run, long EmployeeId, PayslipDocument Document)
{
    public bool IsPublished => Run.State is PayRunState.Released or PayRunState.Closed;

    public string Subject => string.Create(CultureInfo.InvariantCulture, $"payslip/{Run.Id}/{EmployeeId}");

    /// <summary>Without names: it may stand in a list of downloads.</summary>
    public string FileName => string.Create(CultureInfo.InvariantCulture, $"payslip-{Run.PayDate:yyyy-MM-dd}-{Document.Employee.Number}.pdf");
}

/// <summary>Opens payslips, for staff and for the employee. Who opens or downloads which is recorded.</summary>
internal sealed class ReadPayslip(PayrollStore store, DocumentCipher cipher, AuditTrail audit)
{
    /// <param name="published">Only of a run that is released.</param>
    /// <returns>Null when there is no such payslip for the client.</returns>
    /// <exception cref="CryptographicException">What is stored is not what was sealed.</exception>
    public async Task<StoredPayslip?> FindAsync(Client client, long runId, long employeeId, bool published, CancellationToken ct = default)
    {
        await using var db = await store.OpenAsync(client.Id, ct);
        if (await db.SingleOrDefaultAsync<PayRun>(PayRun.SelectById, new { Id = runId }, ct) is not { } run) return null;
        if (published && run.State is not (PayRunState.Released or PayRunState.Closed)) return null;
        var row = await db.SingleOrDefaultAsync<PayslipRow>("""
            select document, hash from payroll.payslip where client_id = @Client and pay_run_id = @RunId and employee_id = @EmployeeId
            """, new { RunId = runId, EmployeeId = employeeId }, ct);
        if (row is null) return null;
        return new(run, employeeId, PayslipBytes.FromBytes(cipher.DecryptPayslip(client.Id, runId, employeeId, row.Hash, row.Document)));
    }

    public async Task RecordOpeningAsync(Client client, Actor actor, StoredPayslip payslip, CancellationToken ct = default)
    {
        await using var unit = await store.BeginAsync(client.Id, ct);
        await audit.AppendAsync(unit, actor, new AuditEntry("payslip.open", payslip.Subject), ct);
        await unit.CommitAsync(ct);
    }

    /// <summary>Somebody asked for a payslip that is not there for them: perhaps a mistyped address, perhaps a guessed one.</summary>
    public async Task RecordRefusalAsync(Client client, Actor actor, long runId, long employeeId, CancellationToken ct = default)
    {
        await using var unit = await store.BeginAsync(client.Id, ct);
        await audit.AppendAsync(unit, actor, new AuditEntry("payslip.refused", string.Create(CultureInfo.InvariantCulture, $"payslip/{runId}/{employeeId}")), ct);
        await unit.CommitAsync(ct);
    }

    /// <summary>The PDF, and the record that it was downloaded. Of a published payslip the first rendering is kept, and handed out from then on.</summary>
    public async Task<byte[]> DownloadAsync(Client client, Actor actor, StoredPayslip payslip, CancellationToken ct = default)
    {
        var (runId, employeeId) = (payslip.Run.Id, payslip.EmployeeId);
        var pdf = PayslipPdf.Render(payslip.Document);
        await using var unit = await store.BeginAsync(client.Id, ct);
        if (payslip.IsPublished) pdf = await KeptPdf.KeepAsync(unit, cipher, runId, employeeId, pdf, ct);
        await audit.AppendAsync(unit, actor, new AuditEntry("payslip.download", payslip.Subject, new { Sha256 = Convert.ToHexStringLower(SHA256.HashData(pdf)) }), ct);
        await unit.CommitAsync(ct);
        return pdf;
    }
}
