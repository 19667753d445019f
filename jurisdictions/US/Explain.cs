using System.Globalization;

namespace Bureau.Jurisdictions.US;

/// <summary>Numbers in words of an explanation.</summary>
internal static class Explain
{
    public const string ToTheCent = "to the cent";

    public static string Dollars(decimal amount) => (amount < 0 ? "−$" : "$") + Math.Abs(amount).ToString("#,##0.00##", CultureInfo.InvariantCulture);

    public static string Percent(decimal rate) => (rate * 100).ToString("0.#####", CultureInfo.InvariantCulture) + " %";

    public static string Number(decimal number) => number.ToString("0.####", CultureInfo.InvariantCulture);
}
