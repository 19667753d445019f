using System.Globalization;
using Bureau.Kernel;
using Bureau.Kernel.Identity;
using Bureau.Kernel.Imports;
using Bureau.Kernel.Web;
using Bureau.Onboarding.Contracts;
using Bureau.Payroll.Calculation;
using Bureau.Payroll.Variances;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Bureau.Payroll.PayRuns.Run;

/// <summary>Net pay of everybody against the run before, with the causes of each difference and of that of the totals.</summary>
[Needs(PayrollPermissions.ViewPayslips)]
internal sealed class RunVariancesModel(Caller caller, PayrollStore store, IPayGroups groups, IEmployees employees, DocumentCipher documents, Permissions permissions, SetThreshold setThreshold) : PageModel
{
    public const int PageSize = 50;

    /// <summary>What was typed as thresholds.</summary>
    internal sealed record TypedThreshold(string? Amount, string? Percent, string? Deviations);

    [BindProperty(SupportsGet = true)]
    public long RunId { get; set; }

    /// <summary><c>changed</c>, <c>new</c>, <c>gone</c>, <c>all</c>, or those to be looked at.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Kind { get; set; }

    /// <summary>Smallest difference to show, as typed, in major units.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Least { get; set; }

    /// <summary>Where the page before ended: size and employee.</summary>
    [BindProperty(SupportsGet = true)]
    public string? After { get; set; }

    public RunScreen Screen { get; private set; } = null!;

    public bool AreCompared { get; private set; }

    public IReadOnlyList<(Variance Variance, VarianceDocument Document)> Found { get; private set; } = [];

    public IReadOnlyList<RunCause> Causes { get; private set; } = [];

    public bool HasMore { get; private set; }

    public string Next => Found.Count == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{Found[^1].Variance.SizeMinor}-{Found[^1].Variance.EmployeeId}");

    public bool MayPrepare { get; private set; }

    public TypedThreshold Threshold { get; private set; } = new(null, null, null);

    /// <summary>Why thresholds were refused.</summary>
    public string? Problem { get; private set; }

    public IReadOnlyDictionary<long, EmployeeName> Names { get; private set; } = new Dictionary<long, EmployeeName>();

    public EmployeeName NameOf(Variance row) => Names.GetValueOrDefault(row.EmployeeId) ?? new(row.EmployeeId, "", $"Employee {row.EmployeeId}");

    public async Task<IActionResult> OnGetAsync(string? format, CancellationToken ct)
    {
        if (!await LoadAsync(format == "csv" ? int.MaxValue : PageSize, ct)) return NotFound();
        return format == "csv" && AreCompared ? Csv() : Page();
    }

    public async Task<IActionResult> OnPostThresholdAsync(TypedThreshold typed, CancellationToken ct)
    {
        var outcome = Number(typed.Amount) is not { } amount ? Outcome.Refused("Amount: write 0 or more, such as 100.00.")
            : Number(typed.Percent) is not { } percent ? Outcome.Refused("Percentage: write a number from 0 to 100, such as 5.")
            : Number(typed.Deviations) is not { } deviations || deviations != decimal.Truncate(deviations) ? Outcome.Refused("Deviations: write a whole number from 2 to 20. Fewer mark more people.")
            : await setThreshold.RunAsync(caller.Client.Id, new VarianceThreshold { LeastMinor = (long)(amount * 100), LeastPercentE2 = (int)(percent * 100), Deviations = (int)deviations }, caller.Actor, ct);
        if (outcome.Problem is null)
        {
            TempData["Done"] = "Saved. Runs in review are marked anew.";
            return LocalRedirect($"/c/{caller.Client.Code}/runs/{RunId}/variances");
        }
        Problem = outcome.Problem;
        if (!await LoadAsync(PageSize, ct)) return NotFound();
        Threshold = typed;
        return Page();

        static decimal? Number(string? text) =>
            decimal.TryParse(text?.Trim(), NumberStyles.AllowDecimalPoint | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var number) && number <= 1_000_000 ? number : null;
    }

    private async Task<bool> LoadAsync(int count, CancellationToken ct)
    {
        await using var db = await store.OpenAsync(caller.Client.Id, ct);
        if (await RunScreen.FindAsync(db, groups, caller.Client, RunId, ct) is not { } screen) return false;
        Screen = screen with { Tab = "variances" };
        AreCompared = screen.HasFigures && await Variance.AreComparedAsync(db, screen.Run, ct);
        if (!AreCompared) return true;
        MayPrepare = await permissions.AllowsAsync(caller.Actor, PayrollPermissions.PrepareRun, caller.Client.Id, ct);
        var threshold = await VarianceThreshold.ReadAsync(db, ct);
        Threshold = new(Text(threshold.LeastMinor / 100m), Text(threshold.LeastPercentE2 / 100m), Text(threshold.Deviations));
        Causes = await RunCause.ReadAsync(db, RunId, ct);
        var least = decimal.TryParse(Least, NumberStyles.Number, CultureInfo.InvariantCulture, out var major) && major is > 0 and < 1_000_000_000
            ? new Money(major, Currency.FromCode(screen.Currency)).Round(MidpointRounding.AwayFromZero).ToMinor() : 0;
        var kind = Kind is Variance.New or Variance.Gone or Variance.Changed ? Kind : null;
        var rows = await Variance.PageAsync(db, RunId, kind, toReview: string.IsNullOrEmpty(Kind), least, Position(After), count == int.MaxValue ? count : count + 1, ct);
        HasMore = rows.Count > count;
        Found = [.. rows.Take(count).Select(v => (v, VarianceDocument.FromBytes(documents.DecryptVariance(caller.Client.Id, RunId, v.EmployeeId, v.Document))))];
        Names = await employees.NamesAsync(caller.Client.Id, rows.Select(v => v.EmployeeId), ct);
        return true;
    }

    private static (long, long)? Position(string? after) =>
        after?.Split('-') is [var size, var employee] && long.TryParse(size, CultureInfo.InvariantCulture, out var s) && long.TryParse(employee, CultureInfo.InvariantCulture, out var e) ? (s, e) : null;

    private static string Text(decimal number) => number.ToString("0.##", CultureInfo.InvariantCulture);

    private FileContentResult Csv()
    {
        var currency = Currency.FromCode(Screen.Currency);
        decimal? Major(long? minor) => minor is { } m ? Money.FromMinor(m, currency).Amount : null;
        return CsvExport.File($"{caller.Client.Code}-variances-{Screen.Run.PayDate:yyyy-MM-dd}.csv",
            ["employee_number", "name", $"net_before_{currency.Code}", $"net_now_{currency.Code}", "difference", "cause", "detail", "gross", "net", "employer_cost", "unusual"],
            Found.SelectMany(f => f.Document.Causes.Select(c => (IEnumerable<object?>)
                [NameOf(f.Variance).Number, NameOf(f.Variance).Name, Major(f.Variance.NetBeforeMinor), Major(f.Variance.NetMinor), Major(f.Variance.DifferenceMinor),
                    c.Label, c.Detail, Major(c.Change.GrossMinor), Major(c.Change.NetMinor), Major(c.Change.EmployerCostMinor), f.Document.Unusual])));
    }
}
