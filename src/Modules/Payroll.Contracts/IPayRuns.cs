using Bureau.Kernel.Clients;
using Bureau.Kernel.Identity;

namespace Bureau.Payroll.Contracts;

/// <summary>The pay runs of a client and the decisions about them: the same use cases that the run page calls, with the same checks.</summary>
public interface IPayRuns
{
    /// <summary>All runs of the client by pay date, oldest first.</summary>
    Task<IReadOnlyList<PayRunSummary>> ListAsync(ClientId client, CancellationToken ct = default);

    /// <returns>Why it was refused; empty when the run is calculated again with what is known now.</returns>
    Task<IReadOnlyList<string>> RecalculateAsync(Actor actor, ClientId client, long payRunId, CancellationToken ct = default);

    /// <returns>Why it was refused; empty when the run is submitted.</returns>
    Task<IReadOnlyList<string>> SubmitAsync(Actor actor, ClientId client, long payRunId, CancellationToken ct = default);

    /// <summary>Finds everybody's pay right and signs for the client, where the engagement asks for it.</summary>
    /// <param name="seal">The seal of the figures that the client looked at.</param>
    /// <returns>Why it was refused; empty when the run is signed off.</returns>
    Task<IReadOnlyList<string>> SignOffAsync(Actor actor, ClientId client, long payRunId, string seal, CancellationToken ct = default);

    /// <param name="seal">The seal of the figures that the approver reviewed.</param>
    /// <returns>Why it was refused; empty when the run is approved.</returns>
    Task<IReadOnlyList<string>> ApproveAsync(Actor actor, ClientId client, long payRunId, string seal, CancellationToken ct = default);
}

/// <param name="State">As stored, e.g. <c>in-review</c>.</param>
/// <param name="Seal">Null until calculated.</param>
/// <param name="Blockers">Findings that keep it from being submitted.</param>
/// <param name="Stale">Something became known since that belongs into it: recalculate.</param>
public sealed record PayRunSummary(
    long Id, long PayGroupId, DateOnly PeriodStart, DateOnly PeriodEnd, DateOnly PayDate, DateTimeOffset CutOffAt, DateTimeOffset ReleaseAt, string State, string? Seal, int Blockers, bool Stale);
