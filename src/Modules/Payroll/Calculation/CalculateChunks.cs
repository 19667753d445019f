using System.Threading.Channels;
using Bureau.Jurisdictions;
using Bureau.Kernel.Clients;
using Bureau.Kernel.Data;
using Bureau.Payroll.PayRuns;

namespace Bureau.Payroll.Calculation;

/// <summary>
/// Calculates the pending chunks of a frozen run: one reader, calculators, one writer, with short queues between, so that memory does not grow with the run. A
/// chunk's payslips and the mark that it is done are written together; one that was interrupted has left nothing and is done again.
/// </summary>
internal sealed class CalculateChunks(PayrollStore store, DocumentCipher documents)
{
    private const int ChunksOfACommit = 4;

    private sealed record Work(ChunkRow Chunk, IReadOnlyList<PersonRow> People);

    private sealed record Result(ChunkRow Chunk, IReadOnlyList<PayslipRow> Payslips, IReadOnlyList<PayRunBlocker> Findings, byte[] Totals, byte[] Hashes);

    /// <summary>A frozen input, and the payslip of somebody whose input did not change since it was made. Documents are encrypted.</summary>
    private sealed class PersonRow
    {
        public long EmployeeId { get; init; }
        public byte[] InputHash { get; init; } = [];
        public byte[] Input { get; init; } = [];
        public byte[]? PayslipHash { get; init; }
        public byte[]? Payslip { get; init; }
    }

    /// <exception cref="SupersededException">The run is no longer to be calculated, or was frozen anew.</exception>
    public async Task RunAsync(PayRun run, RunFrame frame, IRulePack pack, CancellationToken ct)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var work = Channel.CreateBounded<Work>(2);
        var results = Channel.CreateBounded<Result>(ChunksOfACommit);
        var workers = Math.Max(1, Environment.ProcessorCount - 1);
        var reading = Stage(() => ReadAsync(run, work.Writer, stop.Token), e => work.Writer.TryComplete(e), stop);
        var calculating = Stage(
            () => Task.WhenAll(Enumerable.Range(0, workers).Select(_ => CalculateAsync(run, new PayslipCalculator(frame, pack), pack, work.Reader, results.Writer, stop.Token))),
            e => results.Writer.TryComplete(e), stop);
        var writing = Stage(() => WriteAsync(run, results.Reader, stop.Token), _ => { }, stop);
        await Task.WhenAll(writing, calculating, reading);
    }

    /// <summary>On a core of its own. A stage that fails stops the others, which may be waiting for it.</summary>
    private static Task Stage(Func<Task> body, Action<Exception?> complete, CancellationTokenSource stop) => Task.Run(async () =>
    {
        try
        {
            await body();
            complete(null);
        }
        catch (Exception e)
        {
            complete(e);
            await stop.CancelAsync();
            throw;
        }
    }, CancellationToken.None);

    private async Task ReadAsync(PayRun run, ChannelWriter<Work> work, CancellationToken ct)
    {
        await using var db = await store.OpenAsync(new ClientId(run.ClientId), ct);
        var chunks = await db.QueryAsync<ChunkRow>("""
            select chunk_no, first_employee_id, last_employee_id, people, state from payroll.pay_run_chunk
            where client_id = @Client and pay_run_id = @Id and state = 'pending'
            order by chunk_no
            """, new { run.Id }, ct);
        foreach (var chunk in chunks)
        {
            var range = new { run.Id, First = chunk.FirstEmployeeId, Last = chunk.LastEmployeeId };
            var people = await db.QueryAsync<PersonRow>("""
                select i.employee_id, i.hash as input_hash, i.document as input, p.hash as payslip_hash, p.document as payslip
                from payroll.pay_run_input i
                left join payroll.payslip p on p.client_id = @Client and p.pay_run_id = @Id and p.employee_id = i.employee_id
                where i.client_id = @Client and i.pay_run_id = @Id and i.employee_id between @First and @Last
                order by i.employee_id
                """, range, ct);
            await work.WriteAsync(new Work(chunk, people), ct);
        }
    }

    private async Task CalculateAsync(PayRun run, PayslipCalculator calculator, IRulePack pack, ChannelReader<Work> work, ChannelWriter<Result> results, CancellationToken ct)
    {
        await foreach (var item in work.ReadAllAsync(ct)) await results.WriteAsync(Calculate(run, calculator, pack, item), ct);
    }

    private Result Calculate(PayRun run, PayslipCalculator calculator, IRulePack pack, Work work)
    {
        var client = new ClientId(run.ClientId);
        var totals = new TotalsBuilder(pack);
        var hashes = ChunkHashes.For(work.People.Count);
        var buffer = new byte[4096];
        var payslips = new List<PayslipRow>(work.People.Count);
        var findings = new List<PayRunBlocker>();
        for (var i = 0; i < work.People.Count; i++)
        {
            var person = work.People[i];
            if (person.Payslip is { } untouched)
            {
                totals.Add(documents.DecryptPayslip(client, run.Id, person.EmployeeId, untouched, ref buffer));
                hashes.Set(i, person.EmployeeId, person.InputHash, person.PayslipHash);
                continue;
            }
            var payslip = calculator.Calculate(documents.DecryptInput(client, run.Id, person.EmployeeId, person.Input, ref buffer));
            hashes.Set(i, person.EmployeeId, person.InputHash, payslip.IsPayable ? payslip.Hash : []);
            foreach (var finding in payslip.Findings)
                findings.Add(new() { EmployeeId = person.EmployeeId, FindingKey = finding.Key, Field = finding.Field ?? "", Message = finding.Message, Blocks = finding.Blocks ? 1 : 0 });
            if (!payslip.IsPayable) continue;
            totals.Add(calculator);
            payslips.Add(new()
            {
                ClientId = run.ClientId,
                PayRunId = run.Id,
                EmployeeId = person.EmployeeId,
                GrossMinor = payslip.GrossMinor,
                DeductionsMinor = payslip.DeductionsMinor,
                ReimbursementsMinor = payslip.ReimbursementsMinor,
                NetMinor = payslip.NetMinor,
                EmployerCostMinor = payslip.EmployerCostMinor,
                Hash = payslip.Hash,
                Balances = payslip.Balances,
                Document = documents.EncryptPayslip(client, run.Id, person.EmployeeId, payslip.Document.Span),
            });
        }
        return new Result(work.Chunk, payslips, findings, totals.ToTotals().ToBytes(), hashes.Bytes);
    }

    /// <summary>What is ready is written in one transaction: a commit waits for the disk, however much it carries.</summary>
    private async Task WriteAsync(PayRun run, ChannelReader<Result> results, CancellationToken ct)
    {
        while (await results.WaitToReadAsync(ct))
        {
            await using var unit = await store.BeginAsync(new ClientId(run.ClientId), ct);
            for (var written = 0; written < ChunksOfACommit && results.TryRead(out var result); written++) await WriteAsync(unit, run, result, ct);
            await unit.CommitAsync(ct);
        }
    }

    private static async Task WriteAsync(UnitOfWork unit, PayRun run, Result result, CancellationToken ct)
    {
        // Two runners may hold the same chunk for a moment; one of them writes it.
        var mine = await unit.ExecuteAsync("""
            update payroll.pay_run_chunk set state = 'done', totals = @Totals, hashes = @Hashes
            where client_id = @Client and pay_run_id = @Id and chunk_no = @ChunkNo and first_employee_id = @First and state = 'pending'
              and exists (select 1 from payroll.pay_run r where r.client_id = @Client and r.id = @Id and r.state = 'calculating' and r.frozen = 1 and r.known_at = @KnownAt)
            """, new { run.Id, result.Chunk.ChunkNo, First = result.Chunk.FirstEmployeeId, result.Totals, result.Hashes, run.KnownAt }, ct);
        if (mine == 0) throw new SupersededException(run.Id);
        // Of those who had no payslip until now: what was found before is found anew.
        await unit.ExecuteAsync("""
            delete from payroll.pay_run_blocker
            where client_id = @Client and pay_run_id = @Id and employee_id between @First and @Last
              and employee_id not in (select p.employee_id from payroll.payslip p where p.client_id = @Client and p.pay_run_id = @Id and p.employee_id between @First and @Last)
            """, new { run.Id, First = result.Chunk.FirstEmployeeId, Last = result.Chunk.LastEmployeeId }, ct);
        await unit.BulkInsertAsync(PayslipRow.Table, result.Payslips, ct);
        await unit.BulkInsertAsync(BlockerRows.Table(run), result.Findings, ct);
    }
}
