using System.Security.Cryptography;
using Bureau.Jurisdictions;
using Bureau.Kernel.Clients;
using Bureau.Kernel.Data;
using Bureau.Kernel.Web;
using Bureau.Payroll.Calculation;
using Bureau.Payroll.Payments;
using Bureau.Payroll.PayRuns;

namespace Bureau.Payroll.Certificates;

/// <summary>
/// Calculates every sealed run again from its frozen inputs: each payslip must come out to the byte, the seal must be that of what is stored, the certificate of a released
/// run must still hold, and each payment must go to the account that was frozen.
/// </summary>
internal sealed class PayRunVerification(PayrollStore store, PackSource packs, DocumentCipher documents, FieldCipher fields) : IVerification
{
    private const int MostFaultsOfARun = 20;

    public string Name => "Pay runs";

    public async Task<(long Checked, IReadOnlyList<string> Faults)> VerifyAsync(CancellationToken ct)
    {
        IReadOnlyList<PayRun> runs;
        await using (var db = await store.OpenAcrossClientsAsync(ct))
            runs = await db.QueryAsync<PayRun>(PayRun.Select + " where seal is not null order by client_id, pay_date, id", ct: ct);
        long payslips = 0;
        var faults = new List<string>();
        foreach (var run in runs)
        {
            var found = new Faults(run);
            payslips += await VerifyAsync(run, found, ct);
            faults.AddRange(found.ToList());
        }
        return (payslips, faults);
    }

    private async Task<long> VerifyAsync(PayRun run, Faults faults, CancellationToken ct)
    {
        var client = new ClientId(run.ClientId);
        RunFrame frame;
        IReadOnlyList<ChunkRow> chunks;
        await using (var db = await store.OpenAsync(client, ct))
        {
            frame = RunFrame.FromBytes(await db.SingleAsync<byte[]>("select frame from payroll.pay_run where client_id = @Client and id = @Id", new { run.Id }, ct));
            chunks = await db.QueryAsync<ChunkRow>("select chunk_no, first_employee_id, last_employee_id, people, hashes from payroll.pay_run_chunk where client_id = @Client and pay_run_id = @Id order by chunk_no", new { run.Id }, ct);
        }
        var pack = packs(run.PackCountry);
        await Parallel.ForEachAsync(chunks, new ParallelOptions { CancellationToken = ct, MaxDegreeOfParallelism = Environment.ProcessorCount }, async (chunk, stop) => await ChunkAsync(run, frame, pack, chunk, faults, stop));
        await SealAndCertificateAsync(run, frame, pack, faults, ct);
        return run.Payslips;
    }

    private async Task SealAndCertificateAsync(PayRun run, RunFrame frame, IRulePack pack, Faults faults, CancellationToken ct)
    {
        var stored = await StoredPayslips.ReadAsync(store, documents, run, frame, pack, ct);
        if (stored.Unopened > 0)
        {
            // No figure can be what it was.
            faults.Add($"stored payslips that do not open, because they were altered or moved: {stored.Unopened}.");
            return;
        }
        if (stored.Seal != run.Seal) faults.Add("the seal is not that of the stored inputs and payslips.");
        if (stored.Inputs != run.Employees || stored.Totals.Payslips != run.Payslips) faults.Add("people or payslips are missing, or too many.");
        await using var db = await store.OpenAsync(new ClientId(run.ClientId), ct);
        if (run.State is not (PayRunState.Released or PayRunState.Closed))
        {
            if (stored.Totals.NetMinor != run.NetMinor || stored.Totals.GrossMinor != run.GrossMinor) faults.Add("the payslips do not add up to the figures of the run.");
            return;
        }
        var again = await IssueCertificate.OfAsync(db, run, stored, ct);
        foreach (var broken in again.Broken) faults.Add($"certificate: '{broken.Key}' does not hold ({broken.Left} and {broken.Right}).");
        if (await RunCertificate.FindAsync(db, run.Id, ct) is not { } issued) faults.Add("it was released without a certificate.");
        else if (issued.ToJson() != again.ToJson()) faults.Add("the certificate states other figures than those that are found now.");
    }

    private async Task ChunkAsync(PayRun run, RunFrame frame, IRulePack pack, ChunkRow chunk, Faults faults, CancellationToken ct)
    {
        var client = new ClientId(run.ClientId);
        await using var db = await store.OpenAsync(client, ct);
        var range = new { run.Id, First = chunk.FirstEmployeeId, Last = chunk.LastEmployeeId };
        var inputs = await db.QueryAsync<InputRow>("""
            select employee_id, hash, method, account_last4, account, document from payroll.pay_run_input
            where client_id = @Client and pay_run_id = @Id and employee_id between @First and @Last order by employee_id
            """, range, ct);
        var payslips = (await db.QueryAsync<PayslipRow>("""
            select employee_id, gross_minor, deductions_minor, reimbursements_minor, net_minor, employer_cost_minor, hash, balances, document from payroll.payslip
            where client_id = @Client and pay_run_id = @Id and employee_id between @First and @Last
            """, range, ct)).ToDictionary(p => p.EmployeeId);
        var payments = (await db.QueryAsync<Payment>("""
            select employee_id, amount_minor, method, account_last4, account from payroll.payment
            where client_id = @Client and pay_run_id = @Id and employee_id between @First and @Last
            """, range, ct)).ToDictionary(p => p.EmployeeId);
        if (inputs.Count != chunk.People) faults.Add($"chunk {chunk.ChunkNo} has {inputs.Count} people, {chunk.People} were frozen.");
        if (chunk.Hashes is { } hashes && !AreOf(new ChunkHashes(hashes), inputs)) faults.Add($"chunk {chunk.ChunkNo} was calculated from other inputs than those that are stored.");
        var calculator = new PayslipCalculator(frame, pack);
        foreach (var input in inputs)
        {
            try
            {
                payslips.Remove(input.EmployeeId, out var payslip);
                if (Fault(run, client, calculator, input, payslip) is { } fault) faults.Add($"employee {input.EmployeeId}: {fault}");
                else if (Fault(run, client, calculator, payslip, payments.GetValueOrDefault(input.EmployeeId)) is { } wrong) faults.Add($"employee {input.EmployeeId}: {wrong}");
            }
            catch (Exception e) when (e is CryptographicException or FormatException)
            {
                faults.Add($"employee {input.EmployeeId}: what is stored does not open: it was altered or moved.");
            }
        }
        foreach (var id in payslips.Keys) faults.Add($"employee {id}: has a payslip without frozen inputs.");
    }

    private static bool AreOf(ChunkHashes hashes, IReadOnlyList<InputRow> inputs)
    {
        if (hashes.Count != inputs.Count) return false;
        for (var i = 0; i < inputs.Count; i++)
            if (hashes.EmployeeId(i) != inputs[i].EmployeeId || !hashes.Input(i).SequenceEqual(inputs[i].Hash)) return false;
        return true;
    }

    private string? Fault(PayRun run, ClientId client, PayslipCalculator calculator, InputRow input, PayslipRow? stored)
    {
        var document = documents.DecryptInput(client, run.Id, input.EmployeeId, input.Document);
        if (!SHA256.HashData(document).AsSpan().SequenceEqual(input.Hash)) return "the frozen inputs are not those that were hashed.";
        var again = calculator.Calculate(document);
        if (calculator.Input.EmployeeId != input.EmployeeId) return "the frozen inputs are another person's.";
        if (!again.IsPayable) return stored is null ? null : "has a payslip although the calculation is blocked.";
        if (stored is null) return "has no payslip.";
        if (!again.Document.Span.SequenceEqual(documents.DecryptPayslip(client, run.Id, input.EmployeeId, stored.Hash, stored.Document)))
            return calculator.Frame.PackVersion == calculator.PayCase.Pack.Version
                ? "the payslip is not what its frozen inputs give." : $"the payslip is not what its frozen inputs give with rule pack {calculator.PayCase.Pack.Version}; it was made with {calculator.Frame.PackVersion}.";
        if (!again.Hash.AsSpan().SequenceEqual(stored.Hash)) return "the hash is not that of the payslip.";
        if (!again.Balances.Span.SequenceEqual(stored.Balances)) return "the year to date is not what its frozen inputs give.";
        return (again.GrossMinor, again.DeductionsMinor, again.ReimbursementsMinor, again.NetMinor, again.EmployerCostMinor)
            == (stored.GrossMinor, stored.DeductionsMinor, stored.ReimbursementsMinor, stored.NetMinor, stored.EmployerCostMinor) ? null : "the figures beside the payslip are not its own.";
    }

    /// <summary>Of the person that the calculator stands on.</summary>
    private string? Fault(PayRun run, ClientId client, PayslipCalculator calculator, PayslipRow? payslip, Payment? payment)
    {
        if (run.State is not (PayRunState.Released or PayRunState.Closed)) return null;
        var due = Math.Max(payslip?.NetMinor ?? 0, 0);
        if (payment is null) return due == 0 ? null : "is not paid.";
        if (payment.AmountMinor != due) return "is paid another amount than net pay.";
        var input = calculator.Input;
        if (payment.Account is null) return input.AccountIndex is null ? null : "is paid without the account that was frozen.";
        var account = PayAccount.Decrypt(fields, client, input.EmployeeId, payment.Account);
        return account.Index(fields, client) == input.AccountIndex && payment.Method == input.Method ? null : "is paid to another account than the one that was frozen.";
    }

    /// <summary>A run that is wrong throughout is told about, not listed to the last person.</summary>
    private sealed class Faults(PayRun run)
    {
        private readonly List<string> _faults = [];
        private int _count;

        public void Add(string fault)
        {
            lock (_faults)
            {
                if (_count++ < MostFaultsOfARun) _faults.Add($"Pay run {run.Id} of client {run.ClientId}: {fault}");
            }
        }

        public List<string> ToList()
        {
            if (_count > MostFaultsOfARun) _faults.Add($"Pay run {run.Id} of client {run.ClientId}: and {_count - MostFaultsOfARun} more.");
            return _faults;
        }
    }
}
