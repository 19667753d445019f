namespace Bureau.Kernel;

/// <summary>An ISO 4217 currency.</summary>
public readonly record struct Currency
{
    private static readonly Dictionary<string, byte> MinorUnits = new(
    [
        .. Of("BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF", 0),
        .. Of("BHD IQD JOD KWD LYD OMR TND", 3),
        .. Of("""
            AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY COP CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR
            FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU
            MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL
            THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VES WST XCD YER ZAR ZMW
            """, 2),
    ], StringComparer.Ordinal);

    private Currency(string code, byte decimals) => (Code, Decimals) = (code, decimals);

    public string Code { get; }

    /// <summary>Digits after the point that can be paid: 2 for GBP, 0 for VND.</summary>
    public byte Decimals { get; }

    /// <summary>What stands before an amount: a sign that people know without asking, else the code and a space.</summary>
    public static string SignOf(string code) => code switch { "GBP" => "£", "EUR" => "€", "USD" => "$", _ => code + " " };

    /// <exception cref="ArgumentException">The code is not one that Bureau knows.</exception>
    public static Currency FromCode(string code) =>
        MinorUnits.TryGetValue(code, out var decimals) ? new Currency(code, decimals) : throw new ArgumentException($"'{code}' is not a currency that is known here. Use an ISO 4217 code such as GBP.", nameof(code));

    /// <summary>An amount in minor units (pence, cents), half a unit away from zero.</summary>
    /// <param name="isWhole">False where a fraction of a minor unit was rounded.</param>
    /// <exception cref="OverflowException">More than a 64-bit number of minor units.</exception>
    public long ToMinor(decimal amount, out bool isWhole)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(amount, bits);
        // Nearly all amounts have so few digits that they only move to the currency's point: every line of every payslip comes by here.
        if (amount.Scale <= Decimals && bits[2] == 0 && bits[1] is >= 0 and < 1 << 20)
        {
            var minor = (long)bits[1] << 32 | (uint)bits[0];
            for (int places = amount.Scale; places < Decimals; places++) minor *= 10;
            isWhole = true;
            return bits[3] < 0 ? -minor : minor;
        }
        var exact = amount * Scale;
        var rounded = decimal.Round(exact, 0, MidpointRounding.AwayFromZero);
        isWhole = rounded == exact;
        return (long)rounded;
    }

    internal decimal Scale => Decimals switch { 0 => 1m, 2 => 100m, 3 => 1000m, _ => throw new InvalidOperationException("No currency.") };

    public override string ToString() => Code;

    private static IEnumerable<KeyValuePair<string, byte>> Of(string codes, byte decimals) => codes.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(code => new KeyValuePair<string, byte>(code, decimals));
}
