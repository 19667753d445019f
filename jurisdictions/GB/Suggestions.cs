namespace Bureau.Jurisdictions.GB;

/// <summary>What follows from facts already given for facts that are not.</summary>
internal static class Suggestions
{
    private static readonly Source Starters = new("GOV.UK, Tell HMRC about a new employee: work out their tax code; PAYE Regulations 2003, regulations 42 to 50", "https://www.gov.uk/new-employee-tax-code");
    private static readonly Source Categories = new("GOV.UK, National Insurance category letters", "https://www.gov.uk/national-insurance-rates-letters/category-letters");

    public static IEnumerable<Suggestion> Of(PayCase pay, ParameterTable figures)
    {
        if (string.IsNullOrEmpty(pay.Fields[EmployeeFields.TaxCodeField]))
            foreach (var suggestion in TaxCodeOfStarter(pay, figures)) yield return suggestion;
        if (string.IsNullOrEmpty(pay.Fields[EmployeeFields.NiCategory]) && Given.Date(pay, EmployeeFields.DateOfBirth) is { } born)
            yield return CategoryByAge(born, pay.PayDate);
    }

    /// <remarks>Without a P45: declaration A the emergency code, B the same on week 1 / month 1, C BR; without a declaration 0T on week 1 / month 1.</remarks>
    private static IEnumerable<Suggestion> TaxCodeOfStarter(PayCase pay, ParameterTable figures)
    {
        var emergency = figures.Json("income_tax_emergency_code_england_northern_ireland").Value.GetString()!;
        var (code, basis, why) = pay.Fields[EmployeeFields.StartDeclaration] switch
        {
            "A" => (emergency, "cumulative", "Starter declaration A: emergency code, cumulative."),
            "B" => (emergency, "week1_month1", "Starter declaration B: emergency code on week 1 / month 1."),
            "C" => ("BR", "cumulative", "Starter declaration C: basic rate on all pay."),
            _ => ("0T", "week1_month1", "Neither P45 nor starter declaration: no free pay, week 1 / month 1."),
        };
        yield return new("tax_code", code, why, Starters);
        yield return new("tax_basis", basis, why, Starters);
    }

    private static Suggestion CategoryByAge(DateOnly born, DateOnly payDate)
    {
        var age = Ages.On(born, payDate);
        return age switch
        {
            < 16 => new("ni_category", "X", "Under 16 on the pay date: no National Insurance.", Categories),
            < 21 => new("ni_category", "M", "Under 21 on the pay date.", Categories),
            _ when payDate >= Ages.StatePensionDate(born) => new("ni_category", "C", "State Pension age is reached on the pay date.", Categories),
            _ => new("ni_category", "A", "Standard category.", Categories),
        };
    }
}
