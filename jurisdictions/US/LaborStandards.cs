using static Bureau.Jurisdictions.US.Explain;

namespace Bureau.Jurisdictions.US;

/// <summary>Fair Labor Standards Act: minimum wage, overtime and the regular rate, judged by the hours that pay items carry.</summary>
internal sealed class LaborStandards
{
    private readonly decimal _minimumWage;
    private readonly decimal _tippedCashWage;
    private readonly decimal _weeklyHours;
    private readonly decimal _multiple;
    private readonly Dictionary<string, decimal> _ofState = new(StringComparer.Ordinal);

    public LaborStandards(ParameterTable figures)
    {
        _minimumWage = figures.Member("garnishment_ordinary_limit", "federal_minimum_wage").Value;
        _tippedCashWage = figures.Amount("tipped_cash_wage").Value;
        _weeklyHours = figures.Amount("overtime_weekly_hours").Value;
        _multiple = figures.Amount("overtime_multiple").Value;
        foreach (var (code, _) in StateNames.All)
            if (figures.Has($"{code.ToLowerInvariant()}_minimum_wage")) _ofState[code] = figures.Amount($"{code.ToLowerInvariant()}_minimum_wage").Value;
    }

    public void Check(PayCase pay, ICollection<Finding> findings)
    {
        if (Given.Yes(pay, EmployeeFields.FlsaExempt)) return;
        var (regularHours, overtimeHours) = (pay.Units[PayItems.Regular], pay.Units[PayItems.Overtime] + pay.Units[PayItems.DoubleTime]);
        var hours = regularHours + overtimeHours;
        if (hours <= 0) return;
        if (MinimumWage(pay, hours) is { } tooLittle) findings.Add(tooLittle);
        if (MissingOvertime(pay, regularHours) is { } missing) findings.Add(missing);
        if (OvertimeTooLow(pay, regularHours, overtimeHours) is { } low) findings.Add(low);
    }

    /// <summary>
    /// Pay for the hours of work ÷ hours, commission and bonuses included. Of a tipped employee the cash wage has its own least amount, and tips make it up.
    /// </summary>
    private Finding? MinimumWage(PayCase pay, decimal hours)
    {
        decimal Of(int item) => pay.Pay[item];
        var tipped = Given.Yes(pay, EmployeeFields.Tipped);
        var cash = Of(PayItems.Regular) + Of(PayItems.Overtime) + Of(PayItems.DoubleTime) + Of(PayItems.Commission) + Of(PayItems.Bonus);
        if (tipped && cash < hours * _tippedCashWage)
            return new("below_tipped_cash_wage", null, $"The cash wage is {PerHour(cash, hours)} an hour; a tipped employee is paid at least {Dollars(_tippedCashWage)} before tips. Raise the pay or correct the hours.", Blocks: true);
        var counted = tipped ? cash + Of(PayItems.Tips) + Of(PayItems.CashTips) : cash;
        if (counted < hours * _minimumWage)
            return new("below_minimum_wage", null, $"Pay for {Number(hours)} hours comes to {PerHour(counted, hours)} an hour; the federal minimum wage is {Dollars(_minimumWage)}. Raise the pay or correct the hours.", Blocks: true);
        // States have lower rates for some employers and higher ones for some cities: somebody must look.
        if (pay.Fields[EmployeeFields.WorkState] is { } state && _ofState.TryGetValue(state, out var ofState) && counted < hours * ofState)
            return new("below_state_minimum_wage", null, $"Pay for {Number(hours)} hours comes to {PerHour(counted, hours)} an hour; the minimum wage of {StateNames.Of(state)} is {Dollars(ofState)}. Raise the pay, correct the hours, or confirm that a lower rate applies.", Blocks: false);
        return null;
    }

    /// <summary>More hours at the regular rate than the workweeks of the period have before overtime.</summary>
    private Finding? MissingOvertime(PayCase pay, decimal regularHours)
    {
        var weeks = pay.Frequency switch { PayFrequency.Weekly => 1, PayFrequency.Fortnightly => 2, _ => 0 };
        return weeks == 0 || regularHours <= weeks * _weeklyHours
            ? null
            : new("overtime_not_paid", null, $"{Number(regularHours)} hours are paid at the regular rate; above {Number(_weeklyHours)} in a workweek overtime is due. Enter the hours above as overtime, or mark the employee as exempt from overtime.", Blocks: true);
    }

    /// <summary>Overtime must reach hours × straight-time rate + hours × half the regular rate, in which commission counts (29 CFR 778.109, 778.117).</summary>
    private Finding? OvertimeTooLow(PayCase pay, decimal regularHours, decimal overtimeHours)
    {
        if (overtimeHours <= 0 || regularHours <= 0) return null;
        var straight = pay.Pay[PayItems.Regular] / regularHours;
        var rate = RegularRate(pay.Pay[PayItems.Regular] + straight * overtimeHours + pay.Pay[PayItems.Commission], regularHours + overtimeHours);
        var due = overtimeHours * (straight + rate * (_multiple - 1));
        var paid = pay.Pay[PayItems.Overtime] + pay.Pay[PayItems.DoubleTime];
        // Hourly rates are rounded to the cent.
        if (paid + overtimeHours * 0.01m >= due) return null;
        return new("overtime_too_low", null,
            $"Overtime of {Number(overtimeHours)} hours is paid with {Dollars(paid)}; by the regular rate of {Dollars(Rounding.Cent(rate))} an hour {Dollars(Rounding.Cent(due))} is due. Raise the overtime pay.", Blocks: true);
    }

    /// <summary>All remuneration for the hours, without overtime premiums, ÷ hours (29 CFR 778.109).</summary>
    public static decimal RegularRate(decimal remuneration, decimal hours) => remuneration / hours;

    private static string PerHour(decimal pay, decimal hours) => Dollars(decimal.Round(pay / hours, 2, MidpointRounding.ToZero));
}
