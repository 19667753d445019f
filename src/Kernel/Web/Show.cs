using System.Globalization;

namespace Bureau.Kernel.Web;

/// <summary>How values are shown to people: dates as 21 Nov 2026, money with separators and a real minus sign.</summary>
public static class Show
{
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-GB");

    public static string Day(DateOnly day) => day.ToString("d MMM yyyy", CultureInfo.InvariantCulture);

    public static string Day(DateOnly? day) => day is { } d ? Day(d) : "–";

    /// <summary>An instant in the named zone, with the zone's name, e.g. <c>21 Nov 2026 17:00 Europe/London</c>.</summary>
    public static string Instant(DateTimeOffset instant, string timeZone) =>
        TimeZoneInfo.ConvertTime(instant, TimeZoneInfo.FindSystemTimeZoneById(timeZone)).ToString("d MMM yyyy HH:mm", CultureInfo.InvariantCulture) + " " + timeZone;

    /// <summary>Minor units as an amount with separators, without the currency: for columns whose head names it.</summary>
    public static string Amount(long minor, string currency) => Amount(Kernel.Money.FromMinor(minor, Currency.FromCode(currency)).Amount, Currency.FromCode(currency).Decimals);

    public static string Amount(decimal amount, int decimals = 2) => amount.ToString("N" + decimals, English).Replace('-', '−');

    /// <summary>A figure as an authority's data item writes it: amounts with separators, anything else as it is.</summary>
    public static string Figure(string value) => value.Contains('.', StringComparison.Ordinal) && decimal.TryParse(value, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) ? Amount(amount) : value;

    /// <summary>Minor units with the currency's sign, e.g. <c>£1,234.50</c>.</summary>
    public static string Money(long minor, string currency)
    {
        var sign = Currency.SignOf(currency);
        return minor < 0 ? "−" + sign + Amount(-minor, currency) : sign + Amount(minor, currency);
    }

    /// <summary>What is left until an instant, roughly: <c>3 days</c>, <c>5 hours</c>, <c>20 minutes</c>, or how long it is past.</summary>
    public static string TimeLeft(DateTimeOffset until, DateTimeOffset now)
    {
        var left = until - now;
        var size = left.Duration();
        var text = size.TotalDays >= 2 ? $"{(int)size.TotalDays} days" : size.TotalHours >= 2 ? $"{(int)size.TotalHours} hours" : $"{(int)size.TotalMinutes} minutes";
        return left < TimeSpan.Zero ? text + " late" : "in " + text;
    }
}
