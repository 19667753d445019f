namespace Bureau.Jurisdictions.US.States;

/// <summary>A state that does not tax wages. Its unemployment insurance is the employer's affair and not calculated here.</summary>
internal sealed class NoIncomeTax : StateTax
{
    public static readonly string[] States = ["AK", "FL", "NH", "NV", "SD", "TN", "TX", "WY"];

    private readonly string _line;
    private readonly ParameterUse _use;

    public NoIncomeTax(ParameterTable figures, string code)
    {
        (var states, _use) = figures.Table("states_without_wage_income_tax");
        if (!states.EnumerateArray().Any(s => s.GetString() == code)) throw new RulePackException("pay_date", $"It is not verified that {code} taxes no wages");
        _line = code.ToLowerInvariant() + "_income_tax";
    }

    public override void IncomeTax(in Payment payment) => payment.Trace?.Add(new(_line, "No tax", "this state does not tax wages", [], 0, Parameter: _use));
}
