using System.Globalization;
using Bureau.Kernel;
using Bureau.Kernel.Web;

namespace Bureau.Compliance.Obligations;

internal static class ObligationWords
{
    /// <summary>How near the due date is, in words; empty when nothing is to be done.</summary>
    public static string Nearness(ObligationRow row, DateOnly today) => !row.IsToDoOn(today) ? "" : (row.DueOn.DayNumber - today.DayNumber) switch
    {
        < -1 and var days => $"{-days} days late",
        -1 => "1 day late",
        0 => "today",
        1 => "tomorrow",
        var days => $"in {days} days",
    };

    /// <summary>Tone of a deadline; null = none.</summary>
    public static string? Tone(ObligationRow row, DateOnly today) => !row.IsToDoOn(today) ? null : row.DueOn < today ? "bad" : row.DueOn <= today.AddDays(1) ? "attention" : null;

    public static string Month(int year, int month) => new DateOnly(year, month, 1).ToString("MMMM yyyy", CultureInfo.GetCultureInfo("en-GB"));

    public static string? StateTone(string state) => state switch { ObligationRow.Collecting => "active", ObligationRow.Ready => "attention", ObligationRow.NothingToPay => null, _ => "good" };

    public static string Amount(ObligationRow row) => row.AmountMinor is { } minor ? Show.Amount(minor, row.Currency) : "–";

    /// <summary>For data: plain decimal in major units; null for a report.</summary>
    public static decimal? PlainAmount(ObligationRow row) => row.AmountMinor is { } minor ? Money.FromMinor(minor, Currency.FromCode(row.Currency)).Amount : null;
}
