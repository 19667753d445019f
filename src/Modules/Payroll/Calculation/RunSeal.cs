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

    public void AddInput(long employeeId, ReadOnlySpan<byte> hash)
    {
        Add(_inputs, ref _lastInput, employeeId, hash);
        Inputs++;
    }

    public void AddResult(long employeeId, ReadOnlySpan<byte> hash)
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

    /// <param name="hashes">Of a slice of the people, in the order of the slices.</param>
    public void Add(ChunkHashes hashes)
    {
        for (var i = 0; i < hashes.Count; i++)
        {
            AddInput(hashes.EmployeeId(i), hashes.Input(i));
            if (hashes.HasResult(i)) AddResult(hashes.EmployeeId(i), hashes.Result(i));
        }
    }

    public async Task AddInputsAsync(PayrollStore store, PayRun run, CancellationToken ct)
    {
        await using var db = await store.OpenAsync(new ClientId(run.ClientId), ct);
        await db.ReadAsync("select employee_id, hash from payroll.pay_run_input where client_id = @Client and pay_run_id = @Id order by employee_id", new { run.Id }, row => AddInput(row.Number(0), row.Bytes(1)), ct);
    }

    private static void Add(IncrementalHash root, ref long last, long employeeId, ReadOnlySpan<byte> hash)
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
}
