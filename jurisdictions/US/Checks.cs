using Bureau.Jurisdictions.US.States;
using static Bureau.Jurisdictions.US.Explain;

namespace Bureau.Jurisdictions.US;

/// <summary>What stands in the way of paying a person, or should be looked at, before calculating.</summary>
internal sealed class Checks(UsRulePack pack, StateTaxes states, Timeline<LaborStandards> labor, Timeline<BenefitLimits> benefits)
{
    /// <summary>Items with a limit of the year, and the lines that add them up.</summary>
    private static readonly (int Item, int Line)[] YearlyLimits = [.. new[] { "health_fsa", "hsa_via_cafeteria", "dependent_care", "retirement_simple", "retirement_457b" }.Select(n => (PayItems.All.Ordinal(n), Lines.All.Ordinal("reported_" + n)))];

    private static readonly int[] Commuting = [PayItems.All.Ordinal("commuter_transit"), PayItems.All.Ordinal("commuter_parking")];

    /// <summary>What employers withhold in a state that this pack has no verified figures for.</summary>
    private static readonly Dictionary<string, string> s_beyond = new(StringComparer.Ordinal)
    {
        ["AK"] = "Alaska: the employee's contribution to unemployment insurance is not worked out here. Enter it as a deduction.",
        ["CO"] = "Colorado: occupational privilege taxes of Denver and other cities are not worked out here. Enter what the place of work demands as a deduction.",
        ["KY"] = "Kentucky: occupational license taxes of cities and counties are not worked out here. Enter what the place of work demands as a deduction.",
    };

    public void Of(PayCase pay, ICollection<Finding> findings)
    {
        if (pack.WhyNotPayable(pay.PayDate) is { } why) findings.Add(new("not_payable", null, why, Blocks: true));
        // The other checks read the fields.
        if (!FieldChecks.AreReadable(EmployeeFields.All, pay, findings)) return;
        if (Wages.Of(pay, 0) is { } wages && wages.Gross - wages.Sum(Pretax.All) < 0)
            findings.Add(new("negative_wages", null, "More is taken back or deducted before tax than is paid. Taxes of an earlier payment are not refunded here: lower the amounts so that wages are not below zero, and correct the earlier payment.", Blocks: true));
        Where(pay, findings);
        Certificates(pay, findings);
        OrdersToWithhold(pay, findings);
        Limits(pay, findings);
        labor.On(pay.PayDate)?.Check(pay, findings);
    }

    private void Where(PayCase pay, ICollection<Finding> findings)
    {
        var (work, home) = (pay.Fields[EmployeeFields.WorkState], pay.Fields[EmployeeFields.ResidenceState]);
        if (string.IsNullOrEmpty(work)) return;
        if (states.WhyNot(work, pay) is { } atWork) findings.Add(new("state_not_covered", "work_state", atWork, Blocks: true));
        if (s_beyond.TryGetValue(work, out var beyond)) findings.Add(new("tax_not_worked_out", null, beyond, Blocks: false));
        if (string.IsNullOrEmpty(home) || home == work) return;
        if (Given.Yes(pay, EmployeeFields.WithholdForResidenceState))
        {
            if (states.WhyNot(home, pay) is { } atHome) findings.Add(new("state_not_covered", "residence_state", atHome, Blocks: true));
        }
        else
        {
            findings.Add(new("works_outside_residence_state", "withhold_for_residence_state",
                $"Lives in {StateNames.Of(home)} and works in {StateNames.Of(work)}: income tax is withheld for {StateNames.Of(work)} only. If a certificate of nonresidence under a reciprocal agreement is on file, set '{EmployeeFields.All[EmployeeFields.WithholdForResidenceState].Label}'.",
                Blocks: false));
        }
    }

    private static void Certificates(PayCase pay, ICollection<Finding> findings)
    {
        if (string.IsNullOrEmpty(pay.Fields[EmployeeFields.Ssn]))
            findings.Add(new("missing_ssn", "ssn", "Social Security number is not known. The person can be paid; enter it when the card has been seen: Form W-2 needs it.", Blocks: false));
        if (string.IsNullOrEmpty(pay.Fields[EmployeeFields.FilingStatus]))
            findings.Add(new("missing_w4", "filing_status", "There is no Form W-4: tax is withheld as for a single person without adjustments. Ask the employee for the form.", Blocks: false));
        var before2020 = pay.Fields[EmployeeFields.W4Version] == "pre_2020";
        if (before2020 && pay.Fields[EmployeeFields.FilingStatus] == "head_of_household")
            findings.Add(new("w4_status_of_other_edition", "filing_status", "A Form W-4 from 2019 or earlier knows single and married only. Choose one of them, or ask for a new form.", Blocks: true));
        if (Given.Yes(pay, EmployeeFields.Exempt) && pay.PayDate.Month == 2 && pay.PayDate.Day > 15)
            findings.Add(new("w4_exemption_lapses", "w4_exempt", "A claim of exemption lapses on 15 February. Keep it only if a Form W-4 for this year has arrived.", Blocks: false));
        if (pay.Employer[EmployerFields.SupplementalMethod] == "flat" && !Given.Yes(pay, EmployeeFields.TaxWithheldBefore) && Wages.Of(pay, 0).Less(Pretax.All).AllSupplemental > 0)
            findings.Add(new("flat_rate_not_allowed", "income_tax_withheld_this_or_last_year",
                "The flat rate on supplemental wages may be used only where income tax was withheld from regular wages this year or last; they are taxed together with regular wages. Confirm the fact if it is so.", Blocks: false));
    }

    private static void OrdersToWithhold(PayCase pay, ICollection<Finding> findings)
    {
        for (var slot = 0; slot < EmployeeFields.MostOrders; slot++)
        {
            var field = EmployeeFields.OrderKind(slot);
            var kind = pay.Fields[field];
            if (kind == "tax_levy" && Missing(EmployeeFields.OrderExemptAmount, "Tax levy: enter the amount that is exempt from it in a pay period, from IRS Publication 1494 and the employee's statement.") is { } exempt) findings.Add(exempt);
            if (kind is "support" or "bankruptcy" && Missing(EmployeeFields.OrderAmount, "The order states an amount; without it as much is taken as the law allows. Enter the amount each pay period.") is { } amount) findings.Add(amount);
            if (kind == "creditor")
                findings.Add(new("state_garnishment_law", EmployeeFields.All[field].Name, "The federal limit is applied; the law of the state may protect more. Enter the amount each pay period that it allows.", Blocks: false));

            Finding? Missing(int place, string message) => string.IsNullOrEmpty(pay.Fields[field + place])
                ? new("missing_" + EmployeeFields.All[field + place].Name, EmployeeFields.All[field + place].Name, message, Blocks: true)
                : null;
        }
    }

    private void Limits(PayCase pay, ICollection<Finding> findings)
    {
        if (benefits.On(pay.PayDate) is not { } limits) return;
        foreach (var (item, line) in YearlyLimits)
        {
            var (name, ofYear) = (PayItems.All[item].Name, pay.YearToDate[line] + pay.Pay[item]);
            if (pay.Pay[item] > 0 && limits.OfYear(name, pay) is { } most && ofYear > most)
                findings.Add(new($"above_limit_{name}", null, $"{PayItems.All[item].Label} comes to {Dollars(ofYear)} in the year with this payment; the limit of the law is {Dollars(most)}. Lower the amount: what is above is taxable.", Blocks: false));
        }

        if (limits.RothCatchUpAbove is { } threshold && Given.Amount(pay, EmployeeFields.PriorYearWages) > threshold && limits.IsCatchUpBeforeTax(pay))
            findings.Add(new("catch_up_must_be_roth", null,
                $"This payment reaches the catch-up part of the year's deferrals, and wages of the year before are above {Dollars(threshold)}: catch-up contributions must be Roth. Enter them as Roth 401(k).", Blocks: false));

        foreach (var item in Commuting)
            if (pay.Pay[item] > limits.CommuterMonthly)
                findings.Add(new($"above_limit_{PayItems.All[item].Name}", null, $"{PayItems.All[item].Label} is {Dollars(pay.Pay[item])}; at most {Dollars(limits.CommuterMonthly)} a month is free of tax. Lower the amount.", Blocks: false));
    }
}

/// <summary>Yearly limits of benefits before tax, the highest that anybody may have, of 457(b) by age.</summary>
internal sealed class BenefitLimits(ParameterTable figures)
{
    private readonly decimal _healthFsa = figures.Member("benefits_health_fsa_limit", "salary_reduction").Value;
    private readonly decimal _healthSavings = figures.Member("benefits_hsa_contribution_limit", "family").Value + figures.Member("benefits_hsa_contribution_limit", "catch_up_55").Value;
    private readonly decimal _dependentCare = figures.Member("benefits_dependent_care_exclusion", "household").Value;

    private readonly decimal _normalDeferrals = figures.Amount("retirement_elective_deferral_limit_401k").Value;

    /// <summary>Null where the year knows no such rule.</summary>
    public decimal? RothCatchUpAbove { get; } = figures.Has("retirement_roth_catch_up_wage_threshold") ? figures.Amount("retirement_roth_catch_up_wage_threshold").Value : null;

    /// <summary>Deferrals before tax in this payment that lie above the normal limit of the year.</summary>
    public bool IsCatchUpBeforeTax(PayCase pay) => DeferralLimits.Elected(pay) is var (beforeTax, toDate) && beforeTax > 0 && toDate > _normalDeferrals;

    public decimal CommuterMonthly { get; } = figures.Amount("benefits_commuter_exclusion").Value;

    private readonly decimal? _simple = figures.Has("retirement_simple_deferral_limit")
        ? figures.Member("retirement_simple_deferral_limit", "base").Value + figures.Member("retirement_simple_deferral_limit", "catch_up_50").Value : null;

    private readonly decimal _deferred = figures.Amount("retirement_457b_deferral_limit").Value;
    private readonly DeferralLimits _deferrals = new(figures);

    /// <summary>Null where the year's limit is not known.</summary>
    public decimal? OfYear(string item, PayCase pay) => item switch
    {
        "health_fsa" => _healthFsa,
        "hsa_via_cafeteria" => _healthSavings,
        "retirement_simple" => _simple,
        "retirement_457b" => _deferred + _deferrals.CatchUp(pay),
        _ => _dependentCare,
    };
}
