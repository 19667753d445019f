using static Bureau.Jurisdictions.US.Explain;

namespace Bureau.Jurisdictions.US;

/// <summary>One payment while it is calculated: what is given, what has been found so far, and where to tell the steps.</summary>
internal readonly struct Payment(PayCase pay, PayResult result, Trace? trace, in Wages wages)
{
    public PayCase Case { get; } = pay;

    public decimal[] Amounts { get; } = result.Amounts;

    public Trace? Trace { get; } = trace;

    /// <summary>A field, so that reading one sum does not copy all of them.</summary>
    public readonly Wages Wages = wages;

    public PayFrequency Frequency => Case.Frequency;

    public int PeriodsInYear { get; } = PayPeriods.InYear(pay.Frequency);

    /// <summary>The employer withholds a flat rate from supplemental wages where the law allows it.</summary>
    public bool FlatSupplemental { get; } = pay.Employer[EmployerFields.SupplementalMethod] == "flat";

    /// <summary>Writes a base that wages up to a limit of the year make up, and returns the part of this payment below the limit.</summary>
    /// <param name="wages">What is left of this payment's earnings when the items are off that the law leaves out.</param>
    /// <param name="limit">Wages of the year that count; null = without limit.</param>
    public decimal CountTowards(int line, decimal wages, decimal? limit, ParameterUse? use = null)
    {
        wages = Math.Max(0, wages);
        var before = Case.YearToDate[line];
        var counted = limit is { } most ? Math.Clamp(most - before, 0, wages) : wages;
        Amounts[line] = counted;
        if (Trace is not { } trace) return counted;
        trace.Add(new(Lines.Name(line), "Wages that this law counts", "earnings of this payment − what is left out + what is added",
            [("earnings", Dollars(Wages.Gross)), ("left out", Dollars(Math.Max(0, Wages.Gross - wages))), ("added", Dollars(Math.Max(0, wages - Wages.Gross)))], wages));
        var (formula, operands) = limit is { } year
            ? ("wages, as far as the limit of the year reaches", new (string, string)[] { ("wages", Dollars(wages)), ("limit", Dollars(year)), ("before this payment", Dollars(before)) })
            : ("all of them, without a limit", []);
        trace.Add(new(Lines.Name(line), Lines.All[line].Label, formula, operands, counted, Contributes: counted, Parameter: use));
        return counted;
    }

    /// <summary>A contribution: wages × rate, to the cent.</summary>
    public decimal Contribute(int line, decimal wages, in Figure rate) => Contribute(line, wages, rate.Value, rate.Use);

    /// <inheritdoc cref="Contribute(int, decimal, in Figure)"/>
    /// <param name="use">Null where the rate is the employer's own, by the yearly notice of the state.</param>
    public decimal Contribute(int line, decimal wages, decimal rate, ParameterUse? use = null)
    {
        var amount = Rounding.Cent(Math.Max(0, wages) * rate);
        Amounts[line] = amount;
        Trace?.Add(new(Lines.Name(line), Lines.All[line].Label, use is null ? "wages × rate of the yearly notice" : "wages × rate", [("wages", Dollars(wages)), ("rate", Percent(rate))], amount, Contributes: amount, Rounding: ToTheCent, Parameter: use));
        return amount;
    }
}
