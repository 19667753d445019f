using System.Globalization;

namespace Bureau.Jurisdictions.GB;

/// <summary>Numbers in words of an explanation.</summary>
internal static class Explain
{
    public static string Pounds(decimal amount) => (amount < 0 ? "−£" : "£") + Math.Abs(amount).ToString("#,##0.00##", CultureInfo.InvariantCulture);

    public static string Percent(decimal rate) => (rate * 100).ToString("0.####", CultureInfo.InvariantCulture) + " %";

    public static string Count(int number, string unit) => string.Create(CultureInfo.InvariantCulture, $"{number} {unit}{(number == 1 ? "" : "s")}");
}
