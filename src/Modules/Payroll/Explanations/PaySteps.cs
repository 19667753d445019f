using System.Globalization;
using Bureau.Jurisdictions;
using Bureau.Kernel;
using Bureau.Kernel.Web;
using Bureau.Payroll.Calculation;
using Bureau.Payroll.Calendars;
using Bureau.Payroll.Canonical;

namespace Bureau.Payroll.Explanations;

/// <summary>How pay itself was worked out before any law: salary by periods and days, units by rate, back pay by periods, or an amount as entered.</summary>
internal static class PaySteps
{
    public static IEnumerable<Step> Of(RunFrame frame, FrozenPay pay, string currency)
    {
        var amount = Major(pay.AmountMinor, currency);
        if (pay.Parts is { Count: > 0 } parts)
        {
            var days = frame.PeriodEnd.DayNumber - frame.PeriodStart.DayNumber + 1;
            var periods = Enum.Parse<PayFrequency>(frame.Frequency).PerYear();
            foreach (var part in parts) yield return Salary(pay, part, days, periods, currency);
        }
        else if (pay.Owed is { Count: > 0 } owed)
        {
            foreach (var period in owed)
                yield return new Step(pay.Item, $"{pay.Label}, {Show.Day(period.From)} to {Show.Day(period.To)}", "due by what is known now − due by what was known at the payslip before",
                    [("by what is known now", Text(Major(period.DueMinor, currency))), ("by what was known", Text(Major(period.KnownMinor, currency)))], Major(period.OwedMinor, currency), Major(period.OwedMinor, currency));
        }
        else if (pay is { Units: { } units, Rate: { } rate } && decimal.Round(units * rate, Currency.FromCode(currency).Decimals, MidpointRounding.AwayFromZero) == amount)
        {
            yield return new Step(pay.Item, pay.Label, "units × rate", [("units", Text(units)), ("rate", Text(rate))], amount, amount, Rounding(units * rate, amount));
        }
        else
        {
            yield return new Step(pay.Item, pay.Label, pay.Fixed ? "amount of each period, as entered or agreed" : "amount as entered", [("amount", Text(amount))], amount, amount);
        }
    }

    private static Step Salary(FrozenPay pay, SalaryPart part, int days, int periods, string currency)
    {
        var amount = Major(part.AmountMinor, currency);
        List<(string, string)> operands = [("salary of a year", Text(part.Yearly)), ("periods in a year", Text(periods))];
        if (part.Days == days) return new(pay.Item, pay.Label, "salary of a year ÷ periods in a year", operands, amount, amount, Rounding(part.Yearly / periods, amount));
        operands.Add(("days", Text(part.Days)));
        operands.Add(("days of the period", Text(days)));
        return new(pay.Item, $"{pay.Label}, {Show.Day(part.From)} to {Show.Day(part.To)}", "salary of a year ÷ periods in a year × days ÷ days of the period", operands, amount, amount,
            "Half up to what can be paid; parts of one period share what rounding leaves over, so that they add up.");
    }

    private static string? Rounding(decimal exact, decimal rounded) => exact == rounded ? null : "Half up to what can be paid.";

    private static decimal Major(long minor, string currency) => Money.FromMinor(minor, Currency.FromCode(currency)).Amount;

    private static string Text(decimal number) => CanonicalNumber.Of(number).ToString(CultureInfo.InvariantCulture);
}
