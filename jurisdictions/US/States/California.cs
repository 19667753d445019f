using System.Text.Json;
using static Bureau.Jurisdictions.US.Explain;
using static Bureau.Jurisdictions.US.Rounding;

namespace Bureau.Jurisdictions.US.States;

/// <summary>California: EDD, California Withholding Schedules, Method B (exact calculation); Employer's Guide DE 44.</summary>
internal sealed class California : StateTax
{
    private const string Line = "ca_income_tax";

    /// <summary>California does not follow federal law on health savings accounts.</summary>
    private const Pretax OffIncome = Pretax.All & ~Pretax.HealthSavings;
    private const Pretax OffInsurance = Pretax.Benefits & ~Pretax.HealthSavings;

    private static readonly int s_wages = Lines.All.Ordinal("ca_wages");
    private static readonly int s_tax = Lines.All.Ordinal(Line);
    private static readonly int s_sdi = Lines.All.Ordinal("ca_sdi");
    private static readonly int s_uiWages = Lines.All.Ordinal("ca_ui_wages");
    private static readonly int s_ui = Lines.All.Ordinal("ca_ui");
    private static readonly int s_ett = Lines.All.Ordinal("ca_ett");
    private static readonly int s_status = EmployeeFields.All.Ordinal("ca_filing_status");
    private static readonly int s_regular = EmployeeFields.All.Ordinal("ca_regular_allowances");
    private static readonly int s_estimated = EmployeeFields.All.Ordinal("ca_estimated_deduction_allowances");
    private static readonly int s_extra = EmployeeFields.All.Ordinal("ca_extra_withholding");

    private readonly ByFrequency<PeriodTables> _tables;
    private readonly ParameterUse _rates;
    private readonly ParameterUse _low;
    private readonly ParameterUse _standard;
    private readonly ParameterUse _estimated;
    private readonly ParameterUse _credit;
    private readonly Figure _bonusRate;
    private readonly Figure _supplementalRate;
    private readonly Figure _sdiRate;
    private readonly Figure _uiBase;
    private readonly Figure _newEmployerUiRate;
    private readonly Figure _ettRate;
    private readonly Figure _sickLeaveHours;
    private readonly Figure _sickLeaveCap;

    public California(ParameterTable figures)
    {
        (var rates, _rates) = figures.Table("ca_income_tax_method_b_rate_tables");
        (var low, _low) = figures.Table("ca_income_tax_method_b_low_income_exemption");
        (var standard, _standard) = figures.Table("ca_income_tax_method_b_standard_deduction");
        (var estimated, _estimated) = figures.Table("ca_income_tax_method_b_estimated_deduction");
        (var credit, _credit) = figures.Table("ca_income_tax_method_b_exemption_credit");
        _tables = new(rates, "California", (frequency, rows) => new PeriodTables(
            rows, low.GetProperty(frequency), standard.GetProperty(frequency), estimated.GetProperty(frequency), credit.GetProperty(frequency)));
        _bonusRate = figures.Amount("ca_income_tax_supplemental_rate_bonus_and_stock_options");
        _supplementalRate = figures.Amount("ca_income_tax_supplemental_rate_other");
        _sdiRate = figures.Amount("ca_sdi_employee_rate");
        _uiBase = figures.Member("ca_ui_employer", "wage_base");
        _newEmployerUiRate = figures.Member("ca_ui_employer", "new_employer_rate");
        _ettRate = figures.Member("ca_ett_employer", "rate");
        _sickLeaveHours = figures.Member("ca_sick_leave", "hours_per_hour");
        _sickLeaveCap = figures.Member("ca_sick_leave", "accrual_cap");
    }

    public override void IncomeTax(in Payment payment)
    {
        var wages = payment.Wages.Less(OffIncome);
        Report(payment, s_wages, wages.Total);

        // The flat rates are for supplemental wages that are not paid together with regular wages.
        if (payment.FlatSupplemental && payment.Wages.Regular == 0)
        {
            payment.Amounts[s_tax] = AtFlatRate(payment, "Bonuses and stock options", wages.Bonus, _bonusRate) + AtFlatRate(payment, "Other supplemental wages", wages.Supplemental, _supplementalRate);
            return;
        }

        Withhold(payment, s_tax, OfSchedule(payment, wages.Total), s_extra, wages.Total);
    }

    public override void Contributions(in Payment payment)
    {
        SickLeave.Accrue(payment, _sickLeaveHours, _sickLeaveCap);
        var wages = payment.Wages.Less(OffInsurance).Total;
        if (wages == 0) return;
        payment.Contribute(s_sdi, wages, _sdiRate);
        var counted = payment.CountTowards(s_uiWages, wages, _uiBase.Value, _uiBase.Use);
        var given = Given.EmployerRate(payment.Case, EmployerFields.CaUiRate, _newEmployerUiRate.Value);
        payment.Contribute(s_ui, counted, _newEmployerUiRate with { Value = given });
        payment.Contribute(s_ett, counted, _ettRate);
    }

    private static decimal AtFlatRate(in Payment payment, string label, decimal wages, Figure rate)
    {
        if (wages == 0) return 0;
        var tax = Cent(wages * rate.Value);
        payment.Trace?.Add(new(Line, label, "wages not paid together with regular wages × flat rate", [("wages", Dollars(wages)), ("rate", Percent(rate.Value))], tax, Contributes: tax, Rounding: ToTheCent, Parameter: rate.Use));
        return tax;
    }

    private decimal OfSchedule(in Payment payment, decimal wages)
    {
        var pay = payment.Case;
        var annualized = pay.Employer[EmployerFields.CaWithholdingMethod] == "method_b_annualized";
        var tables = _tables[annualized ? PayFrequency.Annual : payment.Frequency];
        var (status, regular, estimated) = (StatusOf(pay), Given.Count(pay, s_regular), Given.Count(pay, s_estimated));
        var column = ColumnOf(status, regular + estimated);
        var amount = annualized ? wages * payment.PeriodsInYear : wages;
        if (annualized) payment.Trace?.Add(new(Line, "Wages of a year", "wages × pay periods", [("wages", Dollars(wages)), ("pay periods", Number(payment.PeriodsInYear))], amount));

        if (amount <= tables.LowIncome[column])
        {
            payment.Trace?.Add(new(Line, "Low income", "no tax on wages up to the low income exemption", [("wages", Dollars(amount)), ("exemption", Dollars(tables.LowIncome[column]))], 0, Parameter: _low));
            return 0;
        }

        var (deducted, standard) = (tables.Estimated.Of(estimated), tables.Standard[column]);
        var taxable = Math.Max(0, amount - deducted - standard);
        ref readonly var row = ref tables.Rates[(int)status].Over(taxable);
        var computed = Cent(row.Rate * row.Excess(taxable)) + row.Base;
        var credit = tables.Credit.Of(regular);
        var tax = Math.Max(0, computed - credit);
        if (annualized) tax = Cent(tax / payment.PeriodsInYear);
        if (payment.Trace is { } trace)
        {
            if (estimated > 0) trace.Add(new(Line, "Estimated deductions", "table by allowances for estimated deductions", [("allowances", Number(estimated))], deducted, Parameter: _estimated));
            trace.Add(new(Line, "Taxable wages", "wages − estimated deductions − standard deduction", [("wages", Dollars(amount)), ("estimated deductions", Dollars(deducted)), ("standard deduction", Dollars(standard))], taxable, Parameter: _standard));
            var whole = annualized ? Cent(computed / payment.PeriodsInYear) : computed;
            trace.Add(new(Line, annualized ? "Tax of the year" : "Tax of the schedule", "tax where the bracket begins + rate × what lies above",
                [("bracket over", Dollars(row.From)), ("tax there", Dollars(row.Base)), ("rate", Percent(row.Rate))], computed, Contributes: whole, Rounding: ToTheCent, Parameter: _rates));
            if (credit != 0)
                trace.Add(new(Line, "Exemption credit", annualized ? "credit by regular allowances, ÷ pay periods; at most the tax" : "credit by regular allowances; at most the tax",
                    [("allowances", Number(regular)), ("credit", Dollars(credit))], tax - whole, Contributes: tax - whole, Parameter: _credit));
        }

        return tax;
    }

    private static FilingStatus StatusOf(PayCase pay) => pay.Fields[s_status] switch
    {
        null or "" or "single" => FilingStatus.Single,
        "married" => FilingStatus.MarriedJoint,
        "head_of_household" => FilingStatus.HeadOfHousehold,
        var other => throw Given.Wrong(s_status, other),
    };

    /// <summary>Low income exemption and standard deduction have two amounts for the married: with one allowance at most, and with more.</summary>
    private static int ColumnOf(FilingStatus status, int allowances) => status switch
    {
        FilingStatus.Single => 0,
        FilingStatus.MarriedJoint => allowances < 2 ? 1 : 2,
        _ => 3,
    };

    private sealed class PeriodTables(JsonElement rates, JsonElement low, JsonElement standard, JsonElement estimated, JsonElement credit)
    {
        private static readonly string[] s_columns = ["single_or_dual_income", "married_0_or_1_allowances", "married_2_or_more_allowances", "head_of_household"];

        public decimal[] LowIncome { get; } = [.. s_columns.Select(c => low.GetProperty(c).GetDecimal())];

        public decimal[] Standard { get; } = [.. s_columns.Select(c => standard.GetProperty(c).GetDecimal())];

        public ByAllowances Estimated { get; } = new(estimated);

        public ByAllowances Credit { get; } = new(credit);

        /// <summary>By filing status.</summary>
        public Brackets[] Rates { get; } = [.. new[] { "single", "married", "head_of_household" }.Select(s => Brackets.Read(rates.GetProperty(s), from: 0, @base: 2, rate: 1))];
    }

    /// <summary>Printed for 0 to 10 allowances; for more, the value of one times their number.</summary>
    private sealed class ByAllowances(JsonElement printed)
    {
        private readonly decimal[] _printed = [.. printed.EnumerateArray().Select(a => a.GetDecimal())];

        public decimal Of(int allowances) => allowances < _printed.Length ? _printed[allowances] : allowances * _printed[1];
    }
}
