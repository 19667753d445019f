using static Bureau.Jurisdictions.GB.Rounding;
using static Bureau.Jurisdictions.GB.StatutoryComponents;

namespace Bureau.Jurisdictions.GB;

/// <summary>Working Time Regulations 1998.</summary>
internal static class HolidayPay
{
    /// <summary>A week's holiday pay where pay varies: average of the last 52 weeks in which there was pay, or of all such weeks if fewer (regulation 16).</summary>
    public static Dictionary<string, decimal> AverageWeek(ParameterTable table, Arguments given) =>
        Result("holiday_pay_average_week", NearestPenny(given.Amount("pay") / given.Whole("weeks_with_pay", 1, 52)));

    /// <summary>Irregular-hours and part-year workers only: uplift paid with the pay for work done, shown apart on the payslip (regulation 16A).</summary>
    public static Dictionary<string, decimal> RolledUp(ParameterTable table, Arguments given) =>
        Result("rolled_up_holiday_pay", NearestPenny(given.Amount("pay") * table.Amount("holiday_rolled_up_share").Value));
}
