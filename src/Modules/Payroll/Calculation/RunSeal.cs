using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Bureau.Kernel.Data;
using Bureau.Payroll.PayRuns;

namespace Bureau.Payroll.Calculation;

/// <summary>
/// One hash over what went into a run and what came out: identity and frame of the run, pack version, and the roots of inputs and results. A root is SHA-256 over
/// (employee id, hash) in ascending order of ids, so it does not depend on chunks, threads, or how often something was calculated again.
/// </summary>
internal sealed class RunSeal : IDisposable
{
    private readonly Root _inputs = new(), _results = new();

    public int Inputs => _inputs.Count;
    public int Results => _results.Count;

    public void AddInput(long employeeId, ReadOnlySpan<byte> hash) => _inputs.Add(employeeId, hash);

    public void AddResult(long employeeId, ReadOnlySpan<byte> hash) => _results.Add(employeeId, hash);

    /// <returns>Lower-case hexadecimal.</returns>
    public string Seal(PayRun run, RunFrame frame)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"""
            bureau pay run seal 1
            run {run.ClientId} {run.Id} {run.PayGroupId} {run.Kind}
            pack {frame.Country} {frame.PackVersion}
            frame {Convert.ToHexStringLower(frame.Hash())}
            inputs {Inputs} {Convert.ToHexStringLower(_inputs.Hash())}
            results {Results} {Convert.ToHexStringLower(_results.Hash())}
            """).ReplaceLineEndings("\n");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    /// <param name="hashes">Of a slice of the people, in the order of the slices.</param>
    public void Add(ChunkHashes hashes)
    {
        AddInputs(hashes);
        for (var i = 0; i < hashes.Count; i++)
            if (hashes.HasResult(i)) AddResult(hashes.EmployeeId(i), hashes.Result(i));
    }

    /// <summary>As the slices were calculated from them. Runs of a release whose slices did not keep that: as they stand beside the inputs.</summary>
    public async Task AddInputsAsync(DbSession db, long runId, CancellationToken ct)
    {
        var of = new { Id = runId };
        if (await db.ScalarAsync<int>("select count(*) from payroll.pay_run_chunk where client_id = @Client and pay_run_id = @Id and hashes is null", of, ct) == 0)
            await db.ReadAsync("select hashes from payroll.pay_run_chunk where client_id = @Client and pay_run_id = @Id order by chunk_no", of, row => AddInputs(new ChunkHashes(row.Bytes(0).ToArray())), ct);
        else
            await db.ReadAsync("select employee_id, hash from payroll.pay_run_input where client_id = @Client and pay_run_id = @Id order by employee_id", of, row => AddInput(row.Number(0), row.Bytes(1)), ct);
    }

    private void AddInputs(ChunkHashes hashes)
    {
        for (var i = 0; i < hashes.Count; i++) AddInput(hashes.EmployeeId(i), hashes.Input(i));
    }

    public void Dispose()
    {
        _inputs.Dispose();
        _results.Dispose();
    }

    private sealed class Root : IDisposable
    {
        private const int IdSize = sizeof(long);

        private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        // Hashed many at a time: each call costs as much as hashing a few entries.
        private readonly byte[] _entries = new byte[4096];
        private int _used;
        private long _last = long.MinValue;

        public int Count { get; private set; }

        public void Add(long employeeId, ReadOnlySpan<byte> hash)
        {
            if (employeeId <= _last) throw new InvalidOperationException("Hashes must come in ascending order of employees.");
            _last = employeeId;
            Count++;
            if (_entries.Length - _used < IdSize + hash.Length) Flush();
            BinaryPrimitives.WriteInt64BigEndian(_entries.AsSpan(_used), employeeId);
            hash.CopyTo(_entries.AsSpan(_used + IdSize));
            _used += IdSize + hash.Length;
        }

        public byte[] Hash()
        {
            Flush();
            return _hash.GetCurrentHash();
        }

        public void Dispose() => _hash.Dispose();

        private void Flush()
        {
            _hash.AppendData(_entries.AsSpan(0, _used));
            _used = 0;
        }
    }
}
