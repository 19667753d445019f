using Bureau.Kernel.Data;
using Bureau.Payroll.PayRuns;

namespace Bureau.Payroll.Calculation;

/// <summary>A frozen input as stored. <see cref="Document"/> is encrypted; <see cref="Hash"/> is SHA-256 of its plain bytes.</summary>
internal sealed class InputRow
{
    public long ClientId { get; init; }
    public long PayRunId { get; init; }
    public long EmployeeId { get; init; }
    public byte[] Hash { get; init; } = [];
    public string Method { get; init; } = "";
    public string? AccountLast4 { get; init; }
    public string? Account { get; init; }
    /// <summary>Blind index of the account: equal accounts have equal ones.</summary>
    public byte[]? AccountIndex { get; init; }
    public byte[] Document { get; init; } = [];

    public static readonly BulkTable<InputRow> Table = new BulkTable<InputRow>("payroll.pay_run_input")
        .Column("client_id", r => r.ClientId).Column("pay_run_id", r => r.PayRunId).Column("employee_id", r => r.EmployeeId).Column("hash", r => r.Hash)
        .Column("method", r => r.Method).Column("account_last4", r => r.AccountLast4).Column("account", r => r.Account).Column("account_index", r => r.AccountIndex).Column("document", r => r.Document);
}

/// <summary>A payslip as stored. Amounts are minor units; <see cref="Document"/> is encrypted; <see cref="Hash"/> is SHA-256 of its plain bytes.</summary>
internal sealed class PayslipRow
{
    public long EmployeeId { get; init; }
    public long GrossMinor { get; init; }
    public long DeductionsMinor { get; init; }
    public long ReimbursementsMinor { get; init; }
    public long NetMinor { get; init; }
    public long EmployerCostMinor { get; init; }
    public byte[] Hash { get; init; } = [];
    public byte[] Balances { get; init; } = [];
    public byte[] Document { get; init; } = [];
}

/// <summary>A payslip to be stored: <see cref="PayslipRow"/> whose bytes lie in the memory of its chunk.</summary>
internal readonly record struct NewPayslip(
    long EmployeeId, long GrossMinor, long DeductionsMinor, long ReimbursementsMinor, long NetMinor, long EmployerCostMinor,
    ReadOnlyMemory<byte> Hash, ReadOnlyMemory<byte> Balances, ReadOnlyMemory<byte> Document)
{
    public static BulkTable<NewPayslip> Table(PayRun run) => new BulkTable<NewPayslip>("payroll.payslip")
        .Column("client_id", _ => run.ClientId).Column("pay_run_id", _ => run.Id).Column("employee_id", r => r.EmployeeId)
        .Column("gross_minor", r => r.GrossMinor).Column("deductions_minor", r => r.DeductionsMinor).Column("reimbursements_minor", r => r.ReimbursementsMinor)
        .Column("net_minor", r => r.NetMinor).Column("employer_cost_minor", r => r.EmployerCostMinor).Bytes("hash", r => r.Hash)
        .Bytes("balances", r => r.Balances).Bytes("document", r => r.Document);
}

/// <summary>A slice of the people of a run.</summary>
internal sealed class ChunkRow
{
    public const string Pending = "pending";
    public const string DoneState = "done";

    public long ClientId { get; init; }
    public long PayRunId { get; init; }
    public int ChunkNo { get; init; }
    public long FirstEmployeeId { get; init; }
    public long LastEmployeeId { get; init; }
    public int People { get; init; }
    public string State { get; init; } = "";
    public byte[]? Totals { get; init; }
    /// <summary>See <see cref="ChunkHashes"/>; null until done.</summary>
    public byte[]? Hashes { get; init; }

    public static readonly BulkTable<ChunkRow> Table = new BulkTable<ChunkRow>("payroll.pay_run_chunk")
        .Column("client_id", r => r.ClientId).Column("pay_run_id", r => r.PayRunId).Column("chunk_no", r => r.ChunkNo)
        .Column("first_employee_id", r => r.FirstEmployeeId).Column("last_employee_id", r => r.LastEmployeeId).Column("people", r => r.People)
        .Column("state", r => r.State).Column("totals", r => r.Totals).Column("hashes", r => r.Hashes);
}
