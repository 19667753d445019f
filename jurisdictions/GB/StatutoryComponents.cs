using System.Text.Json;
using static Bureau.Jurisdictions.GB.Rounding;

namespace Bureau.Jurisdictions.GB;

/// <summary>Smaller computations that can be checked on their own. Each takes its figures from the tax year of the pay date.</summary>
internal static class StatutoryComponents
{
    public static IReadOnlyDictionary<string, Component> All(IReadOnlyList<Parameter> parameters, NameSet<Entitlement> entitlements)
    {
        Component Of(Func<ParameterTable, Arguments, IReadOnlyDictionary<string, decimal>> compute) => (payDate, arguments) =>
            compute(new ParameterTable(parameters, Calendar.TaxYearOf(payDate).Start, payDate), new Arguments(arguments));
        var components = new Dictionary<string, Component>(StringComparer.Ordinal)
        {
            ["average_weekly_earnings"] = Of(AverageWeeklyEarnings),
            ["ssp"] = Of(SickPay),
            ["smp"] = Of((t, a) => EarningsRelatedThenFlat("smp", t, a)),
            ["sap"] = Of((t, a) => EarningsRelatedThenFlat("sap", t, a)),
            ["spp"] = Of((t, a) => Flat("spp", t, a)),
            ["shpp"] = Of((t, a) => Flat("shpp", t, a)),
            ["spbp"] = Of((t, a) => Flat("spbp", t, a)),
            ["sncp"] = Of((t, a) => Flat("sncp", t, a)),
            ["statutory_pay_recovery"] = Of(Recovery),
            ["holiday_pay_average_week"] = Of(HolidayPay.AverageWeek),
            ["rolled_up_holiday_pay"] = Of(HolidayPay.RolledUp),
            ["apprenticeship_levy"] = Of(EmployerComponents.ApprenticeshipLevy),
            ["apprenticeship_levy_to_date"] = Of(EmployerComponents.ApprenticeshipLevyToDate),
            ["employment_allowance_to_date"] = Of(EmployerComponents.EmploymentAllowanceToDate),
            ["class_1a"] = Of(EmployerComponents.Class1A),
        };
        foreach (var entitlement in entitlements)
            components[entitlement.Name + "_entitlement"] = (_, given) => InFigures(entitlement.Judge(given));
        return components;
    }

    /// <summary>
    /// Statutory Sick Pay of one week: weekly rate ÷ qualifying days of the week × qualifying days of sickness, up to the penny. From
    /// 6 April 2026 at most 80 % of average weekly earnings, from the first day, without an earnings test.
    /// </summary>
    private static Dictionary<string, decimal> SickPay(ParameterTable table, Arguments given)
    {
        var average = given.Amount("average_weekly_earnings");
        var daysOfWeek = given.Whole("qualifying_days_per_week", 1, 7);
        var daysSick = given.Whole("qualifying_days_sick", 0, 7);
        var earnsTooLittle = table.Json("ssp_lower_earnings_test").Value.GetBoolean() && average < table.Amount("ni_lower_earnings_limit_weekly").Value;
        var paidDays = Math.Max(0, daysSick - Math.Max(0, (int)table.Amount("ssp_waiting_days").Value - given.Whole("waiting_days_served", 0, 3, whenAbsent: 0)));
        var weekly = table.Amount("ssp_weekly_rate").Value;
        if (table.Has("ssp_share_of_average_weekly_earnings") && !BeganUnderOldRules(table, given)) weekly = Math.Min(weekly, average * table.Amount("ssp_share_of_average_weekly_earnings").Value);
        return Result("ssp", earnsTooLittle ? 0 : UpToPenny(weekly * paidDays / daysOfWeek));
    }

    private static bool BeganUnderOldRules(ParameterTable table, Arguments given) =>
        given.Date("absence_began") is { } began && began < table.Json("ssp_flat_rate_if_absence_began_before").Value.Deserialize<DateOnly>();

    /// <summary>
    /// Average weekly earnings of the relevant period, not rounded: earnings ÷ weeks, or for monthly pay × 12 ÷ 52 ÷ months (Statutory
    /// Maternity Pay (General) Regulations 1986, regulation 21; Statutory Sick Pay (General) Regulations 1982, regulation 19).
    /// </summary>
    private static Dictionary<string, decimal> AverageWeeklyEarnings(ParameterTable table, Arguments given) => Result("average_weekly_earnings", Average(given, "weeks", "months"));

    /// <summary>As it is given, or of the earnings of the relevant period.</summary>
    public static decimal AverageOf(Arguments given) => given.Word("average_weekly_earnings") is not null ? given.Amount("average_weekly_earnings") : Average(given, "earnings_weeks", "earnings_months");

    private static decimal Average(Arguments given, string weeks, string months)
    {
        var earnings = given.Amount("earnings");
        return given.Whole(months, 0, 12, whenAbsent: 0) is > 0 and var number ? earnings * 12 / 52 / number : earnings / given.Whole(weeks, 1, 52);
    }

    /// <summary>
    /// Maternity and adoption pay of one week: 90 % of average weekly earnings for six weeks, then at most the flat rate. A fraction of a penny
    /// counts as a whole one (Statutory Maternity Pay (General) Regulations 1986, regulation 28).
    /// </summary>
    private static Dictionary<string, decimal> EarningsRelatedThenFlat(string pay, ParameterTable table, Arguments given)
    {
        var (eligible, share, flat) = FamilyPay(table, given);
        return new(StringComparer.Ordinal)
        {
            [pay + "_first_6_weeks_weekly"] = eligible ? UpToPenny(share) : 0,
            [pay + "_next_33_weeks_weekly"] = eligible ? UpToPenny(Math.Min(share, flat)) : 0,
        };
    }

    /// <summary>Paternity, shared parental, parental bereavement and neonatal care pay of one week: 90 % of average weekly earnings, at most the flat rate.</summary>
    private static Dictionary<string, decimal> Flat(string pay, ParameterTable table, Arguments given)
    {
        var (eligible, share, flat) = FamilyPay(table, given);
        return Result(pay + "_weekly", eligible ? UpToPenny(Math.Min(share, flat)) : 0);
    }

    private static (bool Eligible, decimal Share, decimal Flat) FamilyPay(ParameterTable table, Arguments given)
    {
        var average = given.Amount("average_weekly_earnings");
        return (average >= table.Amount("statutory_family_pay_minimum_average_earnings_weekly").Value,
            average * table.Amount("statutory_family_pay_share_of_average_weekly_earnings").Value,
            table.Amount("statutory_family_pay_flat_rate_weekly").Value);
    }

    /// <summary>What the employer gets back of statutory family pay.</summary>
    private static Dictionary<string, decimal> Recovery(ParameterTable table, Arguments given) =>
        Result("statutory_pay_recovery", NearestPenny(given.Amount("statutory_pay_paid")
            * table.Amount(given.Yes("small_employer") ? "statutory_pay_recovery_small_employer" : "statutory_pay_recovery_standard").Value));

    private static Dictionary<string, decimal> InFigures(EntitlementAnswer answer) => new(StringComparer.Ordinal)
    {
        ["due"] = answer.Against.Count == 0 ? 1 : 0,
        ["weeks"] = answer.Due.Count,
        ["total"] = answer.Due.Sum(w => w.Amount),
        ["first_week"] = answer.Due.Count > 0 ? answer.Due[0].Amount : 0,
        ["last_week"] = answer.Due.Count > 0 ? answer.Due[^1].Amount : 0,
    };

    internal static Dictionary<string, decimal> Result(string name, decimal amount) => new(StringComparer.Ordinal) { [name] = amount };
}
