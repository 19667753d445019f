using static Bureau.Jurisdictions.US.Explain;
using static Bureau.Jurisdictions.US.Rounding;

namespace Bureau.Jurisdictions.US.States;

/// <summary>Michigan: Form 446; city of Detroit: Form 5469.</summary>
internal sealed class Michigan : StateTax
{
    private static readonly int s_wages = Lines.All.Ordinal("mi_wages");
    private static readonly int s_tax = Lines.All.Ordinal("mi_income_tax");
    private static readonly int s_cityTax = Lines.All.Ordinal("detroit_income_tax");
    private static readonly int s_exemptions = EmployeeFields.All.Ordinal("mi_exemptions");
    private static readonly int s_cityExemptions = EmployeeFields.All.Ordinal("detroit_exemptions");
    private static readonly int s_extra = EmployeeFields.All.Ordinal("mi_extra_withholding");

    private readonly Figure _rate;
    private readonly Figure _exemption;
    private readonly Detroit? _detroit;

    public Michigan(ParameterTable figures)
    {
        _rate = figures.Amount("mi_income_tax_rate");
        _exemption = figures.Amount("mi_income_tax_personal_exemption");
        if (figures.Has("detroit_income_tax")) _detroit = new(figures);
    }

    public override void IncomeTax(in Payment payment)
    {
        var taxed = payment.Wages.Less(Pretax.All);
        Report(payment, s_wages, taxed.Total);

        var exemptions = Given.Count(payment.Case, s_exemptions);
        var exempt = exemptions * Cent(_exemption.Value / payment.PeriodsInYear);
        payment.Trace?.Add(new("mi_income_tax", "Exempt wages", "exemptions of Form MI-W4 × their value ÷ pay periods",
            [("exemptions", Number(exemptions)), ("of one", Dollars(_exemption.Value)), ("pay periods", Number(payment.PeriodsInYear))], exempt, Rounding: "of one: to the cent", Parameter: _exemption.Use));
        Withhold(payment, s_tax, Tax(payment, "mi_income_tax", taxed, exempt, _rate), s_extra, taxed.Total);
        InCity(payment, taxed);
    }

    /// <summary>Residents of Detroit wherever they work in Michigan, others on what they earn there.</summary>
    private void InCity(in Payment payment, in TaxedWages taxed)
    {
        const string city = "detroit";
        var resident = payment.Case.Fields[EmployeeFields.ResidenceLocality] == city;
        if (!resident && payment.Case.Fields[EmployeeFields.WorkLocality] != city) return;
        var law = _detroit ?? throw new RulePackException(resident ? "residence_locality" : "work_locality", "Detroit: its tax is not verified for this pay date. Nobody can be paid there until it is.");
        var exemptions = Given.Count(payment.Case, s_cityExemptions);
        var exempt = exemptions * law.ExemptionOf(payment.Frequency);
        payment.Trace?.Add(new("detroit_income_tax", "Exempt wages", "exemptions of Form DW-4 × exemption of the pay period",
            [("exemptions", Number(exemptions)), ("of one", Dollars(law.ExemptionOf(payment.Frequency)))], exempt, Parameter: law.Resident.Use));
        payment.Amounts[s_cityTax] = Tax(payment, "detroit_income_tax", taxed, exempt, resident ? law.Resident : law.Nonresident);
    }

    /// <summary>Tax on regular wages less what is exempt; on supplemental wages without exemption where they are taxed by themselves.</summary>
    private static decimal Tax(in Payment payment, string line, in TaxedWages taxed, decimal exempt, in Figure rate)
    {
        var alone = payment.FlatSupplemental ? taxed.AllSupplemental : 0;
        var regular = Math.Max(0, taxed.Total - alone - exempt);
        var tax = Cent(regular * rate.Value);
        payment.Trace?.Add(new(line, "Tax of the pay period", "(wages − exempt wages) × rate", [("wages", Dollars(taxed.Total - alone)), ("exempt", Dollars(exempt)), ("rate", Percent(rate.Value))],
            tax, Contributes: tax, Rounding: ToTheCent, Parameter: rate.Use));
        if (alone == 0) return tax;
        var supplemental = Cent(alone * rate.Value);
        payment.Trace?.Add(new(line, "Tax on supplemental wages", "supplemental wages × rate, without exemption", [("supplemental wages", Dollars(alone)), ("rate", Percent(rate.Value))],
            supplemental, Contributes: supplemental, Rounding: ToTheCent, Parameter: rate.Use));
        return tax + supplemental;
    }

    private sealed class Detroit
    {
        private readonly decimal[] _exemption = new decimal[Enum.GetValues<PayFrequency>().Length];

        public Detroit(ParameterTable figures)
        {
            var (law, use) = figures.Json("detroit_income_tax");
            Resident = new(law.GetProperty("resident").GetDecimal(), use);
            Nonresident = new(law.GetProperty("nonresident").GetDecimal(), use);
            // The form prints the exemption of the usual pay periods; of others it is the year's share.
            foreach (var frequency in PayPeriods.All)
                _exemption[(int)frequency] = law.GetProperty("printed_exemption").TryGetProperty(PayFrequencies.NameOf(frequency), out var printed)
                    ? printed.GetDecimal()
                    : Cent(law.GetProperty("exemption").GetDecimal() / PayPeriods.InYear(frequency));
        }

        public Figure Resident { get; }
        public Figure Nonresident { get; }

        public decimal ExemptionOf(PayFrequency frequency) => _exemption[(int)frequency];
    }
}
