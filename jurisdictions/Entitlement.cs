namespace Bureau.Jurisdictions;

/// <summary>A payment that the law grants for an absence, judged from dates and earnings, e.g. maternity pay.</summary>
/// <param name="Name">Name of the pay item that it is paid as.</param>
/// <param name="Asks">What must be known to judge it.</param>
public sealed record Entitlement(string Name, string Label, FieldSet Asks, Source Source) : INamed
{
    /// <summary>From facts by name of <see cref="Asks"/> to what is due. Pure.</summary>
    /// <exception cref="RulePackException">A fact is missing or not readable; <see cref="RulePackException.Field"/> names it.</exception>
    public required Func<IReadOnlyDictionary<string, string>, EntitlementAnswer> Judge { get; init; }
}

/// <param name="Against">Why nothing is due, in words; empty = it is due.</param>
/// <param name="Due">Amounts by week, none where nothing is due. Weeks whose rates are not known yet are left out and told in <paramref name="Remarks"/>.</param>
/// <param name="Days">Days that decide, e.g. the latest start of employment, with their labels.</param>
/// <param name="Remarks">What somebody must still judge, e.g. notice that was given late.</param>
public sealed record EntitlementAnswer(
    IReadOnlyList<string> Against, IReadOnlyList<EntitledWeek> Due, IReadOnlyList<(string Label, DateOnly Day)> Days, IReadOnlyList<string> Remarks);

/// <param name="Amount">In the pack's currency, rounded as the law says.</param>
public sealed record EntitledWeek(DateOnly From, DateOnly To, decimal Amount);
