using Bureau.Jurisdictions;
using Bureau.Kernel.Clients;
using Bureau.Payroll.Calculation;
using Bureau.Payroll.Canonical;
using Bureau.Payroll.PayRuns;
using Bureau.Payroll.Payslips;
using Bureau.Payroll.Payslips.Document;

namespace Bureau.Payroll.Forecasts;

/// <summary>What a payslip would have been.</summary>
/// <param name="Comparison">With the payslip as it is; null when the idea could not be paid.</param>
/// <param name="Findings">What stands in the way, or is to be known.</param>
internal sealed record TriedPay(PayslipComparison? Comparison, IReadOnlyList<Finding> Findings);

/// <summary>Tries ideas on a person's own payslip: the real calculation over its frozen input, changed as the idea says. Nothing is written anywhere.</summary>
internal sealed class TryPay(PayrollStore store, DocumentCipher documents, PackSource packs)
{
    /// <summary>The frozen input of a payslip, to see what can be tried; null when there is none.</summary>
    public async Task<FrozenPayslip?> OpenAsync(ClientId client, long runId, long employeeId, CancellationToken ct = default)
    {
        await using var db = await store.OpenAsync(client, ct);
        if (await db.SingleOrDefaultAsync<PayRun>(PayRun.SelectById, new { Id = runId }, ct) is not { } run) return null;
        if (await db.SingleOrDefaultAsync<byte[]>("""
            select document from payroll.pay_run_input where client_id = @Client and pay_run_id = @RunId and employee_id = @EmployeeId
            """, new { RunId = runId, EmployeeId = employeeId }, ct) is not { } input) return null;
        var frame = RunFrame.FromBytes(await db.SingleAsync<byte[]>("select frame from payroll.pay_run where client_id = @Client and id = @RunId", new { RunId = runId }, ct));
        return new(frame, packs(run.PackCountry), documents.DecryptInput(client, runId, employeeId, input));
    }
}

/// <summary>Everything that one payslip was calculated from.</summary>
internal sealed record FrozenPayslip(RunFrame Frame, IRulePack Pack, byte[] Bytes)
{
    public FrozenInput Input
    {
        get
        {
            var input = new FrozenInput();
            FrozenInputFormat.Read(Bytes, input, new TextPool());
            return input;
        }
    }

    public TriedPay Try(PayIdea idea)
    {
        var calculator = new PayslipCalculator(Frame, Pack);
        var before = calculator.Calculate(Bytes) is { IsPayable: true } payslip ? PayslipBytes.FromBytes(payslip.Document) : null;
        var input = Input;
        idea.Apply(input, Pack);
        var after = calculator.Calculate(FrozenInputFormat.ToBytes(input));
        return new(before is not null && after.IsPayable ? new(before, PayslipBytes.FromBytes(after.Document)) : null, [.. after.Findings]);
    }
}
