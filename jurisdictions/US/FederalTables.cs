using System.Text.Json;

namespace Bureau.Jurisdictions.US;

/// <summary>Filing statuses that the federal tables know; married filing separately is taxed like single.</summary>
internal enum FilingStatus { Single, MarriedJoint, HeadOfHousehold }

/// <summary>Every federal figure that the calculation needs on the days of one stretch, looked up once.</summary>
internal sealed class FederalTables
{
    private readonly decimal[] _alienAddition2020;
    private readonly decimal[] _alienAdditionBefore;
    private readonly Figure[] _line1g;

    /// <exception cref="RulePackException">A figure is missing on this day.</exception>
    public FederalTables(ParameterTable figures)
    {
        (Standard, StandardUse) = Tables(figures, "federal_income_tax_percentage_table_standard");
        (Checkbox, CheckboxUse) = Tables(figures, "federal_income_tax_percentage_table_step2_checkbox");
        _line1g = [figures.Member("federal_income_tax_worksheet1a_line_1g", "other"), figures.Member("federal_income_tax_worksheet1a_line_1g", "married_joint")];
        AllowanceBefore2020 = figures.Amount("federal_income_tax_worksheet1a_allowance_pre_2020");
        (_alienAddition2020, AlienAddition2020Use) = OfPeriod(figures, "federal_income_tax_nonresident_alien_addition_2020_w4");
        (_alienAdditionBefore, AlienAdditionBeforeUse) = OfPeriod(figures, "federal_income_tax_nonresident_alien_addition_pre_2020_w4");
        SupplementalFlatRate = figures.Amount("federal_income_tax_supplemental_flat_rate");
        SupplementalMandatoryRate = figures.Amount("federal_income_tax_supplemental_mandatory_rate");
        SupplementalThreshold = figures.Amount("federal_income_tax_supplemental_mandatory_threshold");

        SocialSecurityEmployee = figures.Member("social_security_rate", "employee");
        SocialSecurityEmployer = figures.Member("social_security_rate", "employer");
        SocialSecurityBase = figures.Amount("social_security_wage_base");
        HouseholdThreshold = figures.Amount("social_security_household_employee_threshold");
        ElectionThreshold = figures.Amount("social_security_election_worker_threshold");
        MedicareEmployee = figures.Member("medicare_rate", "employee");
        MedicareEmployer = figures.Member("medicare_rate", "employer");
        AdditionalMedicare = figures.Member("medicare_additional", "rate_employee");
        AdditionalMedicareThreshold = figures.Member("medicare_additional", "withholding_threshold");
        FutaRate = figures.Member("futa_rates", "net_rate");
        FutaBase = figures.Member("futa_rates", "wage_base");
        Deferrals = new(figures);
        Match = new(figures);
        Garnishments = new(figures);
        NotEnacted = figures.NotEnacted;
    }

    /// <summary>By filing status.</summary>
    public Brackets[] Standard { get; }
    public ParameterUse StandardUse { get; }
    public Brackets[] Checkbox { get; }
    public ParameterUse CheckboxUse { get; }
    public Figure AllowanceBefore2020 { get; }
    public ParameterUse AlienAddition2020Use { get; }
    public ParameterUse AlienAdditionBeforeUse { get; }
    public Figure SupplementalFlatRate { get; }
    public Figure SupplementalMandatoryRate { get; }
    public Figure SupplementalThreshold { get; }

    public Figure SocialSecurityEmployee { get; }
    public Figure SocialSecurityEmployer { get; }
    public Figure SocialSecurityBase { get; }
    public Figure HouseholdThreshold { get; }
    public Figure ElectionThreshold { get; }
    public Figure MedicareEmployee { get; }
    public Figure MedicareEmployer { get; }
    public Figure AdditionalMedicare { get; }
    public Figure AdditionalMedicareThreshold { get; }
    public Figure FutaRate { get; }
    public Figure FutaBase { get; }
    public DeferralLimits Deferrals { get; }
    public EmployerMatch Match { get; }
    public GarnishmentLimits Garnishments { get; }
    public IReadOnlyList<string> NotEnacted { get; }

    /// <summary>Worksheet 1A, line 1g.</summary>
    public Figure Line1g(FilingStatus status) => _line1g[status == FilingStatus.MarriedJoint ? 1 : 0];

    /// <summary>What is added to the wages of a nonresident alien in one pay period.</summary>
    public decimal AlienAddition(bool form2020, PayFrequency frequency) => (form2020 ? _alienAddition2020 : _alienAdditionBefore)[(int)frequency];

    private static (Brackets[], ParameterUse) Tables(ParameterTable figures, string name)
    {
        var (json, use) = figures.Json(name);
        Brackets Of(string status) => Brackets.Read(json.GetProperty(status), from: 0, @base: 1, rate: 2);
        return ([Of("single"), Of("married_joint"), Of("head_of_household")], Brief(use, "table"));
    }

    private static (decimal[], ParameterUse) OfPeriod(ParameterTable figures, string name)
    {
        var (json, use) = figures.Json(name);
        return ([.. Enum.GetValues<PayFrequency>().Select(f => json.TryGetProperty(PayFrequencies.NameOf(f), out var amount) ? amount.GetDecimal() : 0)], Brief(use, "by pay period"));
    }

    /// <summary>Whole tables do not fit an explanation: the name says which table.</summary>
    private static ParameterUse Brief(ParameterUse use, string value) => use with { Value = value };
}

/// <summary>Reading figures that one parameter groups.</summary>
internal static class ParameterReading
{
    public static Figure Member(this ParameterTable figures, string name, string member)
    {
        var (json, use) = figures.Json(name);
        return new(json.GetProperty(member).GetDecimal(), use with { Value = json.GetProperty(member).GetRawText() });
    }

    /// <summary>A table, and what to cite for it without repeating all of it.</summary>
    public static (JsonElement Table, ParameterUse Use) Table(this ParameterTable figures, string name)
    {
        var (json, use) = figures.Json(name);
        return (json, use with { Value = "table" });
    }
}
