using System.Globalization;
using Bureau.Kernel;
using Bureau.Kernel.Imports;
using Bureau.Kernel.Web;
using Bureau.Onboarding.Contracts;
using Bureau.Payroll.Variances;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Bureau.Payroll.PayRuns.Run;

[Needs(PayrollPermissions.ViewPayslips)]
internal sealed class RunVariancesModel(Caller caller, PayrollStore store, IPayGroups groups, IEmployees employees) : PageModel
{
    public const int PageSize = 50;

    [BindProperty(SupportsGet = true)]
    public long RunId { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Kind { get; set; }

    /// <summary>Smallest difference to show, as typed, in major units.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Least { get; set; }

    [BindProperty(SupportsGet = true)]
    public int P { get; set; } = 1;

    public RunScreen Screen { get; private set; } = null!;

    public IReadOnlyList<NetPayVariance> Found { get; private set; } = [];

    public IEnumerable<NetPayVariance> OnPage => Found.Skip((P - 1) * PageSize).Take(PageSize);

    public IReadOnlyDictionary<long, EmployeeName> Names { get; private set; } = new Dictionary<long, EmployeeName>();

    public EmployeeName NameOf(NetPayVariance row) => Names.GetValueOrDefault(row.EmployeeId) ?? new(row.EmployeeId, "", $"Employee {row.EmployeeId}");

    public async Task<IActionResult> OnGetAsync(string? format, CancellationToken ct)
    {
        await using var db = await store.OpenAsync(caller.Client.Id, ct);
        if (await RunScreen.FindAsync(db, groups, caller.Client, RunId, ct) is not { } screen) return NotFound();
        Screen = screen with { Tab = "variances" };
        if (!screen.HasFigures) return Page();
        Names = await employees.NamesAsync(caller.Client.Id, ct);
        var least = decimal.TryParse(Least, NumberStyles.Number, CultureInfo.InvariantCulture, out var major) && major is > 0 and < 1_000_000_000
            ? new Money(major, Currency.FromCode(screen.Currency)).Round(MidpointRounding.AwayFromZero).ToMinor() : 0;
        Found = await ReadVariances.ReadAsync(db, screen.Run, Kind, least, ct);
        P = Math.Clamp(P, 1, Math.Max(1, (Found.Count + PageSize - 1) / PageSize));
        return format == "csv" ? Csv() : Page();
    }

    private FileContentResult Csv()
    {
        var currency = Currency.FromCode(Screen.Currency);
        decimal? Major(long? minor) => minor is { } m ? Money.FromMinor(m, currency).Amount : null;
        return CsvExport.File($"{caller.Client.Code}-variances-{Screen.Run.PayDate:yyyy-MM-dd}.csv",
            ["employee_number", "name", $"net_now_{currency.Code}", $"net_before_{currency.Code}", "difference"],
            Found.Select(r => (IEnumerable<object?>)[NameOf(r).Number, NameOf(r).Name, Major(r.NetMinor), Major(r.NetBeforeMinor), Major(r.DifferenceMinor)]));
    }
}
