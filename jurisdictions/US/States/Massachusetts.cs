using static Bureau.Jurisdictions.US.Explain;
using static Bureau.Jurisdictions.US.Rounding;

namespace Bureau.Jurisdictions.US.States;

/// <summary>Massachusetts: Circular M, percentage method; paid family and medical leave (M.G.L. c. 175M).</summary>
internal sealed class Massachusetts : StateTax
{
    private static readonly int s_wages = Lines.All.Ordinal("ma_wages");
    private static readonly int s_tax = Lines.All.Ordinal("ma_income_tax");
    private static readonly int s_deducted = Lines.All.Ordinal("ma_fica_retirement_deduction");
    private static readonly int s_leaveWages = Lines.All.Ordinal("ma_pfml_wages");
    private static readonly int s_leave = Lines.All.Ordinal("ma_pfml");
    private static readonly int s_leaveEmployer = Lines.All.Ordinal("ma_pfml_employer");
    private static readonly int s_smallEmployer = EmployerFields.All.Ordinal("ma_fewer_than_25_employees");
    private static readonly int s_socialSecurity = Lines.All.Ordinal("employee_social_security");
    private static readonly int s_medicare = Lines.All.Ordinal("employee_medicare");
    private static readonly int s_exemptions = EmployeeFields.All.Ordinal("ma_exemptions");
    private static readonly int s_headOfHousehold = EmployeeFields.All.Ordinal("ma_head_of_household");
    private static readonly int s_blindness = EmployeeFields.All.Ordinal("ma_blindness_exemptions");
    private static readonly int s_extra = EmployeeFields.All.Ordinal("ma_extra_withholding");

    private readonly Rates _rates;
    private readonly Figure _deductionLimit;
    private readonly ByFrequency<Exemption> _exemption;
    private readonly ParameterUse _exemptionUse;
    private readonly ByFrequency<Credit> _headOfHousehold, _blindness, _noTaxBelow;
    private readonly ParameterUse _headOfHouseholdUse, _blindnessUse, _noTaxBelowUse;
    private readonly (Figure Employee, Figure Employer, decimal Limit)? _leave;

    public Massachusetts(ParameterTable figures)
    {
        _rates = new(figures);
        _deductionLimit = figures.Amount("ma_income_tax_fica_retirement_deduction_cap");
        (var exemption, _exemptionUse) = figures.Json("ma_income_tax_exemption_factor");
        _exemption = new(exemption, "Massachusetts", (_, row) => new(row[0].GetDecimal(), row[1].GetDecimal()));
        (_headOfHousehold, _headOfHouseholdUse) = Credits("ma_income_tax_head_of_household_credit");
        (_blindness, _blindnessUse) = Credits("ma_income_tax_blindness_credit");
        (_noTaxBelow, _noTaxBelowUse) = Credits("ma_income_tax_no_withholding_below");
        if (figures.Has("ma_pfml"))
        {
            var (leave, use) = figures.Json("ma_pfml");
            var ofEmployer = leave.GetProperty("medical_total").GetDecimal() * (1 - leave.GetProperty("medical_employee_share").GetDecimal());
            _leave = (new(leave.GetProperty("employee_total").GetDecimal(), use), new(ofEmployer, use), leave.GetProperty("wage_cap").GetDecimal());
        }

        (ByFrequency<Credit>, ParameterUse) Credits(string name)
        {
            var (table, use) = figures.Json(name);
            return (new(table, "Massachusetts", (_, amount) => new(amount.GetDecimal())), use);
        }
    }

    public override string? NotVerified(PayCase pay) => _leave is null ? "contributions for paid family and medical leave are not verified for this year" : null;

    public override void IncomeTax(in Payment payment)
    {
        var taxed = payment.Wages.Less(Pretax.All);
        var wages = taxed.Total;
        Report(payment, s_wages, wages);

        var before = payment.Case.YearToDate[s_deducted];
        var deducted = Math.Min(payment.Amounts[s_socialSecurity] + payment.Amounts[s_medicare], Math.Max(0, _deductionLimit.Value - before));
        payment.Amounts[s_deducted] = deducted;
        payment.Trace?.Add(new("ma_fica_retirement_deduction", "Social Security and Medicare deducted", "contributions of this payment, as far as the limit of the year reaches",
            [("limit", Dollars(_deductionLimit.Value)), ("before this payment", Dollars(before))], deducted, Contributes: deducted, Parameter: _deductionLimit.Use));

        var exemptions = Given.Count(payment.Case, s_exemptions);
        if (exemptions > 0 && wages < _noTaxBelow[payment.Frequency].Amount)
        {
            payment.Trace?.Add(new("ma_income_tax", "No tax", "wages are below the amount from which tax is withheld of those who claim an exemption",
                [("wages", Dollars(wages)), ("amount", Dollars(_noTaxBelow[payment.Frequency].Amount))], 0, Parameter: _noTaxBelowUse));
            Withhold(payment, s_tax, 0, s_extra, wages);
            return;
        }

        // Circular M prints the amounts of an exemption by pay period; who claims none needs no table.
        var exempt = exemptions > 0 ? exemptions * _exemption[payment.Frequency].Each + _exemption[payment.Frequency].Base : 0;
        var alone = payment.FlatSupplemental ? taxed.AllSupplemental : 0;
        var yearly = Math.Max(0, wages - alone - deducted - exempt) * payment.PeriodsInYear;
        var tax = Cent(_rates.TaxOf(yearly) / payment.PeriodsInYear);
        if (payment.Trace is { } trace)
        {
            trace.Add(new("ma_income_tax", "Exemptions of the pay period", "exemptions of Form M-4 × amount of one + a fixed amount; none claimed: zero", [("exemptions", Number(exemptions))], exempt, Parameter: _exemptionUse));
            trace.Add(new("ma_income_tax", "Wages of a year that are taxed", "(wages − Social Security and Medicare deducted − exemptions) × pay periods",
                [("wages", Dollars(wages - alone)), ("deducted", Dollars(deducted)), ("exemptions", Dollars(exempt)), ("pay periods", Number(payment.PeriodsInYear))], yearly));
            trace.Add(new("ma_income_tax", "Tax of the pay period", "tax of a year ÷ pay periods; above the threshold at the higher rate",
                [("wages of a year", Dollars(yearly)), ("rate", Percent(_rates.Base)), ("threshold", Dollars(_rates.Threshold)), ("above it", Percent(_rates.Above))],
                tax, Contributes: tax, Rounding: "each part and the tax of the period to the cent", Parameter: _rates.Use));
        }

        tax = Reduced(payment, tax);
        if (alone > 0) tax += OnSupplemental(payment, yearly, alone);
        Withhold(payment, s_tax, tax, s_extra, wages);
    }

    public override void Contributions(in Payment payment)
    {
        if (_leave is not { } leave) return;
        var wages = payment.CountTowards(s_leaveWages, payment.Wages.Gross, leave.Limit, leave.Employee.Use);
        payment.Contribute(s_leave, wages, leave.Employee);
        if (payment.Case.Employer[s_smallEmployer] != "true") payment.Contribute(s_leaveEmployer, wages, leave.Employer);
    }

    /// <summary>
    /// A cell of the weekly wage-bracket table: the wage in the middle of the bracket less a week's share of the largest deduction and of the
    /// exemptions of a year. Differs by a cent or two from the percentage method.
    /// </summary>
    public decimal WageBracketCell(decimal midpoint, int exemptions)
    {
        var ofYear = _exemption[PayFrequency.Annual];
        var exempt = exemptions > 0 ? (exemptions * ofYear.Each + ofYear.Base) / 52 : 0;
        return Cent(Math.Max(0, midpoint - _deductionLimit.Value / 52 - exempt) * _rates.Base);
    }

    /// <summary>Circular M, supplemental wages: on top of annualized regular wages and the supplemental wages of the year before this payment.</summary>
    public decimal SupplementalTax(decimal regularOfYear, decimal before, decimal supplemental) => _rates.OnTopOf(regularOfYear + before, supplemental);

    private decimal OnSupplemental(in Payment payment, decimal regularOfYear, decimal supplemental)
    {
        var before = payment.Case.YearToDate[Lines.SupplementalWages];
        var tax = SupplementalTax(regularOfYear, before, supplemental);
        payment.Trace?.Add(new("ma_income_tax", "Tax on supplemental wages", "on top of annualized regular wages and supplemental wages before: up to the threshold at the rate, above it at the higher",
            [("supplemental wages", Dollars(supplemental)), ("regular, of a year", Dollars(regularOfYear)), ("supplemental before", Dollars(before))], tax, Contributes: tax, Rounding: "each part to the cent", Parameter: _rates.Use));
        return tax;
    }

    private decimal Reduced(in Payment payment, decimal tax)
    {
        if (Given.Yes(payment.Case, s_headOfHousehold)) tax = Less(payment, tax, "Head of household", _headOfHousehold[payment.Frequency].Amount, _headOfHouseholdUse);
        return Given.Count(payment.Case, s_blindness) is > 0 and var blind ? Less(payment, tax, "Blindness", blind * _blindness[payment.Frequency].Amount, _blindnessUse) : tax;
    }

    private static decimal Less(in Payment payment, decimal tax, string label, decimal credit, ParameterUse use)
    {
        var reduced = Math.Max(0, tax - credit);
        payment.Trace?.Add(new("ma_income_tax", label, "taken off the tax, not below zero", [("off", Dollars(credit))], reduced, Contributes: reduced - tax, Parameter: use));
        return reduced;
    }

    private sealed record Exemption(decimal Each, decimal Base);

    private sealed record Credit(decimal Amount);

    /// <summary>The rate and, above the threshold of a year, the higher one.</summary>
    private sealed class Rates
    {
        public Rates(ParameterTable figures)
        {
            var (rates, use) = figures.Json("ma_income_tax_rate");
            (Base, Above, Use) = (rates.GetProperty("base").GetDecimal(), rates.GetProperty("over_threshold").GetDecimal(), use);
            Threshold = figures.Amount("ma_income_tax_surtax_threshold").Value;
        }

        public decimal Base { get; }
        public decimal Above { get; }
        public decimal Threshold { get; }
        public ParameterUse Use { get; }

        public decimal TaxOf(decimal yearly) => OnTopOf(0, yearly);

        /// <summary>Tax on an amount when there are already others in the year.</summary>
        public decimal OnTopOf(decimal others, decimal amount)
        {
            var below = Math.Clamp(Threshold - others, 0, amount);
            return Cent(below * Base) + Cent((amount - below) * Above);
        }
    }
}
