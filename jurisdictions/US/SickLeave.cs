using static Bureau.Jurisdictions.US.Explain;

namespace Bureau.Jurisdictions.US;

/// <summary>
/// Paid sick leave of California (Labor Code 246): accrued by hours worked, those of exempt employees by their workweek of 40 hours; or granted at the
/// beginning of the year, then the fact of what was brought holds it. Hours.
/// </summary>
internal static class SickLeave
{
    private static readonly Source s_law = new("California Labor Code 246", "https://leginfo.legislature.ca.gov/faces/codes_displaySection.xhtml?lawCode=LAB&sectionNum=246.");

    /// <param name="hoursPerHour">Hours worked that earn an hour of leave.</param>
    /// <param name="most">Hours at which accrual may stop.</param>
    public static void Accrue(in Payment payment, in Figure hoursPerHour, in Figure most)
    {
        var taken = payment.Case.Units[PayItems.SickPay];
        payment.Amounts[Lines.SickLeaveTaken] = taken;
        if (taken != 0) payment.Trace?.Add(new(Lines.Name(Lines.SickLeaveTaken), "Taken", "hours of sick pay", [], taken, Contributes: taken));
        if (Given.Yes(payment.Case, EmployeeFields.SickLeaveGranted)) return;

        var worked = Worked(payment.Case);
        var before = Available(payment.Case) - taken;
        var accrued = Math.Max(0, Math.Min(Rounding.Cent(worked / hoursPerHour.Value), most.Value - before));
        payment.Amounts[Lines.SickLeaveAccrued] = accrued;
        payment.Trace?.Add(new(Lines.Name(Lines.SickLeaveAccrued), "Accrued", "hours worked ÷ hours that earn an hour of leave, until the limit is available",
            [("hours worked", Number(worked)), ("for an hour of leave", Number(hoursPerHour.Value)), ("available before", Number(before)), ("limit", Number(most.Value))],
            accrued, Contributes: accrued, Rounding: "to the hundredth of an hour", Parameter: hoursPerHour.Use));
    }

    public static IEnumerable<LeaveBalance> Balances(PayCase pay, PayResult result)
    {
        if (pay.Fields[EmployeeFields.WorkState] != "CA") yield break;
        var (accrued, taken) = (result.Amounts[Lines.SickLeaveAccrued], result.Amounts[Lines.SickLeaveTaken]);
        yield return new("Paid sick leave", accrued, taken, Available(pay) + accrued - taken);
    }

    /// <summary>What was accrued and not taken is carried into the new year (Labor Code 246(d)); a grant is made anew.</summary>
    public static IEnumerable<Suggestion> CarryOver(PayCase pay)
    {
        if (pay.Fields[EmployeeFields.WorkState] != "CA" || Given.Yes(pay, EmployeeFields.SickLeaveGranted)) yield break;
        var left = Number(Available(pay));
        if (left != Number(Given.Amount(pay, EmployeeFields.SickLeaveBrought))) yield return new("sick_leave_brought", left, "Paid sick leave that was accrued and not taken is carried over.", s_law);
    }

    /// <summary>At the beginning of the period.</summary>
    private static decimal Available(PayCase pay) =>
        Given.Amount(pay, EmployeeFields.SickLeaveBrought) + pay.YearToDate[Lines.SickLeaveAccrued] - pay.YearToDate[Lines.SickLeaveTaken];

    private static decimal Worked(PayCase pay)
    {
        var hours = 0m;
        for (var i = 0; i < pay.Units.Length; i++)
            if (!PayItems.All[i].TimeOff) hours += pay.Units[i];
        // Salaries carry no hours: the workweek is taken to be 40 hours (Labor Code 246(b)(2)).
        if (hours == 0 && pay.Pay[PayItems.Regular] > 0) hours = 2_080m / PayPeriods.InYear(pay.Frequency);
        return hours;
    }
}
