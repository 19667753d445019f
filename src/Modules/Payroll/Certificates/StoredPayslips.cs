using System.Security.Cryptography;
using Bureau.Jurisdictions;
using Bureau.Kernel.Clients;
using Bureau.Payroll.Calculation;
using Bureau.Payroll.Payments;
using Bureau.Payroll.PayRuns;

namespace Bureau.Payroll.Certificates;

/// <summary>What the stored payslips of a run say, read back and added up: independent of what was meant to be stored.</summary>
/// <param name="Totals">Of the documents.</param>
/// <param name="Listed">Of the figures that stand beside the documents, for lists: gross, net and employer cost.</param>
/// <param name="Wrong">Payslips whose own lines and totals do not agree.</param>
/// <param name="Unopened">Payslips that were altered or moved: neither added up nor sealed.</param>
/// <param name="Inputs">How many people's inputs are stored.</param>
/// <param name="Paid">Sum of the payments, minor units.</param>
/// <param name="Seal">Seal worked out from the hashes of the inputs that were calculated from and those that the documents opened with.</param>
internal sealed record StoredPayslips(RunTotals Totals, RunTotals Listed, int Wrong, int Unopened, int Inputs, long Paid, string Seal)
{
    /// <summary>Each hash is the one that the document opened with.</summary>
    private sealed record Part(List<(long EmployeeId, byte[] Hash)> Results, TotalsBuilder Totals, RunTotals Listed);

    public static async Task<StoredPayslips> ReadAsync(PayrollStore store, DocumentCipher documents, PayRun run, RunFrame frame, IRulePack pack, CancellationToken ct)
    {
        var client = new ClientId(run.ClientId);
        IReadOnlyList<ChunkRow> chunks;
        await using (var db = await store.OpenAsync(client, ct))
            chunks = await db.QueryAsync<ChunkRow>("select chunk_no, first_employee_id, last_employee_id, people from payroll.pay_run_chunk where client_id = @Client and pay_run_id = @Id order by chunk_no", new { run.Id }, ct);
        using var seal = new RunSeal();
        var (totals, listed) = (new TotalsBuilder(pack), new RunTotals());
        var (results, sealedUpTo) = (new List<(long EmployeeId, byte[] Hash)>?[chunks.Count], 0);
        var beside = Task.Run(BesideAsync, ct);
        var read = Parallel.ForEachAsync(Enumerable.Range(0, chunks.Count), new ParallelOptions { CancellationToken = ct, MaxDegreeOfParallelism = Environment.ProcessorCount },
            // From slice to slice without a gap: a payslip that belongs to none is met too.
            async (i, stop) => Add(i, await ReadAsync(store, documents, run, i == 0 ? 0 : chunks[i - 1].LastEmployeeId + 1, i == chunks.Count - 1 ? long.MaxValue : chunks[i].LastEmployeeId, chunks[i].People, pack, stop)));
        await Task.WhenAll(read, beside);
        var (inputs, paid) = await beside;
        return new(totals.ToTotals(), listed, totals.Wrong, listed.Payslips - seal.Results, inputs, paid, seal.Seal(run, frame));

        async Task<(int Inputs, long Paid)> BesideAsync()
        {
            await using var db = await store.OpenAsync(client, ct);
            await seal.AddInputsAsync(db, run.Id, ct);
            return (await db.ScalarAsync<int>("select count(*) from payroll.pay_run_input where client_id = @Client and pay_run_id = @Id", new { run.Id }, ct), await Payment.SumAsync(db, run.Id, ct));
        }

        void Add(int slice, Part part)
        {
            lock (totals)
            {
                totals.Add(part.Totals);
                listed.Add(part.Listed);
                // Into the seal in the order of the slices, as soon as those before are.
                results[slice] = part.Results;
                for (; sealedUpTo < results.Length && results[sealedUpTo] is { } next; sealedUpTo++)
                {
                    foreach (var (employeeId, hash) in next) seal.AddResult(employeeId, hash);
                    results[sealedUpTo] = null;
                }
            }
        }
    }

    private static async Task<Part> ReadAsync(PayrollStore store, DocumentCipher documents, PayRun run, long first, long last, int people, IRulePack pack, CancellationToken ct)
    {
        var client = new ClientId(run.ClientId);
        await using var db = await store.OpenAsync(client, ct);
        var (totals, listed) = (new TotalsBuilder(pack), new RunTotals());
        var buffer = new byte[4096];
        var results = new List<(long, byte[])>(people);
        await db.ReadAsync("""
            select employee_id, hash, document, gross_minor, net_minor, employer_cost_minor from payroll.payslip
            where client_id = @Client and pay_run_id = @Id and employee_id between @First and @Last
            order by employee_id
            """, new { run.Id, First = first, Last = last }, row =>
        {
            listed.Payslips++;
            listed.GrossMinor += row.Number(3);
            listed.NetMinor += row.Number(4);
            listed.EmployerCostMinor += row.Number(5);
            var employeeId = row.Number(0);
            var hash = row.Bytes(1);
            try
            {
                totals.Add(documents.DecryptPayslip(client, run.Id, employeeId, hash, row.Bytes(2), ref buffer));
                results.Add((employeeId, hash.ToArray()));
            }
            catch (CryptographicException)
            {
                // What was approved is not what is found.
            }
        }, ct);
        return new(results, totals, listed);
    }
}
