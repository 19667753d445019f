namespace Bureau.Jurisdictions.GB;

/// <summary>How each item of pay counts: for tax, for National Insurance, and for the three bases that a pension scheme may use.</summary>
internal static class PayItems
{
    private const string Taxable = "taxable_pay";
    private const string Niable = "niable_pay";
    private const string Pensionable = "pensionable_pay";

    private static readonly string[] Everything = [Taxable, Niable, Pensionable];

    public static readonly NameSet<PayItem> All = new(
    [
        Earning("regular", "Basic pay", byUnits: true),
        Earning("overtime", "Overtime", byUnits: true),
        Earning("bonus", "Bonus"),
        Earning("commission", "Commission"),
        Earning("holiday_pay", "Holiday pay", byUnits: true),
        Earning("sick_pay", "Company sick pay", byUnits: true),
        Earning("back_pay", "Back pay"),
        Earning("allowance", "Allowance"),
        Earning("pay_in_lieu_of_notice", "Pay in lieu of notice"),
        Earning("ssp", "Statutory Sick Pay"),
        Earning("smp", "Statutory Maternity Pay"),
        Earning("spp", "Statutory Paternity Pay"),
        Earning("sap", "Statutory Adoption Pay"),
        Earning("shpp", "Statutory Shared Parental Pay"),
        Earning("spbp", "Statutory Parental Bereavement Pay"),
        Earning("sncp", "Statutory Neonatal Care Pay"),
        new("tronc", "Tips shared by a tronc", PayItemKind.Earning) { CountsTowards = [Taxable], Help = "Shared out by a troncmaster independent of the employer: taxed, but free of National Insurance." },
        new("pension_refund_taxed", "Pension contributions given back", PayItemKind.Earning) { CountsTowards = [Taxable], Help = "After an opt-out from a scheme under net pay: taxed now, as it was not when it was withheld." },
        new("pension_refund_sacrifice", "Pay not given up for pension", PayItemKind.Earning) { CountsTowards = [Taxable, Niable], Help = "After an opt-out: the pay given up is paid after all, with tax and National Insurance." },
        new("salary_sacrifice", "Salary sacrifice", PayItemKind.Sacrifice) { CountsTowards = Everything, Help = "Pay given up for a benefit, e.g. a cycle or a car. Lowers tax and National Insurance. Pension sacrifice is worked out from the pension fields instead." },
        new("payrolled_benefit", "Payrolled benefit in kind", PayItemKind.BenefitInKind) { CountsTowards = [Taxable], Help = "Cash equivalent of a benefit in this period. Class 1A National Insurance is due from the employer after the year." },
        new("non_cash_pay", "Pay in kind", PayItemKind.BenefitInKind) { CountsTowards = [Taxable, Niable], Help = "Pay in assets that can readily be turned into cash: taxed and subject to National Insurance, but not paid with the wages." },
        new("non_cash_niable", "Benefit subject to class 1 only", PayItemKind.BenefitInKind) { CountsTowards = [Niable], Help = "Taxed by form P11D but subject to class 1 National Insurance now, e.g. most vouchers, or a personal bill that the employer pays." },
        new("other_job_earnings", "Earnings of another job here", PayItemKind.BenefitInKind) { CountsTowards = [Niable], Help = "Paid through another payroll of the same employer in this period. Its National Insurance is worked out here, on both together." },
        new("termination_award", "Redundancy or termination award", PayItemKind.Earning) { Help = "For the end of the employment, not for work or notice: free of National Insurance, and of tax up to 30,000 pounds. Pay in lieu of notice is an item of its own." },
        new("payroll_giving", "Payroll giving", PayItemKind.Deduction) { CountsTowards = [Taxable], Help = "Gift to charity under an approved scheme; lowers taxable pay but not pay for National Insurance." },
        new("union_dues", "Union dues", PayItemKind.Deduction),
        new("loan_repayment", "Repayment of employer's loan", PayItemKind.Deduction),
        new("attachment_of_earnings", "Attachment of earnings", PayItemKind.Deduction),
        new("other_deduction", "Other deduction", PayItemKind.Deduction),
        new("expenses", "Expenses repaid", PayItemKind.Reimbursement),
        new("pension_refund", "Pension contributions given back", PayItemKind.Reimbursement) { Help = "After an opt-out from a scheme with relief at source: what was withheld was taxed already." },
    ]);

    public static readonly int Regular = All.Ordinal("regular");
    public static readonly int Overtime = All.Ordinal("overtime");
    public static readonly int Bonus = All.Ordinal("bonus");
    public static readonly int Commission = All.Ordinal("commission");
    public static readonly int SalarySacrifice = All.Ordinal("salary_sacrifice");
    public static readonly int TerminationAward = All.Ordinal("termination_award");
    public static readonly int NonCashPay = All.Ordinal("non_cash_pay");
    public static readonly int NonCashNiable = All.Ordinal("non_cash_niable");
    public static readonly int PayrolledBenefit = All.Ordinal("payrolled_benefit");

    /// <summary>+1 or −1 by which each item moves taxable pay, pay for National Insurance and total pensionable earnings; 0 = does not count.</summary>
    public static readonly (int Taxable, int Niable, int Pensionable)[] Effect = [.. All.Select(i => (Sign(i, Taxable), Sign(i, Niable), Sign(i, Pensionable)))];

    /// <summary>Items that a scheme on basic pay counts: basic pay, pay for holidays and absence, less pay given up.</summary>
    public static readonly bool[] Basic = [.. All.Select(i => i.Name is
        "regular" or "holiday_pay" or "sick_pay" or "salary_sacrifice" or "ssp" or "smp" or "spp" or "sap" or "shpp" or "spbp" or "sncp")];

    private static PayItem Earning(string name, string label, bool byUnits = false) =>
        new(name, label, PayItemKind.Earning) { CountsTowards = Everything, ByUnits = byUnits };

    private static int Sign(PayItem item, string towards) =>
        !item.CountsTowards.Contains(towards) ? 0 : item.Kind is PayItemKind.Sacrifice or PayItemKind.Deduction ? -1 : 1;
}
