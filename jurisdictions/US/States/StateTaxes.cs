namespace Bureau.Jurisdictions.US.States;

/// <summary>The states in which people can be paid, each with its figures through time.</summary>
internal sealed class StateTaxes
{
    /// <summary>Figures of the coming and the last year's periods that are paid now.</summary>
    private static readonly DateOnly s_first = new(2024, 1, 1);

    /// <summary>A state and how it reads its figures. Utah chooses them by the beginning of the pay period, the others by the pay date.</summary>
    private static readonly (string Code, Func<ParameterTable, StateTax> Read, bool ByPeriodStart)[] s_states =
    [
        ("AZ", figures => new Arizona(figures), false),
        ("CA", figures => new California(figures), false),
        ("CO", figures => new Colorado(figures), false),
        ("GA", figures => new Georgia(figures), false),
        ("IL", figures => new Illinois(figures), false),
        ("IN", figures => new Indiana(figures), false),
        ("KY", figures => new Kentucky(figures), false),
        ("MA", figures => new Massachusetts(figures), false),
        ("MI", figures => new Michigan(figures), false),
        ("NC", figures => new NorthCarolina(figures), false),
        ("NJ", figures => new NewJersey(figures), false),
        ("NY", figures => new NewYork(figures), false),
        ("PA", figures => new Pennsylvania(figures), false),
        ("UT", figures => new Utah(figures), true),
        ("WA", figures => new Washington(figures), false),
        .. NoIncomeTax.States.Select(code => (code, (Func<ParameterTable, StateTax>)(figures => new NoIncomeTax(figures, code)), false)),
    ];

    private readonly (Timeline<StateTax> Law, bool ByPeriodStart)?[] _byCode = new (Timeline<StateTax>, bool)?[26 * 26];

    public StateTaxes(IReadOnlyList<Parameter> parameters)
    {
        foreach (var (code, read, byPeriodStart) in s_states) _byCode[Index(code)] = (new(parameters, s_first, read), byPeriodStart);
    }

    public static IEnumerable<string> Covered => s_states.Select(s => s.Code).Order(StringComparer.Ordinal);

    /// <summary>
    /// Income tax of the state of work, or of residence where a certificate of nonresidence says so; contributions of the state of work.
    /// Without a state, federal taxes only.
    /// </summary>
    public void Withhold(in Payment payment)
    {
        var pay = payment.Case;
        if (pay.Fields[EmployeeFields.WorkState] is not { Length: > 0 } work) return;
        var atWork = For(work, "work_state", pay);
        if (Given.Yes(pay, EmployeeFields.WithholdForResidenceState) && pay.Fields[EmployeeFields.ResidenceState] is { Length: > 0 } home && home != work)
            For(home, "residence_state", pay).IncomeTax(payment);
        else
            atWork.IncomeTax(payment);
        atWork.Contributions(payment);
    }

    /// <summary>A state by the figures of a pay date.</summary>
    /// <exception cref="RulePackException">Its figures for the day are not verified.</exception>
    public StateTax On(string code, DateOnly payDate) =>
        _byCode[Index(code)]!.Value.Law is var law && law.On(payDate) is { } state ? state : throw new RulePackException("pay_date", $"{StateNames.Of(code)}: {law.ProblemOn(payDate)}.");

    /// <exception cref="RulePackException">The state is not covered, or its figures for the day are not verified.</exception>
    private StateTax For(string code, string field, PayCase pay)
    {
        if (Index(code) is >= 0 and var index && _byCode[index] is { } state && state.Law.On(state.ByPeriodStart ? pay.PeriodStart : pay.PayDate) is { } law) return law;
        throw new RulePackException(field, WhyNot(code, pay)!);
    }

    /// <summary>Null when people in the state can be paid on the day, else why not and what to do.</summary>
    public string? WhyNot(string code, PayCase pay)
    {
        if (Index(code) is >= 0 and var index && _byCode[index] is { } state)
        {
            var day = state.ByPeriodStart ? pay.PeriodStart : pay.PayDate;
            return (state.Law.ProblemOn(day) ?? state.Law.On(day)?.NotVerified(pay)) is { } problem
                ? $"{StateNames.Of(code)}: {problem}. Nobody can be paid there until the rule pack has verified figures."
                : null;
        }

        var name = StateNames.All.FirstOrDefault(s => s.Code == code).Name ?? code;
        return $"{name}: this rule pack has no verified withholding rules for the state. People can be paid in {string.Join(", ", Covered)}. Check the state of work and residence, or pay this person elsewhere.";
    }

    private static int Index(string code) => code is [>= 'A' and <= 'Z', >= 'A' and <= 'Z'] ? (code[0] - 'A') * 26 + code[1] - 'A' : -1;
}
