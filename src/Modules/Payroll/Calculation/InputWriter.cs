using System.Security.Cryptography;
using Bureau.Kernel.Clients;
using Bureau.Kernel.Data;
using Bureau.Payroll.Canonical;
using Bureau.Payroll.PayRuns;

namespace Bureau.Payroll.Calculation;

/// <summary>Stores frozen inputs, only those that differ from what is stored, in slices that are each a short transaction of its own.</summary>
/// <param name="existing">Hashes of what is stored, by employee.</param>
internal sealed class InputWriter(PayrollStore store, FieldCipher fields, DocumentCipher documents, PayRun run, Dictionary<long, byte[]> existing)
{
    // As many as one statement may name.
    private const int Slice = 500;
    private readonly List<InputRow> _rows = new(Slice);
    private readonly List<long> _changed = [];
    private readonly CanonicalWriter _json = new();

    public async Task AddAsync(FrozenInput input, PayAccount? account, CancellationToken ct)
    {
        var client = new ClientId(run.ClientId);
        _json.Clear();
        FrozenInputFormat.Write(_json, input);
        var document = _json.Written.Span;
        var hash = SHA256.HashData(document);
        if (existing.Remove(input.EmployeeId, out var before))
        {
            if (before.AsSpan().SequenceEqual(hash)) return;
            _changed.Add(input.EmployeeId);
        }
        _rows.Add(new InputRow
        {
            ClientId = run.ClientId,
            PayRunId = run.Id,
            EmployeeId = input.EmployeeId,
            Hash = hash,
            Method = input.Method,
            AccountLast4 = input.AccountLast4,
            Account = account?.Encrypt(fields, client, input.EmployeeId),
            AccountIndex = input.AccountIndex is { } index ? Convert.FromHexString(index) : null,
            Document = documents.EncryptInput(client, run.Id, input.EmployeeId, document),
        });
        if (_rows.Count == Slice) await WriteAsync(ct);
    }

    /// <summary>Writes what is left, and takes away those who are stored but were not added: they are no longer in the run.</summary>
    public async Task FinishAsync(CancellationToken ct)
    {
        await WriteAsync(ct);
        foreach (var gone in existing.Keys.Chunk(Slice))
        {
            _changed.AddRange(gone);
            await WriteAsync(ct);
        }
    }

    /// <summary>A runner whose lease went to another must not undo what the other has done since.</summary>
    public static async Task GuardAsync(UnitOfWork unit, PayRun run, CancellationToken ct)
    {
        if (await unit.ExecuteAsync("update payroll.pay_run set frozen = 0 where client_id = @Client and id = @Id and state = 'calculating' and known_at = @KnownAt and frozen = 0", new { run.Id, run.KnownAt }, ct) == 0)
            throw new SupersededException(run.Id);
    }

    private async Task WriteAsync(CancellationToken ct)
    {
        if (_rows.Count + _changed.Count == 0) return;
        await using var unit = await store.BeginRepeatableAsync(new ClientId(run.ClientId), ct);
        await GuardAsync(unit, run, ct);
        if (_changed.Count > 0)
        {
            var of = new { run.Id, Ids = _changed };
            await unit.ExecuteAsync("delete from payroll.payslip where client_id = @Client and pay_run_id = @Id and employee_id in @Ids", of, ct);
            await unit.ExecuteAsync("delete from payroll.payment where client_id = @Client and pay_run_id = @Id and employee_id in @Ids", of, ct);
            await unit.ExecuteAsync("delete from payroll.pay_run_blocker where client_id = @Client and pay_run_id = @Id and employee_id in @Ids", of, ct);
            await unit.ExecuteAsync("delete from payroll.pay_run_input where client_id = @Client and pay_run_id = @Id and employee_id in @Ids", of, ct);
            foreach (var id in _changed)
                await unit.ExecuteAsync("""
                    update payroll.pay_run_chunk set state = 'pending'
                    where client_id = @Client and pay_run_id = @Id and first_employee_id <= @EmployeeId and last_employee_id >= @EmployeeId and state = 'done'
                    """, new { run.Id, EmployeeId = id }, ct);
        }
        try
        {
            await unit.BulkInsertAsync(InputRow.Table, _rows, ct);
        }
        catch (Exception e) when (Database.IsDuplicateKey(e))
        {
            // Another runner freezes the same people at the same time.
            throw new SupersededException(run.Id);
        }
        await unit.CommitAsync(ct);
        _rows.Clear();
        _changed.Clear();
    }
}
