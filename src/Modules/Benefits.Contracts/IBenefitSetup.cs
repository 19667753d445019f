using Bureau.Kernel.Clients;
using Bureau.Kernel.Identity;

namespace Bureau.Benefits.Contracts;

/// <summary>Sets up a client's benefits: its plans, and the memberships that it brings along.</summary>
public interface IBenefitSetup
{
    /// <summary>Adds a plan. Nothing is written when there is a problem.</summary>
    Task<PlanAdded> AddPlanAsync(ClientId client, NewPlan plan, Actor actor, CancellationToken ct = default);

    /// <summary>
    /// Enrols many people in one plan at once, as memberships taken over: how long they have served is not asked. Nobody is enrolled when there is a problem.
    /// </summary>
    /// <returns>What is wrong, each naming the employee id; empty when everybody is enrolled.</returns>
    Task<IReadOnlyList<string>> EnrolAsync(ClientId client, long planId, IReadOnlyList<NewEnrolment> enrolments, Actor actor, CancellationToken ct = default);

    /// <summary>Says in which pension people are enrolled when the law demands it, and for how many months that is put off. Counts from the next calculation of a run.</summary>
    /// <returns>What is wrong; empty when it is set.</returns>
    Task<IReadOnlyList<string>> EnrolByLawAsync(ClientId client, long planId, int postponeMonths, Actor actor, CancellationToken ct = default);

    /// <summary>Records that everybody who waited to be told of their pension rights was told today.</summary>
    Task TellWhoWaitsAsync(Client client, Actor actor, CancellationToken ct = default);
}

/// <summary>What a plan is when it begins.</summary>
public sealed record NewPlan
{
    /// <summary>As it stands on the payslip. No two plans of a client have the same.</summary>
    public required string Name { get; init; }
    /// <summary><c>pension</c>, or a plan type of the rule pack.</summary>
    public required string Kind { get; init; }
    public required DateOnly EffectiveFrom { get; init; }
    /// <summary>Days of service before somebody may join by themselves; 0 = everybody from the first day.</summary>
    public int ServiceDays { get; init; }

    /// <summary>Pension: how contributions are taken, a value of the rule pack's field <c>pension_scheme</c>.</summary>
    public string? Scheme { get; init; }
    /// <summary>Pension: what the rates apply to, a value of the rule pack's field <c>pension_earnings_basis</c>.</summary>
    public string? EarningsBasis { get; init; }
    /// <summary>Pension and plans by share of pay: the employee's rate and the least one may choose, as a fraction with at most four decimals: 0.05 for 5 %.</summary>
    public decimal? EmployeeRate { get; init; }
    /// <summary>The most one may choose; null = no choice.</summary>
    public decimal? MostEmployeeRate { get; init; }
    public decimal? EmployerRate { get; init; }

    /// <summary>What the employer adds where the rule pack's plan type knows of it, written as its field says; null = nothing.</summary>
    public string? EmployerAdds { get; init; }

    /// <summary>Other plans: amount of a year and the least one may choose, in major units of the rule pack's currency.</summary>
    public decimal? YearlyAmount { get; init; }
    /// <summary>The most one may choose; null = no choice.</summary>
    public decimal? MostYearlyAmount { get; init; }
}

/// <param name="PlanId">Null when there are problems.</param>
/// <param name="Problems">What is wrong and how to fix it, in words.</param>
public sealed record PlanAdded(long? PlanId, IReadOnlyList<string> Problems);

/// <param name="EffectiveFrom">First day of membership.</param>
/// <param name="Rate">Pension and plans by share of pay: own rate as a fraction; null = the plan's.</param>
/// <param name="YearlyAmount">Other plans: own amount of a year in major units; null = the plan's.</param>
public sealed record NewEnrolment(long EmployeeId, DateOnly EffectiveFrom, decimal? Rate = null, decimal? YearlyAmount = null);
