namespace Bureau.Jurisdictions.GB;

internal static class Lines
{
    private const string Hmrc = "HMRC";
    private const string Creditor = "creditor";
    private const string PensionProvider = "pension";

    public static readonly NameSet<Line> All = new(
    [
        Base("taxable_pay", "Taxable pay", "Pay and payrolled benefits that income tax is worked out on, after contributions to a net pay pension scheme."),
        Base("payrolled_benefits", "Payrolled benefits", "Benefits in kind taxed through the payroll; part of taxable pay but not paid in cash."),
        Base("niable_pay", "Pay for National Insurance", "Pay that National Insurance and student loans are worked out on.", byLetter: true),
        Base("pensionable_pay", "Pensionable pay", "The part of pay that the pension rates apply to, e.g. qualifying earnings."),
        Base("ni_at_lel", "Earnings at the lower earnings limit", "Reported to HMRC; counts towards the State Pension.", byLetter: true),
        Base("ni_lel_to_pt", "Earnings up to the primary threshold", "Above the lower earnings limit, up to the primary threshold. Reported to HMRC.", byLetter: true),
        Base("ni_pt_to_uel", "Earnings up to the upper earnings limit", "Above the primary threshold, up to the upper earnings limit. Reported to HMRC.", byLetter: true),
        Base("net_pay_pension", "Pension under a net pay arrangement", "The part of the employee's contribution that lowered taxable pay. Reported to HMRC."),
        Base("termination_award_paid", "Termination award", "Redundancy pay and other awards for the end of the employment; free of National Insurance, and of tax up to 30,000 pounds."),
        Base("termination_award_taxed", "Termination award above the exempt amount", "Part of taxable pay. Your employer pays class 1A National Insurance on it."),
        Base("statutory_maternity_pay", "Statutory Maternity Pay", "Part of gross pay. Reported to HMRC."),
        Base("statutory_paternity_pay", "Statutory Paternity Pay", "Part of gross pay. Reported to HMRC."),
        Base("statutory_adoption_pay", "Statutory Adoption Pay", "Part of gross pay. Reported to HMRC."),
        Base("statutory_shared_parental_pay", "Statutory Shared Parental Pay", "Part of gross pay. Reported to HMRC."),
        Base("statutory_parental_bereavement_pay", "Statutory Parental Bereavement Pay", "Part of gross pay. Reported to HMRC."),
        Base("statutory_neonatal_care_pay", "Statutory Neonatal Care Pay", "Part of gross pay. Reported to HMRC."),
        Deduction("income_tax", "Income tax (PAYE)", Hmrc, "Income tax of this period by your tax code. A negative amount is a refund."),
        Deduction("employee_nic", "National Insurance", Hmrc, "Your class 1 National Insurance contribution by your category letter.", byLetter: true),
        Deduction("student_loan", "Student loan", Hmrc, "Repayment of your student loan, in whole pounds.", byLetter: true),
        Deduction("postgraduate_loan", "Postgraduate loan", Hmrc, "Repayment of your postgraduate loan, in whole pounds.", byLetter: true),
        Deduction("employee_pension", "Pension contribution", PensionProvider, "Your contribution to the workplace pension, as withheld from pay."),
        Deduction("pension_sacrifice", "Pay given up for pension", PensionProvider, "Pay that you gave up under salary sacrifice; your employer pays it into your pension as an employer contribution."),
        Base("order_1_shortfall", "Shortfall of order 1", "What could not be deducted and is caught up later; negative where it was."),
        Base("order_2_shortfall", "Shortfall of order 2", "What could not be deducted and is caught up later; negative where it was."),
        Base("order_3_shortfall", "Shortfall of order 3", "What could not be deducted and is caught up later; negative where it was."),
        Base("order_1_protected_shortfall", "Protected earnings short, order 1", "By how much earnings fell short of what the order protects, made good before anything is deducted; negative where it was."),
        Base("order_2_protected_shortfall", "Protected earnings short, order 2", "By how much earnings fell short of what the order protects, made good before anything is deducted; negative where it was."),
        Base("order_3_protected_shortfall", "Protected earnings short, order 3", "By how much earnings fell short of what the order protects, made good before anything is deducted; negative where it was."),
        Deduction("order_1", "Attachment order 1", Creditor, "Deducted by an order that your employer must obey, and paid to the creditor."),
        Deduction("order_2", "Attachment order 2", Creditor, "Deducted by an order that your employer must obey, and paid to the creditor."),
        Deduction("order_3", "Attachment order 3", Creditor, "Deducted by an order that your employer must obey, and paid to the creditor."),
        Deduction("order_admin_fee", "Administration fee for orders", "employer", "Your employer may take a pound for each deduction by an attachment order."),
        Cost("employer_nic", "Employer's National Insurance", Hmrc, "Your employer's class 1 contribution, on top of your pay.", byLetter: true),
        Cost("employer_class_1a", "Employer's class 1A National Insurance", Hmrc, "Your employer's contribution on the part of a termination award that is taxed, on top of it."),
        Cost("employer_pension", "Employer's pension contribution", PensionProvider, "Your employer's contribution to the workplace pension, on top of your pay."),
    ]);

    public static readonly int TaxablePay = All.Ordinal("taxable_pay");
    public static readonly int PayrolledBenefits = All.Ordinal("payrolled_benefits");
    public static readonly int NiablePay = All.Ordinal("niable_pay");
    public static readonly int PensionablePay = All.Ordinal("pensionable_pay");
    public static readonly int NiAtLel = All.Ordinal("ni_at_lel");
    public static readonly int NiLelToPt = All.Ordinal("ni_lel_to_pt");
    public static readonly int NiPtToUel = All.Ordinal("ni_pt_to_uel");
    public static readonly int TerminationAward = All.Ordinal("termination_award_paid");
    public static readonly int TerminationAwardTaxed = All.Ordinal("termination_award_taxed");
    public static readonly int NetPayPension = All.Ordinal("net_pay_pension");
    /// <summary>Pay item and line of each statutory payment that is reported by the year.</summary>
    public static readonly (int Item, int Line)[] StatutoryPay =
    [
        (PayItems.All.Ordinal("smp"), All.Ordinal("statutory_maternity_pay")), (PayItems.All.Ordinal("spp"), All.Ordinal("statutory_paternity_pay")),
        (PayItems.All.Ordinal("sap"), All.Ordinal("statutory_adoption_pay")), (PayItems.All.Ordinal("shpp"), All.Ordinal("statutory_shared_parental_pay")),
        (PayItems.All.Ordinal("spbp"), All.Ordinal("statutory_parental_bereavement_pay")), (PayItems.All.Ordinal("sncp"), All.Ordinal("statutory_neonatal_care_pay")),
    ];
    /// <summary>First of the lines of attachment orders; those of the others follow.</summary>
    public static readonly int FirstOrder = All.Ordinal("order_1");
    public static readonly int FirstShortfall = All.Ordinal("order_1_shortfall");
    public static readonly int FirstProtectedShortfall = All.Ordinal("order_1_protected_shortfall");
    public static readonly int OrderAdminFee = All.Ordinal("order_admin_fee");
    public static readonly int IncomeTax = All.Ordinal("income_tax");
    public static readonly int EmployeeNic = All.Ordinal("employee_nic");
    public static readonly int StudentLoan = All.Ordinal("student_loan");
    public static readonly int PostgraduateLoan = All.Ordinal("postgraduate_loan");
    public static readonly int EmployeePension = All.Ordinal("employee_pension");
    public static readonly int PensionSacrifice = All.Ordinal("pension_sacrifice");
    public static readonly int EmployerNic = All.Ordinal("employer_nic");
    public static readonly int EmployerClass1A = All.Ordinal("employer_class_1a");
    public static readonly int EmployerPension = All.Ordinal("employer_pension");

    /// <summary>What the employer pays to HMRC each tax month.</summary>
    public static readonly IReadOnlyList<string> PayableToHmrc = [.. All.Where(l => l.PayableTo == Hmrc).Select(l => l.Name)];

    public static readonly IReadOnlyList<string> PayableToPension = [.. All.Where(l => l.PayableTo == PensionProvider).Select(l => l.Name)];

    private static Line Base(string name, string label, string help, bool byLetter = false) => new(name, label, LineKind.Base) { Help = help, KeptApart = byLetter };

    private static Line Deduction(string name, string label, string payableTo, string help, bool byLetter = false) =>
        new(name, label, LineKind.EmployeeDeduction) { PayableTo = payableTo, Help = help, KeptApart = byLetter };

    private static Line Cost(string name, string label, string payableTo, string help, bool byLetter = false) =>
        new(name, label, LineKind.EmployerCost) { PayableTo = payableTo, Help = help, KeptApart = byLetter };
}
