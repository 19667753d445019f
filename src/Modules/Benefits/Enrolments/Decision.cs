namespace Bureau.Benefits.Enrolments;

internal static class Choice
{
    public const string Join = "join";
    public const string Change = "change";
    public const string Leave = "leave";
    /// <summary>Leaving a pension within a month of joining: as if never a member.</summary>
    public const string OptOut = "opt-out";

    public static bool IsMember(string choice) => choice is Join or Change;
}

/// <summary>What was decided about one person and one plan. Holds from its day on until a decision recorded later takes over.</summary>
internal sealed class Decision
{
    public long EmployeeId { get; init; }
    /// <summary>1, 2, 3 … in the order in which this person's decisions were recorded.</summary>
    public int Seq { get; init; }
    public long PlanId { get; init; }
    /// <summary>One of <see cref="Enrolments.Choice"/>.</summary>
    public string Choice { get; init; } = "";
    public DateOnly EffectiveFrom { get; init; }
    public DateTimeOffset RecordedAt { get; init; }
    public long RecordedBy { get; init; }
    public int? RateBp { get; init; }
    public long? YearlyMinor { get; init; }

    public bool IsMember => Enrolments.Choice.IsMember(Choice);
}

/// <summary>What a person's decisions about one plan come to, by effective date. The last word counts from its day on, also over what had been decided for later.</summary>
internal sealed class Timeline
{
    private readonly List<Decision> _spans = [];

    /// <param name="decisions">Of one person and one plan.</param>
    public Timeline(IEnumerable<Decision> decisions)
    {
        foreach (var decision in decisions.OrderBy(d => d.Seq))
        {
            _spans.RemoveAll(d => d.EffectiveFrom >= decision.EffectiveFrom);
            _spans.Add(decision);
        }
    }

    public IReadOnlyList<Decision> Spans => _spans;

    public Decision? On(DateOnly day) => _spans.LastOrDefault(d => d.EffectiveFrom <= day);

    public bool IsMemberOn(DateOnly day) => On(day) is { IsMember: true };

    public bool IsMemberOnOrAfter(DateOnly day) => IsMemberOn(day) || _spans.Any(d => d.EffectiveFrom > day && d.IsMember);

    public IEnumerable<Decision> After(DateOnly day) => _spans.Where(d => d.EffectiveFrom > day);

    /// <summary>First day of the membership, unbroken since, that a day falls into; null when not a member then.</summary>
    public DateOnly? MemberSince(DateOnly day)
    {
        DateOnly? since = null;
        foreach (var span in _spans.TakeWhile(d => d.EffectiveFrom <= day)) since = !span.IsMember ? null : since ?? span.EffectiveFrom;
        return since;
    }
}
