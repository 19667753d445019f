using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Bureau.Kernel.Clients;
using Bureau.Payroll.PayRuns;

namespace Bureau.Payroll.Calculation;

/// <summary>
/// One hash over what went into a run and what came out: identity and frame of the run, pack version, and the roots of inputs and results. A root is SHA-256 over
/// (employee id, hash) in ascending order of ids, so it does not depend on chunks, threads, or how often something was calculated again.
/// </summary>
internal sealed class RunSeal : IDisposable
{
    private readonly IncrementalHash _inputs = IncrementalHash.CreateHash(HashAlgorithmName.SHA256), _results = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long _lastInput = long.MinValue, _lastResult = long.MinValue;

    public int Inputs { get; private set; }
    public int Results { get; private set; }

    public void AddInput(long employeeId, byte[] hash)
    {
        Add(_inputs, ref _lastInput, employeeId, hash);
        Inputs++;
    }

    public void AddResult(long employeeId, byte[] hash)
    {
        Add(_results, ref _lastResult, employeeId, hash);
        Results++;
    }

    /// <returns>Lower-case hexadecimal.</returns>
    public string Seal(PayRun run, RunFrame frame)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"""
            bureau pay run seal 1
            run {run.ClientId} {run.Id} {run.PayGroupId} {run.Kind}
            pack {frame.Country} {frame.PackVersion}
            frame {Convert.ToHexStringLower(frame.Hash())}
            inputs {Inputs} {Convert.ToHexStringLower(_inputs.GetCurrentHash())}
            results {Results} {Convert.ToHexStringLower(_results.GetCurrentHash())}
            """).ReplaceLineEndings("\n");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    /// <summary>The seal of what is stored. Inputs and results are read side by side.</summary>
    public static async Task<(string Seal, int Inputs, int Results)> OfStoredAsync(PayrollStore store, PayRun run, RunFrame frame, CancellationToken ct)
    {
        using var seal = new RunSeal();
        await Task.WhenAll(Task.Run(() => seal.AddInputsAsync(store, run, ct), ct), Task.Run(() => seal.AddResultsAsync(store, run, ct), ct));
        return (seal.Seal(run, frame), seal.Inputs, seal.Results);
    }

    public async Task AddInputsAsync(PayrollStore store, PayRun run, CancellationToken ct)
    {
        await using var db = await store.OpenAsync(new ClientId(run.ClientId), ct);
        await foreach (var row in db.StreamAsync<HashRow>("select employee_id, hash from payroll.pay_run_input where client_id = @Client and pay_run_id = @Id order by employee_id", new { run.Id }, ct))
            AddInput(row.EmployeeId, row.Hash);
    }

    private async Task AddResultsAsync(PayrollStore store, PayRun run, CancellationToken ct)
    {
        await using var db = await store.OpenAsync(new ClientId(run.ClientId), ct);
        await foreach (var row in db.StreamAsync<HashRow>("select employee_id, hash from payroll.payslip where client_id = @Client and pay_run_id = @Id order by employee_id", new { run.Id }, ct))
            AddResult(row.EmployeeId, row.Hash);
    }

    private static void Add(IncrementalHash root, ref long last, long employeeId, byte[] hash)
    {
        if (employeeId <= last) throw new InvalidOperationException("Hashes must come in ascending order of employees.");
        last = employeeId;
        Span<byte> id = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(id, employeeId);
        root.AppendData(id);
        root.AppendData(hash);
    }

    public void Dispose()
    {
        _inputs.Dispose();
        _results.Dispose();
    }

    private sealed class HashRow
    {
        public long EmployeeId { get; init; }
        public byte[] Hash { get; init; } = [];
    }
}
