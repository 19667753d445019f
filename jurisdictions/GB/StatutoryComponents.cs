using System.Globalization;
using static Bureau.Jurisdictions.GB.Rounding;

namespace Bureau.Jurisdictions.GB;

/// <summary>Smaller computations that can be checked on their own. Each takes its figures from the tax year of the pay date.</summary>
internal static class StatutoryComponents
{
    public static IReadOnlyDictionary<string, Component> All(IReadOnlyList<Parameter> parameters)
    {
        Component Of(Func<ParameterTable, Arguments, IReadOnlyDictionary<string, decimal>> compute) => (payDate, arguments) =>
            compute(new ParameterTable(parameters, Calendar.TaxYearOf(payDate).Start, payDate), new Arguments(arguments));
        return new Dictionary<string, Component>(StringComparer.Ordinal)
        {
            ["ssp"] = Of(SickPay),
            ["smp"] = Of(MaternityPay),
            ["statutory_pay_recovery"] = Of(Recovery),
            ["apprenticeship_levy"] = Of(ApprenticeshipLevy),
        };
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
        if (table.Has("ssp_share_of_average_weekly_earnings")) weekly = Math.Min(weekly, average * table.Amount("ssp_share_of_average_weekly_earnings").Value);
        return Result("ssp", earnsTooLittle ? 0 : UpToPenny(weekly * paidDays / daysOfWeek));
    }

    /// <summary>Statutory Maternity Pay of one week: 90 % of average weekly earnings for six weeks, then at most the flat rate; up to the penny.</summary>
    private static Dictionary<string, decimal> MaternityPay(ParameterTable table, Arguments given)
    {
        var average = given.Amount("average_weekly_earnings");
        var eligible = average >= table.Amount("statutory_family_pay_minimum_average_earnings_weekly").Value;
        var share = average * table.Amount("statutory_family_pay_share_of_average_weekly_earnings").Value;
        return new(StringComparer.Ordinal)
        {
            ["smp_first_6_weeks_weekly"] = eligible ? UpToPenny(share) : 0,
            ["smp_next_33_weeks_weekly"] = eligible ? UpToPenny(Math.Min(share, table.Amount("statutory_family_pay_flat_rate_weekly").Value)) : 0,
        };
    }

    /// <summary>What the employer gets back of statutory family pay.</summary>
    private static Dictionary<string, decimal> Recovery(ParameterTable table, Arguments given) =>
        Result("statutory_pay_recovery", NearestPenny(given.Amount("statutory_pay_paid")
            * table.Amount(given.Yes("small_employer") ? "statutory_pay_recovery_small_employer" : "statutory_pay_recovery_standard").Value));

    /// <summary>Levy of the tax year: pay bill × rate − allowance, not below zero.</summary>
    private static Dictionary<string, decimal> ApprenticeshipLevy(ParameterTable table, Arguments given) =>
        Result("apprenticeship_levy", DownToPenny(Math.Max(0,
            given.Amount("annual_pay_bill") * table.Amount("apprenticeship_levy_rate").Value - table.Amount("apprenticeship_levy_allowance").Value)));

    private static Dictionary<string, decimal> Result(string name, decimal amount) => new(StringComparer.Ordinal) { [name] = amount };
}

/// <summary>Arguments of a component, named without <c>arg.</c>.</summary>
internal sealed class Arguments(IReadOnlyDictionary<string, string> given)
{
    public decimal Amount(string name) =>
        decimal.TryParse(Text(name), NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var amount)
            ? amount
            : throw new RulePackException("arg." + name, $"arg.{name}: write an amount with a dot, for example 1234.56.");

    public int Whole(string name, int least, int most, int? whenAbsent = null)
    {
        if (whenAbsent is { } absent && !given.ContainsKey(name)) return absent;
        return int.TryParse(Text(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new RulePackException("arg." + name, $"arg.{name}: write a whole number from {least} to {most}.");
    }

    public bool Yes(string name) => Text(name) switch
    {
        "true" => true,
        "false" => false,
        _ => throw new RulePackException("arg." + name, $"arg.{name}: write true or false."),
    };

    private string Text(string name) => given.TryGetValue(name, out var text) && text.Length > 0
        ? text
        : throw new RulePackException("arg." + name, $"arg.{name} is missing.");
}
