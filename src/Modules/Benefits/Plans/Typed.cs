using System.Globalization;

namespace Bureau.Benefits.Plans;

/// <summary>Reads what people type. Null = nothing or nothing readable; the rules then say what to write.</summary>
internal static class Typed
{
    private const NumberStyles Digits = NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite | NumberStyles.AllowThousands | NumberStyles.AllowLeadingSign;

    public static DateOnly? Day(string? text) => DateOnly.TryParseExact(text?.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    /// <summary><c>5</c> or <c>5 %</c> is 0.05.</summary>
    public static decimal? Percentage(string? text) => Amount(text?.Replace('%', ' ')) / 100;

    public static decimal? Amount(string? text) => decimal.TryParse(text, Digits, CultureInfo.InvariantCulture, out var number) ? number : null;

    public static int? Whole(string? text) => int.TryParse(text, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>As a form shows it: basis points as a percentage.</summary>
    public static string OfRate(int? basisPoints) => basisPoints is { } bp ? (bp / 100m).ToString("0.##", CultureInfo.InvariantCulture) : "";

    public static string OfAmount(long? minor, string currency) =>
        minor is { } m ? Kernel.Money.FromMinor(m, Kernel.Currency.FromCode(currency)).Amount.ToString(CultureInfo.InvariantCulture) : "";
}
