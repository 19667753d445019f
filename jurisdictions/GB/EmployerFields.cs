namespace Bureau.Jurisdictions.GB;

/// <summary>What must be known of an employer (a PAYE scheme).</summary>
internal static class EmployerFields
{
    private static readonly Source PayeRegulations = new("Income Tax (Pay As You Earn) Regulations 2003", "https://www.legislation.gov.uk/uksi/2003/2682");
    private static readonly Source AllowanceAct = new("National Insurance Contributions Act 2014, sections 1 to 8", "https://www.legislation.gov.uk/ukpga/2014/7");
    private static readonly Source LevyAct = new("Finance Act 2016, part 6", "https://www.legislation.gov.uk/ukpga/2016/24/part/6");

    private static readonly Source EnrolmentRegulations = new("Occupational and Personal Pension Schemes (Automatic Enrolment) Regulations 2010, regulation 12", "https://www.legislation.gov.uk/uksi/2010/772/regulation/12");

    public static readonly FieldSet All = new(
    [
        new("paye_reference", "PAYE reference", FieldType.Text)
        {
            Group = "HMRC", Required = true, OnPayslip = true, Law = PayeRegulations, Check = FieldFormats.PayeReference,
            Help = "Three digits, a slash, then letters and digits: 123/AB456. On letters from HMRC.",
        },
        new("accounts_office_reference", "Accounts Office reference", FieldType.Text)
        {
            Group = "HMRC", Law = PayeRegulations, Check = FieldFormats.AccountsOfficeReference, Help = "Thirteen characters: 123PA00045678. Quoted with every payment.",
        },
        new("corporation_tax_reference", "Corporation Tax reference", FieldType.Text)
        {
            Group = "HMRC", Law = PayeRegulations, Check = v => v.Length == 10 && v.All(char.IsAsciiDigit) ? null : "Corporation Tax reference: write its ten digits.",
            Help = "Ten digits, for companies.",
        },
        new("hmrc_payment_frequency", "Payment to HMRC", FieldType.Choice)
        {
            Group = "HMRC", Default = "monthly", Law = PayeRegulations, Choices = [("monthly", "Monthly"), ("quarterly", "Quarterly")],
            Help = "Quarterly if the average monthly payment is expected to be under 1,500 pounds.",
        },
        new("employment_allowance", "Employment Allowance claimed", FieldType.YesNo) { Group = "National Insurance", Default = "false", Law = AllowanceAct, Help = "Set against employer's class 1 contributions of the tax year." },
        new("small_employers_relief", "Small Employers' Relief", FieldType.YesNo) { Group = "National Insurance", Default = "false", Help = "Class 1 National Insurance of the last tax year was 45,000 pounds or less." },
        new("p11d_benefits", "Benefits on forms P11D", FieldType.Amount)
        {
            Group = "Benefits in kind", Law = PayeRegulations,
            Help = "Total of the tax year that is liable to class 1A National Insurance and not taxed through the payroll; 0 if all benefits are. Empty = no benefits, no P11D(b).",
        },
        new("attachment_admin_fee", "Administration fee for attachment orders", FieldType.YesNo) { Group = "Attachment orders", Default = "false", Help = "Take one pound from the employee for each deduction by an attachment order." },
        new("apprenticeship_levy_allowance_share", "Share of the levy allowance", FieldType.Rate) { Group = "Apprenticeship levy", Default = "1", Law = LevyAct, Help = "1, or the part of the allowance given to this PAYE scheme." },
        new("pension_reenrolment_date", "Pension re-enrolment date", FieldType.Date)
        {
            Group = "Pension", Law = EnrolmentRegulations,
            Help = "Day on which those who opted out or left are enrolled again: the last one, or the coming one once it is chosen. From three months before to three months after the third anniversary of the day on which duties began, or of the last one.",
        },
    ]);

    public static readonly int PensionReenrolmentDate = All.Ordinal("pension_reenrolment_date");
    public static readonly int AttachmentAdminFee = All.Ordinal("attachment_admin_fee");
}
