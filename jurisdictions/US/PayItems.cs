namespace Bureau.Jurisdictions.US;

/// <summary>How an item of pay counts for withholding.</summary>
internal enum Category
{
    /// <summary>Paid or withheld after tax; no effect on any base.</summary>
    AfterTax,
    /// <summary>Regular wages.</summary>
    Regular,
    /// <summary>Identified supplemental wages that are not bonuses.</summary>
    Supplemental,
    /// <summary>Supplemental wages that California taxes at its rate for bonuses and stock options.</summary>
    Bonus,
    /// <summary>Taxed like regular wages, but not paid in cash by this payroll.</summary>
    NotCash,
    /// <summary>Elective deferral to a retirement plan, before income tax.</summary>
    Deferral,
    /// <summary>Cafeteria plan, 26 USC 125: health and the health flexible spending arrangement.</summary>
    Health,
    HealthSavings,
    DependentCare,
    Commuter,
    /// <summary>Cost of group-term life insurance over 50,000 dollars: Social Security and Medicare wages, without withholding of income tax.</summary>
    GroupTermLife,
}

/// <summary>What may be paid or withheld, and what each item counts towards.</summary>
internal static class PayItems
{
    private const string IncomeTax = "federal_taxable_wages";
    private const string SocialSecurity = "social_security_wages";
    private const string Medicare = "medicare_wages";
    private const string Futa = "futa_wages";

    /// <summary>Items under one annual limit, in the sequence in which what is above it is left out: before tax first.</summary>
    public static readonly string[] LimitedDeferrals = ["retirement_401k", "retirement_403b", "retirement_401k_roth"];

    private static readonly string[] s_everything = [IncomeTax, SocialSecurity, Medicare, Futa];

    private static readonly (PayItem Item, Category Category)[] s_items =
    [
        Earning("regular", "Regular wages", Category.Regular, byUnits: true),
        Earning("overtime", "Overtime at time and a half", Category.Regular, byUnits: true, "The whole pay of the overtime hours. A third of it is the premium that Form W-2 reports as qualified overtime."),
        Earning("double_time", "Overtime at double time", Category.Regular, byUnits: true,
            "All that is paid for these hours. The premium that the law demands is half the regular rate, whatever more is paid (29 USC 207): a quarter of it. Form W-2 reports that as qualified overtime (26 USC 225(c))."),
        TimeOff("holiday_pay", "Holiday pay"),
        TimeOff("vacation_pay", "Vacation pay"),
        TimeOff("sick_pay", "Sick pay"),
        Earning("tips", "Tips paid through payroll", Category.Regular, help: "Card and pooled tips. They stay wages for every tax; Form W-2 reports them as qualified tips."),
        Earning("supplemental", "Supplemental wages", Category.Supplemental),
        Earning("commission", "Commission", Category.Supplemental),
        Earning("severance", "Severance pay", Category.Supplemental),
        Earning("back_pay", "Back pay", Category.Supplemental),
        Earning("bonus", "Bonus", Category.Bonus),
        Earning("stock_options", "Stock options", Category.Bonus),
        (new("cash_tips", "Cash tips reported", PayItemKind.BenefitInKind) { CountsTowards = s_everything, Help = "Tips that the employee already has (Form 4070): taxed, but not paid again." }, Category.NotCash),
        (new("taxable_benefit", "Taxable benefit", PayItemKind.BenefitInKind) { CountsTowards = s_everything, Help = "Value of a benefit that is wages, for example personal use of a car." }, Category.NotCash),
        (new("group_term_life", "Group-term life insurance over $50,000", PayItemKind.BenefitInKind)
        {
            CountsTowards = [IncomeTax, SocialSecurity, Medicare], Help = "Taxable cost by 26 USC 79. Social Security and Medicare are withheld; income tax is not withheld but the cost is reported on Form W-2.",
        }, Category.GroupTermLife),
        BeforeTax("retirement_401k", "401(k)", Category.Deferral),
        AfterTax("retirement_401k_roth", "Roth 401(k)", "Counts towards the annual limit of deferrals."),
        BeforeTax("retirement_403b", "403(b)", Category.Deferral),
        BeforeTax("retirement_457b", "457(b)", Category.Deferral),
        BeforeTax("retirement_simple", "SIMPLE", Category.Deferral),
        BeforeTax("section125", "Health insurance before tax", Category.Health),
        BeforeTax("health_fsa", "Health flexible spending", Category.Health),
        BeforeTax("hsa_via_cafeteria", "Health savings account", Category.HealthSavings),
        BeforeTax("dependent_care", "Dependent care", Category.DependentCare),
        BeforeTax("commuter_transit", "Commuter transit", Category.Commuter),
        BeforeTax("commuter_parking", "Commuter parking", Category.Commuter),
        AfterTax("health_after_tax", "Health insurance after tax"),
        AfterTax("union_dues", "Union dues"),
        AfterTax("loan_repayment", "Repayment of a loan"),
        AfterTax("charity", "Gift to charity"),
        AfterTax("other_deduction", "Other deduction"),
        (new("expenses", "Expenses repaid", PayItemKind.Reimbursement) { Help = "Under an accountable plan." }, Category.AfterTax),
    ];

    public static readonly NameSet<PayItem> All = new(s_items.Select(i => i.Item));

    /// <summary>By ordinal of the item.</summary>
    public static readonly Category[] CategoryOf = [.. s_items.Select(i => i.Category)];

    /// <summary>Plans that employers offer; limits of the year are kept by the calculation and by the checks.</summary>
    public static readonly NameSet<PlanType> PlanTypes = new(
    [
        .. new[] { "retirement_401k", "retirement_401k_roth", "retirement_403b", "retirement_457b", "retirement_simple" }.Select(item => Plan(item, byShare: true)),
        .. new[] { "section125", "health_fsa", "hsa_via_cafeteria", "dependent_care", "commuter_transit", "commuter_parking", "health_after_tax" }.Select(item => Plan(item, byShare: false)),
    ]);

    public static readonly int Regular = All.Ordinal("regular");
    public static readonly int Overtime = All.Ordinal("overtime");
    public static readonly int DoubleTime = All.Ordinal("double_time");
    public static readonly int HolidayPay = All.Ordinal("holiday_pay");
    public static readonly int VacationPay = All.Ordinal("vacation_pay");
    public static readonly int SickPay = All.Ordinal("sick_pay");
    public static readonly int Commission = All.Ordinal("commission");
    public static readonly int Bonus = All.Ordinal("bonus");
    public static readonly int Tips = All.Ordinal("tips");
    public static readonly int CashTips = All.Ordinal("cash_tips");

    private static PlanType Plan(string item, bool byShare) => new(item, All[item].Label, item, byShare, CategoryOf[All.Ordinal(item)] switch
    {
        Category.AfterTax => "after tax",
        Category.Deferral => "before income tax; Social Security and Medicare are due on it",
        _ => "before income tax, Social Security and Medicare",
    }, LimitedDeferrals.Contains(item) ? "employer_match" : null);

    private static (PayItem, Category) Earning(string name, string label, Category category, bool byUnits = false, string help = "") =>
        (new(name, label, PayItemKind.Earning) { CountsTowards = s_everything, ByUnits = byUnits, Help = help }, category);

    private static (PayItem, Category) TimeOff(string name, string label) => (Earning(name, label, Category.Regular, byUnits: true).Item1 with { TimeOff = true }, Category.Regular);

    private static (PayItem, Category) BeforeTax(string name, string label, Category category) =>
        (new(name, label, PayItemKind.Deduction) { CountsTowards = category == Category.Deferral ? [IncomeTax] : s_everything }, category);

    private static (PayItem, Category) AfterTax(string name, string label, string help = "") =>
        (new(name, label, PayItemKind.Deduction) { Help = help }, Category.AfterTax);
}
