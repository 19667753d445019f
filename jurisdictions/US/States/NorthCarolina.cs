using static Bureau.Jurisdictions.US.Explain;
using static Bureau.Jurisdictions.US.Rounding;

namespace Bureau.Jurisdictions.US.States;

/// <summary>North Carolina: NC-30, percentage method.</summary>
internal sealed class NorthCarolina : StateTax
{
    private const string ToTheDollar = "to the cent, then to the whole dollar";

    private static readonly int s_wages = Lines.All.Ordinal("nc_wages");
    private static readonly int s_tax = Lines.All.Ordinal("nc_income_tax");
    private static readonly int s_status = EmployeeFields.All.Ordinal("nc_filing_status");
    private static readonly int s_allowances = EmployeeFields.All.Ordinal("nc_allowances");
    private static readonly int s_extra = EmployeeFields.All.Ordinal("nc_extra_withholding");

    private readonly Figure _rate;
    private readonly ByFrequency<Amounts> _ofPeriod;
    private readonly Amounts _ofYear;
    private readonly ParameterUse _amountsUse;

    public NorthCarolina(ParameterTable figures)
    {
        _rate = figures.Amount("nc_income_tax_withholding_rate");
        (var table, _amountsUse) = figures.Json("nc_income_tax_standard_deduction_and_allowance");
        _ofPeriod = new(table.GetProperty("period"), "North Carolina", (_, row) => Read(row));
        _ofYear = Read(table.GetProperty("annual"));

        static Amounts Read(System.Text.Json.JsonElement row) => new(row.GetProperty("single").GetDecimal(), row.GetProperty("head_of_household").GetDecimal(), row.GetProperty("allowance").GetDecimal());
    }

    public override void IncomeTax(in Payment payment)
    {
        var taxed = payment.Wages.Less(Pretax.All);
        Report(payment, s_wages, taxed.Total);

        var alone = payment.FlatSupplemental ? taxed.AllSupplemental : 0;
        // Where NC-30 prints no amounts of the pay period, the year's are used on annualized wages.
        var printed = _ofPeriod.Has(payment.Frequency);
        var (amounts, periods) = printed ? (_ofPeriod[payment.Frequency], 1) : (_ofYear, payment.PeriodsInYear);
        var head = payment.Case.Fields[s_status] switch
        {
            null or "" or "single" => false,
            "head_of_household" => true,
            var other => throw Given.Wrong(s_status, other),
        };
        var deduction = head ? amounts.HeadOfHousehold : amounts.Single;
        var allowances = Given.Count(payment.Case, s_allowances);
        var taxable = Math.Max(0, (taxed.Total - alone) * periods - deduction - allowances * amounts.Allowance);
        var tax = Dollar(Cent(Cent(taxable * _rate.Value) / periods));
        if (payment.Trace is { } trace)
        {
            trace.Add(new("nc_income_tax", printed ? "Wages that are taxed" : "Wages of a year that are taxed", "wages − standard deduction − allowances × value of one",
                [("wages", Dollars((taxed.Total - alone) * periods)), ("standard deduction", Dollars(deduction)), ("allowances", Number(allowances)), ("of one", Dollars(amounts.Allowance))], taxable, Parameter: _amountsUse));
            trace.Add(new("nc_income_tax", "Tax of the pay period", printed ? "wages that are taxed × rate" : "wages of a year that are taxed × rate ÷ pay periods",
                [("wages", Dollars(taxable)), ("rate", Percent(_rate.Value))], tax, Contributes: tax, Rounding: ToTheDollar, Parameter: _rate.Use));
        }

        if (alone > 0)
        {
            var supplemental = Dollar(Cent(alone * _rate.Value));
            payment.Trace?.Add(new("nc_income_tax", "Tax on supplemental wages", "supplemental wages × rate", [("supplemental wages", Dollars(alone)), ("rate", Percent(_rate.Value))],
                supplemental, Contributes: supplemental, Rounding: ToTheDollar, Parameter: _rate.Use));
            tax += supplemental;
        }

        Withhold(payment, s_tax, tax, s_extra, taxed.Total);
    }

    private sealed record Amounts(decimal Single, decimal HeadOfHousehold, decimal Allowance);
}
