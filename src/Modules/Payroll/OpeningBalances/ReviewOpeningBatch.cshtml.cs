using Bureau.Kernel;
using Bureau.Kernel.Clients;
using Bureau.Kernel.Data;
using Bureau.Kernel.Identity;
using Bureau.Kernel.Imports;
using Bureau.Kernel.Web;
using Bureau.Onboarding.Contracts;
using Bureau.Payroll.Calculation;
using Bureau.Payroll.PayRuns;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Bureau.Payroll.OpeningBalances;

/// <summary>Sums of what was handed in beside the former provider's totals, person by person below; the word to approve or return.</summary>
[Needs(PayrollPermissions.ViewPayslips)]
internal sealed class ReviewOpeningBatchModel(Caller caller, PayrollStore store, IEmployees employees, PackSource packs, Permissions permissions, StateTotals state, DecideOpeningBatch decide) : PageModel
{
    private const int PageSize = 50;

    [BindProperty(SupportsGet = true)]
    public long OpeningId { get; set; }

    [BindProperty(SupportsGet = true)]
    public int P { get; set; } = 1;

    public Client Client => caller.Client;
    public OpeningBatch Batch { get; private set; } = null!;
    public string Currency { get; private set; } = "";
    public IReadOnlyList<Reconciled> Rows { get; private set; } = [];
    /// <summary>Those that somebody has.</summary>
    public IReadOnlyList<OpeningFigure> Figures { get; private set; } = [];
    public IReadOnlyList<PersonFigures> People { get; private set; } = [];
    public Pager Pager { get; private set; } = null!;
    public (DateOnly PaidUpTo, DateOnly PayDate)? Overlapping { get; private set; }
    public bool MayState { get; private set; }
    public bool MayDecide { get; private set; }
    public bool Agrees => Rows.All(r => r.StatedMinor == r.SumMinor || r is { SumMinor: 0, StatedMinor: null });
    public string Reason { get; private set; } = "";
    public IReadOnlyList<(string Field, string Message)> Problems { get; private set; } = [];

    /// <param name="Typed">What stands in the input.</param>
    internal sealed record Reconciled(OpeningFigure Figure, long SumMinor, long? StatedMinor, string Typed, string? Problem)
    {
        public string Difference(string currency) => StatedMinor is not { } stated ? (SumMinor == 0 ? "" : "not stated")
            : stated == SumMinor ? "agrees"
            : $"the file has {Show.Money(Math.Abs(SumMinor - stated), currency)} {(SumMinor > stated ? "more" : "less")}";
    }

    internal sealed record PersonFigures(string Name, string Number, DateOnly PaidUpTo, IReadOnlyDictionary<string, long> Minor);

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => await LoadAsync(ct) ? Page() : NotFound();

    public async Task<IActionResult> OnGetCsvAsync(CancellationToken ct)
    {
        if (!await LoadAsync(ct)) return NotFound();
        var names = await employees.NamesAsync(Client.Id, ct: ct);
        await using var db = await store.OpenAsync(Client.Id, ct);
        var people = (await OpeningEntry.PageAsync(db, OpeningId, 0, Math.Max(1, Batch.People), ct)).Select(e => Of(e, names));
        var currency = Kernel.Currency.FromCode(Currency);
        return CsvExport.File($"{Client.Code}-opening-balances-{OpeningId}.csv", ["employee_number", "paid_up_to", .. Figures.Select(f => f.Name)],
            people.Select(p => (IEnumerable<object?>)[p.Number, p.PaidUpTo, .. Figures.Select(f => p.Minor.TryGetValue(f.Name, out var minor) ? (object)Money.FromMinor(minor, currency).Amount : null)]));
    }

    public async Task<IActionResult> OnPostTotalsAsync(CancellationToken ct)
    {
        var pack = packs(Client.Country);
        var currency = Kernel.Currency.FromCode(pack.Currency);
        var (stated, problems) = (new Dictionary<string, long?>(StringComparer.Ordinal), new List<(string, string)>());
        foreach (var figure in OpeningFigures.Of(pack))
        {
            if (!Request.Form.TryGetValue(figure.Name, out var typed)) continue;
            var text = typed.ToString().Trim().Replace('−', '-');
            if (text.Length == 0) stated[figure.Name] = null;
            else if (OpeningFigures.Fault(figure, text, currency) is { } fault) problems.Add((figure.Name, $"{figure.Label}: {fault}"));
            else stated[figure.Name] = new Money(OpeningFigures.Amount(text)!.Value, currency).ToMinor();
        }
        if (problems.Count == 0)
        {
            var outcome = await state.RunAsync(Client, OpeningId, stated, caller.Actor, ct);
            if (outcome.IsDone) return Back("Totals saved.");
            problems.Add(("figures", outcome.Problem!));
        }
        Problems = problems;
        return await OnGetAsync(ct);
    }

    public async Task<IActionResult> OnPostApproveAsync(string? reason, CancellationToken ct) =>
        await AnswerAsync(await decide.ApproveAsync(Client, OpeningId, reason ?? "", caller.Actor, ct), reason, "Opening balances approved. The next runs go on from them.", ct);

    public async Task<IActionResult> OnPostReturnAsync(string? reason, CancellationToken ct) =>
        await AnswerAsync(await decide.ReturnAsync(Client, OpeningId, reason ?? "", caller.Actor, ct), reason, "Opening balances returned. A corrected file can be imported.", ct);

    private async Task<IActionResult> AnswerAsync(Outcome outcome, string? reason, string done, CancellationToken ct)
    {
        if (outcome.IsDone) return Back(done);
        (Reason, Problems) = (reason ?? "", [("reason", outcome.Problem!)]);
        return await OnGetAsync(ct);
    }

    private LocalRedirectResult Back(string done)
    {
        TempData["Done"] = done;
        return LocalRedirect($"/c/{Client.Code}/opening-balances/{OpeningId}");
    }

    private async Task<bool> LoadAsync(CancellationToken ct)
    {
        var pack = packs(Client.Country);
        Currency = pack.Currency;
        await using (var db = await store.OpenAsync(Client.Id, ct))
        {
            if (await OpeningBatch.FindAsync(db, OpeningId, ct) is not { } batch) return false;
            Batch = batch;
            var sums = (await OpeningSum.ReadAsync(db, OpeningId, ct)).ToDictionary(s => s.Figure, StringComparer.Ordinal);
            var open = batch.State == OpeningBatch.Submitted;
            MayState = open && await permissions.AllowsAsync(caller.Actor, PayrollPermissions.PrepareRun, Client.Id, ct);
            MayDecide = open && batch.SubmittedBy != caller.Actor.AccountId && await permissions.AllowsAsync(caller.Actor, PayrollPermissions.ApproveRun, Client.Id, ct);
            Figures = [.. OpeningFigures.Of(pack).Where(f => sums.GetValueOrDefault(f.Name)?.SumMinor is > 0 or < 0)];
            Rows = [.. OpeningFigures.Of(pack).Where(f => MayState || sums.ContainsKey(f.Name)).Select(f => Row(f, sums.GetValueOrDefault(f.Name)))];
            P = Math.Clamp(P, 1, Math.Max(1, (batch.People + PageSize - 1) / PageSize));
            Pager = new Pager(P, PageSize, batch.People, "People", "?");
            var entries = await OpeningEntry.PageAsync(db, OpeningId, (P - 1) * PageSize, PageSize, ct);
            var names = await employees.NamesAsync(Client.Id, entries.Select(e => e.EmployeeId), ct);
            People = [.. entries.Select(e => Of(e, names))];
            Overlapping = await OverlappingAsync(db, ct);
        }
        return true;
    }

    private Reconciled Row(OpeningFigure figure, OpeningSum? sum)
    {
        var currency = Kernel.Currency.FromCode(Currency);
        var typed = Request.HasFormContentType && Request.Form.TryGetValue(figure.Name, out var text) ? text.ToString()
            : sum?.StatedMinor is { } stated ? Money.FromMinor(stated, currency).Amount.ToString("F" + currency.Decimals, System.Globalization.CultureInfo.InvariantCulture) : "";
        return new(figure, sum?.SumMinor ?? 0, sum?.StatedMinor, typed, Problems.FirstOrDefault(p => p.Field == figure.Name).Message);
    }

    private PersonFigures Of(OpeningEntry entry, IReadOnlyDictionary<long, EmployeeName> names)
    {
        var name = names.GetValueOrDefault(entry.EmployeeId);
        return new(name?.Name ?? "Unknown", name?.Number ?? "", entry.PaidUpTo,
            OpeningFigures.Amounts(BalancesFormat.FromBytes(entry.Balances), Kernel.Currency.FromCode(Currency)).ToDictionary(f => f.Figure, f => f.Minor, StringComparer.Ordinal));
    }

    /// <summary>The earliest run of the tax year that pays by a day which the figures claim to count in.</summary>
    private async Task<(DateOnly PaidUpTo, DateOnly PayDate)?> OverlappingAsync(DbSession db, CancellationToken ct)
    {
        var found = (await db.QueryAsync<Overlap>("""
            select max(e.paid_up_to) as paid_up_to, min(r.pay_date) as pay_date
            from payroll.opening_batch b
            join payroll.opening_entry e on e.client_id = b.client_id and e.batch_id = b.id
            join payroll.pay_run r on r.client_id = b.client_id and r.tax_year = b.tax_year and r.state <> 'cancelled' and r.pay_date <= e.paid_up_to
            where b.client_id = @Client and b.id = @Id
            having count(*) > 0
            """, new { Id = OpeningId }, ct)).SingleOrDefault();
        return found is null ? null : (found.PaidUpTo, found.PayDate);
    }

    private sealed class Overlap
    {
        public DateOnly PaidUpTo { get; init; }
        public DateOnly PayDate { get; init; }
    }
}
