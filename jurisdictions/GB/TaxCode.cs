using System.Globalization;

namespace Bureau.Jurisdictions.GB;

internal enum Nation { EnglandNorthernIreland, Scotland, Wales }

internal enum CodeKind
{
    /// <summary>A number with a suffix L, M, N or T: free pay.</summary>
    FreePay,
    /// <summary>K and a number: additional pay.</summary>
    AdditionalPay,
    /// <summary>BR (0), D0 (1), D1 (2) …: everything at one rate, counted upwards from the basic rate.</summary>
    OneRate,
    /// <summary>NT: no tax.</summary>
    NoTax,
}

/// <summary>A PAYE code, e.g. <c>S1257L</c>. The suffix letter does not change the arithmetic.</summary>
/// <param name="Number">Number of the code, or steps above the basic rate for <see cref="CodeKind.OneRate"/>.</param>
internal readonly record struct TaxCode(Nation Nation, CodeKind Kind, int Number)
{
    private const int HighestNumber = 999_999;
    private const int HighestK = 9_999;

    /// <exception cref="RulePackException">Not a PAYE code.</exception>
    public static TaxCode Parse(string? text) => text is null
        ? throw new RulePackException("tax_code", "Tax code: enter the code from the code notice, P45 or starter checklist, for example 1257L.")
        : TryParse(text, out var code) ? code : throw new RulePackException("tax_code", Problem(text)!);

    /// <summary>Null when it is a PAYE code, else what is wrong.</summary>
    public static string? Problem(string text)
    {
        if (TryParse(text, out _)) return null;
        return text.EndsWith("W1", StringComparison.Ordinal) || text.EndsWith("M1", StringComparison.Ordinal) || text.EndsWith('X') || text.EndsWith("NONCUM", StringComparison.Ordinal)
            ? $"Tax code '{text}': write the code without W1, M1, X or NONCUM, and set the tax basis to week1_month1."
            : $"Tax code '{text}' is not a PAYE code. Write it without spaces, for example 1257L, S1257L, C1257L, BR, D0, K475, 0T or NT.";
    }

    public static bool TryParse(ReadOnlySpan<char> text, out TaxCode code)
    {
        code = default;
        var nation = text switch { ['S', ..] => Nation.Scotland, ['C', ..] => Nation.Wales, _ => Nation.EnglandNorthernIreland };
        if (text is "NT")
        {
            code = new(Nation.EnglandNorthernIreland, CodeKind.NoTax, 0);
            return true;
        }

        var rest = nation == Nation.EnglandNorthernIreland ? text : text[1..];
        switch (rest)
        {
            case "BR":
                code = new(nation, CodeKind.OneRate, 0);
                return true;
            case ['D', >= '0' and <= '3' and var step]:
                code = new(nation, CodeKind.OneRate, step - '0' + 1);
                return nation == Nation.Scotland || step <= '1';
            case ['K', .. var number]:
                return ReadNumber(number, HighestK, out var k) && k > 0 && Is(new(nation, CodeKind.AdditionalPay, k), out code);
            case [.. var number, 'L' or 'M' or 'N' or 'T']:
                return ReadNumber(number, HighestNumber, out var free) && Is(new(nation, CodeKind.FreePay, free), out code);
            default:
                return false;
        }
    }

    private static bool Is(TaxCode value, out TaxCode code)
    {
        code = value;
        return true;
    }

    private static bool ReadNumber(ReadOnlySpan<char> digits, int highest, out int number) =>
        int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number <= highest && digits.Length <= 6;
}
