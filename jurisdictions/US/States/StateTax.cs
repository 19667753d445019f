using static Bureau.Jurisdictions.US.Explain;

namespace Bureau.Jurisdictions.US.States;

/// <summary>
/// Withholding of one state by the figures of one stretch of days. A state is a class that reads its figures when it is made and withholds
/// from a payment; it is listed in <see cref="StateTaxes"/>.
/// </summary>
internal abstract class StateTax
{
    /// <summary>Income tax of the state, its cities and counties.</summary>
    public abstract void IncomeTax(in Payment payment);

    /// <summary>Insurance contributions of employee and employer: follow the state of work.</summary>
    public virtual void Contributions(in Payment payment)
    {
    }

    /// <summary>What is not verified although the tax can be worked out, in words: it blocks payment. Null = nothing.</summary>
    public virtual string? NotVerified(PayCase pay) => null;

    /// <summary>Writes the wages that a state taxes (box 16 of Form W-2) and tells what made them up.</summary>
    protected static void Report(in Payment payment, int line, decimal wages)
    {
        payment.Amounts[line] = wages;
        if (wages != 0)
            payment.Trace?.Add(new(Lines.Name(line), Lines.All[line].Label, "earnings of this payment − items that this state leaves out",
                [("earnings", Dollars(payment.Wages.Gross)), ("left out", Dollars(payment.Wages.Gross - wages))], wages, Contributes: wages));
    }

    /// <summary>Tax of the state to the cent, then the extra amount that the employee asked for; tells the extra amount.</summary>
    protected static void Withhold(in Payment payment, int line, decimal tax, int extraField, decimal wages)
    {
        // Nothing can be withheld where nothing is paid.
        var extra = wages > 0 ? Given.Amount(payment.Case, extraField) : 0;
        payment.Amounts[line] = tax + extra;
        if (extra != 0) payment.Trace?.Add(new(Lines.Name(line), "Extra withholding", "asked for by the employee", [], extra, Contributes: extra));
    }
}
