using Bureau.Jurisdictions;
using Bureau.Kernel.Clients;
using Bureau.Kernel.Data;
using Bureau.Payroll.Payments;
using Bureau.Payroll.PayRuns;

namespace Bureau.Payroll.Calculation;

/// <summary>What was made of the people of a chunk, person by person in ascending order, ready to be written.</summary>
internal sealed class CalculatedChunk(PayRun run, ChunkRow row, PayslipCalculator calculator, IRulePack pack, DocumentCipher documents)
{
    /// <summary>The frozen inputs of a chunk, and the payslips of those whose input did not change since it was made. Documents are encrypted.</summary>
    public const string Select = """
        select i.employee_id, i.hash, i.document, i.method, i.account_last4, i.account, p.hash, p.document
        from payroll.pay_run_input i
        left join payroll.payslip p on p.client_id = @Client and p.pay_run_id = @Id and p.employee_id = i.employee_id
        where i.client_id = @Client and i.pay_run_id = @Id and i.employee_id between @First and @Last
        order by i.employee_id
        """;

    private readonly TotalsBuilder _totals = new(pack);
    private readonly ChunkHashes _hashes = ChunkHashes.For(row.People);
    private byte[] _buffer = new byte[4096];
    private int _people;

    public ChunkRow Row => row;
    public List<PayslipRow> Payslips { get; } = new(row.People);
    public List<Payment> Payments { get; } = new(row.People);
    public List<PayRunBlocker> Findings { get; } = [];
    public byte[] Hashes => _hashes.Bytes;

    /// <summary>Empty until <see cref="Complete"/>.</summary>
    public byte[] Totals { get; private set; } = [];

    public void Complete() => Totals = _totals.ToBytes();

    /// <param name="person">As <see cref="Select"/> gives it.</param>
    public void Add(Row person)
    {
        var (client, employeeId) = (new ClientId(run.ClientId), person.Number(0));
        var inputHash = person.Bytes(1);
        if (person.Bytes(7) is { Length: > 0 } untouched)
        {
            _totals.Add(documents.DecryptPayslip(client, run.Id, employeeId, untouched, ref _buffer));
            _hashes.Set(_people++, employeeId, inputHash, person.Bytes(6));
            return;
        }
        var payslip = calculator.Calculate(documents.DecryptInput(client, run.Id, employeeId, person.Bytes(2), ref _buffer));
        _hashes.Set(_people++, employeeId, inputHash, payslip.IsPayable ? payslip.Hash : []);
        foreach (var finding in payslip.Findings)
            Findings.Add(new() { EmployeeId = employeeId, FindingKey = finding.Key, Field = finding.Field ?? "", Message = finding.Message, Blocks = finding.Blocks ? 1 : 0 });
        if (!payslip.IsPayable) return;
        _totals.Add(calculator);
        Payslips.Add(new()
        {
            ClientId = run.ClientId,
            PayRunId = run.Id,
            EmployeeId = employeeId,
            GrossMinor = payslip.GrossMinor,
            DeductionsMinor = payslip.DeductionsMinor,
            ReimbursementsMinor = payslip.ReimbursementsMinor,
            NetMinor = payslip.NetMinor,
            EmployerCostMinor = payslip.EmployerCostMinor,
            Hash = payslip.Hash,
            Balances = payslip.Balances,
            Document = documents.EncryptPayslip(client, run.Id, employeeId, payslip.Document.Span),
        });
        if (payslip.NetMinor > 0)
            Payments.Add(new() { EmployeeId = employeeId, AmountMinor = payslip.NetMinor, Method = person.Text(3)!, AccountLast4 = person.Text(4), Account = person.Text(5) });
    }
}
