using System.Globalization;
using Bureau.Jurisdictions;
using Bureau.Kernel;
using Bureau.Kernel.Audit;
using Bureau.Kernel.Data;
using Bureau.Kernel.Identity;
using Bureau.Kernel.Outbox;
using Bureau.Payroll.Contracts;

namespace Bureau.Compliance.Obligations;

/// <summary>A released run feeds what its pay date obliges the employer to file and pay.</summary>
internal sealed class FeedObligations(AuditTrail audit, IReturns returns) : IHandle<PayRunReleased>
{
    public async Task HandleAsync(PayRunReleased happened, UnitOfWork unit, CancellationToken ct)
    {
        var pack = RulePacks.For(happened.Country);
        var fed = new List<long>();
        foreach (var obligation in pack.ObligationsFor(happened.PayDate, happened.Employer))
        {
            var id = await FindAsync(unit, happened, obligation, ct) ?? await AddAsync(unit, happened, obligation, pack, ct);
            if (await FeedAsync(unit, happened, obligation, id, ct)) fed.Add(id);
        }
        if (fed.Count > 0) await audit.AppendAsync(unit, Actor.System, new AuditEntry("obligation.feed", $"pay-run/{happened.PayRunId}", new { Obligations = fed, happened.Seal }), ct);
    }

    private static Task<long?> FindAsync(UnitOfWork unit, PayRunReleased happened, Obligation obligation, CancellationToken ct) =>
        unit.ScalarAsync<long?>("""
            select id from compliance.obligation
            where client_id = @Client and legal_entity_id = @LegalEntityId and obligation_key = @Key and period_key = @PeriodKey
            """, new { happened.LegalEntityId, obligation.Key, obligation.PeriodKey }, ct);

    private static async Task<long> AddAsync(UnitOfWork unit, PayRunReleased happened, Obligation obligation, IRulePack pack, CancellationToken ct)
    {
        var id = unit.Ids.Next();
        // Where two releases add the same obligation at once, the unique key fails one handler, which is then told again.
        await unit.ExecuteAsync("""
            insert into compliance.obligation (id, client_id, legal_entity_id, country, obligation_key, period_key, title, authority, source_title, source_href, due_on, collects_until,
                is_payment, currency, created_at)
            values (@Id, @Client, @LegalEntityId, @Country, @Key, @PeriodKey, @Title, @Authority, @SourceTitle, @SourceHref, @DueOn, @CollectsUntil, @IsPayment, @Currency, @Now)
            """,
            new
            {
                Id = id,
                happened.LegalEntityId,
                happened.Country,
                obligation.Key,
                obligation.PeriodKey,
                obligation.Title,
                obligation.Authority,
                SourceTitle = obligation.Source.Title,
                SourceHref = obligation.Source.Href,
                obligation.DueOn,
                CollectsUntil = CollectionPeriod.LastDay(pack, obligation, happened.PayDate, happened.Employer),
                IsPayment = obligation.AmountLines.Count > 0 ? 1 : 0,
                happened.Currency,
                unit.Now,
            }, ct);
        return id;
    }

    /// <returns>False when this run had fed it before.</returns>
    private async Task<bool> FeedAsync(UnitOfWork unit, PayRunReleased happened, Obligation obligation, long id, CancellationToken ct)
    {
        var amount = await DueAsync(unit, happened, obligation, id, ct) ?? obligation.AmountLines.Sum(line => happened.LineTotals.GetValueOrDefault(line));
        var added = await unit.ExecuteAsync("""
            insert into compliance.obligation_feed (client_id, obligation_id, pay_run_id, pay_date, payslips, amount_minor, recorded_at)
            select @Client, @Id, @PayRunId, @PayDate, @Payslips, @Amount, @Now
            where not exists (select 1 from compliance.obligation_feed where client_id = @Client and obligation_id = @Id and pay_run_id = @PayRunId)
            """, new { Id = id, happened.PayRunId, happened.PayDate, happened.Payslips, Amount = amount, unit.Now }, ct);
        if (added == 0) return false;

        // What was filed or paid no longer says all: it is to be done again, with the correction.
        var reference = await unit.ScalarAsync<string?>("select reference from compliance.obligation where client_id = @Client and id = @Id and done_at is not null", new { Id = id }, ct);
        if (await ReopenAsync(unit, id, ct))
            await audit.AppendAsync(unit, Actor.System, new AuditEntry("obligation.reopen", $"obligation/{id}", new { happened.PayRunId, Reference = reference }), ct);
        return true;
    }

    /// <summary>Where the report says what is due, all runs of the period add up to that: what this one changes. Null where their lines are due.</summary>
    private async Task<long?> DueAsync(UnitOfWork unit, PayRunReleased happened, Obligation obligation, long id, CancellationToken ct)
    {
        if (obligation.AmountLines.Count == 0) return null;
        var last = await unit.ScalarAsync<long?>("""
            select pay_run_id from compliance.obligation_feed
            where client_id = @Client and obligation_id = @Id and pay_date > @PayDate
            order by pay_date desc, pay_run_id desc
            offset 0 rows fetch next 1 rows only
            """, new { Id = id, happened.PayDate }, ct) ?? happened.PayRunId;
        if ((await returns.OfAsync(unit.Client, last, obligation.Key, ct: ct))?.Figures.FirstOrDefault(f => f.IsDue) is not { } due) return null;
        var fed = await unit.ScalarAsync<long?>("select sum(amount_minor) from compliance.obligation_feed where client_id = @Client and obligation_id = @Id", new { Id = id }, ct) ?? 0;
        return new Money(decimal.Parse(due.Value, CultureInfo.InvariantCulture), Currency.FromCode(happened.Currency)).ToMinor() - fed;
    }

    internal static async Task<bool> ReopenAsync(UnitOfWork unit, long id, CancellationToken ct) =>
        await unit.ExecuteAsync("""
            update compliance.obligation set done_at = null, done_by = null, done_by_name = null, reference = null
            where client_id = @Client and id = @Id and done_at is not null
            """, new { Id = id }, ct) == 1;
}
