using System.Globalization;

namespace Bureau.Jurisdictions.Tests;

/// <summary>Cases of any pack in few words.</summary>
internal static class Cases
{
    public static PayCase With(this PayCase pay, string field, string? value)
    {
        pay.Fields[pay.Pack.EmployeeFields.Ordinal(field)] = value;
        return pay;
    }

    public static PayCase With(this PayCase pay, string field, decimal value) => pay.With(field, value.ToString(CultureInfo.InvariantCulture));

    public static PayCase Pay(this PayCase pay, string item, decimal amount)
    {
        pay.Pay[pay.Pack.PayItems.Ordinal(item)] = amount;
        return pay;
    }

    public static PayCase Hours(this PayCase pay, string item, decimal hours)
    {
        pay.Units[pay.Pack.PayItems.Ordinal(item)] = hours;
        return pay;
    }

    public static PayCase ToDate(this PayCase pay, string line, decimal amount)
    {
        pay.YearToDate[pay.Pack.Lines.Ordinal(line)] = amount;
        return pay;
    }

    public static PayCase After(this PayCase pay, decimal[] yearToDate)
    {
        yearToDate.CopyTo(pay.YearToDate, 0);
        return pay;
    }

    public static PayResult Calculate(this PayCase pay, Trace? trace = null)
    {
        var result = new PayResult(pay.Pack);
        pay.Pack.Calculate(pay, result, trace);
        return result;
    }

    public static decimal[] Plus(this decimal[] yearToDate, PayResult result) => [.. yearToDate.Zip(result.Amounts, (a, b) => a + b)];

    /// <summary>An employer with one payroll, of the month that ends with the pay date.</summary>
    public static EmployerPay Paid(DateOnly payDate, Dictionary<string, decimal> lines) =>
        new([new(payDate, payDate.AddDays(1).AddMonths(-1), payDate, lines.ToDictionary(l => l.Key, l => new PaidLine(l.Value, 1)))]) { People = 1 };

    public static IReadOnlyList<Finding> Check(this IRulePack pack, PayCase pay)
    {
        var findings = new List<Finding>();
        pack.Check(pay, findings);
        return findings;
    }
}
