using Bureau.Jurisdictions.US.States;

namespace Bureau.Jurisdictions.US;

/// <summary>Smaller computations that can be checked on their own, by the figures of the pay date.</summary>
internal static class Components
{
    public static IReadOnlyDictionary<string, Component> All(Timeline<FederalTables> federal, StateTaxes states)
    {
        Component Of(Func<FederalTables, Arguments, IReadOnlyDictionary<string, decimal>> compute) => (payDate, arguments) =>
            compute(federal.On(payDate) ?? throw new RulePackException("pay_date", federal.ProblemOn(payDate)!), new Arguments(arguments));
        Component OfMassachusetts(Func<Massachusetts, Arguments, decimal> compute) => (payDate, arguments) =>
            Result("ma_income_tax", compute((Massachusetts)states.On("MA", payDate), new Arguments(arguments)));
        return new Dictionary<string, Component>(StringComparer.Ordinal)
        {
            ["federal_wage_bracket_cell"] = Of(WageBracketCell),
            ["garnishment_limit"] = Of(GarnishmentLimit),
            ["retirement_401k_limit"] = Of(DeferralLimit),
            ["ma_wage_bracket_cell"] = OfMassachusetts((law, given) => law.WageBracketCell(given.Amount("wage_midpoint"), given.Whole("ma_exemptions", 0, 99, whenAbsent: 0))),
            ["ma_supplemental_tax"] = OfMassachusetts((law, given) => law.SupplementalTax(
                given.Amount("regular_annualized_net_wages"), given.Amount("prior_supplemental_wages", whenAbsent: 0), given.Amount("supplemental_wages"))),
        };
    }

    /// <summary>A cell of the printed wage-bracket tables: the percentage method at the middle of the bracket, to the dollar (daily: to ten cents).</summary>
    private static Dictionary<string, decimal> WageBracketCell(FederalTables law, Arguments given)
    {
        var frequency = Frequency(given);
        var from2020 = W4.IsFrom2020(given.Word("w4_version")) ?? throw Unknown("w4_version", "2020 or pre_2020");
        var status = W4.StatusOf(given.Word("filing_status")) ?? throw Unknown("filing_status", "single, married_joint, head_of_household or married_separate");
        var w4 = new W4(from2020, status, given.Yes("w4_step2_checkbox", whenAbsent: false), 0, 0, 0, 0, given.Whole("w4_allowances", 0, 99, whenAbsent: 0), Exempt: false, NonresidentAlien: false);
        var tax = FederalIncomeTax.OfPeriod(w4, given.Amount("wage_midpoint"), frequency, law, trace: null);
        return Result("federal_income_tax", frequency == PayFrequency.Daily ? decimal.Round(tax, 1, MidpointRounding.AwayFromZero) : Rounding.Dollar(tax));
    }

    /// <summary>The most that may be withheld under an order.</summary>
    private static Dictionary<string, decimal> GarnishmentLimit(FederalTables law, Arguments given)
    {
        var limits = law.Garnishments;
        var disposable = given.Amount("disposable_earnings");
        return Result("maximum_garnishment", given.Word("order_kind") switch
        {
            "ordinary" => limits.Ordinary(disposable, PayPeriods.InYear(Frequency(given)), given.Amount("already_withheld_with_priority", whenAbsent: 0)),
            "support" => GarnishmentLimits.OfShare(disposable, limits.SupportShare(given.Yes("supports_other_family", whenAbsent: false), given.Yes("arrears_over_12_weeks", whenAbsent: false))),
            "federal_agency_debt" => GarnishmentLimits.OfShare(disposable, limits.FederalAgencyShare),
            _ => throw Unknown("order_kind", "ordinary, support or federal_agency_debt"),
        });
    }

    /// <summary>What of an elected deferral may be taken, and the part of it that is catch-up.</summary>
    private static Dictionary<string, decimal> DeferralLimit(FederalTables law, Arguments given)
    {
        var (allowed, catchUp) = law.Deferrals.Allow(given.Whole("age_at_year_end", 0, 130), given.Amount("ytd_elective_deferrals", whenAbsent: 0), given.Amount("elected_deferral"));
        return new(StringComparer.Ordinal) { ["allowed_deferral"] = allowed, ["catch_up_part"] = catchUp };
    }

    private static PayFrequency Frequency(Arguments given) =>
        given.Word("frequency") is { } name && PayFrequencies.TryParse(name, out var frequency) ? frequency : throw new RulePackException("frequency", "Say the pay frequency, for example weekly.");

    private static RulePackException Unknown(string argument, string allowed) => new("arg." + argument, $"arg.{argument}: write {allowed}.");

    private static Dictionary<string, decimal> Result(string name, decimal amount) => new(StringComparer.Ordinal) { [name] = amount };
}
