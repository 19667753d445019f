using Bureau.Compliance.Contracts;

namespace Bureau.Compliance.Obligations;

/// <summary>What a legal entity must file or pay, with what released runs have added so far.</summary>
internal sealed class ObligationRow
{
    public const string Collecting = "collecting", Ready = "ready", Done = "done", NothingToPay = "nothing-to-pay";

    public long Id { get; init; }
    public long ClientId { get; init; }
    public long LegalEntityId { get; init; }
    public string Country { get; init; } = "";
    public string ObligationKey { get; init; } = "";
    public string PeriodKey { get; init; } = "";
    public string Title { get; init; } = "";
    public string Authority { get; init; } = "";
    public string SourceTitle { get; init; } = "";
    public string? SourceHref { get; init; }
    public DateOnly DueOn { get; init; }
    /// <summary>Last pay date that still feeds it.</summary>
    public DateOnly CollectsUntil { get; init; }
    public int IsPayment { get; init; }
    public string Currency { get; init; } = "";
    public DateTimeOffset? DoneAt { get; init; }
    public string? DoneByName { get; init; }
    public string? Reference { get; init; }
    public int Runs { get; init; }
    public long FedMinor { get; init; }

    /// <summary>Minor units of <see cref="Currency"/>; null for a report without payment.</summary>
    public long? AmountMinor => IsPayment == 1 ? FedMinor : null;

    /// <summary>
    /// Collecting while a further pay date may feed it; ready when none can any more, and at once where it is due by the last pay date that feeds it,
    /// such as a report on or before payday. A payment of which the period is over and nothing is owed asks nobody for anything.
    /// </summary>
    public string StateOn(DateOnly today) => DoneAt is not null ? Done : DueOn > CollectsUntil && today <= CollectsUntil ? Collecting : AmountMinor == 0 ? NothingToPay : Ready;

    public bool IsToDoOn(DateOnly today) => StateOn(today) is Collecting or Ready;

    public bool IsOverdueOn(DateOnly today) => IsToDoOn(today) && DueOn < today;

    public ObligationStatus StatusOn(DateOnly today) => new(Id, ObligationKey, Title, Authority, PeriodKey, DueOn, AmountMinor, Currency, StateOn(today));

    public static string Label(string state) => char.ToUpperInvariant(state[0]) + state[1..].Replace('-', ' ');
}

/// <summary>What one run adds to one obligation.</summary>
internal sealed class FeedRow
{
    public long PayRunId { get; init; }
    public DateOnly PayDate { get; init; }
    public int Payslips { get; init; }
    public long AmountMinor { get; init; }
    public DateTimeOffset RecordedAt { get; init; }
}
