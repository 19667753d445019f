namespace Bureau.Jurisdictions.US;

/// <summary>Annual limits of elective deferrals (26 USC 402(g), 414(v)), and what they let through of a payment.</summary>
internal sealed class DeferralLimits(ParameterTable figures)
{
    public Figure Normal { get; } = figures.Amount("retirement_elective_deferral_limit_401k");

    public Figure CatchUp50 { get; } = figures.Amount("retirement_catch_up_limit_age_50");

    public Figure CatchUp60To63 { get; } = figures.Amount("retirement_catch_up_limit_age_60_to_63");

    /// <summary>What may be deferred above the normal limit at an age reached by the end of the year.</summary>
    public decimal CatchUp(int age) => age switch { >= 60 and <= 63 => CatchUp60To63.Value, >= 50 => CatchUp50.Value, _ => 0 };

    public (decimal Allowed, decimal CatchUpPart) Allow(int age, decimal before, decimal elected)
    {
        var allowed = Math.Clamp(Normal.Value + CatchUp(age) - before, 0, elected);
        var normal = Math.Clamp(Normal.Value - before, 0, allowed);
        return (allowed, allowed - normal);
    }
}
