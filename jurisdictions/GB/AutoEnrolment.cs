namespace Bureau.Jurisdictions.GB;

/// <summary>Pensions Act 2008, sections 1 to 7 and 20: who must be enrolled, and on what terms, judged each pay reference period.</summary>
internal static class AutoEnrolment
{
    public static IEnumerable<Finding> Check(PayCase pay, YearTables year)
    {
        if (!string.IsNullOrEmpty(pay.Fields[EmployeeFields.PensionScheme]))
        {
            if (BelowMinimum(pay, year) is { } finding) yield return finding;
            yield break;
        }

        if (Given.Date(pay, EmployeeFields.DateOfBirth) is not { } born) yield break;
        var earnings = Earnings.Of(pay).Pensionable;
        var band = year.QualifyingEarnings[(int)pay.Frequency];
        var age = Ages.On(born, pay.PayDate);
        if (age is < 16 or >= 75) yield break;

        var eligible = age >= 22 && pay.PayDate < Ages.StatePensionDate(born) && earnings > band.Trigger.Value;
        if (eligible && !OptedOut(pay) && !Postponed(pay))
            yield return new("pension_must_enrol", "pension_scheme",
                $"Eligible jobholder: aged 22 or over, under State Pension age, and earning more than {Explain.Pounds(band.Trigger.Value)} in the period. Enrol in the pension scheme within six weeks, postpone, or record the opt-out.", Blocks: false);
        else if (!eligible && earnings > band.Lower.Value)
            yield return new("pension_may_opt_in", "pension_scheme", "Non-eligible jobholder: need not be enrolled, but may opt in with employer contributions and must be told so.", Blocks: false);
        else if (!eligible)
            yield return new("pension_may_join", "pension_scheme", "Entitled worker: earns no more than the lower limit of qualifying earnings; may ask to join a scheme, without a right to employer contributions.", Blocks: false);
    }

    /// <summary>An opt-out lasts until the employer's next re-enrolment, at most three years.</summary>
    private static bool OptedOut(PayCase pay) => Given.Date(pay, EmployeeFields.PensionOptOutDate) is { } date && pay.PayDate < date.AddYears(3);

    private static bool Postponed(PayCase pay) => Given.Date(pay, EmployeeFields.PensionPostponedUntil) is { } date && pay.PayDate <= date;

    private static Finding? BelowMinimum(PayCase pay, YearTables year)
    {
        if (pay.Fields[EmployeeFields.PensionEarningsBasis] is "basic" or "total") return null;
        var employer = Given.Number(pay, EmployeeFields.PensionEmployerRate, 0.03m);
        var total = employer + Given.Number(pay, EmployeeFields.PensionEmployeeRate, 0.05m);
        return employer >= year.PensionMinimumEmployerRate.Value && total >= year.PensionMinimumTotalRate.Value
            ? null
            : new("pension_below_minimum", "pension_employer_rate",
                $"Contributions of {Explain.Percent(total)}, of which {Explain.Percent(employer)} by the employer, are below the minimum for automatic enrolment: {Explain.Percent(year.PensionMinimumTotalRate.Value)} and {Explain.Percent(year.PensionMinimumEmployerRate.Value)} of qualifying earnings.", Blocks: false);
    }
}
