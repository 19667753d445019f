namespace Bureau.Jurisdictions.US;

/// <summary>What the calculation gives: bases, taxes of the employee, orders, taxes of the employer.</summary>
internal static class Lines
{
    private const string Irs = "IRS";
    private const string Edd = "California Employment Development Department";
    private const string NewYork = "New York State Department of Taxation and Finance";
    private const string NewJersey = "New Jersey Division of Taxation";
    private const string WashingtonEsd = "Washington Employment Security Department";
    private const string Creditor = "creditor";

    /// <summary>States whose tax on wages is a line, with the authority; those without a tax have a line that stays zero.</summary>
    private static readonly (string Code, string Authority)[] s_states =
    [
        ("AK", ""), ("AZ", "Arizona Department of Revenue"), ("CA", Edd), ("CO", "Colorado Department of Revenue"), ("FL", ""), ("GA", "Georgia Department of Revenue"),
        ("IL", "Illinois Department of Revenue"), ("IN", "Indiana Department of Revenue"), ("KY", "Kentucky Department of Revenue"), ("MA", "Massachusetts Department of Revenue"),
        ("MI", "Michigan Department of Treasury"), ("NC", "North Carolina Department of Revenue"), ("NH", ""), ("NJ", NewJersey), ("NV", ""), ("NY", NewYork),
        ("PA", "Pennsylvania Department of Revenue"), ("SD", ""), ("TN", ""), ("TX", ""), ("UT", "Utah State Tax Commission"), ("WA", ""), ("WY", ""),
    ];

    public static readonly NameSet<Line> All = new(
    [
        Base("gross_wages", "Gross wages", "All earnings of the period, before anything is taken off."),
        Base("federal_taxable_wages", "Federal taxable wages", "Wages, tips and other compensation: box 1 of Form W-2."),
        Base("supplemental_wages", "Supplemental wages", "Bonuses and other supplemental wages of the calendar year; above a million the rate is fixed."),
        Base("social_security_wages", "Social Security wages", "Wages up to the base of the year: boxes 3 and 7 of Form W-2."),
        Base("social_security_tips", "Social Security tips", "The tips among them: box 7 of Form W-2."),
        Base("medicare_wages", "Medicare wages", "Box 5 of Form W-2."),
        Base("additional_medicare_wages", "Wages above 200,000 dollars", "The part of Medicare wages that Additional Medicare Tax falls on."),
        Base("wages_below_threshold", "Wages below the threshold", "Household employees and election workers: wages that owe no Social Security and Medicare so far."),
        Base("futa_wages", "Federal unemployment wages", "Wages up to the base of the year."),
        Base("ca_futa_wages", "Federal unemployment wages in California", "The part of them for work in California, which may have a credit reduction."),
        Base("reported_tips", "Tips", "Tips paid through payroll or reported."),
        Base("qualified_overtime", "Qualified overtime", "The premium part of overtime: box 12, code TT of Form W-2."),
        Base("reported_group_term_life", "Group-term life insurance over $50,000", "Box 12, code C of Form W-2."),
        Base("reported_retirement_401k", "401(k) deferrals", "Box 12, code D of Form W-2."),
        Base("reported_retirement_401k_roth", "Roth 401(k) contributions", "Box 12, code AA of Form W-2."),
        Base("reported_retirement_403b", "403(b) deferrals", "Box 12, code E of Form W-2."),
        Base("reported_retirement_457b", "457(b) deferrals", "Box 12, code G of Form W-2."),
        Base("reported_retirement_simple", "SIMPLE deferrals", "Box 12, code S of Form W-2."),
        Base("reported_health_fsa", "Health flexible spending", "Counts towards the limit of the year."),
        Base("reported_hsa_via_cafeteria", "Health savings account", "Box 12, code W of Form W-2."),
        Base("reported_dependent_care", "Dependent care", "Box 10 of Form W-2."),
        .. s_states.Where(s => s.Authority.Length > 0).Select(s => Base(s.Code.ToLowerInvariant() + "_wages", $"{StateNames.Of(s.Code)} wages", "Box 16 of Form W-2.")),
        Base("ca_ui_wages", "California unemployment wages", "Wages up to the base of the year."),
        Base("ny_ui_wages", "New York unemployment wages", "Wages up to the base of the year."),
        Base("ma_fica_retirement_deduction", "Social Security and retirement deducted for Massachusetts", "At most 2,000 dollars a year lower Massachusetts wages."),
        Base("ma_pfml_wages", "Massachusetts family leave wages", "Wages up to the base of the year."),
        Base("co_famli_wages", "Colorado FAMLI wages", "Wages up to the base of the year."),
        Base("nj_ui_wages", "New Jersey unemployment wages", "Wages up to the base of the year; also for workforce development."),
        Base("nj_tdi_wages", "New Jersey disability wages", "Wages up to the base of the year; also for family leave."),
        Base("wa_pfml_wages", "Washington paid leave wages", "Wages up to the base of the year."),
        Base("wa_ui_wages", "Washington unemployment wages", "Wages up to the base of the year."),

        Base("sick_leave_accrued", "Paid sick leave accrued, hours", "California: an hour for every 30 hours worked, up to a limit.") with { InHours = true },
        Base("sick_leave_taken", "Paid sick leave taken, hours", "Hours of sick pay.") with { InHours = true },

        Deduction("federal_income_tax", "Federal income tax", Irs, "Income tax withheld by your Form W-4, on regular and supplemental wages together."),
        Deduction("employee_social_security", "Social Security", Irs, "6.2 % of wages up to the base of the year."),
        Deduction("employee_medicare", "Medicare", Irs, "1.45 % of all wages."),
        Deduction("employee_additional_medicare", "Additional Medicare Tax", Irs, "0.9 % of wages above 200,000 dollars in the year."),
        .. s_states.Select(s => Deduction(s.Code.ToLowerInvariant() + "_income_tax", $"{StateNames.Of(s.Code)} income tax", s.Authority.Length > 0 ? s.Authority : StateNames.Of(s.Code), $"Income tax of {StateNames.Of(s.Code)}.")),
        Deduction("nyc_income_tax", "New York City income tax", NewYork, "Tax on residents of New York City."),
        Deduction("yonkers_income_tax", "Yonkers income tax", NewYork, "Surcharge on residents, or tax on the earnings of nonresidents who work there."),
        Deduction("detroit_income_tax", "Detroit income tax", "Michigan Department of Treasury", "City tax of residents, or of nonresidents who work there."),
        Deduction("philadelphia_wage_tax", "Philadelphia wage tax", "City of Philadelphia", "City tax of residents, or of nonresidents who work there."),
        Deduction("in_county_income_tax", "Indiana county income tax", "Indiana Department of Revenue", "Tax of the county of residence on 1 January."),
        Deduction("pa_earned_income_tax", "Local earned income tax", "Pennsylvania tax collection district", "Act 32: the higher of the rate at home and the nonresident rate at work."),
        Deduction("pa_local_services_tax", "Local services tax", "Pennsylvania tax collection district", "Tax of the place of work, spread over the year."),
        Deduction("ca_sdi", "California SDI", Edd, "State disability insurance, without a limit."),
        Deduction("co_famli", "Colorado FAMLI", "Colorado Department of Labor and Employment", "Paid family and medical leave insurance."),
        Deduction("ma_pfml", "Massachusetts PFML", "Massachusetts Department of Family and Medical Leave", "Paid family and medical leave."),
        Deduction("nj_ui", "New Jersey unemployment insurance", NewJersey, "Employee's part."),
        Deduction("nj_wf_swf", "New Jersey workforce development", NewJersey, "Workforce development and supplemental workforce funds."),
        Deduction("nj_tdi", "New Jersey disability insurance", NewJersey, "Temporary disability insurance."),
        Deduction("nj_fli", "New Jersey family leave insurance", NewJersey, "Family leave insurance."),
        Deduction("ny_pfl", "New York paid family leave", "insurer", "Up to a maximum each year."),
        Deduction("ny_dbl", "New York disability benefits", "insurer", "At most 60 cents a week."),
        Deduction("pa_uc", "Pennsylvania unemployment compensation", "Pennsylvania Department of Labor and Industry", "Employee's part, without a limit."),
        Deduction("wa_pfml", "Washington paid leave", WashingtonEsd, "Employee's share of the premium."),
        Deduction("wa_cares", "WA Cares", WashingtonEsd, "Long-term care insurance."),
        .. Enumerable.Range(1, EmployeeFields.MostOrders).Select(n => Deduction($"order_{n}", $"Withholding order {n}", Creditor, "Taken by an order that your employer must obey, within the limits of the law.")),
        .. PayItems.LimitedDeferrals.Select(item => Deduction(item + "_not_taken", PayItems.All[item].Label + " above the annual limit", "retirement plan",
            "What you elected above the limit of the year was not taken: it stays in your pay.") with { Lowers = item }),

        Cost("employer_social_security", "Employer's Social Security", Irs, "Your employer's 6.2 %."),
        Cost("employer_medicare", "Employer's Medicare", Irs, "Your employer's 1.45 %."),
        Cost("futa", "Federal unemployment tax", Irs, "Paid by your employer."),
        Cost("employer_match", "Employer's match", "retirement plan", "What your employer adds to your contributions by the terms of the plan."),
        Cost("ca_ui", "California unemployment insurance", Edd, "Paid by your employer."),
        Cost("ca_ett", "California employment training tax", Edd, "Paid by your employer."),
        Cost("ny_ui", "New York unemployment insurance", "New York State Department of Labor", "Paid by your employer."),
        Cost("ny_rsf", "New York re-employment services fund", "New York State Department of Labor", "Paid by your employer."),
        Cost("nj_employer", "Employer's New Jersey contributions", NewJersey, "Unemployment, workforce and disability insurance, paid by your employer."),
        Cost("wa_ui", "Washington unemployment insurance", WashingtonEsd, "Paid by your employer."),
        Cost("ma_pfml_employer", "Employer's Massachusetts PFML", "Massachusetts Department of Family and Medical Leave", "Your employer's share of the contribution for medical leave."),
        Cost("wa_pfml_employer", "Employer's Washington paid leave", WashingtonEsd, "Your employer's share of the premium."),
    ]);

    public static readonly int GrossWages = All.Ordinal("gross_wages");
    public static readonly int FederalTaxableWages = All.Ordinal("federal_taxable_wages");
    public static readonly int SupplementalWages = All.Ordinal("supplemental_wages");
    public static readonly int SocialSecurityWages = All.Ordinal("social_security_wages");
    public static readonly int SocialSecurityTips = All.Ordinal("social_security_tips");
    public static readonly int MedicareWages = All.Ordinal("medicare_wages");
    public static readonly int AdditionalMedicareWages = All.Ordinal("additional_medicare_wages");
    public static readonly int WagesBelowThreshold = All.Ordinal("wages_below_threshold");
    public static readonly int FutaWages = All.Ordinal("futa_wages");
    public static readonly int CaFutaWages = All.Ordinal("ca_futa_wages");
    public static readonly int Tips = All.Ordinal("reported_tips");
    public static readonly int QualifiedOvertime = All.Ordinal("qualified_overtime");
    public static readonly int FederalIncomeTax = All.Ordinal("federal_income_tax");
    public static readonly int EmployeeSocialSecurity = All.Ordinal("employee_social_security");
    public static readonly int EmployeeMedicare = All.Ordinal("employee_medicare");
    public static readonly int EmployeeAdditionalMedicare = All.Ordinal("employee_additional_medicare");
    public static readonly int EmployerSocialSecurity = All.Ordinal("employer_social_security");
    public static readonly int EmployerMedicare = All.Ordinal("employer_medicare");
    public static readonly int Futa = All.Ordinal("futa");
    public static readonly int EmployerMatch = All.Ordinal("employer_match");
    public static readonly int SickLeaveAccrued = All.Ordinal("sick_leave_accrued");
    public static readonly int SickLeaveTaken = All.Ordinal("sick_leave_taken");
    public static readonly int FirstOrder = All.Ordinal("order_1");

    /// <summary>Item and line of what Form W-2 reports or a limit of the year counts, as it is given.</summary>
    public static readonly (int Item, int Line)[] Reported =
    [
        .. new[] { "group_term_life", "retirement_457b", "retirement_simple", "health_fsa", "hsa_via_cafeteria", "dependent_care" }
            .Select(n => (PayItems.All.Ordinal(n), All.Ordinal("reported_" + n))),
    ];

    /// <summary>Lines that a federal deposit pays: income tax, Social Security and Medicare of employee and employer.</summary>
    public static readonly IReadOnlyList<string> FederalDeposit = [.. All.Where(l => l.PayableTo == Irs && l.Name != "futa").Select(l => l.Name)];

    public static string Name(int line) => All[line].Name;

    private static Line Base(string name, string label, string help) => new(name, label, LineKind.Base) { Help = help };

    private static Line Deduction(string name, string label, string payableTo, string help) =>
        new(name, label, LineKind.EmployeeDeduction) { PayableTo = payableTo, Help = help };

    private static Line Cost(string name, string label, string payableTo, string help) =>
        new(name, label, LineKind.EmployerCost) { PayableTo = payableTo, Help = help };
}
