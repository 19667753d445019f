using System.Collections.Concurrent;
using Bureau.Jurisdictions;
using Bureau.Kernel.Clients;
using Bureau.Kernel.Data;
using Bureau.Kernel.Web;
using Bureau.Payroll.Payments;
using Bureau.Payroll.PayRuns;

namespace Bureau.Payroll.Calculation;

/// <summary>
/// Calculates the pending chunks of a frozen run: a few ahead of the one writer, written in their order, so that memory does not grow with the run. A chunk's payslips
/// and the mark that it is done are written together; one that was interrupted has left nothing and is done again.
/// </summary>
internal sealed class CalculateChunks(PayrollStore store, DocumentCipher documents, PeopleWaiting people)
{
    /// <summary>A transaction has a cost of its own, however much it carries; while it is open nobody else writes.</summary>
    private const int ChunksOfACommit = 8;

    private static readonly int s_cores = Environment.ProcessorCount, s_ahead = 8 * s_cores;
    private static readonly TimeSpan s_aMoment = TimeSpan.FromMilliseconds(5);

    /// <exception cref="SupersededException">The run is no longer to be calculated, or was frozen anew.</exception>
    public async Task RunAsync(PayRun run, RunFrame frame, IRulePack pack, CancellationToken ct)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var pending = new Queue<ChunkRow>(await PendingAsync(run, ct));
        using var turns = new SemaphoreSlim(s_cores);
        var working = 0;
        var calculators = new ConcurrentBag<PayslipCalculator>();
        var ahead = new Queue<Task<CalculatedChunk>>();
        try
        {
            while (Start())
            {
                await ahead.Peek();
                await using var unit = await store.BeginRepeatableAsync(new ClientId(run.ClientId), ct);
                for (var written = 0; written < ChunksOfACommit && Start() && ahead.Peek().IsCompleted; written++)
                {
                    using var chunk = await ahead.Dequeue();
                    await WriteAsync(unit, run, chunk, ct);
                }
                await unit.CommitAsync(ct);
            }
        }
        finally
        {
            await stop.CancelAsync();
            await Task.WhenAll(ahead).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }

        // False when there is nothing more to write.
        bool Start()
        {
            while (ahead.Count < s_ahead && pending.TryDequeue(out var chunk)) ahead.Enqueue(Task.Run(() => InTurnAsync(chunk), stop.Token));
            return ahead.Count > 0;
        }

        async Task<CalculatedChunk> InTurnAsync(ChunkRow chunk)
        {
            await turns.WaitAsync(stop.Token);
            try
            {
                // One core is people's as long as there are any.
                while (people.Any && Volatile.Read(ref working) >= Math.Max(1, s_cores - 1)) await Task.Delay(s_aMoment, stop.Token);
                Interlocked.Increment(ref working);
                return await CalculateAsync(chunk);
            }
            finally
            {
                turns.Release();
            }
        }

        async Task<CalculatedChunk> CalculateAsync(ChunkRow chunk)
        {
            try
            {
                if (!calculators.TryTake(out var calculator)) calculator = new PayslipCalculator(frame, pack);
                var calculated = new CalculatedChunk(run, chunk, calculator, pack, documents);
                var of = new { run.Id, First = chunk.FirstEmployeeId, Last = chunk.LastEmployeeId };
                await using (var db = await store.OpenAsync(new ClientId(run.ClientId), stop.Token))
                {
                    await db.ReadAsync(CalculatedChunk.Untouched, of, calculated.AddUntouched, stop.Token);
                    await db.ReadAsync(CalculatedChunk.Inputs, of, calculated.AddInput, stop.Token);
                }
                calculated.Calculate();
                calculators.Add(calculator);
                return calculated;
            }
            finally
            {
                Interlocked.Decrement(ref working);
            }
        }
    }

    private async Task<IReadOnlyList<ChunkRow>> PendingAsync(PayRun run, CancellationToken ct)
    {
        await using var db = await store.OpenAsync(new ClientId(run.ClientId), ct);
        return await db.QueryAsync<ChunkRow>("""
            select chunk_no, first_employee_id, last_employee_id, people, state from payroll.pay_run_chunk
            where client_id = @Client and pay_run_id = @Id and state = 'pending'
            order by chunk_no
            """, new { run.Id }, ct);
    }

    private static async Task WriteAsync(UnitOfWork unit, PayRun run, CalculatedChunk chunk, CancellationToken ct)
    {
        // Two runners may hold the same chunk for a moment; one of them writes it.
        var mine = await unit.ExecuteAsync("""
            update payroll.pay_run_chunk set state = 'done', totals = @Totals, hashes = @Hashes
            where client_id = @Client and pay_run_id = @Id and chunk_no = @ChunkNo and first_employee_id = @First and state = 'pending'
              and exists (select 1 from payroll.pay_run r where r.client_id = @Client and r.id = @Id and r.state = 'calculating' and r.frozen = 1 and r.known_at = @KnownAt)
            """, new { run.Id, chunk.Row.ChunkNo, First = chunk.Row.FirstEmployeeId, chunk.Totals, chunk.Hashes, run.KnownAt }, ct);
        if (mine == 0) throw new SupersededException(run.Id);
        // Of those who had no payslip until now: what was found before is found anew.
        await unit.ExecuteAsync("""
            delete from payroll.pay_run_blocker
            where client_id = @Client and pay_run_id = @Id and employee_id between @First and @Last
              and employee_id not in (select p.employee_id from payroll.payslip p where p.client_id = @Client and p.pay_run_id = @Id and p.employee_id between @First and @Last)
            """, new { run.Id, First = chunk.Row.FirstEmployeeId, Last = chunk.Row.LastEmployeeId }, ct);
        await unit.BulkInsertAsync(NewPayslip.Table(run), chunk.Payslips, ct);
        await unit.BulkInsertAsync(NewPayment.Table(run), chunk.Payments, ct);
        await unit.BulkInsertAsync(BlockerRows.Table(run), chunk.Findings, ct);
    }
}
