using Bureau.Jurisdictions;
using Bureau.Kernel.Clients;
using Bureau.Payroll.Contracts;

namespace Bureau.Payroll.Calendars;

/// <summary>Answers when a pay group is paid next, from its calendar.</summary>
internal sealed class PayPeriods(PayrollStore store, IClientDirectory clients, PackSource packs, TimeProvider clock) : IPayPeriods
{
    public async Task<IReadOnlyList<PayPeriod>> UpcomingAsync(ClientId client, long payGroupId, DateOnly endingFrom, int count, CancellationToken ct = default)
    {
        PayCalendar? calendar;
        HashSet<DateOnly> closed = [];
        await using (var db = await store.OpenAsync(client, ct))
        {
            calendar = await db.SingleOrDefaultAsync<PayCalendar>(PayCalendar.Select + " where client_id = @Client and pay_group_id = @PayGroupId", new { PayGroupId = payGroupId }, ct);
            // Calculated before its cut-off, or called off: it takes nothing more.
            if (calendar is not null)
                closed.UnionWith(await db.QueryAsync<DateOnly>("select period_start from payroll.pay_run where client_id = @Client and calendar_id = @Id and kind = 'regular' and state not in ('scheduled', 'open')", new { calendar.Id }, ct));
        }
        if (calendar is null) return [];
        var who = await clients.GetAsync(client, ct);
        var now = clock.GetUtcNow();
        var perYear = Enum.Parse<PayFrequency>(calendar.Frequency).PerYear();
        return [.. PayOccurrences.From(calendar, calendar.StartsOn, who.TimeZone, new WorkingDays(packs(who.Country).BankHolidays))
            .Where(o => o.CutOffAt > now && o.PeriodEnd >= endingFrom && !closed.Contains(o.PeriodStart))
            .Take(count)
            .Select(o => new PayPeriod(o.PeriodStart, o.PeriodEnd, o.PayDate, o.CutOffAt, perYear))];
    }
}
