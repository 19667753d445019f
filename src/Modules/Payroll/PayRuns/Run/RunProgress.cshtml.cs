using Bureau.Kernel.Data;
using Bureau.Kernel.Web;
using Bureau.Onboarding.Contracts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Bureau.Payroll.PayRuns.Run;

/// <summary>How far a calculation is. Model of <c>_RunProgress.cshtml</c>.</summary>
/// <param name="People">Null while it is not yet known how many.</param>
internal sealed record RunProgress(string Href, bool Running, int Calculated, int? People)
{
    public static async Task<RunProgress> ReadAsync(DbSession db, RunScreen screen, CancellationToken ct)
    {
        var running = screen.Run.State == PayRunState.Calculating;
        var done = running && screen.Run.Frozen == 1
            ? await db.ScalarAsync<int>("""
                select coalesce(sum(people), 0) from payroll.pay_run_chunk where client_id = @Client and pay_run_id = @RunId and state = 'done'
                """, new { RunId = screen.Run.Id }, ct)
            : 0;
        return new(screen.Href, running, done, screen.Run.Frozen == 1 ? screen.Run.Employees : null);
    }
}

/// <summary>The progress bar alone, which the run page fetches again and again.</summary>
[Needs(PayrollPermissions.ViewRun)]
internal sealed class RunProgressModel(Caller caller, PayrollStore store, IPayGroups groups) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public long RunId { get; set; }

    public RunProgress Progress { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        Response.Headers.CacheControl = "no-store";
        await using var db = await store.OpenAsync(caller.Client.Id, ct);
        if (await RunScreen.FindAsync(db, groups, caller.Client, RunId, ct) is not { } screen) return NotFound();
        Progress = await RunProgress.ReadAsync(db, screen, ct);
        return Page();
    }
}
