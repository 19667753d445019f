using Bureau.Kernel.Clients;

namespace Bureau.Compliance.Contracts;

/// <summary>What must be filed or paid to authorities because of pay runs.</summary>
public interface IObligations
{
    /// <summary>Obligations that a released run feeds, by due date.</summary>
    Task<IReadOnlyList<ObligationStatus>> OfRunAsync(ClientId client, long payRunId, CancellationToken ct = default);

    /// <summary>Obligations still open for a client and due by a day, by due date.</summary>
    Task<IReadOnlyList<ObligationStatus>> OpenAsync(ClientId client, DateOnly dueBy, CancellationToken ct = default);
}

/// <param name="AmountMinor">What is to be paid, minor units of <paramref name="Currency"/>; null for a report without payment.</param>
/// <param name="State"><c>collecting</c>, <c>ready</c>, <c>done</c>, or <c>nothing-to-pay</c>.</param>
public sealed record ObligationStatus(long Id, string Key, string Title, string Authority, string PeriodKey, DateOnly DueOn, long? AmountMinor, string Currency, string State);
