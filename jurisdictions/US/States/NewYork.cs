using System.Text.Json;
using static Bureau.Jurisdictions.US.Explain;
using static Bureau.Jurisdictions.US.Rounding;

namespace Bureau.Jurisdictions.US.States;

/// <summary>
/// New York State (NYS-50-T-NYS, methods II and III), New York City (NYS-50-T-NYC, method II), Yonkers (NYS-50-T-Y), paid family leave and
/// disability benefits.
/// </summary>
internal sealed class NewYork : StateTax
{
    private const string State = "ny_income_tax";
    private const string City = "nyc_income_tax";
    private const string Yonkers = "yonkers_income_tax";

    private static readonly int s_wages = Lines.All.Ordinal("ny_wages");
    private static readonly int s_state = Lines.All.Ordinal(State);
    private static readonly int s_city = Lines.All.Ordinal(City);
    private static readonly int s_yonkers = Lines.All.Ordinal(Yonkers);
    private static readonly int s_familyLeave = Lines.All.Ordinal("ny_pfl");
    private static readonly int s_disability = Lines.All.Ordinal("ny_dbl");
    private static readonly int s_uiWages = Lines.All.Ordinal("ny_ui_wages");
    private static readonly int s_ui = Lines.All.Ordinal("ny_ui");
    private static readonly int s_rsf = Lines.All.Ordinal("ny_rsf");
    private static readonly int s_status = EmployeeFields.All.Ordinal("ny_filing_status");
    private static readonly int s_allowances = EmployeeFields.All.Ordinal("ny_allowances");
    private static readonly int s_cityAllowances = EmployeeFields.All.Ordinal("nyc_allowances");
    private static readonly int s_residentOf = EmployeeFields.All.Ordinal("ny_resident_of");
    private static readonly int s_share = EmployeeFields.All.Ordinal("ny_source_wage_share");
    private static readonly int s_extra = EmployeeFields.All.Ordinal("ny_extra_withholding");

    /// <summary>By filing status: single, married.</summary>
    private readonly ByFrequency<Schedule>[] _state;
    private readonly ByFrequency<Schedule> _city;
    private readonly Allowances _stateAllowances;
    private readonly Allowances _cityAllowances;
    private readonly TopRates _topRates;
    private readonly ByFrequency<Exclusions>? _yonkersExclusions;
    private readonly ParameterUse[] _stateUse;
    private readonly ParameterUse _cityUse;
    private readonly Figure _supplementalRate;
    private readonly Figure _citySupplementalRate;
    private readonly Figure _surcharge;
    private readonly Figure _yonkersSupplementalResident;
    private readonly Figure _yonkersSupplementalNonresident;
    private readonly Figure _yonkersRate;
    private readonly Figure _familyLeaveRate;
    private readonly Figure _familyLeaveMost;
    private readonly Figure _disabilityRate;
    private readonly Figure _disabilityMost;
    private readonly Figure? _uiBase;
    private readonly Figure _newEmployerUiRate;
    private readonly Figure _rsfRate;

    public NewYork(ParameterTable figures)
    {
        var (single, singleUse) = figures.Table("ny_income_tax_method2_single");
        var (married, marriedUse) = figures.Table("ny_income_tax_method2_married");
        _state = [Schedules(single, "New York"), Schedules(married, "New York")];
        _stateUse = [singleUse, marriedUse];
        _stateAllowances = new(figures, "ny_income_tax_allowances", "New York");
        _topRates = new(figures);
        (var city, _cityUse) = figures.Table("nyc_income_tax_method2");
        _city = Schedules(city, "New York City");
        _cityAllowances = new(figures, "nyc_income_tax_allowances", "New York City");
        _supplementalRate = figures.Amount("ny_income_tax_supplemental_rate");
        _citySupplementalRate = figures.Amount("nyc_income_tax_supplemental_rate");
        _surcharge = figures.Amount("yonkers_income_tax_resident_surcharge");
        _yonkersSupplementalResident = figures.Member("yonkers_income_tax_supplemental_rate", "resident");
        _yonkersSupplementalNonresident = figures.Member("yonkers_income_tax_supplemental_rate", "nonresident");
        if (figures.Has("yonkers_income_tax_nonresident"))
        {
            _yonkersRate = figures.Member("yonkers_income_tax_nonresident", "rate");
            _yonkersExclusions = new(figures.Table("yonkers_income_tax_nonresident").Table.GetProperty("bands"), "Yonkers", (_, rows) => new Exclusions(rows));
        }

        _familyLeaveRate = figures.Member("ny_pfl_employee", "rate");
        _familyLeaveMost = figures.Member("ny_pfl_employee", "annual_max");
        _disabilityRate = figures.Member("ny_dbl_employee", "rate");
        _disabilityMost = figures.Member("ny_dbl_employee", "weekly_max");
        if (!figures.Has("ny_ui_employer")) return;
        _uiBase = figures.Member("ny_ui_employer", "wage_base");
        _newEmployerUiRate = figures.Member("ny_ui_employer", "new_employer_rate");
        _rsfRate = figures.Member("ny_ui_employer", "reemployment_service_fund");
    }

    public override void IncomeTax(in Payment payment)
    {
        var pay = payment.Case;
        var all = payment.Wages.Less(Pretax.All);
        var taxed = InNewYork(payment, all);
        Report(payment, s_wages, taxed.Total);

        var married = IsMarried(pay);
        var flat = payment.FlatSupplemental;
        var bySchedule = flat ? taxed.Regular : taxed.Total;
        var tax = bySchedule > 0 ? OfState(payment, married, bySchedule) : 0;
        if (flat) tax += AtFlatRate(payment, State, taxed.AllSupplemental, _supplementalRate);
        Withhold(payment, s_state, tax, s_extra, bySchedule);

        var residentOf = pay.Fields[s_residentOf];
        if (residentOf == "nyc") payment.Amounts[s_city] = OfCity(payment, married, flat ? all.Regular : all.Total, flat ? all.AllSupplemental : 0);
        if (residentOf == "yonkers") payment.Amounts[s_yonkers] = Surcharge(payment, tax, flat ? taxed.AllSupplemental : 0);
        else if (pay.Fields[EmployeeFields.WorkLocality] == "yonkers") payment.Amounts[s_yonkers] = OfEarningsInYonkers(payment, bySchedule, flat ? taxed.AllSupplemental : 0);
    }

    public override void Contributions(in Payment payment)
    {
        var wages = payment.Wages.Cash;
        if (wages <= 0) return;
        var before = payment.Case.YearToDate[s_familyLeave];
        var familyLeave = Math.Min(Cent(wages * _familyLeaveRate.Value), Math.Max(0, _familyLeaveMost.Value - before));
        payment.Amounts[s_familyLeave] = familyLeave;
        payment.Trace?.Add(new("ny_pfl", "Paid family leave", "wages × rate, at most what is left of the maximum of the year",
            [("wages", Dollars(wages)), ("rate", Percent(_familyLeaveRate.Value)), ("maximum of the year", Dollars(_familyLeaveMost.Value)), ("withheld before", Dollars(before))],
            familyLeave, Contributes: familyLeave, Rounding: ToTheCent, Parameter: _familyLeaveRate.Use));
        var disability = Math.Min(Cent(wages * _disabilityRate.Value), Cent(_disabilityMost.Value * 52 / payment.PeriodsInYear));
        payment.Amounts[s_disability] = disability;
        payment.Trace?.Add(new("ny_dbl", "Disability benefits", "wages × rate, at most the maximum a week × weeks of the pay period",
            [("wages", Dollars(wages)), ("rate", Percent(_disabilityRate.Value)), ("maximum a week", Dollars(_disabilityMost.Value)), ("weeks", Number(52m / payment.PeriodsInYear))],
            disability, Contributes: disability, Rounding: ToTheCent, Parameter: _disabilityRate.Use));

        if (_uiBase is not { } limit) return;
        var counted = payment.CountTowards(s_uiWages, payment.Wages.Less(Pretax.Benefits).Total, limit.Value, limit.Use);
        payment.Contribute(s_ui, counted, _newEmployerUiRate with { Value = Given.EmployerRate(payment.Case, EmployerFields.NyUiRate, _newEmployerUiRate.Value) });
        payment.Contribute(s_rsf, counted, _rsfRate);
    }

    /// <summary>Nonresidents of the state are taxed on the share of their wages for services in it.</summary>
    private static TaxedWages InNewYork(in Payment payment, in TaxedWages wages)
    {
        var share = Given.Amount(payment.Case, s_share, whenAbsent: 1);
        if (share == 1) return wages;
        var taxed = new TaxedWages(Cent(wages.Regular * share), Cent(wages.Supplemental * share), Cent(wages.Bonus * share));
        payment.Trace?.Add(new(State, "Wages for services in New York", "wages × share of Form IT-2104.1", [("wages", Dollars(wages.Total)), ("share", Percent(share))], taxed.Total, Rounding: ToTheCent));
        return taxed;
    }

    private decimal OfState(in Payment payment, bool married, decimal wages)
    {
        var net = Net(payment, State, _stateAllowances, married, s_allowances, wages);
        var schedule = _state[married ? 1 : 0][payment.Frequency];
        var ofYear = net * payment.PeriodsInYear;
        if (net < schedule.End && ofYear < _topRates.Threshold[married ? 1 : 0]) return ByMethodTwo(payment, State, schedule, net, _stateUse[married ? 1 : 0]);

        // Method III: one rate on the whole of the annualized net wages.
        var rate = _topRates.Of(ofYear);
        var tax = Cent(Cent(ofYear * rate) / payment.PeriodsInYear);
        payment.Trace?.Add(new(State, "Tax by method III", "net wages × pay periods × one rate ÷ pay periods", [("net wages of a year", Dollars(ofYear)), ("rate", Percent(rate)), ("pay periods", Number(payment.PeriodsInYear))],
            tax, Contributes: tax, Rounding: "tax of the year and of the period to the cent", Parameter: _topRates.Use));
        return tax;
    }

    private decimal OfCity(in Payment payment, bool married, decimal bySchedule, decimal atFlatRate)
    {
        var tax = 0m;
        if (bySchedule > 0) tax = ByMethodTwo(payment, City, _city[payment.Frequency], Net(payment, City, _cityAllowances, married, s_cityAllowances, bySchedule), _cityUse);
        return tax + AtFlatRate(payment, City, atFlatRate, _citySupplementalRate);
    }

    /// <param name="stateTax">Tax of the State on this payment, without the extra amount that the employee asked for.</param>
    private decimal Surcharge(in Payment payment, decimal stateTax, decimal atFlatRate)
    {
        var ofSchedule = stateTax - Cent(atFlatRate * _supplementalRate.Value);
        var tax = Cent(ofSchedule * _surcharge.Value);
        if (ofSchedule != 0)
            payment.Trace?.Add(new(Yonkers, "Surcharge on residents", "tax of the State × rate", [("tax of the State", Dollars(ofSchedule)), ("rate", Percent(_surcharge.Value))], tax, Contributes: tax, Rounding: ToTheCent, Parameter: _surcharge.Use));
        return tax + AtFlatRate(payment, Yonkers, atFlatRate, _yonkersSupplementalResident);
    }

    private decimal OfEarningsInYonkers(in Payment payment, decimal bySchedule, decimal atFlatRate)
    {
        var tax = 0m;
        if (bySchedule > 0)
        {
            if (_yonkersExclusions is not { } exclusions) throw new RulePackException("work_locality", "Yonkers: the exclusions of nonresidents are not verified for this day. Nobody can be paid for work there until the rule pack has them.");
            var excluded = exclusions[payment.Frequency].Of(bySchedule);
            tax = excluded is { } off ? Cent((bySchedule - off) * _yonkersRate.Value) : 0;
            payment.Trace?.Add(new(Yonkers, "Tax on earnings of nonresidents", "(wages − exclusion of the band) × rate; the lowest band owes nothing",
                [("wages", Dollars(bySchedule)), ("exclusion", excluded is { } e ? Dollars(e) : "all"), ("rate", Percent(_yonkersRate.Value))], tax, Contributes: tax, Rounding: ToTheCent, Parameter: _yonkersRate.Use));
        }

        return tax + AtFlatRate(payment, Yonkers, atFlatRate, _yonkersSupplementalNonresident);
    }

    private static decimal Net(in Payment payment, string line, Allowances allowances, bool married, int field, decimal wages)
    {
        var number = Given.Count(payment.Case, field);
        var off = allowances.Of(payment.Frequency, married, number);
        var net = Math.Max(0, wages - off);
        payment.Trace?.Add(new(line, "Net wages", "wages − deduction and exemptions by allowances", [("wages", Dollars(wages)), ("allowances", Number(number)), ("deduction and exemptions", Dollars(off))], net, Parameter: allowances.Use));
        return net;
    }

    private static decimal ByMethodTwo(in Payment payment, string line, Schedule schedule, decimal net, ParameterUse use)
    {
        ref readonly var row = ref schedule.Rows.AtLeast(net);
        var tax = Cent(row.Rate * row.Excess(net)) + row.Base;
        payment.Trace?.Add(new(line, "Tax by method II", "tax where the bracket begins + rate × what lies above", [("net wages", Dollars(net)), ("bracket from", Dollars(row.From)), ("tax there", Dollars(row.Base)), ("rate", Percent(row.Rate))],
            tax, Contributes: tax, Rounding: ToTheCent, Parameter: use));
        return tax;
    }

    private static decimal AtFlatRate(in Payment payment, string line, decimal wages, Figure rate)
    {
        if (wages == 0) return 0;
        var tax = Cent(wages * rate.Value);
        payment.Trace?.Add(new(line, "Supplemental wages at the flat rate", "supplemental wages × rate", [("supplemental wages", Dollars(wages)), ("rate", Percent(rate.Value))], tax, Contributes: tax, Rounding: ToTheCent, Parameter: rate.Use));
        return tax;
    }

    private static bool IsMarried(PayCase pay) => pay.Fields[s_status] switch
    {
        null or "" or "single" => false,
        "married" => true,
        var other => throw Given.Wrong(s_status, other),
    };

    private static ByFrequency<Schedule> Schedules(JsonElement table, string what) => new(table, what, (_, rows) => new Schedule(rows));

    /// <summary>Rows of method II, and where they end: above, method III applies.</summary>
    private sealed class Schedule(JsonElement rows)
    {
        public Brackets Rows { get; } = Brackets.Read(rows, from: 0, @base: 3, rate: 2);

        public decimal End { get; } = rows[rows.GetArrayLength() - 1][1] is { ValueKind: JsonValueKind.Number } end ? end.GetDecimal() : decimal.MaxValue;
    }

    /// <summary>Deduction and exemptions, printed together for 0 to 10 allowances; for more, the deduction and as many exemptions.</summary>
    private sealed class Allowances
    {
        private readonly ByFrequency<decimal[][]> _combined;
        private readonly ByFrequency<decimal[]> _deduction;
        private readonly decimal[] _exemption;

        public Allowances(ParameterTable figures, string parameter, string what)
        {
            (var table, Use) = figures.Table(parameter);
            _combined = new(table.GetProperty("combined"), what, (_, p) => [.. Statuses(p).Select(s => s.EnumerateArray().Select(a => a.GetDecimal()).ToArray())]);
            _deduction = new(table.GetProperty("deduction"), what, (_, p) => [.. Statuses(p).Select(s => s.GetDecimal())]);
            _exemption = [.. Enum.GetValues<PayFrequency>().Select(f => table.GetProperty("exemption").TryGetProperty(PayFrequencies.NameOf(f), out var one) ? one.GetDecimal() : 0)];
        }

        public ParameterUse Use { get; }

        public decimal Of(PayFrequency frequency, bool married, int number)
        {
            var printed = _combined[frequency][married ? 1 : 0];
            return number < printed.Length ? printed[number] : _deduction[frequency][married ? 1 : 0] + number * _exemption[(int)frequency];
        }

        private static JsonElement[] Statuses(JsonElement period) => [period.GetProperty("single"), period.GetProperty("married")];
    }

    /// <summary>Method III: threshold by filing status, and the rates above it.</summary>
    private sealed class TopRates
    {
        private readonly (decimal From, decimal Rate)[] _rates;

        public TopRates(ParameterTable figures)
        {
            (var table, Use) = figures.Table("ny_income_tax_method3");
            Threshold = [table.GetProperty("threshold").GetProperty("single").GetDecimal(), table.GetProperty("threshold").GetProperty("married").GetDecimal()];
            _rates = [.. table.GetProperty("rates").EnumerateArray().Select(r => (r[0].ValueKind == JsonValueKind.Number ? r[0].GetDecimal() : 0, r[1].GetDecimal()))];
        }

        public decimal[] Threshold { get; }

        public ParameterUse Use { get; }

        public decimal Of(decimal ofYear)
        {
            var i = _rates.Length - 1;
            while (i > 0 && ofYear < _rates[i].From) i--;
            return _rates[i].Rate;
        }
    }

    /// <summary>Exclusion of nonresidents by band of wages.</summary>
    private sealed class Exclusions(JsonElement rows)
    {
        private readonly (decimal AtLeast, decimal? Excluded)[] _bands =
            [.. rows.EnumerateArray().Select(r => (r[0].GetDecimal(), r[2].ValueKind == JsonValueKind.Number ? r[2].GetDecimal() : (decimal?)null))];

        /// <summary>Null: no tax in this band.</summary>
        public decimal? Of(decimal wages)
        {
            var i = _bands.Length - 1;
            while (i > 0 && wages < _bands[i].AtLeast) i--;
            return _bands[i].Excluded;
        }
    }
}
