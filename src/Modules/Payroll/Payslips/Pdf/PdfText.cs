using System.Text;

namespace Bureau.Payroll.Payslips.Pdf;

/// <summary>
/// The text of one document: each string in Helvetica where its encoding has all letters, else in the first installed font that has them.
/// A string is never mixed of two fonts. Sizes and widths are hundredths of a point.
/// </summary>
internal sealed class PdfText(IReadOnlyList<FontFamily> families)
{
    /// <summary>An embedded font and the glyphs used of it, in order of first use.</summary>
    private sealed record Face(TrueTypeFont Font)
    {
        public readonly List<int> Glyphs = [0];
        public readonly List<int> Letters = [0];
        public readonly Dictionary<int, int> Places = [];
    }

    // Regular and bold of each family; null until used.
    private readonly Face?[] _faces = new Face?[families.Count * 2];

    /// <summary>Some letter could not be printed as it is: see <see cref="Printable"/>.</summary>
    public bool LettersReplaced { get; private set; }

    public int Width(string text, bool bold, int size)
    {
        if (Helvetica.Has(text)) return Helvetica.Width(text, bold) * size / 1000;
        var (family, printed) = Resolve(text);
        if (family < 0) return Helvetica.Width(printed, bold) * size / 1000;
        var font = bold ? families[family].Bold : families[family].Regular;
        var width = 0;
        foreach (var letter in printed.EnumerateRunes()) width += font.Width(font.Glyph(letter.Value));
        return width * size / 1000;
    }

    /// <summary>Writes operators that choose the font and show the text at the current place.</summary>
    public void Show(PdfBuffer content, string text, bool bold, int size)
    {
        if (Helvetica.Has(text))
        {
            ShowHelvetica(content, text, bold, size);
            return;
        }
        var (family, printed) = Resolve(text);
        if (family < 0) ShowHelvetica(content, printed, bold, size);
        else ShowEmbedded(content, printed, (family * 2) + (bold ? 1 : 0), size);
    }

    /// <summary>Writes the font objects and gives the entries of a page's font resources.</summary>
    /// <param name="hash">Names the subsets, as two different subsets must not share a name.</param>
    public PdfBuffer Write(PdfFile file, ReadOnlySpan<byte> hash)
    {
        var resources = new PdfBuffer(256);
        for (var bold = 0; bold < 2; bold++)
        {
            var id = file.Reserve();
            file.Object(id).Add("<</Type/Font/Subtype/Type1/Encoding/WinAnsiEncoding/BaseFont/Helvetica"u8).Add(bold == 1 ? "-Bold>>"u8 : ">>"u8);
            resources.Add("/F"u8).Add(bold).Add((byte)' ').Reference(id);
        }
        for (var i = 0; i < _faces.Length; i++)
        {
            if (_faces[i] is not { } face) continue;
            var id = EmbeddedFont.Write(file, face.Font, face.Glyphs, face.Letters, Subset(hash, i));
            resources.Add("/F"u8).Add(i + 2).Add((byte)' ').Reference(id);
        }
        return resources;
    }

    private static string Subset(ReadOnlySpan<byte> hash, int face)
    {
        Span<char> tag = stackalloc char[6];
        for (var i = 0; i < tag.Length; i++) tag[i] = (char)('A' + (hash[(face * 6 + i) % hash.Length] % 26));
        return new(tag);
    }

    private static void ShowHelvetica(PdfBuffer content, string text, bool bold, int size)
    {
        content.Add("/F"u8).Add(bold ? 1 : 0).Add((byte)' ').Points(size).Add(" Tf("u8);
        foreach (var letter in text)
        {
            if (!Helvetica.TryEncode(letter, out var code)) continue;
            if (code is (byte)'(' or (byte)')' or (byte)'\\') content.Add((byte)'\\');
            content.Add(code);
        }
        content.Add(")Tj"u8);
    }

    private void ShowEmbedded(PdfBuffer content, string text, int index, int size)
    {
        var family = families[index / 2];
        var face = _faces[index] ??= new(index % 2 == 1 ? family.Bold : family.Regular);
        content.Add("/F"u8).Add(index + 2).Add((byte)' ').Points(size).Add(" Tf<"u8);
        foreach (var letter in text.EnumerateRunes())
        {
            var glyph = face.Font.Glyph(letter.Value);
            if (!face.Places.TryGetValue(letter.Value, out var place))
            {
                face.Places[letter.Value] = place = face.Glyphs.Count;
                face.Glyphs.Add(glyph);
                face.Letters.Add(letter.Value);
            }
            content.Hex(place, 4);
        }
        content.Add(">Tj"u8);
    }

    /// <returns>The family (−1 for Helvetica) and the text that it has all letters of.</returns>
    private (int Family, string Text) Resolve(string text)
    {
        text = new string([.. text.Select(c => char.IsControl(c) ? ' ' : c)]).Normalize();
        if (Helvetica.Has(text)) return (-1, text);
        for (var i = 0; i < families.Count; i++)
            if (text.EnumerateRunes().All(letter => Has(i, letter))) return (i, text);

        LettersReplaced = true;
        var best = families.Count - 1;
        var printed = new StringBuilder();
        foreach (var letter in text.EnumerateRunes())
        {
            if (Has(best, letter)) printed.Append(letter.ToString());
            else printed.Append(Printable.Replacement(letter));
        }
        return (best, printed.ToString());
    }

    private bool Has(int family, Rune letter) =>
        family < 0
            ? letter.IsBmp && Helvetica.TryEncode((char)letter.Value, out _)
            : Printable.NeedsNoShaping(letter) && families[family].Regular.Glyph(letter.Value) != 0 && families[family].Bold.Glyph(letter.Value) != 0;
}
