namespace Bureau.Benefits.Plans;

/// <summary>A benefit that a client offers, with everything it has offered, offers and will offer.</summary>
internal sealed class Plan
{
    public const string Pension = "pension";

    public long Id { get; init; }
    public string Name { get; init; } = "";
    /// <summary><see cref="Pension"/>, or the name of one of the rule pack's plan types.</summary>
    public string Kind { get; init; } = "";
    public IReadOnlyList<PlanTerms> Terms { get; set; } = [];

    public bool IsPension => Kind == Pension;

    /// <summary>Members contribute a share of their pay; else an amount of a year.</summary>
    public bool ByShare => Terms.Any(t => t.EmployeeRateBp is not null);

    /// <summary>Terms in force on a day, as recorded by an instant: of the latest effective date the one recorded last. Null before the plan begins.</summary>
    public PlanTerms? On(DateOnly day, DateTimeOffset knownAt) =>
        Terms.Where(t => t.EffectiveFrom <= day && t.RecordedAt <= knownAt).OrderBy(t => t.EffectiveFrom).ThenBy(t => t.Id).LastOrDefault();

    /// <summary>Terms in force, or those that it begins with.</summary>
    public PlanTerms OnOrFirst(DateOnly day, DateTimeOffset knownAt) => On(day, knownAt) ?? Terms.MinBy(t => t.EffectiveFrom)!;
}

/// <summary>What a plan offers from a day on. Rates in basis points (500 = 5 %), amounts in minor units.</summary>
internal sealed class PlanTerms
{
    public long Id { get; init; }
    public long PlanId { get; init; }
    public DateOnly EffectiveFrom { get; init; }
    public DateTimeOffset RecordedAt { get; init; }
    public int ServiceDays { get; init; }
    public string? Scheme { get; init; }
    public string? EarningsBasis { get; init; }
    public int? EmployeeRateBp { get; init; }
    public int? MostEmployeeRateBp { get; init; }
    public int? EmployerRateBp { get; init; }
    /// <summary>What the employer adds, as the rule pack's field writes it; null = nothing.</summary>
    public string? EmployerAdds { get; init; }
    public long? YearlyMinor { get; init; }
    public long? MostYearlyMinor { get; init; }

    /// <summary>Whether a member has something to choose.</summary>
    public bool HasChoice => MostEmployeeRateBp > EmployeeRateBp || MostYearlyMinor > YearlyMinor;

    /// <summary>What a member contributes: the own choice, kept within what the plan allows on that day.</summary>
    public int RateBpFor(int? chosen) => Math.Clamp(chosen ?? EmployeeRateBp!.Value, EmployeeRateBp!.Value, MostEmployeeRateBp!.Value);

    /// <inheritdoc cref="RateBpFor"/>
    public long YearlyMinorFor(long? chosen) => Math.Clamp(chosen ?? YearlyMinor!.Value, YearlyMinor!.Value, MostYearlyMinor!.Value);
}
