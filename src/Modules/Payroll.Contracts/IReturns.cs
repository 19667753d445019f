using Bureau.Kernel.Clients;

namespace Bureau.Payroll.Contracts;

/// <summary>What is reported to authorities, as far as pay runs have its figures.</summary>
public interface IReturns
{
    /// <summary>A report for the period that ends with a pay run; null where the run's rule pack has none of that name.</summary>
    /// <param name="report">Key of the obligation that it meets, e.g. <c>fps</c>.</param>
    Task<Return?> OfAsync(ClientId client, long payRunId, string report, CancellationToken ct = default);
}

/// <param name="Figures">Of the employer as a whole; empty where the report is made person by person.</param>
public sealed record Return(string Title, IReadOnlyList<ReturnFigure> Figures);

/// <param name="Name">Official name of the data item.</param>
/// <param name="Value">As the report writes it.</param>
/// <param name="Label">What it is, in words.</param>
/// <param name="IsDue">What is to be paid for the period, where that is not the sum of the runs' lines.</param>
public sealed record ReturnFigure(string Name, string Value, string Label, bool IsDue);
