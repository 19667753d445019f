using Bureau.Kernel.Data;

namespace Bureau.Payroll.Explanations.Questions;

/// <summary>Something an employee asks about a line of a payslip, or what is answered to it.</summary>
internal sealed class PayslipMessage
{
    public long Id { get; init; }
    public long PayRunId { get; init; }
    public long EmployeeId { get; init; }
    /// <summary>Name of a pay item or of a line of the pack.</summary>
    public string Line { get; init; } = "";
    /// <summary>1: the employee wrote it; 0: it is an answer.</summary>
    public int FromEmployee { get; init; }
    public string AuthorName { get; init; } = "";
    public DateTimeOffset WrittenAt { get; init; }
    /// <summary>Encrypted, as stored.</summary>
    public byte[] Body { get; init; } = [];
    /// <summary>What was written, once it was opened.</summary>
    public string Text { get; init; } = "";

    public string Href => $"/me/payslips/{PayRunId}/explain/{Uri.EscapeDataString(Line)}#messages";

    /// <summary>Everything said about one line, oldest first, still encrypted.</summary>
    public static Task<IReadOnlyList<PayslipMessage>> OfLineAsync(DbSession db, long runId, long employeeId, string line, CancellationToken ct) =>
        db.QueryAsync<PayslipMessage>("""
            select id, pay_run_id, employee_id, line, from_employee, author_name, written_at, body from payroll.payslip_message
            where client_id = @Client and employee_id = @EmployeeId and pay_run_id = @RunId and line = @Line
            order by id
            """, new { RunId = runId, EmployeeId = employeeId, Line = line }, ct);

    /// <summary>The last message about each line that one person asked about, newest first, without bodies.</summary>
    public static Task<IReadOnlyList<PayslipMessage>> LastOfPersonAsync(DbSession db, long employeeId, int take, CancellationToken ct) =>
        db.QueryAsync<PayslipMessage>("""
            select m.id, m.pay_run_id, m.employee_id, m.line, m.from_employee, m.author_name, m.written_at from payroll.payslip_message m
            where m.client_id = @Client and m.employee_id = @EmployeeId
              and not exists (select 1 from payroll.payslip_message n
                where n.client_id = @Client and n.employee_id = m.employee_id and n.pay_run_id = m.pay_run_id and n.line = m.line and n.id > m.id)
            order by m.id desc
            offset 0 rows fetch next @Take rows only
            """, new { EmployeeId = employeeId, Take = take }, ct);

    /// <summary>Questions of the client that nobody has answered, oldest first, without bodies.</summary>
    public static Task<IReadOnlyList<PayslipMessage>> UnansweredAsync(DbSession db, int take, CancellationToken ct) =>
        db.QueryAsync<PayslipMessage>("""
            select m.id, m.pay_run_id, m.employee_id, m.line, m.from_employee, m.author_name, m.written_at from payroll.payslip_message m
            where m.client_id = @Client and m.from_employee = 1
              and not exists (select 1 from payroll.payslip_message n
                where n.client_id = @Client and n.employee_id = m.employee_id and n.pay_run_id = m.pay_run_id and n.line = m.line and n.id > m.id)
            order by m.id
            offset 0 rows fetch next @Take rows only
            """, new { Take = take }, ct);
}
