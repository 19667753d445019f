using System.Globalization;
using Bureau.Jurisdictions;
using Bureau.Kernel.Web;

namespace Bureau.Benefits.Plans;

/// <summary>What a plan means for somebody's pay, in words.</summary>
internal static class PlanWords
{
    /// <summary>Basis points as people write them, e.g. <c>5 %</c>, <c>4.25 %</c>.</summary>
    public static string Percent(int? basisPoints) => basisPoints is { } bp ? (bp / 100m).ToString("0.##", CultureInfo.InvariantCulture) + " %" : "–";

    /// <param name="rateBp">Own rate; null = the plan's.</param>
    /// <param name="yearlyMinor">Own amount of a year; null = the plan's.</param>
    /// <param name="periodsPerYear">How often the person is paid; null when not known.</param>
    public static IEnumerable<string> Meaning(Plan plan, PlanTerms terms, IRulePack pack, int? rateBp, long? yearlyMinor, int? periodsPerYear) =>
        plan.IsPension ? Pension(terms, pack, terms.RateBpFor(rateBp))
        : plan.ByShare ? [$"You contribute {Percent(terms.RateBpFor(rateBp))} of your gross pay, taken {pack.PlanTypes[plan.Kind].Treatment}.", .. EmployerAdds(plan, terms, pack).Select(adds => adds + ".")]
        : Yearly(pack.PlanTypes[plan.Kind], terms.YearlyMinorFor(yearlyMinor), pack, periodsPerYear);

    /// <summary>What a plan offers, in one line.</summary>
    public static string Offer(Plan plan, PlanTerms terms, IRulePack pack) => plan.IsPension
        ? $"{Label(pack, PlanRules.SchemeField, terms.Scheme)}: {Range(Percent(terms.EmployeeRateBp), Percent(terms.MostEmployeeRateBp))} from the employee, {Percent(terms.EmployerRateBp)} from the employer, of {Lower(Label(pack, PlanRules.BasisField, terms.EarningsBasis))}"
        : plan.ByShare
        ? string.Join(". ", EmployerAdds(plan, terms, pack).Prepend($"{Range(Percent(terms.EmployeeRateBp), Percent(terms.MostEmployeeRateBp))} of gross pay, {pack.PlanTypes[plan.Kind].Treatment}"))
        : $"{Range(Show.Money(terms.YearlyMinor!.Value, pack.Currency), Show.Money(terms.MostYearlyMinor!.Value, pack.Currency))} a year, {pack.PlanTypes[plan.Kind].Treatment}";

    /// <summary>What somebody contributes, in a few words.</summary>
    public static string Contribution(Plan plan, PlanTerms terms, string currency, int? rateBp, long? yearlyMinor) => plan.IsPension
        ? $"{Percent(terms.RateBpFor(rateBp))} employee, {Percent(terms.EmployerRateBp)} employer"
        : plan.ByShare
        ? $"{Percent(terms.RateBpFor(rateBp))} of gross pay"
        : $"{Show.Money(terms.YearlyMinorFor(yearlyMinor), currency)} a year";

    /// <summary>E.g. <c>Employer's match: 100% of 4%</c>; nothing where nothing is added.</summary>
    private static IEnumerable<string> EmployerAdds(Plan plan, PlanTerms terms, IRulePack pack) =>
        terms.EmployerAdds is { } adds && PlanRules.EmployerAdds(pack, plan.Kind) is { } field ? [$"{field.Label}: {adds}"] : [];

    private static IEnumerable<string> Pension(PlanTerms terms, IRulePack pack, int rateBp)
    {
        var basis = Lower(Label(pack, PlanRules.BasisField, terms.EarningsBasis));
        string own = Hundredth(rateBp, pack), employer = Hundredth(terms.EmployerRateBp!.Value, pack), together = Hundredth(rateBp + terms.EmployerRateBp.Value, pack);
        var hundred = Show.Money(100 * MinorPerMajor(pack), pack.Currency);
        yield return $"You contribute {Percent(rateBp)} and your employer {Percent(terms.EmployerRateBp)} of your {basis}.";
        yield return terms.Scheme switch
        {
            "net_pay" => $"Of each {hundred} of it, {own} is taken from your pay before income tax, and your employer adds {employer}: {together} goes into your pension.",
            "relief_at_source" => $"For each {hundred} of it, {own} of yours and {employer} of your employer's go into your pension. Basic-rate tax relief is part of yours: the scheme claims it, and only the rest is taken from your pay after tax.",
            "salary_sacrifice" => $"For each {hundred} of it, your pay becomes {own} lower and your employer pays that in for you with {employer} of its own: {together} goes into your pension. There is no income tax or social security on the pay given up.",
            _ => $"For each {hundred} of it, {own} of yours and {employer} of your employer's go into your pension.",
        };
    }

    private static IEnumerable<string> Yearly(PlanType type, long yearlyMinor, IRulePack pack, int? periodsPerYear)
    {
        var currency = pack.Currency;
        var givenUp = pack.PayItems[type.Item].Kind == PayItemKind.Sacrifice;
        yield return $"You {(givenUp ? "give up" : "pay")} {Show.Money(yearlyMinor, currency)} {(givenUp ? "of gross pay " : "")}a year for it, {type.Treatment}.";
        if (periodsPerYear is not { } periods) yield break;
        var (share, more) = Math.DivRem(yearlyMinor, periods);
        var each = $"On each of {periods} payslips a year that is {Show.Money(share, currency)}";
        yield return more == 0 ? each + "." : $"{each}, on {more} of them {Show.Money(share + 1, currency)}, so that the year adds up exactly.";
    }

    private static string Range(string least, string most) => least == most ? least : $"{least} to {most}";

    private static string Hundredth(int basisPoints, IRulePack pack) => Show.Money(basisPoints * MinorPerMajor(pack) / 100, pack.Currency);

    private static long MinorPerMajor(IRulePack pack) => Kernel.Currency.FromCode(pack.Currency).Decimals switch { 0 => 1, 2 => 100, _ => 1000 };

    private static string Label(IRulePack pack, string field, string? value) =>
        pack.EmployeeFields[field].Choices.FirstOrDefault(c => c.Value == value).Label ?? value ?? "";

    private static string Lower(string label) => char.ToLowerInvariant(label[0]) + label[1..];
}
