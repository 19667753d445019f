using Bureau.Kernel.Clients;
using Bureau.Kernel.Data;
using Bureau.Kernel.Identity;
using Bureau.Onboarding.Contracts;
using Bureau.Payroll.PayRuns.Questions;
using Bureau.Payroll.PayRuns.SignOff;

namespace Bureau.Payroll.PayRuns;

/// <summary>What somebody has to do about a client's pay runs: enter inputs, review and submit, sign off, approve.</summary>
internal sealed class RunToDos(PayrollStore store, IPayGroups groups, Permissions permissions, SignOffRule signOffs) : IToDos
{
    public async Task<IReadOnlyList<ToDo>> ForAsync(Actor actor, Client client, CancellationToken ct = default)
    {
        var (enters, prepares, approves) = (await MayAsync(PayrollPermissions.EditInputs), await MayAsync(PayrollPermissions.PrepareRun), await MayAsync(PayrollPermissions.ApproveRun));
        var discusses = await MayAsync(PayrollPermissions.DiscussRun);
        var signs = await MayAsync(PayrollPermissions.SignOffRun);
        var signOffAsked = await signOffs.IsAskedAsync(client.Id, ct);
        if (!enters && !prepares && !approves && !discusses && !signs) return [];
        var names = (await groups.ListAsync(client.Id, ct)).ToDictionary(g => g.Id, g => g.Name);
        IReadOnlyList<PayRun> runs;
        IReadOnlyDictionary<long, int> questions;
        HashSet<long> signed, made;
        DateTimeOffset now;
        await using (var db = await store.OpenAsync(client.Id, ct))
        {
            now = db.Now;
            runs = await db.QueryAsync<PayRun>(PayRun.Select + """
                 where client_id = @Client and state in ('open', 'in-review', 'submitted')
                order by pay_date, id
                """, ct: ct);
            questions = discusses ? await OpenQuestionsAsync(db, DiscussRun.Word(DiscussRun.SideOf(actor, client.Id)), ct) : new Dictionary<long, int>();
            signed = signOffAsked ? await SignOffState.SignedAsync(db, client.Id, ct) : [];
            made = signs ? await SignOffState.MadeByAsync(db, actor.AccountId, ct) : [];
            runs = [.. runs, .. await db.QueryAsync<PayRun>(PayRun.Select + " where client_id = @Client and id in @Ids", new { Ids = questions.Keys.Except(runs.Select(r => r.Id)).ToList() }, ct)];
        }
        return [.. runs.SelectMany(r => new[] { Task(r), Answer(r) }).OfType<ToDo>()];

        async Task<bool> MayAsync(string permission) => await permissions.AllowsAsync(actor, permission, client.Id, ct);

        string Name(PayRun run) => $"{names.GetValueOrDefault(run.PayGroupId, "Pay group")}, {RunWords.Period(run)}";

        ToDo? Answer(PayRun run) => questions.TryGetValue(run.Id, out var count)
            ? new($"Answer {(count == 1 ? "a question" : $"{RunWords.Count(count)} questions")}: {Name(run)}", "Somebody's pay waits for it", $"/c/{client.Code}/runs/{run.Id}/questions", run.ApproveBy) : null;

        ToDo? Task(PayRun run)
        {
            var name = Name(run);
            var href = $"/c/{client.Code}/runs/{run.Id}";
            return run.State switch
            {
                PayRunState.Open when enters && run.CutOffAt > now => new($"Enter pay inputs: {name}", "Hours, one-off pay and deductions, until the cut-off", $"/c/{client.Code}/inputs/{run.Id}", run.CutOffAt),
                PayRunState.InReview when prepares && run.Stale == 1 => new($"Recalculate: {name}", "Something changed after it was calculated", href, run.ApproveBy),
                PayRunState.InReview when prepares && run.Blockers > 0 => new($"Clear blockers: {name}", run.Blockers == 1 ? "1 blocker keeps it from being submitted" : $"{RunWords.Count(run.Blockers)} blockers keep it from being submitted", href + "/blockers", run.ApproveBy),
                PayRunState.InReview when prepares => new($"Review and submit: {name}", $"{RunWords.People(run.Payslips)}, variances to look at", href, run.ApproveBy),
                PayRunState.Submitted when signs && !signed.Contains(run.Id) && !made.Contains(run.Id) => new($"Sign off: {name}", $"{RunWords.People(run.Payslips)}; until you sign it waits to be approved", href + "/sign-off", signOffs.DueAt(run, client)),
                PayRunState.Submitted when signOffAsked && !signed.Contains(run.Id) && now < signOffs.DueAt(run, client) => null,
                PayRunState.Submitted when approves && actor.AccountId != run.PreparedBy && actor.AccountId != run.SubmittedBy => new($"Approve: {name}", $"Submitted by {run.SubmittedByName}", href + "#approve", run.ApproveBy),
                _ => null,
            };
        }
    }

    /// <summary>How many questions of each run wait for a side.</summary>
    private static async Task<IReadOnlyDictionary<long, int>> OpenQuestionsAsync(DbSession db, string side, CancellationToken ct) =>
        (await db.QueryAsync<Waiting>("""
            select pay_run_id, count(*) as questions from payroll.pay_run_question
            where client_id = @Client and waits_for = @Side
            group by pay_run_id
            """, new { Side = side }, ct)).ToDictionary(w => w.PayRunId, w => w.Questions);

    private sealed class Waiting
    {
        public long PayRunId { get; init; }
        public int Questions { get; init; }
    }
}
