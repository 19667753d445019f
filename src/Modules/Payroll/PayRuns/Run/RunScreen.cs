using Bureau.Kernel.Clients;
using Bureau.Kernel.Data;
using Bureau.Onboarding.Contracts;

namespace Bureau.Payroll.PayRuns.Run;

/// <summary>What every page of one run shows on top. Model of <c>_RunHead.cshtml</c>.</summary>
/// <param name="Previous">The run that this one is compared with; null for the first of a pay group.</param>
internal sealed record RunScreen(Client Client, PayRun Run, PayGroup Group, PayRun? Previous, DateTimeOffset Now)
{
    public string Href => $"/c/{Client.Code}/runs/{Run.Id}";

    public string Name => $"{Group.Name}, {RunWords.Period(Run)}";

    public string Currency => Run.Currency;

    public bool IsOpen => Run.State is PayRunState.Scheduled or PayRunState.Open;

    public bool IsPublished => Run.State is PayRunState.Released or PayRunState.Closed;

    /// <summary>There are figures to look at, perhaps out of date.</summary>
    public bool HasFigures => Run.Seal is not null && Run.State != PayRunState.Calculating;

    /// <summary>People who are not paid in the run of the period but in a follow-up of it: in a follow-up run its own people.</summary>
    public IReadOnlyList<HeldOut> HeldOut { get; init; } = [];

    /// <summary>How many questions wait for an answer.</summary>
    public int OpenQuestions { get; init; }

    /// <summary>Which of its pages is shown: empty for the overview.</summary>
    public string Tab { get; init; } = "";

    /// <summary>Null when the client has no such run.</summary>
    public static async Task<RunScreen?> FindAsync(DbSession db, IPayGroups groups, Client client, long runId, CancellationToken ct)
    {
        if (await db.SingleOrDefaultAsync<PayRun>(PayRun.SelectById, new { Id = runId }, ct) is not { } run) return null;
        var previous = run.PreviousRunId is { } before ? await db.SingleOrDefaultAsync<PayRun>(PayRun.SelectById, new { Id = before }, ct) : null;
        var heldOut = await PayRuns.HeldOut.OfPeriodAsync(db, run, ct);
        return new(client, run, await groups.GetAsync(client.Id, run.PayGroupId, ct), previous, db.Now)
        {
            HeldOut = run.FollowsRunId is null ? heldOut : [.. heldOut.Where(h => h.FollowUpRunId == run.Id)],
            OpenQuestions = await db.ScalarAsync<int>("select count(*) from payroll.pay_run_question where client_id = @Client and pay_run_id = @Id and waits_for <> 'nobody'", new { run.Id }, ct),
        };
    }
}
