namespace Bureau.Jurisdictions.US;

/// <summary>What must be known of an employer (one Employer Identification Number).</summary>
internal static class EmployerFields
{
    private static readonly Source Deposits = new("26 CFR 31.6302-1; IRS Publication 15, section 11", "https://www.irs.gov/pub/irs-pdf/p15.pdf");
    private static readonly Source Supplemental = new("26 CFR 31.3402(g)-1; IRS Publication 15, section 7", "https://www.irs.gov/pub/irs-pdf/p15.pdf");
    private static readonly Source Unemployment = new("26 USC 3301 to 3306", "https://www.law.cornell.edu/uscode/text/26/3301");

    public static readonly FieldSet All = new(
    [
        new("ein", "Employer Identification Number", FieldType.Text)
        {
            Group = "IRS", Required = true, OnPayslip = true, Check = FieldFormats.EmployerIdentificationNumber, Help = "Two digits, a hyphen and seven digits: 12-3456789.",
        },
        new("phone", "Telephone", FieldType.Text) { Group = "IRS", OnPayslip = true, Help = "Stands on payslips, as New York Labor Law 195.3 asks." },
        new("federal_deposit_schedule", "Deposits of federal tax", FieldType.Choice)
        {
            Group = "IRS", Default = "semiweekly", Law = Deposits, Choices = [("monthly", "Monthly"), ("semiweekly", "Semi-weekly"), ("next_day", "Next banking day")],
            Help = "Monthly if taxes of the lookback period were 50,000 dollars or less. Whoever accumulates 100,000 dollars deposits on the next banking day.",
        },
        new("supplemental_method", "Supplemental wages", FieldType.Choice)
        {
            Group = "IRS", Default = "aggregate", Law = Supplemental, Choices = [("flat", "Flat rate"), ("aggregate", "Together with regular wages")],
            Help = "For bonuses and other supplemental wages: federal, state and city tax.",
        },
        new("futa_exempt", "Exempt from federal unemployment tax", FieldType.YesNo) { Group = "Unemployment", Default = "false", Law = Unemployment, Help = "For example a charity under section 501(c)(3), a state or local government." },
        new("futa_credit_reduction_rate", "Credit reduction accrued with each payment", FieldType.Rate)
        {
            Group = "Unemployment", Default = "0", Law = Unemployment, Help = "Added to the net rate of 0.6 %. Leave empty to settle credit reductions on Form 940 in January.",
        },
        new("states", "States with employees", FieldType.MultiChoice)
        {
            Group = "States", Choices = [.. StateNames.All.Select(s => (s.Code, s.Name))], Help = "Postal codes separated by spaces: where returns are filed.",
        },
        new("ca_account_number", "California employer account number", FieldType.Text) { Group = "California", Where = new(["states"], ["CA"]), Help = "Eight digits: 123-4567-8." },
        new("ca_withholding_method", "California exact calculation", FieldType.Choice)
        {
            Group = "California", Default = "method_b", Where = new(["states"], ["CA"]), Choices = [("method_b", "Tables of the pay period"), ("method_b_annualized", "Annualized")],
        },
        new("ca_ui_rate", "California unemployment insurance rate", FieldType.Rate) { Group = "California", Where = new(["states"], ["CA"]), Help = "From the yearly notice (DE 2088), as a fraction. Empty: the rate of new employers." },
        new("ma_fewer_than_25_employees", "Fewer than 25 covered individuals in Massachusetts", FieldType.YesNo)
        {
            Group = "Massachusetts", Default = "false", Where = new(["states"], ["MA"]), Help = "Then no employer's share of the contribution for medical leave is due (M.G.L. c. 175M, section 6).",
        },
        new("wa_fewer_than_50_employees", "Fewer than 50 employees in Washington", FieldType.YesNo)
        {
            Group = "Washington", Default = "false", Where = new(["states"], ["WA"]), Help = "Then no employer's share of the premium for paid leave is due (RCW 50A.10.030).",
        },
        new("nj_employer_rate", "New Jersey employer contributions, total rate", FieldType.Rate) { Group = "New Jersey", Where = new(["states"], ["NJ"]), Help = "Unemployment, workforce and disability together, from the yearly notice (AC-174.1), as a fraction. Empty: not worked out." },
        new("wa_ui_rate", "Washington unemployment insurance rate", FieldType.Rate) { Group = "Washington", Where = new(["states"], ["WA"]), Help = "Total rate with the employment administrative fund, from the yearly notice, as a fraction. Empty: not worked out." },
        new("ny_ui_rate", "New York unemployment insurance rate", FieldType.Rate) { Group = "New York", Where = new(["states"], ["NY"]), Help = "From the yearly notice (IA 97), as a fraction. Empty: the rate of new employers." },
    ]);

    public static readonly int SupplementalMethod = All.Ordinal("supplemental_method");
    public static readonly int FutaExempt = All.Ordinal("futa_exempt");
    public static readonly int FutaCreditReductionRate = All.Ordinal("futa_credit_reduction_rate");
    public static readonly int CaWithholdingMethod = All.Ordinal("ca_withholding_method");
    public static readonly int CaUiRate = All.Ordinal("ca_ui_rate");
    public static readonly int NjEmployerRate = All.Ordinal("nj_employer_rate");
    public static readonly int WaUiRate = All.Ordinal("wa_ui_rate");
    public static readonly int NyUiRate = All.Ordinal("ny_ui_rate");
}
