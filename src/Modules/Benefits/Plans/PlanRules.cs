using Bureau.Benefits.Contracts;
using Bureau.Jurisdictions;
using Bureau.Onboarding.Contracts;

namespace Bureau.Benefits.Plans;

/// <summary>What a plan may be. What is known of pension schemes is the rule pack's.</summary>
internal static class PlanRules
{
    public const string SchemeField = "pension_scheme", BasisField = "pension_earnings_basis", EmployeeRateField = "pension_employee_rate", EmployerRateField = "pension_employer_rate";
    public const string OptOutField = "pension_opt_out_date", PostponedField = "pension_postponed_until";

    /// <summary>Kinds of plan that the country's payroll can take contributions for.</summary>
    public static IEnumerable<string> KindsOf(IRulePack pack)
    {
        if (pack.EmployeeFields.TryGet(SchemeField, out _)) yield return Plan.Pension;
        foreach (var type in pack.PlanTypes) yield return type.Name;
    }

    public static string Label(IRulePack pack, string kind) => kind == Plan.Pension ? "Pension" : pack.PlanTypes[kind].Label;

    public static bool IsByShare(IRulePack pack, string kind) => kind == Plan.Pension || pack.PlanTypes[kind].ByShare;

    /// <summary>Field that holds what the employer adds in plans of this kind; null where the country's payroll adds nothing to them.</summary>
    public static Field? EmployerAdds(IRulePack pack, string kind) =>
        pack.PlanTypes.TryGet(kind, out var type) && type.EmployerAdds is { } field ? pack.EmployeeFields[field] : null;

    public static IReadOnlyList<Problem> Check(IRulePack pack, NewPlan plan)
    {
        var problems = new List<Problem>();
        if (string.IsNullOrWhiteSpace(plan.Name)) problems.Add(new("Name", "Name: write what employees call the plan, for example Workplace pension."));
        else if (plan.Name.Trim().Length > 100) problems.Add(new("Name", "Name: use at most 100 characters."));
        if (!KindsOf(pack).Contains(plan.Kind)) problems.Add(new("Kind", $"Kind: choose one of {string.Join(", ", KindsOf(pack))}."));
        else problems.AddRange(plan.Kind == Plan.Pension ? Pension(pack, plan) : IsByShare(pack, plan.Kind) ? Share(plan) : Yearly(pack, plan));
        if (!string.IsNullOrWhiteSpace(plan.EmployerAdds) && EmployerAdds(pack, plan.Kind)?.Validate(plan.EmployerAdds.Trim()) is { } adds) problems.Add(new("EmployerAdds", adds));
        if (plan.ServiceDays is < 0 or > 3650) problems.Add(new("ServiceDays", "Days of service: write a whole number from 0 to 3650."));
        return problems;
    }

    private static IEnumerable<Problem> Pension(IRulePack pack, NewPlan plan)
    {
        if (string.IsNullOrEmpty(plan.Scheme)) yield return new("Scheme", "Scheme: choose how contributions are taken.");
        else if (pack.EmployeeFields[SchemeField].Validate(plan.Scheme) is { } scheme) yield return new("Scheme", scheme);
        if (string.IsNullOrEmpty(plan.EarningsBasis)) yield return new("EarningsBasis", "Pensionable earnings: choose what the rates apply to.");
        else if (pack.EmployeeFields[BasisField].Validate(plan.EarningsBasis) is { } basis) yield return new("EarningsBasis", basis);
        foreach (var problem in Share(plan)) yield return problem;
        if (Rate(plan.EmployerRate) is { } employer) yield return new("EmployerRate", "Employer's rate: " + employer);
    }

    private static IEnumerable<Problem> Share(NewPlan plan)
    {
        if (Rate(plan.EmployeeRate) is { } employee) yield return new("EmployeeRate", "Employee's rate: " + employee);
        if (plan.MostEmployeeRate is not { } most) yield break;
        if (Rate(most) is { } limit) yield return new("MostEmployeeRate", "Highest rate: " + limit);
        else if (most < plan.EmployeeRate) yield return new("MostEmployeeRate", "Highest rate: make it at least the employee's rate, or leave it empty.");
    }

    private static IEnumerable<Problem> Yearly(IRulePack pack, NewPlan plan)
    {
        if (Amount(plan.YearlyAmount, pack.Currency) is { } yearly) yield return new("YearlyAmount", "Amount of a year: " + yearly);
        if (plan.MostYearlyAmount is not { } most) yield break;
        if (Amount(most, pack.Currency) is { } limit) yield return new("MostYearlyAmount", "Highest amount: " + limit);
        else if (most < plan.YearlyAmount) yield return new("MostYearlyAmount", "Highest amount: make it at least the amount of a year, or leave it empty.");
    }

    /// <summary>Null when the fraction can be stored: from 0 to 1, in whole basis points.</summary>
    public static string? Rate(decimal? rate) =>
        rate is not { } r ? "write a percentage, for example 5." : r is < 0 or > 1 ? "write a percentage from 0 to 100." : r * 10_000 % 1 != 0 ? "use at most two decimals of a percent." : null;

    /// <summary>Null when the amount can be paid: above zero, in whole minor units.</summary>
    public static string? Amount(decimal? amount, string currency)
    {
        if (amount is not { } a) return "write an amount with a dot, for example 600.00.";
        if (a is <= 0 or > 1_000_000) return "write an amount above zero and up to 1,000,000.";
        var decimals = Kernel.Currency.FromCode(currency).Decimals;
        return decimal.Round(a, decimals) != a ? $"use at most {decimals} decimals." : null;
    }
}
