using Bureau.Kernel.Clients;

namespace Bureau.Payroll.Contracts;

/// <summary>What is reported to authorities, as far as pay runs have its figures.</summary>
public interface IReturns
{
    /// <summary>A report for the period that ends with a pay run; null where the run's rule pack has none of that name.</summary>
    /// <param name="report">Key of the obligation that it meets, e.g. <c>fps</c>.</param>
    /// <param name="paid">What the employer was marked as having paid to authorities in the tax year; null = not known, and the report leaves its place out.</param>
    Task<Return?> OfAsync(ClientId client, long payRunId, string report, IReadOnlyList<PaidToAuthority>? paid = null, CancellationToken ct = default);
}

/// <param name="Obligation">Key of the obligation.</param>
/// <param name="PayDate">Pay date that it was owed for.</param>
/// <param name="AmountMinor">In minor units of the run's currency.</param>
public sealed record PaidToAuthority(string Obligation, DateOnly PayDate, long AmountMinor);

/// <param name="Figures">Of the employer as a whole; empty where the report is made person by person.</param>
public sealed record Return(string Title, IReadOnlyList<ReturnFigure> Figures);

/// <param name="Name">Official name of the data item.</param>
/// <param name="Value">As the report writes it.</param>
/// <param name="Label">What it is, in words.</param>
/// <param name="IsDue">What is to be paid for the period, where that is not the sum of the runs' lines.</param>
public sealed record ReturnFigure(string Name, string Value, string Label, bool IsDue);
