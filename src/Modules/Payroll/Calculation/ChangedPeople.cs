using Bureau.Benefits.Contracts;
using Bureau.Kernel.Clients;
using Bureau.Onboarding.Contracts;
using Bureau.Payroll.PayRuns;

namespace Bureau.Payroll.Calculation;

/// <summary>
/// Whose inputs may differ from those that a run froze before. Asked of what is recorded, not of notices of it, which may come late: so that looking at these alone gives
/// what looking at everybody would.
/// </summary>
internal sealed class ChangedPeople(PayrollStore store, IEmployees employees, IContributions contributions)
{
    /// <summary>Of more people it is quicker to look at everybody in one stream.</summary>
    private const int Most = 200;

    // What was recorded is committed a little after the instant it names.
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(5);

    /// <returns>Ids ascending; null when everybody must be looked at.</returns>
    public async Task<IReadOnlyList<long>?> OfAsync(PayRun run, CancellationToken ct)
    {
        // A follow-up is of few, and says of those who are missing.
        if (run.InputsKnownAt is not { } known || run.FollowsRunId is not null) return null;
        var (client, since, until) = (new ClientId(run.ClientId), known - Overlap, run.KnownAt!.Value);
        var people = new SortedSet<long>(await employees.ChangedAsync(client, since, until, ct));
        if (await contributions.ChangedAsync(client, since, until, ct) is not { } contributed) return null;
        people.UnionWith(contributed);
        await using var db = await store.OpenAsync(client, ct);
        var range = new { run.TaxYear, Since = since, Until = until };
        // Who is in the run, or waits for another, or has other figures to date, follows from the client's other runs.
        if (await db.ScalarAsync<long>("select count(*) from payroll.pay_run_event where client_id = @Client and action in ('hold-out', 'take-back', 'release', 'cancel') and at > @Since", range, ct) > 0) return null;
        people.UnionWith(await db.QueryAsync<long>("select distinct employee_id from payroll.pay_input where client_id = @Client and entered_at > @Since and entered_at <= @Until", range, ct));
        people.UnionWith(await db.QueryAsync<long>("select employee_id from payroll.opening_balance where client_id = @Client and tax_year = @TaxYear and entered_at > @Since", range, ct));
        return people.Count <= Most ? [.. people] : null;
    }
}
