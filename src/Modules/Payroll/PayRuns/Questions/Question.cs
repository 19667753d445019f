using System.Globalization;
using Bureau.Kernel.Clients;
using Bureau.Kernel.Data;

namespace Bureau.Payroll.PayRuns.Questions;

/// <summary>What one side of an engagement asked the other about somebody's pay in a run.</summary>
internal sealed class Question
{
    /// <summary>Nobody has to answer any more.</summary>
    public const string Settled = "nobody";

    public long Id { get; init; }
    public long EmployeeId { get; init; }
    /// <summary>Key of a finding, name of a line or pay item, or empty for the pay as a whole.</summary>
    public string About { get; init; } = "";
    /// <summary><c>client</c>, <c>provider</c> or <see cref="Settled"/>.</summary>
    public string WaitsFor { get; init; } = "";
    public DateTimeOffset AskedAt { get; init; }

    public bool IsOpen => WaitsFor != Settled;

    /// <summary>Those that wait for somebody first, the newest first.</summary>
    public static Task<IReadOnlyList<Question>> OfRunAsync(DbSession db, long runId, CancellationToken ct = default) =>
        db.QueryAsync<Question>("""
            select id, employee_id, about, waits_for, asked_at from payroll.pay_run_question
            where client_id = @Client and pay_run_id = @RunId
            order by case when waits_for = 'nobody' then 1 else 0 end, id desc
            """, new { RunId = runId }, ct);
}

/// <summary>One message of a question.</summary>
internal sealed class Message
{
    public long QuestionId { get; init; }
    public DateTimeOffset At { get; init; }
    public string ActorName { get; init; } = "";
    /// <summary><c>client</c> or <c>provider</c>.</summary>
    public string Side { get; init; } = "";
    /// <summary>Encrypted.</summary>
    public string Text { get; init; } = "";

    /// <summary>Of all questions of a run, oldest first.</summary>
    public static Task<IReadOnlyList<Message>> OfRunAsync(DbSession db, long runId, CancellationToken ct = default) =>
        db.QueryAsync<Message>("""
            select m.question_id, m.at, m.actor_name, m.side, m.text
            from payroll.pay_run_question q
            join payroll.pay_run_message m on m.client_id = q.client_id and m.question_id = q.id
            where q.client_id = @Client and q.pay_run_id = @RunId
            order by m.question_id, m.seq
            """, new { RunId = runId }, ct);

    public string Read(FieldCipher cipher, ClientId client) => cipher.Decrypt(client, Place(QuestionId), Text);

    public static string Place(long questionId) => string.Create(CultureInfo.InvariantCulture, $"payroll.message/{questionId}");
}
