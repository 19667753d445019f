using Bureau.Kernel.Clients;
using Bureau.Kernel.Data;
using Bureau.Kernel.Identity;

namespace Bureau.Payroll.PayRuns.Questions;

/// <summary>Provider and client ask each other about somebody's pay, where it stands: at a finding, a line, or the pay as a whole. A question waits for one side until somebody settles it.</summary>
internal sealed class DiscussRun(PayrollStore store, Permissions permissions, FieldCipher cipher, Timeline timeline)
{
    public const int LongestText = 2000;

    /// <summary>Asks the other side. What was asked about the same thing before goes on.</summary>
    public async Task<Outcome> AskAsync(ClientId client, long runId, long employeeId, string about, string text, Actor actor, CancellationToken ct = default)
    {
        if (!await permissions.AllowsAsync(actor, PayrollPermissions.DiscussRun, client, ct)) return Outcome.NotAllowed;
        if (Problem(text) is { } problem) return Outcome.Refused(problem);
        await using var unit = await store.BeginAsync(client, ct);
        // Takes the row of the run, so that of two who ask the same at once the second goes on with the first one's question.
        if (await unit.ExecuteAsync("update payroll.pay_run set late = late where client_id = @Client and id = @Id", new { Id = runId }, ct) == 0) return Outcome.NotFound;
        if (await unit.ScalarAsync<long>("select count(*) from payroll.pay_run_input where client_id = @Client and pay_run_id = @Id and employee_id = @EmployeeId", new { Id = runId, EmployeeId = employeeId }, ct) == 0)
            return Outcome.Refused("The person is not in this run: ask in the run that pays them.");
        var of = new { RunId = runId, EmployeeId = employeeId, About = about };
        var id = await unit.ScalarAsync<long?>("select id from payroll.pay_run_question where client_id = @Client and pay_run_id = @RunId and employee_id = @EmployeeId and about = @About", of, ct);
        if (id is null)
        {
            id = unit.Ids.Next();
            await unit.ExecuteAsync("""
                insert into payroll.pay_run_question (id, client_id, pay_run_id, employee_id, about, waits_for, asked_at)
                values (@Id, @Client, @RunId, @EmployeeId, @About, 'nobody', @Now)
                """, new { Id = id, RunId = runId, EmployeeId = employeeId, About = about, unit.Now }, ct);
        }
        await AddAsync(unit, id.Value, text, settles: false, actor, ct);
        await timeline.AddAsync(unit, runId, actor, Timeline.Ask, details: new { question = id, employeeId, about }, ct: ct);
        await unit.CommitAsync(ct);
        return Outcome.Done;
    }

    /// <param name="settles">Nothing remains to be answered; the text may then be empty.</param>
    public async Task<Outcome> ReplyAsync(ClientId client, long runId, long questionId, string text, bool settles, Actor actor, CancellationToken ct = default)
    {
        if (!await permissions.AllowsAsync(actor, PayrollPermissions.DiscussRun, client, ct)) return Outcome.NotAllowed;
        if (!(settles && string.IsNullOrWhiteSpace(text)) && Problem(text) is { } problem) return Outcome.Refused(problem);
        await using var unit = await store.BeginAsync(client, ct);
        if (await unit.ScalarAsync<long>("select count(*) from payroll.pay_run_question where client_id = @Client and pay_run_id = @RunId and id = @Id", new { RunId = runId, Id = questionId }, ct) == 0) return Outcome.NotFound;
        await AddAsync(unit, questionId, text, settles, actor, ct);
        await timeline.AddAsync(unit, runId, actor, settles ? Timeline.Settle : Timeline.Answer, details: new { question = questionId }, ct: ct);
        await unit.CommitAsync(ct);
        return Outcome.Done;
    }

    private async Task AddAsync(UnitOfWork unit, long questionId, string text, bool settles, Actor actor, CancellationToken ct)
    {
        var side = SideOf(actor, unit.Client);
        // Counting under the row's lock: two messages at once get two numbers.
        await unit.ExecuteAsync("update payroll.pay_run_question set waits_for = @WaitsFor where client_id = @Client and id = @Id",
            new { Id = questionId, WaitsFor = settles ? Question.Settled : Word(side == Side.Client ? Side.Provider : Side.Client) }, ct);
        if (string.IsNullOrWhiteSpace(text)) return;
        await unit.ExecuteAsync("""
            insert into payroll.pay_run_message (client_id, question_id, seq, at, actor_id, actor_name, side, text)
            select @Client, @Id, coalesce(max(seq), 0) + 1, @Now, @ActorId, @ActorName, @Side, @Text
            from payroll.pay_run_message
            where client_id = @Client and question_id = @Id
            """, new { Id = questionId, unit.Now, ActorId = actor.AccountId, ActorName = actor.Name, Side = Word(side), Text = cipher.Encrypt(unit.Client, Message.Place(questionId), text.Trim()) }, ct);
    }

    public static Side SideOf(Actor actor, ClientId client) => actor.Memberships.Any(m => m.Covers(client) && m.Role.IsProvider()) ? Side.Provider : Side.Client;

    /// <summary>As <see cref="Question.WaitsFor"/> says it.</summary>
    public static string Word(Side side) => side == Side.Client ? "client" : "provider";

    private static string? Problem(string text) =>
        string.IsNullOrWhiteSpace(text) ? "Message: write what you want to know or to say."
        : text.Trim().Length > LongestText ? "Message: use at most 2,000 characters." : null;
}
