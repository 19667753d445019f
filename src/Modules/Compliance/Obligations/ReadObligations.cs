using Bureau.Compliance.Contracts;
using Bureau.Kernel.Clients;
using Bureau.Payroll.Contracts;

namespace Bureau.Compliance.Obligations;

internal sealed class ReadObligations(ComplianceStore store, IClientDirectory clients, TimeProvider clock) : IObligations
{
    public async Task<IReadOnlyList<ObligationStatus>> OfRunAsync(ClientId client, long payRunId, CancellationToken ct = default) =>
        await StatusAsync(client, await OfClientAsync(client, false, null, payRunId, ct), ct);

    public async Task<IReadOnlyList<ObligationStatus>> OpenAsync(ClientId client, DateOnly dueBy, CancellationToken ct = default) =>
        await StatusAsync(client, await OfClientAsync(client, true, dueBy, null, ct), ct);

    /// <summary>Obligations of one client by due date.</summary>
    /// <param name="payRunId">Only those that this run feeds.</param>
    public async Task<IReadOnlyList<ObligationRow>> OfClientAsync(ClientId client, bool openOnly, DateOnly? dueBy, long? payRunId, CancellationToken ct = default)
    {
        await using var db = await store.OpenAsync(client, ct);
        return await db.QueryAsync<ObligationRow>("""
            select o.id, o.client_id, o.legal_entity_id, o.country, o.obligation_key, o.period_key, o.title, o.authority, o.source_title, o.source_href, o.due_on, o.collects_until,
                   o.is_payment, o.currency, o.done_at, o.done_by_name, o.reference, coalesce(f.runs, 0) as runs, coalesce(f.fed_minor, 0) as fed_minor
            from compliance.obligation o
            left join (select obligation_id, count(*) as runs, sum(amount_minor) as fed_minor from compliance.obligation_feed where client_id = @Client group by obligation_id) f
              on f.obligation_id = o.id
            where o.client_id = @Client and (@OpenOnly = 0 or o.done_at is null) and (@DueBy is null or o.due_on <= @DueBy)
              and (@PayRunId is null or exists (select 1 from compliance.obligation_feed r where r.client_id = @Client and r.obligation_id = o.id and r.pay_run_id = @PayRunId))
            order by o.due_on, o.legal_entity_id, o.obligation_key
            """, new { OpenOnly = openOnly ? 1 : 0, DueBy = dueBy, PayRunId = payRunId }, ct);
    }

    /// <summary>Obligations of every client by due date, those done left out unless they were due on or after a day.</summary>
    public async Task<IReadOnlyList<ObligationRow>> AcrossClientsAsync(DateOnly doneDueFrom, CancellationToken ct = default)
    {
        await using var db = await store.OpenAcrossClientsAsync(ct);
        return await db.QueryAsync<ObligationRow>("""
            select o.id, o.client_id, o.legal_entity_id, o.country, o.obligation_key, o.period_key, o.title, o.authority, o.source_title, o.source_href, o.due_on, o.collects_until,
                   o.is_payment, o.currency, o.done_at, o.done_by_name, o.reference, coalesce(f.runs, 0) as runs, coalesce(f.fed_minor, 0) as fed_minor
            from compliance.obligation o
            left join (select client_id, obligation_id, count(*) as runs, sum(amount_minor) as fed_minor from compliance.obligation_feed group by client_id, obligation_id) f
              on f.client_id = o.client_id and f.obligation_id = o.id
            where o.done_at is null or o.due_on >= @DoneDueFrom
            order by o.due_on, o.client_id, o.legal_entity_id, o.obligation_key
            """, new { DoneDueFrom = doneDueFrom }, ct);
    }

    /// <summary>Runs that feed an obligation, by pay date.</summary>
    public async Task<IReadOnlyList<FeedRow>> FeedsAsync(ClientId client, long obligationId, CancellationToken ct = default)
    {
        await using var db = await store.OpenAsync(client, ct);
        return await db.QueryAsync<FeedRow>("""
            select pay_run_id, pay_date, payslips, amount_minor, recorded_at
            from compliance.obligation_feed
            where client_id = @Client and obligation_id = @Id
            order by pay_date, pay_run_id
            """, new { Id = obligationId }, ct);
    }

    /// <summary>What is marked as paid for pay dates of an employer up to a day, from the year before on.</summary>
    public async Task<IReadOnlyList<PaidToAuthority>> PaidAsync(ClientId client, long legalEntityId, DateOnly until, CancellationToken ct = default)
    {
        await using var db = await store.OpenAsync(client, ct);
        return [.. (await db.QueryAsync<PaidRow>("""
            select o.obligation_key, f.pay_date, f.amount_minor
            from compliance.obligation o
            join compliance.obligation_feed f on f.client_id = o.client_id and f.obligation_id = o.id
            where o.client_id = @Client and o.legal_entity_id = @LegalEntityId and o.is_payment = 1 and o.done_at is not null and f.pay_date > @Since and f.pay_date <= @Until
            order by f.pay_date, o.obligation_key
            """, new { LegalEntityId = legalEntityId, Since = until.AddYears(-1), Until = until }, ct)).Select(p => new PaidToAuthority(p.ObligationKey, p.PayDate, p.AmountMinor))];
    }

    private sealed class PaidRow
    {
        public string ObligationKey { get; init; } = "";
        public DateOnly PayDate { get; init; }
        public long AmountMinor { get; init; }
    }

    private async Task<IReadOnlyList<ObligationStatus>> StatusAsync(ClientId client, IReadOnlyList<ObligationRow> rows, CancellationToken ct)
    {
        var today = (await clients.GetAsync(client, ct)).DayAt(clock.GetUtcNow());
        return [.. rows.Select(r => r.StatusOn(today))];
    }
}
