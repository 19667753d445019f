using Bureau.Jurisdictions.US.States;

namespace Bureau.Jurisdictions.US;

/// <summary>What stands in the way of paying a person, or should be looked at, before calculating.</summary>
internal static class Checks
{
    public static IEnumerable<Finding> Of(UsRulePack pack, PayCase pay, StateTaxes states)
    {
        if (pack.WhyNotPayable(pay.PayDate) is { } why) yield return new("not_payable", null, why, Blocks: true);
        foreach (var finding in Fields(pay)) yield return finding;
        if (pay.Fields[EmployeeFields.WorkState] is { Length: > 0 } work && states.WhyNot(work, pay) is { } refusal)
            yield return new("state_not_covered", "work_state", refusal, Blocks: true);
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
}
