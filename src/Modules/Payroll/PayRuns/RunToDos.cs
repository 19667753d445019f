using Bureau.Kernel.Clients;
using Bureau.Kernel.Identity;
using Bureau.Onboarding.Contracts;

namespace Bureau.Payroll.PayRuns;

/// <summary>What somebody has to do about a client's pay runs: enter inputs, review and submit, approve.</summary>
internal sealed class RunToDos(PayrollStore store, IPayGroups groups, Permissions permissions) : IToDos
{
    public async Task<IReadOnlyList<ToDo>> ForAsync(Actor actor, Client client, CancellationToken ct = default)
    {
        var (enters, prepares, approves) = (await MayAsync(PayrollPermissions.EditInputs), await MayAsync(PayrollPermissions.PrepareRun), await MayAsync(PayrollPermissions.ApproveRun));
        if (!enters && !prepares && !approves) return [];
        var names = (await groups.ListAsync(client.Id, ct)).ToDictionary(g => g.Id, g => g.Name);
        IReadOnlyList<PayRun> runs;
        DateTimeOffset now;
        await using (var db = await store.OpenAsync(client.Id, ct))
        {
            now = db.Now;
            runs = await db.QueryAsync<PayRun>(PayRun.Select + """
                 where client_id = @Client and state in ('open', 'in-review', 'submitted')
                order by pay_date, id
                """, ct: ct);
        }
        return [.. runs.Select(Task).OfType<ToDo>()];

        async Task<bool> MayAsync(string permission) => await permissions.AllowsAsync(actor, permission, client.Id, ct);

        ToDo? Task(PayRun run)
        {
            var name = $"{names.GetValueOrDefault(run.PayGroupId, "Pay group")}, {RunWords.Period(run)}";
            var href = $"/c/{client.Code}/runs/{run.Id}";
            return run.State switch
            {
                PayRunState.Open when enters && run.CutOffAt > now => new($"Enter pay inputs: {name}", "Hours, one-off pay and deductions, until the cut-off", $"/c/{client.Code}/inputs/{run.Id}", run.CutOffAt),
                PayRunState.InReview when prepares && run.Stale == 1 => new($"Recalculate: {name}", "Something changed after it was calculated", href, run.ApproveBy),
                PayRunState.InReview when prepares && run.Blockers > 0 => new($"Clear blockers: {name}", run.Blockers == 1 ? "1 blocker keeps it from being submitted" : $"{RunWords.Count(run.Blockers)} blockers keep it from being submitted", href + "/blockers", run.ApproveBy),
                PayRunState.InReview when prepares => new($"Review and submit: {name}", $"{RunWords.People(run.Payslips)}, variances to look at", href, run.ApproveBy),
                PayRunState.Submitted when approves && actor.AccountId != run.PreparedBy && actor.AccountId != run.SubmittedBy => new($"Approve: {name}", $"Submitted by {run.SubmittedByName}", href + "#approve", run.ApproveBy),
                _ => null,
            };
        }
    }
}
