namespace Bureau.Jurisdictions.GB;

/// <summary>
/// Every figure that the calculation needs on the days of one stretch of a tax year, looked up once. Arrays are indexed by nation, pay
/// frequency or category letter.
/// </summary>
internal sealed class YearTables
{
    private static readonly string[] Plans = ["plan_1", "plan_2", "plan_4", "plan_5"];

    private readonly NiThresholds[] _director = new NiThresholds[53];

    /// <param name="parameters">All parameters of the pack.</param>
    /// <param name="from">First day on which this combination of values applies.</param>
    /// <exception cref="RulePackException">A figure is missing for this tax year.</exception>
    public YearTables(IReadOnlyList<Parameter> parameters, DateOnly from)
    {
        Year = Calendar.TaxYearOf(from);
        From = from;
        var table = new ParameterTable(parameters, Year.Start, from);

        Bands = [new(table.Json("income_tax_bands_england_northern_ireland")), new(table.Json("income_tax_bands_scotland")), new(table.Json("income_tax_bands_wales"))];
        BasicRateBand = (int)table.Amount("income_tax_basic_rate_band").Value;
        BasicRate = Bands[0].Rates[BasicRateBand - 1];
        WeeklyFreePay = new(52, table.Amount("income_tax_free_pay_per_500_weekly"));
        MonthlyFreePay = new(12, table.Amount("income_tax_free_pay_per_500_monthly"));
        RegulatoryLimit = table.Amount("income_tax_regulatory_limit");

        var weekly = GB.NiThresholds.Prescribed(table, "weekly");
        var annual = GB.NiThresholds.Prescribed(table, "annual");
        NiThresholds Weeks(int weeks) => GB.NiThresholds.OfWeeks(annual, weekly.LowerEarningsLimit, weeks);
        NiThresholds = [weekly, Weeks(2), Weeks(4), GB.NiThresholds.Prescribed(table, "monthly"), annual];
        for (var weeks = 1; weeks <= 52; weeks++) _director[weeks] = weeks < 52 ? Weeks(weeks) : annual;
        Categories = NiCategory.ByLetter(table);
        EmployeeRatesUse = table.Json("ni_employee_rates").Use;
        EmployerRatesUse = table.Json("ni_employer_rates").Use;

        // A plan without thresholds is not collected through payroll in this tax year.
        StudentLoans = [.. Plans.Where(p => table.Has($"student_loan_{p}_threshold_annual")).Select(p => new LoanThreshold(table, p, $"student_loan_{p}"))];
        StudentLoanRate = table.Amount("student_loan_rate");
        PostgraduateLoan = new(table, "postgraduate", "postgraduate_loan");
        PostgraduateLoanRate = table.Amount("postgraduate_loan_rate");

        QualifyingEarnings = [.. new[] { "weekly", "fortnightly", "four_weekly", "monthly", "annual" }.Select(f => new QualifyingBand(
            table.Amount($"pension_qualifying_earnings_lower_{f}"), table.Amount($"pension_qualifying_earnings_upper_{f}"), table.Amount($"pension_trigger_{f}")))];
        PensionMinimumTotalRate = table.Amount("pension_minimum_total_rate");
        PensionMinimumOnBasicPay = table.Amount("pension_minimum_total_rate_on_basic_pay");
        PensionMinimumOnAllEarnings = table.Amount("pension_minimum_total_rate_on_all_earnings");
        PensionMinimumEmployerRate = table.Amount("pension_minimum_employer_rate");
        Orders = new AttachmentTables(table);
        TerminationAwardExempt = table.Amount("income_tax_termination_award_exempt");
        Class1ARate = table.Amount("ni_class_1a_rate");
        NotEnacted = table.NotEnacted;
    }

    public TaxYear Year { get; }
    public DateOnly From { get; }
    /// <summary>What is draft or forecast, so must not pay people.</summary>
    public IReadOnlyList<string> NotEnacted { get; }

    public TaxBands[] Bands { get; }
    public int BasicRateBand { get; }
    public decimal BasicRate { get; }
    public FreePayTable WeeklyFreePay { get; }
    public FreePayTable MonthlyFreePay { get; }
    public Figure RegulatoryLimit { get; }

    public NiThresholds[] NiThresholds { get; }
    public NiCategory?[] Categories { get; }
    public ParameterUse EmployeeRatesUse { get; }
    public ParameterUse EmployerRatesUse { get; }

    public LoanThreshold[] StudentLoans { get; }
    public Figure StudentLoanRate { get; }
    public LoanThreshold PostgraduateLoan { get; }
    public Figure PostgraduateLoanRate { get; }

    public QualifyingBand[] QualifyingEarnings { get; }
    public AttachmentTables Orders { get; }
    public Figure TerminationAwardExempt { get; }
    public Figure Class1ARate { get; }
    public Figure PensionMinimumTotalRate { get; }
    public Figure PensionMinimumOnBasicPay { get; }
    public Figure PensionMinimumOnAllEarnings { get; }
    public Figure PensionMinimumEmployerRate { get; }

    /// <summary>Annual thresholds, or for a director appointed during the year those of the weeks left in it.</summary>
    public NiThresholds DirectorThresholds(int weeks) => _director[weeks];
}
