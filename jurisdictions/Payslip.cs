namespace Bureau.Jurisdictions;

public enum Paper { A4, Letter }

/// <param name="DateFormat">For the invariant culture, e.g. <c>d MMM yyyy</c>.</param>
/// <param name="RateAndHours">The law wants the rate of pay with its basis, and the total of the hours worked.</param>
/// <param name="AllOfYear">What was paid or deducted earlier in the tax year, and not now, stands there with its year to date.</param>
public sealed record PayslipStyle(string DateFormat, Paper Paper, bool RateAndHours, bool AllOfYear)
{
    public static readonly PayslipStyle International = new("d MMM yyyy", Paper.A4, false, false);
}

/// <summary>Hours of one kind of leave.</summary>
/// <param name="Accrued">In the pay period.</param>
/// <param name="Taken">In the pay period.</param>
/// <param name="Available">At its end.</param>
public readonly record struct LeaveBalance(string Label, decimal Accrued, decimal Taken, decimal Available);
