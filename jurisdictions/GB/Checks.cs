namespace Bureau.Jurisdictions.GB;

/// <summary>What stands in the way of paying a person, or should be looked at, before calculating.</summary>
internal static class Checks
{
    /// <param name="year">Null where the pay date is not covered.</param>
    public static void Of(GbRulePack pack, PayCase pay, YearTables? year, MinimumWage minimumWage, AutoEnrolment autoEnrolment, ICollection<Finding> findings)
    {
        if (pack.WhyNotPayable(pay.PayDate) is { } why) findings.Add(new("not_payable", null, why, Blocks: true));
        // The other checks read the fields.
        if (!FieldChecks.AreReadable(EmployeeFields.All, pay, findings)) return;

        CategoryAgainstAge(pay, findings);
        if (string.IsNullOrEmpty(pay.Fields[EmployeeFields.Nino]))
            findings.Add(new("missing_nino", "nino", "National Insurance number is not known. The person can be paid; enter it when it arrives.", Blocks: false));
        if (!string.IsNullOrEmpty(pay.Fields[EmployeeFields.PreviousPay]) && string.IsNullOrEmpty(pay.Fields[EmployeeFields.StartDate]))
            findings.Add(new("previous_pay_without_start", "start_date", "Pay in previous employment is given but not when this employment began. Enter the start date, so that the P45 counts in its tax year only.", Blocks: false));
        if (pay.Period == 1 && pay.Fields[EmployeeFields.TaxBasis] == "week1_month1")
            findings.Add(new("week1_month1_in_new_year", "tax_basis", "First period of the tax year: codes are carried over without week 1 / month 1. Set the basis to cumulative unless a notice for this year says otherwise.", Blocks: false));
        if (pay.Fields[EmployeeFields.TaxBasis] != "week1_month1" && NothingToDate(pay))
            findings.Add(new("no_year_to_date", null, "Employed since before this period, and no pay of this tax year is known: the allowances of the whole year so far count at once, and too little tax is taken. Import opening balances, or set week 1 / month 1. Leave it if nothing was earned.", Blocks: false));
        if (year is null) return;
        if (StatutoryPayChecks.Concerns(pay))
            StatutoryPayChecks.Of(pay, new ParameterTable(pack.Parameters, pack.TaxYearOf(pay.PayDate).Start, pay.PayDate), findings);
        if (pay.Pay[PayItems.TerminationAward] != 0 && string.IsNullOrEmpty(pay.Fields[EmployeeFields.LeavingDate]))
            findings.Add(new("termination_without_leaving", "leaving_date", "A termination award is paid to somebody without an end of employment. Enter it, or use another item: only awards for the end of an employment are free of tax and National Insurance.", Blocks: false));
        autoEnrolment.Check(pay, year, findings);
        minimumWage.Check(pay, year, findings);
    }

    /// <summary>Somebody who began in the period before may simply have missed its run.</summary>
    private static bool NothingToDate(PayCase pay) =>
        pay.Period > 1 && Given.Date(pay, EmployeeFields.StartDate) is { } start && start < pay.PeriodStart.AddDays(pay.PeriodStart.DayNumber - pay.PeriodEnd.DayNumber - 1)
        && string.IsNullOrEmpty(pay.Fields[EmployeeFields.PreviousPay]) && !pay.YearToDate.AsSpan().ContainsAnyExcept(0m);

    private static void CategoryAgainstAge(PayCase pay, ICollection<Finding> findings)
    {
        if (pay.Fields[EmployeeFields.NiCategory] is not [var letter] || Given.Date(pay, EmployeeFields.DateOfBirth) is not { } born) return;
        var age = Ages.On(born, pay.PayDate);
        var pensionAge = pay.PayDate >= Ages.StatePensionDate(born);
        if (pensionAge != letter is 'C' or 'K' or 'S' && letter != 'X')
            findings.Add(Category(pensionAge
                ? $"The person has reached State Pension age on the pay date: no employee contribution is due. Category C (freeport S, investment zone K) applies, not {letter}."
                : $"The person is under State Pension age on the pay date: category {letter} is for people who have reached it."));
        if (age < 16 && letter != 'X')
            findings.Add(Category($"The person is under 16 on the pay date: category X applies, not {letter}."));
        if (age >= 16 && letter == 'X')
            findings.Add(Category("The person is 16 or older on the pay date: category X is for people under 16 or without UK National Insurance."));
        if (age >= 21 && letter is 'M' or 'Z')
            findings.Add(Category($"The person is 21 or older on the pay date: category {letter} is for people under 21."));
        if (age >= 25 && letter == 'H')
            findings.Add(Category("The person is 25 or older on the pay date: category H is for apprentices under 25."));
        if (age < 21 && letter is 'A' or 'J')
            findings.Add(Category($"The person is under 21 on the pay date: category {(letter == 'A' ? 'M' : 'Z')} usually applies and spares the employer's contribution up to the upper secondary threshold."));
    }

    private static Finding Category(string message) => new("ni_category_age", "ni_category", message, Blocks: false);
}
