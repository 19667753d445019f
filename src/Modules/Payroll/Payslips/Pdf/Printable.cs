using System.Globalization;
using System.Text;

namespace Bureau.Payroll.Payslips.Pdf;

/// <summary>
/// What is printed where no font has a letter. A Latin letter loses its marks: decomposed by Unicode (NFD) without the marks, and by the table below
/// where Unicode does not decompose (Đ D, Ł L, ı i …). Any other letter is printed as its number, <c>[U+738B]</c>: never as a wrong letter.
/// </summary>
internal static class Printable
{
    private const string Stroked = "ĐđŁłĦħŦŧıŊŋ";
    private const string Plain = "DdLlHhTtiNn";

    /// <summary>
    /// Letters that print right one after the other. Scripts that join or reorder letters (Arabic, Hebrew, Indic, Thai …) need a shaping engine
    /// that this writer does not have.
    /// </summary>
    public static bool NeedsNoShaping(Rune letter) => letter.Value switch
    {
        < 0x590 => true,
        >= 0x10A0 and <= 0x11FF => true,
        >= 0x1D00 and <= 0x200A => true,
        >= 0x2010 and <= 0x2027 => true,
        >= 0x202F and <= 0x205F => true,
        >= 0x2070 and <= 0xD7A3 => true,
        >= 0xF900 and <= 0xFB06 => true,
        >= 0xFF01 and <= 0xFFE6 => true,
        _ => false,
    };

    public static string Replacement(Rune letter)
    {
        var text = letter.ToString();
        if (Stroked.IndexOf(text[0]) is >= 0 and var place) return Plain[place].ToString();
        var plain = new StringBuilder();
        foreach (var part in text.Normalize(NormalizationForm.FormD))
            if (CharUnicodeInfo.GetUnicodeCategory(part) != UnicodeCategory.NonSpacingMark) plain.Append(part);
        var isLatin = plain.Length > 0 && plain.ToString().All(c => Helvetica.TryEncode(c, out _));
        return isLatin ? plain.ToString() : string.Create(CultureInfo.InvariantCulture, $"[U+{letter.Value:X4}]");
    }
}
