using Bureau.Kernel.Clients;

namespace Bureau.Payroll.Contracts;

/// <summary>When a pay group is paid next, for whoever decides from when something counts.</summary>
public interface IPayPeriods
{
    /// <summary>The next pay periods of the pay group that still take inputs and end on or after a day, in order. Empty when it has no pay calendar.</summary>
    /// <param name="endingFrom">Periods that end before this day are left out.</param>
    /// <param name="count">At most this many.</param>
    Task<IReadOnlyList<PayPeriod>> UpcomingAsync(ClientId client, long payGroupId, DateOnly endingFrom, int count, CancellationToken ct = default);
}

/// <param name="CutOff">Until then the run takes inputs.</param>
/// <param name="PeriodsPerYear">12, 13, 24, 26 or 52.</param>
public sealed record PayPeriod(DateOnly Start, DateOnly End, DateOnly PayDate, DateTimeOffset CutOff, int PeriodsPerYear);
