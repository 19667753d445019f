using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Bureau.Compliance.Contracts;
using Bureau.Jurisdictions;
using Bureau.Kernel.Audit;
using Bureau.Kernel.Imports;
using Bureau.Kernel.Web;
using Bureau.Onboarding.Contracts;
using Bureau.Payroll.PayRuns;
using Bureau.Payroll.PayRuns.Run;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Bureau.Payroll.Returns;

/// <summary>What a run reports to authorities and hands to people, as page, CSV and JSON. Each download is audited.</summary>
[Needs(PayrollPermissions.ViewPayslips)]
internal sealed class RunReturnsModel(Caller caller, PayrollStore store, IPayGroups groups, IEmployees employees, ReadReturns returns, EmployerReports employers, IObligations obligations, AuditTrail audit) : PageModel
{
    private const int PageSize = 50;
    private static readonly JsonSerializerOptions s_json = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [BindProperty(SupportsGet = true)]
    public long RunId { get; set; }

    [FromQuery(Name = "report")]
    public string? Name { get; set; }

    /// <summary>What stands behind the employer's figures: <c>run</c> or <c>person</c>; else the figures themselves.</summary>
    [FromQuery]
    public string? By { get; set; }

    [BindProperty(SupportsGet = true)]
    public int P { get; set; } = 1;

    public RunScreen Screen { get; private set; } = null!;
    public IReadOnlyList<Report> Reports { get; private set; } = [];
    public Report? Report { get; private set; }
    public IReadOnlyList<ReportFigure> Employer { get; private set; } = [];
    /// <summary>Rows behind the figures of <see cref="Columns"/>: a run or a person, where it is shown in full, and the amounts.</summary>
    public IReadOnlyList<(string Label, string? Detail, string? Href, decimal[] Amounts)> Behind { get; private set; } = [];
    /// <summary>What the run obliges to, what it adds to each payment in minor units, and the page of it once the run is released.</summary>
    public IReadOnlyList<(Obligation Obligation, long? Minor, string? Href)> Duties { get; private set; } = [];
    public IReadOnlyList<PersonsReturn> People { get; private set; } = [];
    public int Total { get; private set; }
    /// <summary>Data items that somebody on the page has, in the report's order.</summary>
    public IReadOnlyList<ReportFigure> Columns { get; private set; } = [];
    public Pager Pager { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(string? format, CancellationToken ct)
    {
        await using (var db = await store.OpenAsync(caller.Client.Id, ct))
        {
            if (await RunScreen.FindAsync(db, groups, caller.Client, RunId, ct) is not { } screen) return NotFound();
            Screen = screen with { Tab = "returns" };
        }
        if (!Screen.HasFigures) return Page();
        var employer = await employers.FactsAsync(caller.Client.Id, Screen.Run, ct);
        var known = (await obligations.OfRunAsync(caller.Client.Id, RunId, ct)).ToDictionary(o => (o.Key, o.PeriodKey), o => $"/c/{caller.Client.Code}/obligations/{o.Id}");
        Duties = [.. (await employers.ObligationsOfAsync(caller.Client.Id, Screen.Run, employer, ct)).OrderBy(o => o.Obligation.DueOn).Select(o => (o.Obligation, o.Minor, known.GetValueOrDefault((o.Obligation.Key, o.Obligation.PeriodKey))))];
        Reports = returns.ReportsOf(Screen.Run, employer);
        Report = Reports.FirstOrDefault(r => r.Name == Name) ?? (Reports.Count > 0 ? Reports[0] : null);
        if (Report is null) return Page();
        if (Report.Scope == ReportScope.Employer) await ReadEmployerAsync(Report, all: format is not null, ct);
        else await ReadPeopleAsync(Report, all: format is "csv" or "json", ct);
        if (format is not ("csv" or "json")) return Page();

        await using var unit = await store.BeginAsync(caller.Client.Id, ct);
        await audit.AppendAsync(unit, caller.Actor, new AuditEntry("return.download", $"pay-run/{RunId}", new { Report = Report.Name, format }), ct);
        await unit.CommitAsync(ct);
        var file = $"{caller.Client.Code}-{Report.Name}{(By is null ? "" : $"-by-{By}")}-{Screen.Run.PayDate:yyyy-MM-dd}.{format}";
        return format == "json" ? File(Json(), "application/json; charset=utf-8", file) : Csv(file);
    }

    public static string? Value(PersonsReturn person, string name) => person.Figures.FirstOrDefault(f => f.Name == name)?.Value;

    private async Task ReadEmployerAsync(Report report, bool all, CancellationToken ct)
    {
        Employer = await employers.EmployerAsync(caller.Client.Id, Screen.Run, report, ct: ct);
        Columns = [.. Employer.Where(f => f.Lines.Count > 0)];
        if (Columns.Count == 0 || By is not ("run" or "person")) By = null;
        if (By == "run")
            Behind = [.. (await employers.ByRunAsync(caller.Client.Id, Screen.Run, Columns, ct)).Select(r => r.Run is { } run
                ? ($"Pay run of {Show.Day(run.PayDate)}", RunWords.Period(run), (string?)$"/c/{caller.Client.Code}/runs/{run.Id}", r.Amounts)
                : ("Brought from a former payroll", null, null, r.Amounts))];
        if (By != "person") return;
        var people = (await employers.ByPersonAsync(caller.Client.Id, Screen.Run, Columns, ct)).ToList();
        Total = people.Count;
        Pager = new Pager(P, PageSize, Total, "People", $"?report={report.Name}&by=person");
        if (!all) people = [.. people.Skip((P - 1) * PageSize).Take(PageSize)];
        var names = await employees.NamesAsync(caller.Client.Id, people.Select(p => p.Key), ct);
        Behind = [.. people.Select(p => names.GetValueOrDefault(p.Key) is { } name
            ? (name.Name, (string?)name.Number, (string?)$"/c/{caller.Client.Code}/people/{p.Key}", p.Value)
            : ($"Employee {p.Key}", null, null, p.Value))];
    }

    private async Task ReadPeopleAsync(Report report, bool all, CancellationToken ct)
    {
        // Who is on the page is known once everybody was looked at: a report may concern few of a run.
        var people = new List<PersonsReturn>();
        await foreach (var person in returns.PeopleAsync(caller.Client.Id, Screen.Run, report, ct: ct))
        {
            if (all || Total / PageSize == P - 1) people.Add(person);
            Total++;
        }
        People = people;
        Pager = new Pager(P, PageSize, Total, "People", $"?report={report.Name}");
        var columns = new List<ReportFigure>();
        foreach (var person in People)
        {
            var at = -1;
            foreach (var figure in person.Figures)
            {
                var known = columns.FindIndex(c => c.Name == figure.Name);
                if (known >= 0) at = known;
                else columns.Insert(++at, figure);
            }
        }
        // Boxes of a form stand in the order of their numbers.
        Columns = columns.All(c => char.IsAsciiDigit(c.Name[0])) ? [.. columns.OrderBy(c => Box(c.Name)).ThenBy(c => c.Name, StringComparer.Ordinal)] : columns;

        static int Box(string name) => int.Parse(name.AsSpan(0, name.AsSpan().IndexOfAnyExceptInRange('0', '9') is >= 0 and var end ? end : name.Length), CultureInfo.InvariantCulture);
    }

    private FileContentResult Csv(string file) => By is not null
        ? CsvExport.File(file, [By == "run" ? "run" : "name", By == "run" ? "period" : "employee_number", .. Columns.Select(c => c.Name)], Behind.Select(r => (IEnumerable<object?>)[r.Label, r.Detail, .. r.Amounts]))
        : Report!.Scope == ReportScope.Employer
        ? CsvExport.File(file, ["name", "value", "label"], Employer.Select(f => (IEnumerable<object?>)[f.Name, f.Value, f.Label]))
        : CsvExport.File(file, ["employee_number", "name", .. Columns.Select(c => c.Name)], People.Select(p => (IEnumerable<object?>)[p.Number, p.Name, .. Columns.Select(c => Value(p, c.Name))]));

    private byte[] Json() => JsonSerializer.SerializeToUtf8Bytes(new
    {
        report = Report!.Name,
        title = Report.Title,
        client = caller.Client.Code,
        employer = new { name = Screen.Group.Employer.Name, address = Screen.Group.Employer.Address, fields = Screen.Group.Employer.Fields },
        run = Screen.Run.Id,
        pay_date = Screen.Run.PayDate,
        tax_year = Screen.Run.TaxYear,
        final = Screen.IsPublished,
        seal = Screen.Run.Seal,
        figures = Report.Scope == ReportScope.Employer ? Figures(Employer) : null,
        people = People.Select(p => new { employee_number = p.Number, name = p.Name, address = p.Address, figures = Figures(p.Figures) }),
    }, s_json);

    private static IEnumerable<object> Figures(IReadOnlyList<ReportFigure> figures) => figures.Select(f => new { name = f.Name, value = f.Value, label = f.Label });
}
