using System.Globalization;
using System.Text;
using Bureau.Kernel.Audit;
using Bureau.Kernel.Clients;
using Bureau.Kernel.Identity;
using Bureau.Payroll.Calculation;

namespace Bureau.Payroll.Explanations.Questions;

/// <summary>Messages between an employee and the payroll team about a line of a payslip. Who wrote is audited; what, is encrypted and in no log.</summary>
internal sealed class AskAboutLine(PayrollStore store, DocumentCipher documents, Permissions permissions, AuditTrail audit)
{
    public const int Longest = 2000;

    /// <summary>Everything said about one line, oldest first.</summary>
    public async Task<IReadOnlyList<PayslipMessage>> ReadAsync(ClientId client, long runId, long employeeId, string line, CancellationToken ct = default)
    {
        await using var db = await store.OpenAsync(client, ct);
        return [.. (await PayslipMessage.OfLineAsync(db, runId, employeeId, line, ct)).Select(Open)];

        PayslipMessage Open(PayslipMessage m) => new()
        {
            Id = m.Id,
            PayRunId = m.PayRunId,
            EmployeeId = m.EmployeeId,
            Line = m.Line,
            FromEmployee = m.FromEmployee,
            AuthorName = m.AuthorName,
            WrittenAt = m.WrittenAt,
            Text = Encoding.UTF8.GetString(documents.DecryptMessage(client, m.Id, employeeId, m.Body)),
        };
    }

    /// <summary>The caller has made sure that the payslip is the actor's own, is published, and has the line.</summary>
    /// <returns>What is wrong and how to fix it, in English; null when it was sent.</returns>
    public Task<string?> AskAsync(Actor actor, Client client, long runId, long employeeId, string line, string? text, CancellationToken ct = default) =>
        WriteAsync(actor, client, runId, employeeId, line, text, fromEmployee: true, ct);

    /// <returns>What is wrong and how to fix it; null when it was answered.</returns>
    public async Task<string?> AnswerAsync(Actor actor, Client client, long runId, long employeeId, string line, string? text, CancellationToken ct = default) =>
        await permissions.AllowsAsync(actor, PayrollPermissions.AnswerQuestions, client.Id, ct)
            ? await WriteAsync(actor, client, runId, employeeId, line, text, fromEmployee: false, ct)
            : "You may read this question, but somebody else answers it.";

    private async Task<string?> WriteAsync(Actor actor, Client client, long runId, long employeeId, string line, string? text, bool fromEmployee, CancellationToken ct)
    {
        text = text?.ReplaceLineEndings("\n").Trim() ?? "";
        if (text.Length == 0) return "Write what you want to say.";
        if (text.Length > Longest) return "Use at most 2,000 characters.";
        // The same words twice in a row are a form sent twice.
        if (await ReadAsync(client.Id, runId, employeeId, line, ct) is [.., var last] && last.Text == text && last.FromEmployee == 1 == fromEmployee) return null;
        await using var unit = await store.BeginAsync(client.Id, ct);
        var id = unit.Ids.Next();
        await unit.ExecuteAsync("""
            insert into payroll.payslip_message (id, client_id, pay_run_id, employee_id, line, from_employee, author_id, author_name, written_at, body)
            values (@Id, @Client, @RunId, @EmployeeId, @Line, @FromEmployee, @AuthorId, @AuthorName, @Now, @Body)
            """, new
        {
            Id = id,
            RunId = runId,
            EmployeeId = employeeId,
            Line = line,
            FromEmployee = fromEmployee ? 1 : 0,
            AuthorId = actor.AccountId,
            AuthorName = actor.Name,
            unit.Now,
            Body = documents.EncryptMessage(client.Id, id, employeeId, Encoding.UTF8.GetBytes(text)),
        }, ct);
        await audit.AppendAsync(unit, actor, new AuditEntry(fromEmployee ? "payslip.ask" : "payslip.answer", string.Create(CultureInfo.InvariantCulture, $"payslip/{runId}/{employeeId}"), new { line }), ct);
        await unit.CommitAsync(ct);
        return null;
    }
}
