namespace Bureau.Onboarding.Changes;

/// <summary>What came of a decision. Refused decisions have written nothing.</summary>
/// <param name="Refusal">Why not, in words; null = done.</param>
/// <param name="Meanwhile">Changes of the same person that came in after the page was shown.</param>
internal sealed record DecisionOutcome(string? Refusal, IReadOnlyList<ChangeSummary> Meanwhile)
{
    public static readonly DecisionOutcome Decided = new(null, []);

    public bool Done => Refusal is null;

    public static DecisionOutcome Refused(string why) => new(why, []);
}
