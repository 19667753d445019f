using System.Globalization;
using Bureau.Jurisdictions;
using Bureau.Kernel;
using Bureau.Kernel.Clients;
using Bureau.Payroll.Calculation;
using Bureau.Payroll.PayRuns;
using Bureau.Payroll.Payslips.Document;

namespace Bureau.Payroll.Explanations;

/// <summary>How an amount on a payslip came about, worked out again from what was frozen for it.</summary>
/// <param name="Line">Name of a pay item or of a line of the pack.</param>
/// <param name="AmountMinor">As it stands on the payslip.</param>
/// <param name="Steps">In the order of the calculation; their contributions add up to the amount.</param>
/// <param name="Fault">Null when working it out again gives the amount on the payslip; else what differs, to be shown above everything.</param>
internal sealed record Explanation(string Line, string Label, string Help, long AmountMinor, string Currency, IReadOnlyList<Step> Steps, string? Fault);

/// <summary>Explains one line of one payslip by calculating it again with a trace. It cannot tell another story than the calculation did.</summary>
internal sealed class ExplainLine(PayrollStore store, DocumentCipher documents, PackSource packs)
{
    /// <returns>Null when there is no such payslip, or it has no such line.</returns>
    public async Task<Explanation?> RunAsync(ClientId client, long runId, long employeeId, string line, CancellationToken ct = default)
    {
        PayRun? run;
        RunFrame frame;
        byte[]? input;
        PayslipRow? payslip;
        await using (var db = await store.OpenAsync(client, ct))
        {
            run = await db.SingleOrDefaultAsync<PayRun>(PayRun.SelectById, new { Id = runId }, ct);
            if (run is null) return null;
            var of = new { Id = runId, EmployeeId = employeeId };
            input = await db.SingleOrDefaultAsync<byte[]>("select document from payroll.pay_run_input where client_id = @Client and pay_run_id = @Id and employee_id = @EmployeeId", of, ct);
            payslip = await db.SingleOrDefaultAsync<PayslipRow>("select hash, document from payroll.payslip where client_id = @Client and pay_run_id = @Id and employee_id = @EmployeeId", of, ct);
            if (input is null || payslip is null) return null;
            frame = RunFrame.FromBytes(await db.SingleAsync<byte[]>("select frame from payroll.pay_run where client_id = @Client and id = @Id", of, ct));
        }
        var stored = PayslipBytes.FromBytes(documents.DecryptPayslip(client, runId, employeeId, payslip.Hash, payslip.Document));
        return Explain(frame, packs(run.PackCountry), documents.DecryptInput(client, runId, employeeId, input), stored, line);
    }

    /// <summary>Pure: from frozen input and stored payslip.</summary>
    public static Explanation? Explain(RunFrame frame, IRulePack pack, ReadOnlySpan<byte> frozenInput, PayslipDocument stored, string line)
    {
        var calculator = new PayslipCalculator(frame, pack);
        var trace = new Trace();
        var payslip = calculator.Calculate(frozenInput, trace);
        if (pack.PayItems.TryGet(line, out var item)) return OfItem(calculator, item, stored, pack.Currency);
        if (!pack.Lines.TryGet(line, out var named)) return null;
        var amount = stored.AmountOf(line);
        var again = payslip.IsPayable ? calculator.LineMinor[pack.Lines.Ordinal(line)] : (long?)null;
        Step[] steps = [.. trace.Steps.Where(s => s.Line == line)];
        return new(line, named.Label, named.Help, amount, pack.Currency, steps, Fault(amount, again, frame, pack) ?? Gap(steps, calculator.Result[line]));
    }

    /// <summary>What people call a pay item or line; its name where the pack no longer has it.</summary>
    public static string LabelOf(IRulePack pack, string line) => pack.PayItems.TryGet(line, out var item) ? item.Label : pack.Lines.TryGet(line, out var named) ? named.Label : line;

    private static Explanation OfItem(PayslipCalculator calculator, PayItem item, PayslipDocument stored, string currency)
    {
        var steps = new List<Step>();
        foreach (var pay in calculator.Input.Pay.Where(p => p.Item == item.Name)) steps.AddRange(PaySteps.Of(calculator.Frame, pay, currency));
        var sign = item.Kind == PayItemKind.Sacrifice ? -1 : 1;
        var amount = stored.AmountOf(item.Name);
        var again = sign * calculator.ItemMinor[calculator.PayCase.Pack.PayItems.Ordinal(item.Name)];
        var contributed = Money.FromMinor(sign * again, Currency.FromCode(currency)).Amount;
        return new(item.Name, item.Label, item.Help, amount, currency, steps, Fault(amount, again, calculator.Frame, calculator.PayCase.Pack) ?? Gap(steps, contributed));
    }

    private static string? Fault(long amount, long? again, RunFrame frame, IRulePack pack)
    {
        if (again == amount) return null;
        var versions = frame.PackVersion == pack.Version ? "by the same rule pack" : $"by rule pack {pack.Version}; the payslip was made with {frame.PackVersion}";
        return again is { } other
            ? $"Calculated again from its frozen inputs, this amount differs by {Minor(other - amount)} minor units ({versions}). Do not rely on it; run verify and tell those who operate Bureau."
            : $"Calculated again from its frozen inputs, this payslip is blocked ({versions}). Do not rely on it; run verify and tell those who operate Bureau.";
    }

    private static string? Gap(IEnumerable<Step> steps, decimal amount)
    {
        var told = steps.Sum(s => s.Contributes);
        return told == amount ? null : $"The steps add up to {told.ToString(CultureInfo.InvariantCulture)}, not to the amount of {amount.ToString(CultureInfo.InvariantCulture)}: the explanation is incomplete.";
    }

    private static string Minor(long minor) => minor.ToString(CultureInfo.InvariantCulture);
}
