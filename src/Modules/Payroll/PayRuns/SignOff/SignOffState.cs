using Bureau.Kernel.Clients;
using Bureau.Kernel.Data;

namespace Bureau.Payroll.PayRuns.SignOff;

/// <summary>How far the client is with a run's figures.</summary>
/// <param name="DueAt">See <see cref="SignOffRule.DueAt"/>.</param>
/// <param name="Signature">Under the figures as they stand; null while there is none.</param>
/// <param name="ToLookAt">People whose pay nobody of the client has found right yet.</param>
/// <param name="OpenQuestions">They keep the client from signing, and the signature from counting.</param>
internal sealed record SignOffState(DateTimeOffset DueAt, Signature? Signature, int ToLookAt, int OpenQuestions)
{
    public bool IsComplete => Signature is not null && OpenQuestions == 0;

    /// <summary>Submitted runs whose figures as they stand are signed.</summary>
    /// <param name="client">Null = of all clients.</param>
    public static async Task<HashSet<long>> SignedAsync(DbSession db, ClientId? client, CancellationToken ct) => [.. await db.QueryAsync<long>("""
        select r.id from payroll.pay_run r
        join payroll.pay_run_sign_off s on s.client_id = r.client_id and s.pay_run_id = r.id and s.seal = r.seal
        where r.state = 'submitted' and (@ClientId is null or r.client_id = @ClientId)
        """, new { ClientId = client?.Value }, ct)];

    /// <summary>
    /// Submitted runs of a client that somebody prepared or entered pay in, and therefore cannot sign off. A recurring entry counts in the first run that pays by it: who
    /// entered it does not vouch for it; in later runs it is known pay that somebody else signed for.
    /// </summary>
    public static async Task<HashSet<long>> MadeByAsync(DbSession db, long accountId, CancellationToken ct) => [.. await db.QueryAsync<long>("""
        select r.id from payroll.pay_run r
        where r.client_id = @Client and r.state = 'submitted'
          and (r.prepared_by = @AccountId or r.submitted_by = @AccountId
            or exists (select 1 from payroll.pay_input i
              join payroll.payslip p on p.client_id = i.client_id and p.pay_run_id = r.id and p.employee_id = i.employee_id
              where i.client_id = @Client and i.entered_by = @AccountId
                and (i.pay_run_id in (select f.id from payroll.pay_run f where f.client_id = @Client and coalesce(f.follows_run_id, f.id) = coalesce(r.follows_run_id, r.id))
                  or (i.pay_run_id is null and i.from_period <= r.period_start
                    and not exists (select 1 from payroll.pay_run b
                      where b.client_id = @Client and b.pay_group_id = r.pay_group_id and b.state <> 'cancelled'
                        and b.period_start >= i.from_period and b.period_start < r.period_start and b.known_at >= i.entered_at)))))
        """, new { AccountId = accountId }, ct)];

    public static async Task<SignOffState> ReadAsync(DbSession db, PayRun run, DateTimeOffset dueAt, CancellationToken ct) => new(
        dueAt,
        await db.SingleOrDefaultAsync<Signature>("select signed_by, signed_by_name, signed_at from payroll.pay_run_sign_off where client_id = @Client and pay_run_id = @Id and seal = @Seal", new { run.Id, run.Seal }, ct),
        await db.ScalarAsync<int>("""
            select count(*) from payroll.payslip p
            where p.client_id = @Client and p.pay_run_id = @Id
              and not exists (select 1 from payroll.payslip_approval a where a.client_id = @Client and a.pay_run_id = @Id and a.employee_id = p.employee_id and a.payslip_hash = p.hash)
            """, new { run.Id }, ct),
        await db.ScalarAsync<int>("select count(*) from payroll.pay_run_question where client_id = @Client and pay_run_id = @Id and waits_for <> 'nobody'", new { run.Id }, ct));
}

internal sealed class Signature
{
    public long SignedBy { get; init; }
    public string SignedByName { get; init; } = "";
    public DateTimeOffset SignedAt { get; init; }
}
