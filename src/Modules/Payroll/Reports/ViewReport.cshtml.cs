using System.Globalization;
using Bureau.Kernel.Audit;
using Bureau.Kernel.Clients;
using Bureau.Kernel.Imports;
using Bureau.Kernel.Web;
using Bureau.Onboarding.Contracts;
using Bureau.Payroll.PayRuns;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Bureau.Payroll.Reports;

/// <summary>One report over released runs, as page, CSV or Excel workbook. Files are audited: they leave the house.</summary>
[Needs(PayrollPermissions.ViewPayslips)]
internal sealed class ViewReportModel(Caller caller, PayrollStore store, IPayGroups groups, IEmployees employees, PackSource packs, AuditTrail audit) : PageModel
{
    public const int MostShown = 500;

    public Client Client => caller.Client;

    public Report Report { get; private set; } = null!;

    public ReportScope Scope { get; private set; } = null!;

    public ReportTable Table { get; private set; } = null!;

    public string? Problem { get; private set; }

    public async Task<IActionResult> OnGetAsync(string report, string? from, string? to, string? format, CancellationToken ct)
    {
        if (ClientReports.All.FirstOrDefault(r => r.Key == report) is not { } chosen) return NotFound();
        Report = chosen;
        var pack = packs(Client.Country);
        await using (var db = await store.OpenAsync(Client.Id, ct))
        {
            var year = pack.TaxYearOf(Client.DayAt(db.Now));
            var (first, last) = (Day(from) ?? year.Start, Day(to) ?? year.End);
            if (first > last) (Problem, last) = ("Paid from: it must not be after the second day.", first);
            var runs = await db.QueryAsync<PayRun>(PayRun.Select + " where client_id = @Client and state in ('released', 'closed') and pay_date between @First and @Last order by pay_date, id", new { First = first, Last = last }, ct);
            Scope = new(db, Client, pack, await groups.ListAsync(Client.Id, ct), await employees.NamesAsync(Client.Id, ct: ct), runs, first, last);
            Table = await chosen.ReadAsync(Scope, ct);
        }
        if (format is not ("csv" or "xlsx")) return Page();
        await using (var unit = await store.BeginAsync(Client.Id, ct))
        {
            await audit.AppendAsync(unit, caller.Actor, new AuditEntry("report.download", $"report/{chosen.Key}", new { Scope.From, Scope.To, format }), ct);
            await unit.CommitAsync(ct);
        }
        var (name, header, rows) = ($"{Client.Code}-{chosen.Key}-{Scope.From:yyyy-MM-dd}-{Scope.To:yyyy-MM-dd}.{format}", Table.Columns.Select(c => c.Label), Table.Exported(pack.Currency));
        return format == "csv" ? CsvExport.File(name, header, rows) : File(XlsxExport.Bytes(chosen.Title, header, rows), XlsxExport.ContentType, name);
    }

    private DateOnly? Day(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return day;
        Problem = "Write days as YYYY-MM-DD, for example 2026-04-06. The usual days are shown instead.";
        return null;
    }
}
