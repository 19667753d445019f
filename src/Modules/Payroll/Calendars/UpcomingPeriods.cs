using Bureau.Jurisdictions;
using Bureau.Kernel.Clients;
using Bureau.Payroll.Contracts;

namespace Bureau.Payroll.Calendars;

/// <summary>The regular runs that the calendar has scheduled and whose cut-off is still ahead.</summary>
internal sealed class UpcomingPeriods(PayrollStore store) : IPayPeriods
{
    public async Task<IReadOnlyList<PayPeriod>> UpcomingAsync(ClientId client, long payGroupId, DateOnly endingFrom, int count, CancellationToken ct = default)
    {
        await using var db = await store.OpenAsync(client, ct);
        var runs = await db.QueryAsync<Row>("""
            select period_start, period_end, pay_date, cut_off_at, frequency
            from payroll.pay_run
            where client_id = @Client and pay_group_id = @PayGroupId and kind = 'regular' and state in ('scheduled', 'open') and cut_off_at > @Now and period_end >= @EndingFrom
            order by period_end
            offset 0 rows fetch next @Count rows only
            """, new { PayGroupId = payGroupId, EndingFrom = endingFrom, Count = count, db.Now }, ct);
        return [.. runs.Select(r => new PayPeriod(r.PeriodStart, r.PeriodEnd, r.PayDate, r.CutOffAt, PerYear(r.Frequency)))];
    }

    private static int PerYear(string frequency) => PayFrequencies.TryParse(frequency, out var known)
        ? known switch { PayFrequency.Weekly => 52, PayFrequency.Fortnightly => 26, PayFrequency.FourWeekly => 13, PayFrequency.Monthly => 12, _ => 1 }
        : throw new InvalidOperationException($"A pay run has the frequency '{frequency}', which is none.");

    private sealed class Row
    {
        public DateOnly PeriodStart { get; init; }
        public DateOnly PeriodEnd { get; init; }
        public DateOnly PayDate { get; init; }
        public DateTimeOffset CutOffAt { get; init; }
        public string Frequency { get; init; } = "";
    }
}
