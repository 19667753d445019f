using System.Globalization;
using Bureau.Benefits.Contracts;
using Bureau.Jurisdictions;
using Bureau.Onboarding.Contracts;

namespace Bureau.Benefits.Plans;

/// <summary>The fields of a plan as typed, kept as typed.</summary>
internal sealed class PlanForm
{
    public string? Name { get; set; }
    public string? Kind { get; set; }
    public string? EffectiveFrom { get; set; }
    public string? ServiceDays { get; set; }
    public string? Scheme { get; set; }
    public string? EarningsBasis { get; set; }
    public string? EmployeeRate { get; set; }
    public string? MostEmployeeRate { get; set; }
    public string? EmployerRate { get; set; }
    public string? EmployerAdds { get; set; }
    public string? YearlyAmount { get; set; }
    public string? MostYearlyAmount { get; set; }

    public static PlanForm Of(Plan plan, PlanTerms terms, string currency) => new()
    {
        Name = plan.Name,
        Kind = plan.Kind,
        ServiceDays = terms.ServiceDays.ToString(CultureInfo.InvariantCulture),
        Scheme = terms.Scheme,
        EarningsBasis = terms.EarningsBasis,
        EmployeeRate = Typed.OfRate(terms.EmployeeRateBp),
        MostEmployeeRate = Typed.OfRate(terms.MostEmployeeRateBp),
        EmployerRate = Typed.OfRate(terms.EmployerRateBp),
        EmployerAdds = terms.EmployerAdds,
        YearlyAmount = Typed.OfAmount(terms.YearlyMinor, currency),
        MostYearlyAmount = Typed.OfAmount(terms.MostYearlyMinor, currency),
    };

    /// <summary>What cannot be read as the field means it goes into <paramref name="problems"/>.</summary>
    public NewPlan Read(List<Problem> problems)
    {
        if (Typed.Day(EffectiveFrom) is null) problems.Add(new("EffectiveFrom", "From: choose the first day on which this applies."));
        if (!string.IsNullOrWhiteSpace(ServiceDays) && Typed.Whole(ServiceDays) is null) problems.Add(new("ServiceDays", "Days of service: write a whole number, or leave it empty."));
        if (!string.IsNullOrWhiteSpace(MostEmployeeRate) && Typed.Percentage(MostEmployeeRate) is null) problems.Add(new("MostEmployeeRate", "Highest rate: write a percentage, for example 10, or leave it empty."));
        if (!string.IsNullOrWhiteSpace(MostYearlyAmount) && Typed.Amount(MostYearlyAmount) is null) problems.Add(new("MostYearlyAmount", "Highest amount: write an amount with a dot, or leave it empty."));
        return new()
        {
            Name = Name ?? "",
            Kind = Kind ?? "",
            EffectiveFrom = Typed.Day(EffectiveFrom) ?? default,
            ServiceDays = Typed.Whole(ServiceDays) ?? 0,
            Scheme = Scheme,
            EarningsBasis = EarningsBasis,
            EmployeeRate = Typed.Percentage(EmployeeRate),
            MostEmployeeRate = Typed.Percentage(MostEmployeeRate),
            EmployerRate = Typed.Percentage(EmployerRate),
            EmployerAdds = EmployerAdds,
            YearlyAmount = Typed.Amount(YearlyAmount),
            MostYearlyAmount = Typed.Amount(MostYearlyAmount),
        };
    }
}

/// <summary>What the fields of a plan are drawn from.</summary>
internal sealed record PlanFields(PlanForm Form, IRulePack Pack, IReadOnlyList<Problem> Problems, string Kind)
{
    public string? Error(string field) => Problems.FirstOrDefault(p => p.Field == field)?.Message;
}
