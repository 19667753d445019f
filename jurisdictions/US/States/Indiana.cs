using static Bureau.Jurisdictions.US.Explain;
using static Bureau.Jurisdictions.US.Rounding;

namespace Bureau.Jurisdictions.US.States;

/// <summary>Indiana: Departmental Notice #1. State and county tax on the same wages, rounded separately.</summary>
internal sealed class Indiana : StateTax
{
    private static readonly int s_wages = Lines.All.Ordinal("in_wages");
    private static readonly int s_tax = Lines.All.Ordinal("in_income_tax");
    private static readonly int s_countyTax = Lines.All.Ordinal("in_county_income_tax");
    private static readonly int s_county = EmployeeFields.All.Ordinal("in_county_of_residence");
    private static readonly int s_extra = EmployeeFields.All.Ordinal("in_extra_withholding");

    /// <summary>Fields that count exemptions, with the names of their values.</summary>
    private static readonly (int Field, string Value)[] s_exemptions =
    [
        (EmployeeFields.All.Ordinal("in_personal_exemptions"), "personal"), (EmployeeFields.All.Ordinal("in_dependent_exemptions"), "additional_dependent"),
        (EmployeeFields.All.Ordinal("in_first_time_dependent_exemptions"), "first_time_dependent"), (EmployeeFields.All.Ordinal("in_adopted_dependent_exemptions"), "adopted_dependent"),
    ];

    private readonly Figure _rate;
    private readonly decimal[] _values;
    private readonly ParameterUse _valuesUse;
    private readonly Figure?[] _counties = new Figure?[93];

    public Indiana(ParameterTable figures)
    {
        _rate = figures.Amount("in_income_tax_rate");
        (var values, _valuesUse) = figures.Json("in_income_tax_exemptions");
        _values = [.. s_exemptions.Select(e => values.GetProperty(e.Value).GetDecimal())];
        if (!figures.Has("in_county_income_tax_rates")) return;
        var (counties, use) = figures.Json("in_county_income_tax_rates");
        foreach (var county in counties.EnumerateObject())
        {
            var rate = county.Value.GetProperty("rate").GetDecimal();
            _counties[int.Parse(county.Name, System.Globalization.CultureInfo.InvariantCulture)] = new(rate, use with { Name = $"{use.Name}, {county.Value.GetProperty("name").GetString()}", Value = Number(rate) });
        }
    }

    public override void IncomeTax(in Payment payment)
    {
        var taxed = payment.Wages.Less(Pretax.All);
        Report(payment, s_wages, taxed.Total);

        var exempt = 0m;
        for (var i = 0; i < s_exemptions.Length; i++) exempt += Given.Count(payment.Case, s_exemptions[i].Field) * _values[i];
        var perPeriod = Cent(exempt / payment.PeriodsInYear);
        payment.Trace?.Add(new("in_income_tax", "Exemptions of the pay period", "exemptions of Form WH-4 × their values ÷ pay periods",
            [("of a year", Dollars(exempt)), ("pay periods", Number(payment.PeriodsInYear))], perPeriod, Rounding: ToTheCent, Parameter: _valuesUse));

        // Supplemental wages have no exemptions where they are taxed by themselves.
        var alone = payment.FlatSupplemental ? taxed.AllSupplemental : 0;
        var regular = Math.Max(0, taxed.Total - alone - perPeriod);
        Withhold(payment, s_tax, Tax(payment, "in_income_tax", regular, alone, _rate), s_extra, taxed.Total);
        if (payment.Case.Fields[s_county] is { Length: > 0 } county) payment.Amounts[s_countyTax] = Tax(payment, "in_county_income_tax", regular, alone, RateOf(county));
    }

    private Figure RateOf(string county) =>
        int.TryParse(county, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var code) && code is >= 1 and <= 92
            ? _counties[code] ?? throw new RulePackException("in_county_of_residence", "Indiana: county rates are not verified for this pay date. Nobody who lives in one of its counties can be paid until they are.")
            : throw Given.Wrong(s_county, county);

    private static decimal Tax(in Payment payment, string line, decimal regular, decimal alone, in Figure rate)
    {
        var tax = Cent(regular * rate.Value);
        payment.Trace?.Add(new(line, "Tax of the pay period", "(wages − exemptions) × rate", [("wages less exemptions", Dollars(regular)), ("rate", Percent(rate.Value))], tax, Contributes: tax, Rounding: ToTheCent, Parameter: rate.Use));
        if (alone == 0) return tax;
        var supplemental = Cent(alone * rate.Value);
        payment.Trace?.Add(new(line, "Tax on supplemental wages", "supplemental wages × rate, without exemptions", [("supplemental wages", Dollars(alone)), ("rate", Percent(rate.Value))],
            supplemental, Contributes: supplemental, Rounding: ToTheCent, Parameter: rate.Use));
        return tax + supplemental;
    }
}
