using Bureau.Jurisdictions;
using Bureau.Kernel.Clients;
using Bureau.Kernel.Data;
using Bureau.Payroll.Payments;
using Bureau.Payroll.PayRuns;

namespace Bureau.Payroll.Calculation;

/// <summary>What was made of the people of a chunk, person by person in ascending order, ready to be written.</summary>
internal sealed class CalculatedChunk(PayRun run, ChunkRow row, PayslipCalculator calculator, IRulePack pack, DocumentCipher documents) : IDisposable
{
    /// <summary>The payslips of those whose frozen input did not change since they were made: none in a run that is calculated for the first time. To be read before <see cref="Inputs"/>.</summary>
    public const string Untouched = """
        select employee_id, hash, document from payroll.payslip
        where client_id = @Client and pay_run_id = @Id and employee_id between @First and @Last
        """;

    /// <summary>The frozen inputs of a chunk.</summary>
    public const string Inputs = """
        select employee_id, hash, document, account from payroll.pay_run_input
        where client_id = @Client and pay_run_id = @Id and employee_id between @First and @Last
        order by employee_id
        """;

    private readonly TotalsBuilder _totals = new(pack);
    private readonly ChunkHashes _hashes = ChunkHashes.For(row.People);
    private readonly ChunkMemory _memory = new(), _frozen = new();
    private readonly Dictionary<long, (ReadOnlyMemory<byte> Hash, ReadOnlyMemory<byte> Document)> _untouched = [];
    private readonly List<(long EmployeeId, ReadOnlyMemory<byte> Hash, ReadOnlyMemory<byte> Document, ReadOnlyMemory<byte> Account)> _people = new(row.People);
    private byte[] _buffer = new byte[4096];

    public ChunkRow Row => row;
    public List<NewPayslip> Payslips { get; } = new(row.People);
    public List<NewPayment> Payments { get; } = new(row.People);
    public List<PayRunBlocker> Findings { get; } = [];
    public byte[] Hashes => _hashes.Bytes;

    /// <summary>Empty until <see cref="Calculate"/>.</summary>
    public byte[] Totals { get; private set; } = [];

    /// <summary>Once it is written; its payslips and payments hold nothing then.</summary>
    public void Dispose() => _memory.Dispose();

    /// <param name="payslip">As <see cref="Untouched"/> gives it.</param>
    public void AddUntouched(Row payslip) => _untouched.Add(payslip.Number(0), (_frozen.Keep(payslip.Bytes(1)), _frozen.Keep(payslip.Bytes(2))));

    /// <param name="person">As <see cref="Inputs"/> gives it.</param>
    public void AddInput(Row person) => _people.Add((person.Number(0), _frozen.Keep(person.Bytes(1)), _frozen.Keep(person.Bytes(2)), _memory.Keep(person.Utf8(3))));

    /// <summary>When everything is read, and not meanwhile: whoever reads keeps the log of the embedded engine from being begun anew.</summary>
    public void Calculate()
    {
        for (var i = 0; i < _people.Count; i++)
        {
            var (employeeId, hash, document, account) = _people[i];
            _hashes.Set(i, employeeId, hash.Span, _untouched.TryGetValue(employeeId, out var untouched) ? AddStored(employeeId, untouched) : AddCalculated(employeeId, document, account));
        }
        Totals = _totals.ToBytes();
        _frozen.Dispose();
    }

    /// <returns>Hash of the payslip.</returns>
    private ReadOnlySpan<byte> AddStored(long employeeId, (ReadOnlyMemory<byte> Hash, ReadOnlyMemory<byte> Document) untouched)
    {
        _totals.Add(documents.DecryptPayslip(new(run.ClientId), run.Id, employeeId, untouched.Hash.Span, untouched.Document.Span, ref _buffer));
        return untouched.Hash.Span;
    }

    /// <returns>Hash of the payslip; empty where something blocks.</returns>
    private ReadOnlySpan<byte> AddCalculated(long employeeId, ReadOnlyMemory<byte> input, ReadOnlyMemory<byte> account)
    {
        var client = new ClientId(run.ClientId);
        var payslip = calculator.Calculate(documents.DecryptInput(client, run.Id, employeeId, input.Span, ref _buffer));
        foreach (var finding in payslip.Findings)
            Findings.Add(new() { EmployeeId = employeeId, FindingKey = finding.Key, Field = finding.Field ?? "", Message = finding.Message, Blocks = finding.Blocks ? 1 : 0 });
        if (!payslip.IsPayable) return [];
        _totals.Add(calculator);
        var packet = _memory.Take(FieldCipher.PacketLength(payslip.Document.Span));
        documents.EncryptPayslip(client, run.Id, employeeId, payslip.Hash, payslip.Document.Span, packet.Span);
        Payslips.Add(new(employeeId, payslip.GrossMinor, payslip.DeductionsMinor, payslip.ReimbursementsMinor, payslip.NetMinor, payslip.EmployerCostMinor,
            _memory.Keep(payslip.Hash), _memory.Keep(payslip.Balances.Span), packet));
        if (payslip.NetMinor > 0) Payments.Add(new(employeeId, payslip.NetMinor, calculator.Input.Method, calculator.Input.AccountLast4, account));
        return payslip.Hash;
    }
}
