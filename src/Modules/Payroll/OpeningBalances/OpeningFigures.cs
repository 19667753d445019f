using System.Globalization;
using System.Text.RegularExpressions;
using Bureau.Jurisdictions;
using Bureau.Kernel;
using Bureau.Payroll.Calculation;

namespace Bureau.Payroll.OpeningBalances;

/// <summary>One figure that a year goes on from.</summary>
/// <param name="Name">As the column of the file: <c>gross_pay</c>, <c>net_pay</c> or a line of the rule pack.</param>
/// <param name="MayBeNegative">What was withheld can come to a refund.</param>
internal sealed record OpeningFigure(string Name, string Label, bool MayBeNegative, string Help);

/// <summary>The figures of a former payroll: gross and net pay, and every line of the rule pack, all of which count to date.</summary>
internal static partial class OpeningFigures
{
    public const string Gross = "gross_pay", Net = "net_pay";

    public static IReadOnlyList<OpeningFigure> Of(IRulePack pack) =>
    [
        new(Gross, "Gross pay", false, "Before deductions and after pay given up. Without what an earlier employer paid."),
        new(Net, "Net pay", false, "Empty: gross pay less what the columns say was withheld."),
        .. pack.Lines.Select(l => new OpeningFigure(l.Name, l.Label, l.Kind == LineKind.EmployeeDeduction, l.Help)),
    ];

    /// <summary>What is wrong with a cell; null when it is an amount that can be paid.</summary>
    public static string? Fault(OpeningFigure figure, string text, Currency currency) =>
        Amount(text) is not { } amount ? "Write an amount with a dot, for example 1234.56."
        : decimal.Round(amount, currency.Decimals) != amount ? $"Write at most {currency.Decimals} digits after the dot."
        : decimal.Abs(amount) >= 100_000_000m ? "The amount is 100,000,000 or more. Check it."
        : amount < 0 && !figure.MayBeNegative ? $"{figure.Label} to date cannot be negative. Check it."
        : null;

    public static decimal? Amount(string text) =>
        Plain().IsMatch(text) && decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var amount) ? amount : null;

    /// <summary>Year to date out of the amounts of one row, by figure.</summary>
    public static Balances Balances(IRulePack pack, Func<string, decimal?> amounts)
    {
        var currency = Currency.FromCode(pack.Currency);
        var balances = new Balances();
        var withheld = 0m;
        foreach (var line in pack.Lines)
        {
            if (amounts(line.Name) is not { } amount || amount == 0) continue;
            balances.Lines.Add(new(line.Name, amount));
            if (line.Kind == LineKind.EmployeeDeduction) withheld += amount;
        }
        var gross = amounts(Gross) ?? 0;
        var net = amounts(Net) ?? gross - withheld;
        balances.GrossMinor = new Money(gross, currency).ToMinor();
        balances.NetMinor = new Money(net, currency).ToMinor();
        balances.DeductionsMinor = balances.GrossMinor - balances.NetMinor;
        return balances;
    }

    /// <summary>Minor units by figure, those that are not zero.</summary>
    public static IEnumerable<(string Figure, long Minor)> Amounts(Balances balances, Currency currency)
    {
        if (balances.GrossMinor != 0) yield return (Gross, balances.GrossMinor);
        if (balances.NetMinor != 0) yield return (Net, balances.NetMinor);
        foreach (var (line, amount) in balances.Lines) yield return (line, new Money(amount, currency).ToMinor());
    }

    // A comma only where thousands are parted: 1,234.50 is one number, 37,5 could be two.
    [GeneratedRegex(@"^[-+]?(\d{1,3}(,\d{3})+|\d+)?(\.\d+)?$")]
    private static partial Regex Plain();
}
