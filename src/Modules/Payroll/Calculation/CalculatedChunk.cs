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
    private readonly ChunkMemory _memory = new();
    private readonly Dictionary<long, (ReadOnlyMemory<byte> Hash, ReadOnlyMemory<byte> Document)> _untouched = [];
    private byte[] _buffer = new byte[4096];
    private int _people;

    public ChunkRow Row => row;
    public List<NewPayslip> Payslips { get; } = new(row.People);
    public List<NewPayment> Payments { get; } = new(row.People);
    public List<PayRunBlocker> Findings { get; } = [];
    public byte[] Hashes => _hashes.Bytes;

    /// <summary>Empty until <see cref="Complete"/>.</summary>
    public byte[] Totals { get; private set; } = [];

    public void Complete() => Totals = _totals.ToBytes();

    /// <summary>Once it is written; its payslips and payments hold nothing then.</summary>
    public void Dispose() => _memory.Dispose();

    /// <param name="payslip">As <see cref="Untouched"/> gives it.</param>
    public void AddUntouched(Row payslip) => _untouched.Add(payslip.Number(0), (_memory.Keep(payslip.Bytes(1)), _memory.Keep(payslip.Bytes(2))));

    /// <param name="person">As <see cref="Inputs"/> gives it.</param>
    public void AddInput(Row person)
    {
        var (client, employeeId) = (new ClientId(run.ClientId), person.Number(0));
        var inputHash = person.Bytes(1);
        if (_untouched.TryGetValue(employeeId, out var untouched))
        {
            _totals.Add(documents.DecryptPayslip(client, run.Id, employeeId, untouched.Document.Span, ref _buffer));
            _hashes.Set(_people++, employeeId, inputHash, untouched.Hash.Span);
            return;
        }
        var payslip = calculator.Calculate(documents.DecryptInput(client, run.Id, employeeId, person.Bytes(2), ref _buffer));
        _hashes.Set(_people++, employeeId, inputHash, payslip.IsPayable ? payslip.Hash : []);
        foreach (var finding in payslip.Findings)
            Findings.Add(new() { EmployeeId = employeeId, FindingKey = finding.Key, Field = finding.Field ?? "", Message = finding.Message, Blocks = finding.Blocks ? 1 : 0 });
        if (!payslip.IsPayable) return;
        _totals.Add(calculator);
        var document = _memory.Take(FieldCipher.PacketLength(payslip.Document.Span));
        documents.EncryptPayslip(client, run.Id, employeeId, payslip.Document.Span, document.Span);
        Payslips.Add(new(employeeId, payslip.GrossMinor, payslip.DeductionsMinor, payslip.ReimbursementsMinor, payslip.NetMinor, payslip.EmployerCostMinor,
            _memory.Keep(payslip.Hash), _memory.Keep(payslip.Balances.Span), document));
        if (payslip.NetMinor > 0)
            Payments.Add(new(employeeId, payslip.NetMinor, calculator.Input.Method, calculator.Input.AccountLast4, _memory.Keep(person.Utf8(3))));
    }
}
