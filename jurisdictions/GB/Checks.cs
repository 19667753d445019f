namespace Bureau.Jurisdictions.GB;

/// <summary>What stands in the way of paying a person, or should be looked at, before calculating.</summary>
internal static class Checks
{
    public static IEnumerable<Finding> Of(GbRulePack pack, PayCase pay)
    {
        if (pack.WhyNotPayable(pay.PayDate) is { } why) yield return new("not_payable", null, why, Blocks: true);
        foreach (var finding in Fields(pay)) yield return finding;
        foreach (var finding in CategoryAgainstAge(pay)) yield return finding;

        if (string.IsNullOrEmpty(pay.Fields[EmployeeFields.Nino]))
            yield return new("missing_nino", "nino", "National Insurance number is not known. The person can be paid; enter it when it arrives.", Blocks: false);
        if (!string.IsNullOrEmpty(pay.Fields[EmployeeFields.PreviousPay]) && string.IsNullOrEmpty(pay.Fields[EmployeeFields.StartDate]))
            yield return new("previous_pay_without_start", "start_date", "Pay in previous employment is given but not when this employment began. Enter the start date, so that the P45 counts in its tax year only.", Blocks: false);
    }

    private static IEnumerable<Finding> Fields(PayCase pay)
    {
        for (var i = 0; i < pay.Fields.Length; i++)
        {
            var (field, value) = (EmployeeFields.All[i], pay.Fields[i]);
            if (string.IsNullOrEmpty(value))
            {
                if (field.Required) yield return new("missing_" + field.Name, field.Name, $"{field.Label} is missing. {field.Help}", Blocks: true);
            }
            else if (field.Validate(value) is { } problem)
            {
                yield return new("invalid_" + field.Name, field.Name, problem, Blocks: true);
            }
        }
    }

    private static IEnumerable<Finding> CategoryAgainstAge(PayCase pay)
    {
        if (pay.Fields[EmployeeFields.NiCategory] is not [var letter] || pay.Fields[EmployeeFields.DateOfBirth] is not { Length: > 0 } text
            || !DateOnly.TryParseExact(text, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.None, out var born)) yield break;
        var age = AgeOn(born, pay.PayDate);
        if (age < 16 && letter != 'X')
            yield return Category($"The person is under 16 on the pay date: category X applies, not {letter}.");
        if (age >= 16 && letter == 'X')
            yield return Category("The person is 16 or older on the pay date: category X is for people under 16 or without UK National Insurance.");
        if (age >= 21 && letter is 'M' or 'Z')
            yield return Category($"The person is 21 or older on the pay date: category {letter} is for people under 21.");
        if (age >= 25 && letter == 'H')
            yield return Category("The person is 25 or older on the pay date: category H is for apprentices under 25.");
        if (age < 21 && letter is 'A' or 'J')
            yield return Category($"The person is under 21 on the pay date: category {(letter == 'A' ? 'M' : 'Z')} usually applies and spares the employer's contribution up to the upper secondary threshold.");
    }

    private static Finding Category(string message) => new("ni_category_age", "ni_category", message, Blocks: false);

    /// <summary>Completed years.</summary>
    public static int AgeOn(DateOnly born, DateOnly day)
    {
        var age = day.Year - born.Year;
        return day < born.AddYears(age) ? age - 1 : age;
    }
}
