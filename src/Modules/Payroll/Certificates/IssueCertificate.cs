using Bureau.Kernel.Data;
using Bureau.Payroll.PayRuns;

namespace Bureau.Payroll.Certificates;

/// <summary>Sets the figures of a run side by side. Those of the left come from the payslips as stored, those of the right from what stands beside them, or each from a query of its own.</summary>
internal static class IssueCertificate
{
    public static async Task<RunCertificate> OfAsync(DbSession db, PayRun run, StoredPayslips stored, CancellationToken ct)
    {
        const string Payslips = "Sum of the payslips";
        var of = new { run.Id };
        var debits = await db.ScalarAsync<long?>("select sum(debit_minor) from payroll.journal_line where client_id = @Client and pay_run_id = @Id", of, ct) ?? 0;
        var credits = await db.ScalarAsync<long?>("select sum(credit_minor) from payroll.journal_line where client_id = @Client and pay_run_id = @Id", of, ct) ?? 0;
        var totals = (await db.QueryAsync<LineSum>("select line, sum(amount_minor) as amount_minor from payroll.pay_run_total where client_id = @Client and pay_run_id = @Id group by line order by line", of, ct))
            .ToDictionary(t => t.Line, t => t.AmountMinor);

        var sums = stored.Totals.ByLine();
        List<CertificateStatement> statements =
        [
            CertificateStatement.Money("net_pay_paid", "Net pay is paid", Payslips, stored.Totals.NetMinor, "Sum of the payments", stored.Paid),
            CertificateStatement.Money("journal_balances", "The journal balances", "Debits", debits, "Credits", credits),
            CertificateStatement.Count("everybody_once", "Everybody has one payslip", "People whose inputs were frozen", stored.Inputs, "Payslips", stored.Listed.Payslips),
            CertificateStatement.Count("payslips_add_up", "Every payslip adds up", "Payslips that do not", stored.Wrong + stored.Unopened, "Allowed", 0),
            CertificateStatement.Money("gross_pay", "Gross pay", Payslips, stored.Totals.GrossMinor, "Figure approved", run.GrossMinor),
            CertificateStatement.Money("net_pay", "Net pay", Payslips, stored.Totals.NetMinor, "Figure approved", run.NetMinor),
            CertificateStatement.Money("employer_cost", "Employer cost", Payslips, stored.Totals.EmployerCostMinor, "Figure approved", run.EmployerCostMinor),
            CertificateStatement.Money("gross_pay_listed", "Gross pay as listed", Payslips, stored.Totals.GrossMinor, "Sum of the list", stored.Listed.GrossMinor),
            CertificateStatement.Money("net_pay_listed", "Net pay as listed", Payslips, stored.Totals.NetMinor, "Sum of the list", stored.Listed.NetMinor),
            CertificateStatement.Money("employer_cost_listed", "Employer cost as listed", Payslips, stored.Totals.EmployerCostMinor, "Sum of the list", stored.Listed.EmployerCostMinor),
            new("seal", "The payslips are those that were approved", "seal", "Seal of what is stored", stored.Seal, "Seal approved", run.Seal ?? ""),
        ];
        foreach (var line in sums.Keys.Union(totals.Keys).Order(StringComparer.Ordinal))
            statements.Add(CertificateStatement.Money("line:" + line, line, Payslips, sums.GetValueOrDefault(line), "Total of the run", totals.GetValueOrDefault(line)));
        return new(statements);
    }

    public static async Task StoreAsync(UnitOfWork unit, PayRun run, RunCertificate certificate, CancellationToken ct)
    {
        await unit.ExecuteAsync("delete from payroll.certificate where client_id = @Client and pay_run_id = @Id", new { run.Id }, ct);
        await unit.ExecuteAsync("insert into payroll.certificate (client_id, pay_run_id, issued_at, holds, body) values (@Client, @Id, @Now, @Holds, @Body)",
            new { run.Id, unit.Now, Holds = certificate.Holds ? 1 : 0, Body = certificate.ToJson() }, ct);
    }

    private sealed class LineSum
    {
        public string Line { get; init; } = "";
        public long AmountMinor { get; init; }
    }
}
