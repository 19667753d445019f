using System.Globalization;
using System.Text.RegularExpressions;

namespace Bureau.Kernel.Imports;

/// <summary>What no cell of any import may be, and how dates are written.</summary>
public static partial class CsvCells
{
    /// <summary>Characters with which a spreadsheet begins to calculate, the full-width ones included.</summary>
    private const string FormulaStarts = "=+-@\t\r\n＝＋－＠";

    /// <summary>Whether a spreadsheet would run the text instead of showing it. A signed number is no formula.</summary>
    public static bool IsFormula(ReadOnlySpan<char> text) =>
        text.Length > 0 && FormulaStarts.Contains(text[0])
        && !(text[0] is '+' or '-' && decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _));

    /// <summary>Null when the trimmed text can be taken as it stands, else what is wrong and how to fix it.</summary>
    internal static string? Fault(string text, int maxLength)
    {
        if (text.Length > maxLength) return $"The cell holds {text.Length} characters; {maxLength} are the most. Shorten it, and look whether a closing quote is missing.";
        foreach (var c in text)
        {
            if (c == '\uFFFD') return "The cell holds the sign � in place of a letter that was lost in an earlier conversion. Type the letter again and save as CSV UTF-8.";
            if (c is '\n' or '\r') return "The cell holds a line break. Write it in one line, and look whether a closing quote is missing.";
            if (char.IsControl(c)) return "The cell holds an invisible control character. Type the value again.";
        }
        return IsFormula(text) ? $"The cell starts with {text[0]}, which a spreadsheet would run as a formula. Write the plain value." : null;
    }

    /// <summary>A date as YYYY-MM-DD; null when the text is none.</summary>
    public static DateOnly? Day(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is >= 1900 and <= 2200 ? day : null;

    /// <summary>Null for a date written YYYY-MM-DD, else what is wrong. A date in another order is never guessed.</summary>
    /// <param name="sensitive">The answer must not tell which day it could be.</param>
    public static string? DayFault(string text, bool sensitive = false)
    {
        if (Day(text) is not null) return null;
        if (sensitive) return "Write dates as YYYY-MM-DD, for example 2026-04-06.";
        if (Iso().IsMatch(text)) return "There is no such day in the calendar between 1900 and 2200. Check year, month and day.";
        if (Parts().Match(text) is { Success: true } m && int.TryParse(m.Groups[3].Value, CultureInfo.InvariantCulture, out var year))
        {
            var (first, second) = (int.Parse(m.Groups[1].ValueSpan, CultureInfo.InvariantCulture), int.Parse(m.Groups[2].ValueSpan, CultureInfo.InvariantCulture));
            var (dayFirst, monthFirst) = (Written(year, second, first), Written(year, first, second));
            if (dayFirst is not null && monthFirst is not null && dayFirst != monthFirst)
                return $"The order of day and month is ambiguous. Write {dayFirst} or {monthFirst}, whichever is meant.";
            if ((dayFirst ?? monthFirst) is { } only) return $"Write dates as YYYY-MM-DD: {only}.";
        }
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var serial) && serial is > 20_000 and < 80_000)
            return $"This is a spreadsheet's day number. Write dates as YYYY-MM-DD: {new DateOnly(1899, 12, 30).AddDays(serial):yyyy-MM-dd}.";
        return "Write dates as YYYY-MM-DD, for example 2026-04-06.";
    }

    private static string? Written(int year, int month, int day) =>
        year is >= 1900 and <= 2200 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month)
            ? new DateOnly(year, month, day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : null;

    [GeneratedRegex(@"^\d{4}-\d{2}-\d{2}$", RegexOptions.CultureInvariant)]
    private static partial Regex Iso();

    [GeneratedRegex(@"^(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4})$", RegexOptions.CultureInvariant)]
    private static partial Regex Parts();
}
