using Bureau.Kernel.Clients;
using Bureau.Kernel.Data;
using Bureau.Payroll.Calculation;
using Bureau.Payroll.PayRuns;

namespace Bureau.Payroll.Variances;

/// <summary>Why one payslip differs from the one before it.</summary>
/// <param name="Before">The run that paid the person before; null when there was none.</param>
/// <param name="FiguresBefore">All zero when there was none.</param>
/// <param name="Causes">Largest effect on net pay first; their changes add up to the difference of the figures exactly.</param>
internal sealed record PayDifference(PayRun Run, PayRun? Before, PayFigures FiguresBefore, PayFigures Figures, IReadOnlyList<Cause> Causes);

/// <summary>Answers “why is this net pay different from last time?” from what was frozen for both payslips and the engine that made them.</summary>
internal sealed class ExplainDifference(PayrollStore store, DocumentCipher documents, PackSource packs)
{
    /// <summary>Against the person's last released payslip before this one, of whichever run.</summary>
    /// <returns>Null when there is no such payslip.</returns>
    public async Task<PayDifference?> OfPayslipAsync(ClientId client, long runId, long employeeId, CancellationToken ct = default)
    {
        await using var db = await store.OpenAsync(client, ct);
        if (await db.SingleOrDefaultAsync<PayRun>(PayRun.SelectById, new { Id = runId }, ct) is not { } run
            || await FindAsync(db, runId, employeeId, ct) is not { } now) return null;
        var before = await db.SingleOrDefaultAsync<PayRun>(PayRun.Select + """
             where client_id = @Client and id <> @Id and state in ('released', 'closed') and (pay_date < @PayDate or (pay_date = @PayDate and id < @Id))
              and exists (select 1 from payroll.payslip p where p.client_id = @Client and p.pay_run_id = pay_run.id and p.employee_id = @EmployeeId)
            order by pay_date desc, id desc
            offset 0 rows fetch next 1 rows only
            """, new { run.Id, run.PayDate, EmployeeId = employeeId }, ct);
        if (before is null || await FindAsync(db, before.Id, employeeId, ct) is not { } then)
            return new(run, null, default, now.Figures, [new(Cause.Starter, "First payslip", "", now.Figures)]);
        var causes = before.PackCountry == run.PackCountry
            ? new DifferenceCauses(await FrameAsync(db, before.Id, ct), await FrameAsync(db, run.Id, ct), packs(run.PackCountry))
                .Of(documents.DecryptInput(client, before.Id, employeeId, then.Document), then.Figures, documents.DecryptInput(client, run.Id, employeeId, now.Document), now.Figures)
            : [new(Cause.Other, "Another country", "", now.Figures - then.Figures)];
        return new(run, before, then.Figures, now.Figures, causes);
    }

    private static async Task<RunFrame> FrameAsync(DbSession db, long runId, CancellationToken ct) =>
        RunFrame.FromBytes(await db.SingleAsync<byte[]>("select frame from payroll.pay_run where client_id = @Client and id = @Id", new { Id = runId }, ct));

    private static Task<PaidInput?> FindAsync(DbSession db, long runId, long employeeId, CancellationToken ct) =>
        db.SingleOrDefaultAsync<PaidInput>(PaidInput.Select + " where p.client_id = @Client and p.pay_run_id = @Id and p.employee_id = @EmployeeId", new { Id = runId, EmployeeId = employeeId }, ct);
}

/// <summary>The totals of a payslip with the frozen input that they came from, encrypted.</summary>
internal sealed class PaidInput
{
    public const string Select = """
        select p.employee_id, p.gross_minor, p.deductions_minor, p.reimbursements_minor, p.net_minor, p.employer_cost_minor, i.document
        from payroll.payslip p
        join payroll.pay_run_input i on i.client_id = p.client_id and i.pay_run_id = p.pay_run_id and i.employee_id = p.employee_id
        """;

    /// <summary>Of everybody in a run, by employee id.</summary>
    public static IAsyncEnumerable<PaidInput> OfRunAsync(DbSession db, long runId, CancellationToken ct) =>
        db.StreamAsync<PaidInput>(Select + " where p.client_id = @Client and p.pay_run_id = @Id order by p.employee_id", new { Id = runId }, ct);

    public long EmployeeId { get; init; }
    public long GrossMinor { get; init; }
    public long DeductionsMinor { get; init; }
    public long ReimbursementsMinor { get; init; }
    public long NetMinor { get; init; }
    public long EmployerCostMinor { get; init; }
    public byte[] Document { get; init; } = [];

    public PayFigures Figures => new(GrossMinor, DeductionsMinor, ReimbursementsMinor, NetMinor, EmployerCostMinor);
}
