using System.Globalization;
using System.Text.RegularExpressions;

namespace Bureau.Kernel.Web;

/// <summary>How values are shown to people: dates as 21 Nov 2026, money with separators and a real minus sign.</summary>
public static partial class Show
{
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-GB");

    public static string Day(DateOnly day) => day.ToString("d MMM yyyy", CultureInfo.InvariantCulture);

    public static string Day(DateOnly? day) => day is { } d ? Day(d) : "–";

    /// <summary>An instant as clocks in a zone show it, e.g. <c>21 Nov 2026, 17:00 London</c>. On a page, <see cref="TimeTagHelper"/> writes it.</summary>
    /// <param name="timeZone">IANA name; its last part is shown.</param>
    public static string Instant(DateTimeOffset instant, string timeZone) => Instant(instant, timeZone, CultureInfo.InvariantCulture);

    internal static string Instant(DateTimeOffset instant, string timeZone, CultureInfo culture) =>
        TimeZoneInfo.ConvertTime(instant, TimeZoneInfo.FindSystemTimeZoneById(timeZone)).ToString("d MMM yyyy, HH:mm", culture) + " " + timeZone[(timeZone.LastIndexOf('/') + 1)..].Replace('_', ' ');

    /// <summary>A rule pack's message, which writes days as data does, with its days as people write them.</summary>
    public static string Prose(string message) =>
        IsoDay().Replace(message, m => DateOnly.TryParseExact(m.Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? Day(day) : m.Value);

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
        var text = size.TotalDays >= 2 ? $"{(int)size.TotalDays} days" : size.TotalHours >= 2 ? $"{(int)size.TotalHours} hours"
            : size.TotalMinutes >= 2 ? $"{(int)size.TotalMinutes} minutes" : "a minute";
        return left < TimeSpan.Zero ? text + " late" : "in " + text;
    }

    [GeneratedRegex(@"\b\d{4}-\d{2}-\d{2}\b")]
    private static partial Regex IsoDay();
}
