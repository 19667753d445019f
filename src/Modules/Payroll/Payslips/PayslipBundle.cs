using System.IO.Compression;
using System.Security.Cryptography;
using Bureau.Kernel.Clients;
using Bureau.Payroll.Calculation;
using Bureau.Payroll.PayRuns;
using Bureau.Payroll.Payslips.Document;
using Bureau.Payroll.Payslips.Pdf;

namespace Bureau.Payroll.Payslips;

/// <summary>
/// All payslips of a released run as one ZIP of PDFs, written out as it is made: what is held is a slice of the people, however many there are. A PDF that was handed out before is
/// handed out again; the others are kept from now on, as with a single download.
/// </summary>
internal sealed class PayslipBundle(PayrollStore store, DocumentCipher cipher)
{
    private const int Slice = 100;

    /// <param name="output">Needs neither to seek nor to tell where it stands. Left open.</param>
    /// <exception cref="CryptographicException">What is stored is not what was sealed; the ZIP is incomplete.</exception>
    public async Task WriteAsync(PayRun run, Stream output, CancellationToken ct = default)
    {
        await using var zip = await ZipArchive.CreateAsync(output, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, ct);
        for (var rows = await ReadAsync(run, 0, ct); rows.Count > 0; rows = await ReadAsync(run, rows[^1].EmployeeId, ct))
        {
            var pdfs = await KeepAsync(run, rows, ct);
            foreach (var (name, pdf) in pdfs)
            {
                // Its streams are compressed already.
                await using var file = await zip.CreateEntry(name, CompressionLevel.NoCompression).OpenAsync(ct);
                await file.WriteAsync(pdf, ct);
            }
        }
    }

    private async Task<IReadOnlyList<Row>> ReadAsync(PayRun run, long after, CancellationToken ct)
    {
        await using var db = await store.OpenAsync(new ClientId(run.ClientId), ct);
        return await db.QueryAsync<Row>("""
            select p.employee_id, p.document, p.hash, f.content as pdf
            from payroll.payslip p
            left join payroll.payslip_pdf f on f.client_id = @Client and f.pay_run_id = @Id and f.employee_id = p.employee_id
            where p.client_id = @Client and p.pay_run_id = @Id and p.employee_id > @After
            order by p.employee_id
            offset 0 rows fetch next @Slice rows only
            """, new { run.Id, After = after, Slice }, ct);
    }

    private async Task<(string Name, byte[] Pdf)[]> KeepAsync(PayRun run, IReadOnlyList<Row> rows, CancellationToken ct)
    {
        var client = new ClientId(run.ClientId);
        var pdfs = new (string Name, byte[] Pdf)[rows.Count];
        Parallel.For(0, rows.Count, new ParallelOptions { CancellationToken = ct }, i => pdfs[i] = Pdf(run, rows[i]));
        var rendered = Enumerable.Range(0, rows.Count).Where(i => rows[i].Pdf is null).ToList();
        if (rendered.Count == 0) return pdfs;
        await using var unit = await store.BeginAsync(client, ct);
        foreach (var i in rendered) pdfs[i].Pdf = await KeptPdf.KeepAsync(unit, cipher, run.Id, rows[i].EmployeeId, pdfs[i].Pdf, ct);
        await unit.CommitAsync(ct);
        return pdfs;
    }

    private (string, byte[]) Pdf(PayRun run, Row row)
    {
        var client = new ClientId(run.ClientId);
        var payslip = new StoredPayslip(run, row.EmployeeId, PayslipBytes.FromBytes(cipher.DecryptPayslip(client, run.Id, row.EmployeeId, row.Hash, row.Document)));
        return (payslip.FileName.Replace('/', '-'), row.Pdf is { } kept ? cipher.DecryptPdf(client, run.Id, row.EmployeeId, kept) : PayslipPdf.Render(payslip.Document));
    }

    private sealed class Row
    {
        public long EmployeeId { get; init; }
        public byte[] Document { get; init; } = [];
        public byte[] Hash { get; init; } = [];
        public byte[]? Pdf { get; init; }
    }
}
