namespace Bureau.Jurisdictions.US;

/// <summary>What withholding needs to be known of an employee: Form W-4, where the work is done, and the certificates of the states.</summary>
internal static class EmployeeFields
{
    public const int MostOrders = 4;

    /// <summary>Places of an order's fields after its kind.</summary>
    public const int OrderReceived = 1, OrderAmount = 2, OrderExemptAmount = 3, OrderSupportsOtherFamily = 4, OrderArrearsOver12Weeks = 5, OrderTotal = 6;

    private static readonly Source W4 = new("26 USC 3402(f); Form W-4, Employee's Withholding Certificate", "https://www.irs.gov/forms-pubs/about-form-w-4");
    private static readonly Source Fica = new("26 USC 3101, 3102 and 3121", "https://www.law.cornell.edu/uscode/text/26/3101");
    private static readonly Source Reporting = new("26 USC 6051 and 6109; General Instructions for Forms W-2 and W-3", "https://www.irs.gov/forms-pubs/about-form-w-2");
    private static readonly Source Deferrals = new("26 USC 402(g) and 414(v)", "https://www.law.cornell.edu/uscode/text/26/402");
    private static readonly Source Garnishment = new("15 USC 1673; Fact Sheet #30, Wage and Hour Division", "https://www.dol.gov/agencies/whd/fact-sheets/30-cppa");
    private static readonly Source LaborStandards = new("Fair Labor Standards Act, 29 USC 206, 207 and 213", "https://www.law.cornell.edu/uscode/text/29/207");

    private static readonly Source SickLeave = new("California Labor Code 246", "https://leginfo.legislature.ca.gov/faces/codes_displaySection.xhtml?lawCode=LAB&sectionNum=246.");

    private static readonly string[] s_stateFields = ["work_state", "residence_state"];

    private static readonly (string Value, string Label)[] s_states = [.. StateNames.All.Select(s => (s.Code, s.Name))];

    public static readonly FieldSet All = new(
    [
        new("w4_version", "Edition of Form W-4", FieldType.Choice)
        {
            Group = "Federal income tax", Default = "2020", Law = W4, Choices = [("2020", "2020 or later"), ("pre_2020", "2019 or earlier")],
            Help = "The form on file. A form from before 2020 stays valid until the employee gives a new one.",
        },
        new("filing_status", "Filing status on Form W-4", FieldType.Choice)
        {
            Group = "Federal income tax", OnPayslip = true, Law = W4,
            Choices = [("single", "Single"), ("married_joint", "Married filing jointly"), ("head_of_household", "Head of household"), ("married_separate", "Married filing separately")],
            Help = "Without a form: single. On a form from before 2020, 'married, but withhold at higher single rate' is single. Colorado and Utah read it too.",
        },
        YesNo("w4_step2_checkbox", "Step 2(c): two jobs", "Federal income tax", W4, "The box is checked."),
        Amount("w4_step3_credits", "Step 3: dependents and other credits", "Federal income tax", W4, "Dollars a year."),
        Amount("w4_step4a_other_income", "Step 4(a): other income", "Federal income tax", W4, "Dollars a year."),
        Amount("w4_step4b_deductions", "Step 4(b): deductions", "Federal income tax", W4, "Dollars a year. Deductions for qualified tips and overtime reach withholding only here."),
        Amount("w4_step4c_extra", "Step 4(c): extra withholding", "Federal income tax", W4, "Dollars each pay period; on a form from before 2020, line 6."),
        Count("w4_allowances", "Withholding allowances", "Federal income tax", W4, "Line 5 of a form from before 2020.") with { Where = new(["w4_version"], ["pre_2020"]) },
        YesNo("w4_exempt", "Exempt from federal income tax withholding", "Federal income tax", W4, "Claimed on the form; lapses on 15 February of the next year."),
        YesNo("nonresident_alien", "Nonresident alien", "Federal income tax", W4, "An amount is added to wages before withholding. Not for students and business apprentices from India."),
        YesNo("income_tax_withheld_this_or_last_year", "Income tax withheld this year or last", "Federal income tax", W4, "Income tax was withheld from regular wages in this calendar year or the one before; without it the flat rate on supplemental wages may not be used."),
        YesNo("fica_exempt", "Exempt from Social Security and Medicare", "Social Security", Fica, "For example a student in F-1 status who is a nonresident alien (26 USC 3121(b)(19))."),
        new("special_worker", "Special kind of worker", FieldType.Choice)
        {
            Group = "Social Security", Default = "none", Law = Fica, Choices = [("none", "None"), ("household", "Household employee"), ("election", "Election worker")],
            Help = "Household employees and election workers owe Social Security and Medicare only when pay of the year reaches a threshold.",
        },
        new("ssn", "Social Security number", FieldType.Text)
        {
            Group = "Person", Sensitive = true, OnPayslip = true, LastFourOnPayslip = true, Law = Reporting, Check = FieldFormats.SocialSecurityNumber,
            Help = "Nine digits: 123-45-6789. Payslips show the last four only.",
        },
        new("date_of_birth", "Date of birth", FieldType.Date) { Group = "Person", Sensitive = true, Law = Deferrals, Help = "Decides catch-up contributions." },
        Count("age", "Age at the end of the year", "Person", Deferrals, "Only where the date of birth is not known."),
        Amount("prior_year_social_security_wages", "Social Security wages of the year before", "Person", Deferrals, "Box 3 of Form W-2 of this employer. Above a threshold, catch-up contributions must be Roth."),
        new("work_state", "State of work", FieldType.Choice) { Group = "Where", Required = true, OnPayslip = true, Choices = s_states, Help = "Where the services are performed." },
        new("residence_state", "State of residence", FieldType.Choice) { Group = "Where", Choices = s_states, Help = "Where the employee lives." },
        new("work_locality", "City of work", FieldType.Choice)
        {
            Group = "Where", Where = new(["work_state"], ["PA", "MI", "NY"]), Choices = [("philadelphia", "Philadelphia"), ("detroit", "Detroit"), ("yonkers", "Yonkers")],
            Help = "Only a city that taxes wages. Empty: none of them.",
        },
        new("residence_locality", "City of residence", FieldType.Choice)
        {
            Group = "Where", Where = new(["residence_state"], ["PA", "MI"]), Choices = [("philadelphia", "Philadelphia"), ("detroit", "Detroit")],
            Help = "Only a city that taxes wages. New York City and Yonkers are asked for under New York.",
        },
        YesNo("withhold_for_residence_state", "Withhold for the state of residence", "Where", null,
            "Income tax of the state of residence instead of the state of work: a certificate of nonresidence under a reciprocal agreement is on file. Insurance contributions follow the state of work."),

        new("az_withholding_rate", "Form A-4 percentage", FieldType.Rate)
        {
            Group = "Arizona", Where = Of("AZ"), Help = "As a fraction: 0.02 for 2 %. 0 is the zero election; empty is the default.",
            Check = v => v.TrimEnd('0').TrimEnd('.') is "" or "0.005" or "0.01" or "0.015" or "0.02" or "0.025" or "0.03" or "0.035" ? null : "Form A-4 percentage: write 0, 0.005, 0.010, 0.015, 0.020, 0.025, 0.030 or 0.035.",
        },
        Extra("AZ", "az"),
        new("ca_filing_status", "Form DE 4 filing status", FieldType.Choice)
        {
            Group = "California", Default = "single", Where = Of("CA"), OnPayslip = true,
            Choices = [("single", "Single or dual income married"), ("married", "Married, one income"), ("head_of_household", "Head of household")],
        },
        Count("ca_regular_allowances", "Regular allowances (DE 4)", "California", null, "Line 1a.") with { Where = Of("CA") },
        Count("ca_estimated_deduction_allowances", "Allowances for estimated deductions (DE 4)", "California", null, "Line 1b.") with { Where = Of("CA") },
        Extra("CA", "ca"),
        Amount("sick_leave_brought", "Paid sick leave at the beginning of the year, hours", "California", SickLeave, "Hours carried over from the year before or from a former payroll; of leave granted for the year, all of it.") with { Where = Of("CA") },
        YesNo("sick_leave_granted", "Paid sick leave is granted for the year", "California", SickLeave, "Then none is accrued by hours worked.") with { Where = Of("CA") },
        Amount("co_annual_withholding_allowance", "Annual withholding allowance (DR 0004, line 2)", "Colorado", null, "Dollars a year. Empty: the default by the filing status of Form W-4.") with { Where = Of("CO") },
        Extra("CO", "co"),
        new("ga_filing_status", "Form G-4 filing status", FieldType.Choice)
        {
            Group = "Georgia", Default = "single", Where = Of("GA"),
            Choices =
            [
                ("single", "Single"), ("head_of_household", "Head of household"), ("married_joint_one_income", "Married filing jointly, one spouse working"),
                ("married_separate_or_both_working", "Married filing separately, or both working"),
            ],
        },
        Count("ga_dependent_allowances", "Dependents (G-4)", "Georgia", null, "") with { Where = Of("GA") },
        Extra("GA", "ga"),
        Count("il_basic_allowances", "Basic allowances (IL-W-4, line 1)", "Illinois", null, "") with { Where = Of("IL") },
        Count("il_additional_allowances", "Additional allowances (IL-W-4, line 2)", "Illinois", null, "") with { Where = Of("IL") },
        Extra("IL", "il"),
        Count("in_personal_exemptions", "Personal exemptions (WH-4)", "Indiana", null, "") with { Where = Of("IN") },
        Count("in_dependent_exemptions", "Additional exemptions for dependents (WH-4)", "Indiana", null, "") with { Where = Of("IN") },
        Count("in_first_time_dependent_exemptions", "Exemptions for first-year dependents (WH-4)", "Indiana", null, "") with { Where = Of("IN") },
        Count("in_adopted_dependent_exemptions", "Exemptions for adopted dependents (WH-4)", "Indiana", null, "") with { Where = Of("IN") },
        new("in_county_of_residence", "County of residence on 1 January", FieldType.Text)
        {
            Group = "Indiana", Where = Of("IN"), Check = v => v.Length == 2 && v.All(char.IsAsciiDigit) && string.CompareOrdinal(v, "01") >= 0 && string.CompareOrdinal(v, "92") <= 0 ? null : "County of residence: write the two digits of Departmental Notice #1, from 01 to 92.",
            Help = "Two digits of Departmental Notice #1. Empty: no county tax.",
        },
        Extra("IN", "in"),
        Extra("KY", "ky"),
        Count("ma_exemptions", "Exemptions (M-4)", "Massachusetts", null, "") with { Where = Of("MA") },
        YesNo("ma_head_of_household", "Head of household (M-4)", "Massachusetts", null, "") with { Where = Of("MA") },
        Count("ma_blindness_exemptions", "Blindness exemptions (M-4)", "Massachusetts", null, "0, 1 or 2.") with { Where = Of("MA") },
        Extra("MA", "ma"),
        Count("mi_exemptions", "Exemptions (MI-W4)", "Michigan", null, "") with { Where = Of("MI") },
        Extra("MI", "mi"),
        Count("detroit_exemptions", "Exemptions (DW-4, Detroit)", "Michigan", null, "") with { Where = Of("MI") },
        new("nc_filing_status", "NC-4 filing status", FieldType.Choice)
        {
            Group = "North Carolina", Default = "single", Where = Of("NC"), Choices = [("single", "Single, married or surviving spouse"), ("head_of_household", "Head of household")],
        },
        Count("nc_allowances", "Allowances (NC-4)", "North Carolina", null, "") with { Where = Of("NC") },
        Extra("NC", "nc"),
        new("nj_rate_table", "Rate table (NJ-W4)", FieldType.Choice)
        {
            Group = "New Jersey", Where = Of("NJ"), Choices = [("A", "A"), ("B", "B"), ("C", "C"), ("D", "D"), ("E", "E")], Help = "The letter of line 3; without it, A for single and B for married or head of household.",
        },
        Count("nj_allowances", "Allowances (NJ-W4)", "New Jersey", null, "") with { Where = Of("NJ") },
        Extra("NJ", "nj"),
        new("ny_filing_status", "Form IT-2104 filing status", FieldType.Choice)
        {
            Group = "New York", Default = "single", Where = Of("NY"), OnPayslip = true, Choices = [("single", "Single or head of household"), ("married", "Married")],
            Help = "'Married, but withhold at higher single rate' is single.",
        },
        Count("ny_allowances", "Allowances (IT-2104, line 1)", "New York", null, "New York State and Yonkers.") with { Where = Of("NY") },
        Count("nyc_allowances", "Allowances (IT-2104, line 2)", "New York", null, "New York City.") with { Where = Of("NY") },
        new("ny_resident_of", "Resident of New York City or Yonkers", FieldType.Choice) { Group = "New York", Where = Of("NY"), Choices = [("nyc", "New York City"), ("yonkers", "Yonkers")] },
        new("ny_source_wage_share", "Share of wages for services in New York", FieldType.Rate)
        {
            Group = "New York", Default = "1", Where = Of("NY"), Help = "Nonresidents of the state: fraction of the wages by Form IT-2104.1.",
        },
        Extra("NY", "ny"),
        new("pa_eit_resident_rate", "Earned income tax, resident rate of the home", FieldType.Rate) { Group = "Pennsylvania", Where = Of("PA"), Help = "Total resident rate by Act 32, as a fraction." },
        new("pa_eit_work_nonresident_rate", "Earned income tax, nonresident rate of the work place", FieldType.Rate) { Group = "Pennsylvania", Where = Of("PA"), Help = "By Act 32, as a fraction. The higher of the two rates applies." },
        Amount("pa_local_services_tax_annual", "Local services tax of the year", "Pennsylvania", null, "Dollars a year at the place of work.") with { Where = Of("PA") },
        Extra("UT", "ut"),
        YesNo("wa_cares_exempt", "Exempt from WA Cares", "Washington", null, "An approved exemption is on file.") with { Where = Of("WA") },

        new("employer_match", "Employer's match", FieldType.Text)
        {
            Group = "Retirement plan", Law = new("26 USC 401(k), 401(m) and 415(c); the plan's document"), Check = US.EmployerMatch.Problem, Example = "100% of 3%, 50% of 2%",
            Help = "Added to 401(k), Roth and 403(b) contributions of each payment. '100% of 3%, 50% of 2%' adds all that is contributed of the first 3 % of pay and half of the next 2 %.",
        },
        new("flsa_exempt", "Exempt from overtime", FieldType.YesNo) { Group = "Hours", Default = "false", Law = LaborStandards, Help = "Executive, administrative, professional, computer or outside sales employee under 29 CFR 541." },
        new("tipped", "Tipped employee", FieldType.YesNo) { Group = "Hours", Default = "false", Law = LaborStandards, Help = "A cash wage below the minimum wage is paid because tips make it up." },
        .. Enumerable.Range(1, MostOrders).SelectMany(Order),
    ]);

    public static readonly int W4Version = All.Ordinal("w4_version");
    public static readonly int FilingStatus = All.Ordinal("filing_status");
    public static readonly int Step2Checkbox = All.Ordinal("w4_step2_checkbox");
    public static readonly int Step3Credits = All.Ordinal("w4_step3_credits");
    public static readonly int Step4aOtherIncome = All.Ordinal("w4_step4a_other_income");
    public static readonly int Step4bDeductions = All.Ordinal("w4_step4b_deductions");
    public static readonly int Step4cExtra = All.Ordinal("w4_step4c_extra");
    public static readonly int Allowances = All.Ordinal("w4_allowances");
    public static readonly int Exempt = All.Ordinal("w4_exempt");
    public static readonly int NonresidentAlien = All.Ordinal("nonresident_alien");
    public static readonly int TaxWithheldBefore = All.Ordinal("income_tax_withheld_this_or_last_year");
    public static readonly int FicaExempt = All.Ordinal("fica_exempt");
    public static readonly int SpecialWorker = All.Ordinal("special_worker");
    public static readonly int Ssn = All.Ordinal("ssn");
    public static readonly int DateOfBirth = All.Ordinal("date_of_birth");
    public static readonly int Age = All.Ordinal("age");
    public static readonly int PriorYearWages = All.Ordinal("prior_year_social_security_wages");
    public static readonly int WorkState = All.Ordinal("work_state");
    public static readonly int ResidenceState = All.Ordinal("residence_state");
    public static readonly int WorkLocality = All.Ordinal("work_locality");
    public static readonly int ResidenceLocality = All.Ordinal("residence_locality");
    public static readonly int WithholdForResidenceState = All.Ordinal("withhold_for_residence_state");
    public static readonly int SickLeaveBrought = All.Ordinal("sick_leave_brought");
    public static readonly int SickLeaveGranted = All.Ordinal("sick_leave_granted");
    public static readonly int EmployerMatch = All.Ordinal("employer_match");
    public static readonly int FlsaExempt = All.Ordinal("flsa_exempt");
    public static readonly int Tipped = All.Ordinal("tipped");
    private static readonly int s_firstOrder = All.Ordinal("order_1_kind");
    private static readonly int s_fieldsOfAnOrder = All.Ordinal("order_2_kind") - s_firstOrder;

    /// <summary>The kind of an order; its other fields follow.</summary>
    /// <param name="slot">From 0.</param>
    public static int OrderKind(int slot) => s_firstOrder + slot * s_fieldsOfAnOrder;

    private static IEnumerable<Field> Order(int number)
    {
        var (name, group) = ($"order_{number}_", $"Withholding order {number}");
        yield return new(name + "kind", "Kind", FieldType.Choice)
        {
            Group = group,
            Law = Garnishment,
            Choices =
            [
                ("support", "Support of a child or spouse"), ("tax_levy", "Tax levy (IRS or state)"), ("bankruptcy", "Bankruptcy, chapter 13"),
                ("federal_agency_debt", "Debt to a federal agency"), ("student_loan", "Student loan, federal"), ("creditor", "Creditor's garnishment"),
            ],
        };
        FieldCondition given = new([name + "kind"], ["support", "tax_levy", "bankruptcy", "federal_agency_debt", "student_loan", "creditor"]);
        yield return new(name + "received", "Received on", FieldType.Date) { Group = group, Law = Garnishment, Where = given, Help = "Of orders of equal rank the earlier comes first." };
        yield return Amount(name + "amount", "Amount each pay period", group, Garnishment, "Dollars. Empty: as much as the law allows.") with { Where = given };
        yield return Amount(name + "exempt_amount", "Amount exempt from levy", group, Garnishment, "Tax levy: take-home pay of the pay period that stays with the employee, from IRS Publication 1494.") with { Where = new(given.Fields, ["tax_levy"]) };
        yield return YesNo(name + "supports_other_family", "Supports another family", group, Garnishment, "Support: the employee supports another spouse or child.") with { Where = new(given.Fields, ["support"]) };
        yield return YesNo(name + "arrears_over_12_weeks", "Arrears older than 12 weeks", group, Garnishment, "Support: five points more may be taken.") with { Where = new(given.Fields, ["support"]) };
        yield return Amount(name + "total", "Total to be taken", group, Garnishment, "Dollars left when the order arrived or at the start of the year. Empty: until released.") with { Where = given };
    }

    private static FieldCondition Of(string state) => new(s_stateFields, [state]);

    private static Field Extra(string state, string prefix) => new(prefix + "_extra_withholding", "Extra withholding", FieldType.Amount)
    {
        Group = StateNames.Of(state),
        Where = Of(state),
        Help = "Dollars each pay period.",
    };

    private static Field Amount(string name, string label, string group, Source? law, string help) => new(name, label, FieldType.Amount) { Group = group, Law = law, Help = help };

    private static Field Count(string name, string label, string group, Source? law, string help) => new(name, label, FieldType.WholeNumber) { Group = group, Law = law, Help = help };

    private static Field YesNo(string name, string label, string group, Source? law, string help) => new(name, label, FieldType.YesNo) { Group = group, Default = "false", Law = law, Help = help };
}
