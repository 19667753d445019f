namespace Bureau.Jurisdictions.GB;

/// <summary>What the law needs to be known of an employee: for the calculation, and for the Full Payment Submission.</summary>
internal static class EmployeeFields
{
    private static readonly Source PayeRegulations = new("Income Tax (Pay As You Earn) Regulations 2003", "https://www.legislation.gov.uk/uksi/2003/2682");
    private static readonly Source Contributions = new("Social Security (Contributions) Regulations 2001", "https://www.legislation.gov.uk/uksi/2001/1004");
    private static readonly Source Loans = new("Education (Student Loans) (Repayment) Regulations 2009", "https://www.legislation.gov.uk/uksi/2009/470");
    private static readonly Source TerminationLaw = new("Income Tax (Earnings and Pensions) Act 2003, sections 401 to 404", "https://www.legislation.gov.uk/ukpga/2003/1/part/6/chapter/3");
    private static readonly Source Enrolment = new("Pensions Act 2008, part 1", "https://www.legislation.gov.uk/ukpga/2008/30/part/1");

    private static readonly Source AttachmentLaw = new("Attachment of Earnings Act 1971; Child Support (Collection and Enforcement) Regulations 1992; Council Tax (Administration and Enforcement) Regulations 1992; Social Security (Overpayments and Recovery) Regulations 2013; Debtors (Scotland) Act 1987");
    private static readonly Source MinimumWageLaw = new("National Minimum Wage Regulations 2015", "https://www.legislation.gov.uk/uksi/2015/621");

    public static readonly FieldSet All = new(
    [
        new("tax_code", "Tax code", FieldType.Text)
        {
            Group = "Income tax", Required = true, OnPayslip = true, Law = PayeRegulations, Check = TaxCode.Problem, Example = "1257L",
            Help = "As on the code notice, P45 or starter checklist, without W1, M1 or X: 1257L, S1257L, C1257L, BR, D0, K475, 0T, NT.",
        },
        new("tax_basis", "Tax basis", FieldType.Choice)
        {
            Group = "Income tax", Default = "cumulative", Example = "cumulative", OnPayslip = true, Law = PayeRegulations,
            Choices = [("cumulative", "Cumulative"), ("week1_month1", "Week 1 / month 1 (non-cumulative)")],
            Help = "Week 1 / month 1 where the code notice shows W1, M1 or X.",
        },
        new("ni_category", "National Insurance category", FieldType.Choice)
        {
            Group = "National Insurance", Required = true, OnPayslip = true, Law = Contributions,
            Choices = NiCategories, Example = "A", Help = "Category letter. A for most employees.",
        },
        new("nino", "National Insurance number", FieldType.Text)
        {
            Group = "National Insurance", Sensitive = true, OnPayslip = true, Law = Contributions, Check = FieldFormats.NationalInsuranceNumber,
            Help = "Two letters, six digits, one letter A to D: AB123456C. Leave empty until it is known.",
        },
        new("director_method", "Director's National Insurance", FieldType.Choice)
        {
            Group = "National Insurance", Default = "none", Law = Contributions,
            Choices = [("none", "Not a director"), ("annual", "Director, annual method"), ("alternative", "Director, alternative method")],
            Help = "Directors have an annual earnings period. The alternative method spreads it over the pay periods and settles in the last.",
        },
        new("director_weeks", "Tax weeks of the directorship", FieldType.WholeNumber)
        {
            Group = "National Insurance", Default = "52", Law = Contributions,
            Check = v => int.Parse(v, System.Globalization.CultureInfo.InvariantCulture) is >= 1 and <= 52 ? null : "Tax weeks of the directorship: write a number from 1 to 52; for an appointment in week 53 write 1.",
            Help = "52, or for a director appointed during the tax year the weeks left in it, the week of appointment included.",
        },
        new("final_period", "Last payment of the tax year or directorship", FieldType.YesNo)
        {
            Group = "National Insurance", Default = "false", Law = Contributions, Help = "The alternative method settles the year in this payment.",
        },
        new("ni_aggregation", "Several jobs with this employer", FieldType.Choice)
        {
            Group = "National Insurance", Default = "none", Law = Contributions,
            Choices = [("none", "One job, or jobs that are not added together"), ("here", "National Insurance of all jobs is worked out here"), ("elsewhere", "National Insurance is worked out with the other job")],
            Help = "Earnings of several jobs with one employer count together. In the job that works it out, enter the pay of the others as 'Earnings of another job here'.",
        },
        new("student_loan_plans", "Student loan plans", FieldType.MultiChoice)
        {
            Group = "Loans", Law = Loans,
            Choices = [("plan_1", "Plan 1"), ("plan_2", "Plan 2"), ("plan_4", "Plan 4 (Scotland)"), ("plan_5", "Plan 5")],
            Help = "Plans from the start notice (SL1) or starter checklist, separated by spaces. Of several, the one with the lowest threshold applies.",
        },
        new("postgraduate_loan", "Postgraduate loan", FieldType.YesNo) { Group = "Loans", Default = "false", Law = Loans, Help = "From the start notice (PGL1) or starter checklist." },
        new("pension_scheme", "Pension scheme", FieldType.Choice)
        {
            Group = "Pension", Law = Enrolment,
            Choices = [("net_pay", "Net pay arrangement"), ("relief_at_source", "Relief at source"), ("salary_sacrifice", "Salary sacrifice")],
            Help = "How contributions are taken. Empty = not a member.",
        },
        new("pension_earnings_basis", "Pensionable earnings", FieldType.Choice)
        {
            Group = "Pension", Default = "qualifying", Law = Enrolment,
            Choices = [("qualifying", "Qualifying earnings band"), ("basic", "Basic pay"), ("total", "All earnings")],
            Help = "What the contribution rates apply to.",
        },
        new("pension_employee_rate", "Employee's pension rate", FieldType.Rate) { Group = "Pension", Default = "0.05", Law = Enrolment, Help = "As a fraction, tax relief included: 0.05 for 5 %." },
        new("pension_employer_rate", "Employer's pension rate", FieldType.Rate) { Group = "Pension", Default = "0.03", Law = Enrolment, Help = "As a fraction: 0.03 for 3 %." },
        new("pension_opt_out_date", "Opted out of the pension on", FieldType.Date) { Group = "Pension", Law = Enrolment, Help = "Or left it by their own choice. Not enrolled again before the employer's next re-enrolment, at most three years." },
        new("pension_postponed_until", "Pension enrolment postponed until", FieldType.Date) { Group = "Pension", Law = Enrolment, Help = "Last day of postponement, at most three months after the duty began." },
        new("hours_in_period", "Hours worked in the pay period", FieldType.Hours) { Group = "Minimum wage", Law = MinimumWageLaw, Help = "For people on a salary: hours that count for the minimum wage. Hours paid by the hour are taken from the pay items." },
        new("apprentice_since", "Apprentice since", FieldType.Date) { Group = "Minimum wage", Law = MinimumWageLaw, Help = "The apprentice rate applies under 19 and in the first twelve months." },
        new("date_of_birth", "Date of birth", FieldType.Date) { Group = "Person", Sensitive = true, Example = "1990-03-14", Law = PayeRegulations, Help = "Reported to HMRC; decides pension duties, minimum wage and some National Insurance letters." },
        new("gender", "Gender as HMRC records it", FieldType.Choice)
        {
            Group = "Person", Law = PayeRegulations, Choices = [("F", "Female"), ("M", "Male")], Help = "Reported to HMRC.",
        },
        new("start_declaration", "Starter declaration", FieldType.Choice)
        {
            Group = "Starter", Law = PayeRegulations,
            Choices =
            [
                ("A", "A: first job since 6 April, no taxable benefits or pension"), ("B", "B: only job now, but had another job or benefits since 6 April"),
                ("C", "C: has another job or a pension"),
            ],
            Help = "From the starter checklist. Reported to HMRC with the first payment.",
        },
        new("start_date", "Start of employment", FieldType.Date) { Group = "Starter", Law = PayeRegulations, Help = "First day of this employment. Reported to HMRC with the first payment." },
        new("leaving_date", "End of employment", FieldType.Date) { Group = "Leaver", Law = PayeRegulations, Help = "Last day of this employment. Reported to HMRC with the last payment." },
        new("termination_award_before", "Termination award paid before", FieldType.Amount)
        {
            Group = "Leaver", Law = TerminationLaw, Help = "Of the same termination, in an earlier tax year or by a connected employer: it has used up part of the exempt 30,000 pounds.",
        },
        new("payment_after_leaving", "Payment after leaving", FieldType.YesNo)
        {
            Group = "Leaver", Default = "false", Law = PayeRegulations, Help = "Paid after the P45 was given: taxed with code 0T on week 1 / month 1 and reported as such.",
        },
        new("on_strike", "On strike", FieldType.YesNo) { Group = "Absence", Default = "false", Law = PayeRegulations, Help = "Takes part in a trade dispute on the pay date: a tax refund is kept back until the return to work." },
        new("previous_pay", "Pay in previous employment this tax year", FieldType.Amount) { Group = "Starter", Law = PayeRegulations, Help = "From the P45, if its tax year is this one and its code is cumulative." },
        new("previous_tax", "Tax in previous employment this tax year", FieldType.Amount) { Group = "Starter", Law = PayeRegulations, Help = "From the P45, as above." },
        new("normal_hours", "Normal hours worked", FieldType.Choice)
        {
            Group = "Reporting", Law = PayeRegulations,
            Choices = [("A", "A: up to 15.99 hours a week"), ("B", "B: 16 to 23.99"), ("C", "C: 24 to 29.99"), ("D", "D: 30 or more"), ("E", "E: other")],
            Help = "Band of weekly hours, reported to HMRC.",
        },
        new("payroll_id", "Payroll ID", FieldType.Text)
        {
            Group = "Reporting", Law = PayeRegulations, Check = v => v.Length <= 35 ? null : "Payroll ID: use at most 35 characters.",
            Help = "Unique within the PAYE scheme, never used again after the person leaves.",
        },
        .. Orders(1), .. Orders(2), .. Orders(3),
    ]);

    /// <summary>Ordinal of <c>order_1_kind</c>; the fields of one order follow each other in the order of <see cref="Orders"/>, then those of the next.</summary>
    public static readonly int FirstOrder = All.Ordinal("order_1_kind");
    public const int FieldsOfAnOrder = 7;
    public const int MostOrders = 3;

    public static readonly int TaxCodeField = All.Ordinal("tax_code");
    public static readonly int TaxBasis = All.Ordinal("tax_basis");
    public static readonly int NiCategory = All.Ordinal("ni_category");
    public static readonly int DirectorMethod = All.Ordinal("director_method");
    public static readonly int DirectorWeeks = All.Ordinal("director_weeks");
    public static readonly int FinalPeriod = All.Ordinal("final_period");
    public static readonly int NiAggregation = All.Ordinal("ni_aggregation");
    public static readonly int TerminationAwardBefore = All.Ordinal("termination_award_before");
    public static readonly int StudentLoanPlans = All.Ordinal("student_loan_plans");
    public static readonly int PostgraduateLoan = All.Ordinal("postgraduate_loan");
    public static readonly int PensionScheme = All.Ordinal("pension_scheme");
    public static readonly int PensionEarningsBasis = All.Ordinal("pension_earnings_basis");
    public static readonly int PensionEmployeeRate = All.Ordinal("pension_employee_rate");
    public static readonly int PensionEmployerRate = All.Ordinal("pension_employer_rate");
    public static readonly int PensionOptOutDate = All.Ordinal("pension_opt_out_date");
    public static readonly int PensionPostponedUntil = All.Ordinal("pension_postponed_until");
    public static readonly int HoursInPeriod = All.Ordinal("hours_in_period");
    public static readonly int ApprenticeSince = All.Ordinal("apprentice_since");
    public static readonly int Gender = All.Ordinal("gender");
    public static readonly int NormalHours = All.Ordinal("normal_hours");
    public static readonly int PayrollId = All.Ordinal("payroll_id");
    public static readonly int StartDeclaration = All.Ordinal("start_declaration");
    public static readonly int StartDate = All.Ordinal("start_date");
    public static readonly int LeavingDate = All.Ordinal("leaving_date");
    public static readonly int PaymentAfterLeaving = All.Ordinal("payment_after_leaving");
    public static readonly int OnStrike = All.Ordinal("on_strike");
    public static readonly int PreviousPay = All.Ordinal("previous_pay");
    public static readonly int PreviousTax = All.Ordinal("previous_tax");
    public static readonly int DateOfBirth = All.Ordinal("date_of_birth");
    public static readonly int Nino = All.Ordinal("nino");

    private static Field[] Orders(int n) =>
    [
        new($"order_{n}_kind", $"Attachment order {n}", FieldType.Choice)
        {
            Group = "Attachment orders", Law = AttachmentLaw,
            Choices =
            [
                ("deo", "Child maintenance: deduction from earnings order"), ("aeo_priority", "Court order: maintenance or fine"), ("aeo_non_priority", "Court order: civil debt"),
                ("council_tax", "Council tax (England)"), ("council_tax_wales", "Council tax (Wales)"), ("dea", "Direct Earnings Attachment, standard rate"), ("dea_higher", "Direct Earnings Attachment, higher rate"),
                ("dea_fixed", "Direct Earnings Attachment, fixed amount"), ("earnings_arrestment", "Earnings arrestment (Scotland)"),
                ("current_maintenance", "Current maintenance arrestment (Scotland)"), ("conjoined_arrestment", "Conjoined arrestment order (Scotland)"),
            ],
            Help = "What kind of order was received. Empty = none.",
        },
        new($"order_{n}_date", $"Order {n}: date", FieldType.Date) { Group = "Attachment orders", Law = AttachmentLaw, Help = "Orders of the same priority are taken by date." },
        new($"order_{n}_amount", $"Order {n}: normal deduction", FieldType.Amount) { Group = "Attachment orders", Law = AttachmentLaw, Help = "Normal or fixed deduction of a pay period as the order states it; not for orders by percentage table. Scottish maintenance: the amount a day, 0 where a conjoined order has none." },
        new($"order_{n}_protected", $"Order {n}: protected earnings", FieldType.Amount) { Group = "Attachment orders", Law = AttachmentLaw, Help = "Net earnings of a pay period that must remain, as the order states it. Child maintenance: empty = 60 % of net earnings." },
        new($"order_{n}_arrears", $"Order {n}: shortfall brought forward", FieldType.Amount) { Group = "Attachment orders", Law = AttachmentLaw, Help = "What could not be deducted before this tax year, or with another payroll, and is to be caught up." },
        new($"order_{n}_left", $"Order {n}: left to collect", FieldType.Amount) { Group = "Attachment orders", Law = AttachmentLaw, Help = "Debt left at the beginning of the tax year or of the order. Deductions stop when it is collected. Empty = until the order is ended." },
        new($"order_{n}_protected_arrears", $"Order {n}: protected earnings short", FieldType.Amount) { Group = "Attachment orders", Law = AttachmentLaw, Help = "Court order with priority: by how much earnings fell short of protected earnings before this tax year, not yet made good." },
    ];

    private static (string, string)[] NiCategories =>
    [
        ("A", "A: standard"), ("B", "B: married women's reduced rate"), ("C", "C: over State Pension age"), ("D", "D: investment zone, deferment"),
        ("E", "E: investment zone, reduced rate"), ("F", "F: freeport, standard"), ("H", "H: apprentice under 25"), ("I", "I: freeport, reduced rate"),
        ("J", "J: deferment"), ("K", "K: investment zone, over State Pension age"), ("L", "L: freeport, deferment"), ("M", "M: under 21"),
        ("N", "N: investment zone, standard"), ("S", "S: freeport, over State Pension age"), ("V", "V: veteran, first 12 months"),
        ("X", "X: no National Insurance, e.g. under 16"), ("Z", "Z: under 21, deferment"),
    ];
}
