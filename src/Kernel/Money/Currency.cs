namespace Bureau.Kernel;

/// <summary>An ISO 4217 currency.</summary>
public readonly record struct Currency
{
    private static readonly Dictionary<string, byte> MinorUnits = new(StringComparer.Ordinal)
    {
        ["GBP"] = 2,
        ["EUR"] = 2,
        ["USD"] = 2,
        ["CAD"] = 2,
        ["AUD"] = 2,
        ["NZD"] = 2,
        ["INR"] = 2,
        ["PKR"] = 2,
        ["BDT"] = 2,
        ["PHP"] = 2,
        ["MYR"] = 2,
        ["MXN"] = 2,
        ["ZAR"] = 2,
        ["CHF"] = 2,
        ["JPY"] = 0,
        ["VND"] = 0,
        ["KWD"] = 3,
    };

    private Currency(string code, byte decimals) => (Code, Decimals) = (code, decimals);

    public string Code { get; }

    /// <summary>Digits after the point that can be paid: 2 for GBP, 0 for VND.</summary>
    public byte Decimals { get; }

    /// <summary>What stands before an amount: a sign that people know without asking, else the code and a space.</summary>
    public static string SignOf(string code) => code switch { "GBP" => "£", "EUR" => "€", "USD" => "$", _ => code + " " };

    /// <exception cref="ArgumentException">The code is not one that Bureau knows.</exception>
    public static Currency FromCode(string code) =>
        MinorUnits.TryGetValue(code, out var decimals) ? new Currency(code, decimals) : throw new ArgumentException($"'{code}' is not a currency that is known here. Use an ISO 4217 code such as GBP.", nameof(code));

    internal decimal Scale => Decimals switch { 0 => 1m, 2 => 100m, 3 => 1000m, _ => throw new InvalidOperationException("No currency.") };

    public override string ToString() => Code;
}
