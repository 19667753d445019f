using System.IO.Pipelines;
using Bureau.Kernel;
using Bureau.Kernel.Audit;
using Bureau.Kernel.Data;
using Bureau.Kernel.Identity;
using Bureau.Kernel.Imports;
using Bureau.Kernel.Web;
using Bureau.Onboarding.Contracts;
using Bureau.Payroll.Calculation;
using Bureau.Payroll.Journals;
using Bureau.Payroll.Payments;
using Bureau.Payroll.Payslips;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Bureau.Payroll.PayRuns.Run;

/// <summary>The payment list and the journal of a released run as CSV, its payslips as a ZIP of PDFs. Each download is audited.</summary>
internal sealed class Downloads(PayrollStore store, IEmployees employees, FieldCipher cipher, Permissions permissions, AuditTrail audit, PackSource packs, PayslipBundle bundle)
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/c/{client}/runs/{runId:long}/payments.csv", (long runId, Caller caller, Downloads downloads, CancellationToken ct) => downloads.PaymentsAsync(caller, runId, ct))
            .Needs(PayrollPermissions.ViewPayslips);
        endpoints.MapGet("/c/{client}/runs/{runId:long}/journal.csv", (long runId, Caller caller, Downloads downloads, CancellationToken ct) => downloads.JournalAsync(caller, runId, ct))
            .Needs(PayrollPermissions.ViewRun);
        endpoints.MapGet("/c/{client}/runs/{runId:long}/payslips.zip", (long runId, Caller caller, Downloads downloads, CancellationToken ct) => downloads.PayslipsAsync(caller, runId, ct))
            .Needs(PayrollPermissions.ViewPayslips);
    }

    /// <summary>Whole accounts for whoever may release the run; its last four for everybody else.</summary>
    public async Task<IResult> PaymentsAsync(Caller caller, long runId, CancellationToken ct)
    {
        var client = caller.Client;
        if (await ReleasedAsync(caller, runId, ct) is not { } run) return Results.NotFound();
        var whole = await permissions.AllowsAsync(caller.Actor, PayrollPermissions.ReleaseRun, client.Id, ct);
        var names = await employees.NamesAsync(client.Id, ct: ct);
        var currency = Currency.FromCode(run.Currency);
        var rows = new List<IEnumerable<object?>>();
        await using (var db = await store.OpenAsync(client.Id, ct))
            await foreach (var payment in Payment.StreamAsync(db, runId, ct))
            {
                var account = whole && payment.Account is { } packet ? PayAccount.Decrypt(cipher, client.Id, payment.EmployeeId, packet) : null;
                names.TryGetValue(payment.EmployeeId, out var name);
                rows.Add([name?.Number, account?.Holder ?? name?.Name, payment.Method, account?.Bank, account?.Number ?? (payment.AccountLast4 is { } last ? "ending " + last : null),
                    Money.FromMinor(payment.AmountMinor, currency).Amount, currency.Code, run.PayDate]);
            }
        await RecordAsync(caller, run, whole ? "payments.download" : "payments.download-masked", ct);
        return Csv($"{client.Code}-payments-{run.PayDate:yyyy-MM-dd}.csv", ["employee_number", "account_holder", "method", packs(run.PackCountry).BankAccounts.Bank.Name["bank_".Length..], "account_number", "amount", "currency", "pay_date"], rows);
    }

    public async Task<IResult> JournalAsync(Caller caller, long runId, CancellationToken ct)
    {
        if (await ReleasedAsync(caller, runId, ct) is not { } run) return Results.NotFound();
        var currency = Currency.FromCode(run.Currency);
        decimal? Major(long minor) => minor == 0 ? null : Money.FromMinor(minor, currency).Amount;
        IReadOnlyList<JournalLine> lines;
        await using (var db = await store.OpenAsync(caller.Client.Id, ct)) lines = await JournalLine.ReadAsync(db, runId, ct);
        await RecordAsync(caller, run, "journal.download", ct);
        return Csv($"{caller.Client.Code}-journal-{run.PayDate:yyyy-MM-dd}.csv", ["line", "cost_centre", "account", "label", "debit", "credit", "currency", "pay_date"],
            lines.Select(l => (IEnumerable<object?>)[l.LineNo, l.CostCentre, l.Account, l.Label, Major(l.DebitMinor), Major(l.CreditMinor), currency.Code, run.PayDate]));
    }

    public async Task<IResult> PayslipsAsync(Caller caller, long runId, CancellationToken ct)
    {
        if (await ReleasedAsync(caller, runId, ct) is not { } run) return Results.NotFound();
        await RecordAsync(caller, run, "payslips.download", ct);
        return Results.Stream(async output =>
        {
            // The ZIP writes some of its headers synchronously, which an answer does not take.
            await using var pipe = PipeWriter.Create(output, new StreamPipeWriterOptions(leaveOpen: true)).AsStream();
            await bundle.WriteAsync(run, pipe, ct);
        }, "application/zip", $"{caller.Client.Code}-payslips-{run.PayDate:yyyy-MM-dd}.zip");
    }

    private async Task<PayRun?> ReleasedAsync(Caller caller, long runId, CancellationToken ct)
    {
        await using var db = await store.OpenAsync(caller.Client.Id, ct);
        return await db.SingleOrDefaultAsync<PayRun>(PayRun.SelectById, new { Id = runId }, ct) is { State: PayRunState.Released or PayRunState.Closed } run ? run : null;
    }

    private async Task RecordAsync(Caller caller, PayRun run, string action, CancellationToken ct)
    {
        await using var unit = await store.BeginAsync(caller.Client.Id, ct);
        await audit.AppendAsync(unit, caller.Actor, new AuditEntry(action, $"pay-run/{run.Id}"), ct);
        await unit.CommitAsync(ct);
    }

    private static IResult Csv(string name, IEnumerable<string> header, IEnumerable<IEnumerable<object?>> rows) =>
        Results.File(CsvExport.Bytes(header, rows), "text/csv; charset=utf-8", name);
}
