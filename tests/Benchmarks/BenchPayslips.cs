using System.Text.Json;
using Bureau.Payroll.Calculation;
using Bureau.Payroll.Payslips;
using Bureau.Payroll.Payslips.Document;
using Bureau.Payroll.Payslips.Pdf;
using Microsoft.Extensions.DependencyInjection;

namespace Bureau.Benchmarks;

/// <summary>Measures the payslips of a released run: rendered to PDF on one core, and as the ZIP of all that staff download, with the most memory that it held.</summary>
internal static class BenchPayslips
{
    public static async Task<int> MeasureAsync(string folder, int employees, TextWriter output, CancellationToken ct)
    {
        var (clock, people) = (new BenchClock(default), BenchPayRun.People(employees));
        await using var bench = await BenchStore.CreateAsync(folder, people, clock, ct);
        var run = (await BenchPayRun.ReleaseAsync(bench, people, clock, employees, ct)).Run;

        var cipher = bench.Services.GetRequiredService<DocumentCipher>();
        List<PayslipDocument> payslips;
        await using (var db = await bench.Store.OpenAsync(BenchStore.Client, ct))
        {
            payslips = (await db.QueryAsync<PayslipRow>("select employee_id, hash, document from payroll.payslip where client_id = @Client and pay_run_id = @Id order by employee_id offset 0 rows fetch next 5000 rows only", new { run.Id }, ct))
                .Select(p => PayslipBytes.FromBytes(cipher.DecryptPayslip(BenchStore.Client, run.Id, p.EmployeeId, p.Hash, p.Document))).ToList();
        }
        foreach (var payslip in payslips) PayslipPdf.Render(payslip);
        var rendering = new BenchPayRun.ProcessorWatch();
        var bytes = 0L;
        rendering.Start();
        foreach (var payslip in payslips) bytes += PayslipPdf.Render(payslip).Length;
        rendering.Stop();

        var bundle = bench.Services.GetRequiredService<PayslipBundle>();
        using var first = new Counted();
        using var again = new Counted();
        var (keeping, handing) = (new BenchPayRun.ProcessorWatch(), new BenchPayRun.ProcessorWatch());
        keeping.Start();
        await bundle.WriteAsync(run, first, ct);
        keeping.Stop();
        handing.Start();
        await bundle.WriteAsync(run, again, ct);
        handing.Stop();
        await output.WriteLineAsync(JsonSerializer.Serialize(new
        {
            employees,
            pdfs_per_second_one_core = (long)(payslips.Count / BenchPayRun.Number(rendering.Processor)),
            bytes_per_pdf = bytes / payslips.Count,
            bundle_seconds = BenchPayRun.Number(keeping.Elapsed),
            bundle_again_seconds = BenchPayRun.Number(handing.Elapsed),
            bundle_megabytes = first.Length / 1_000_000,
            most_memory_megabytes = Math.Max(first.MostMemory, again.MostMemory) / 1_000_000,
        }));
        return first.Length == again.Length ? 0 : 1;
    }

    /// <summary>Takes what is written, forgets it, and looks at the memory in use now and then.</summary>
    private sealed class Counted : Stream
    {
        private long _length;

        public long MostMemory { get; private set; }

        public override long Length => _length;
        public override bool CanRead => false;
        public override bool CanSeek => false;
        public override bool CanWrite => true;
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override void Write(byte[] buffer, int offset, int count)
        {
            if (_length / 10_000_000 != (_length + count) / 10_000_000) MostMemory = Math.Max(MostMemory, GC.GetTotalMemory(forceFullCollection: false));
            _length += count;
        }

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
