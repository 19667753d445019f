namespace Bureau.Payroll.Payslips.Pdf;

/// <summary>
/// A subset as a composite font (ISO 32000-1, 9.7): text is written as two-byte glyph numbers (Identity-H), and a ToUnicode map says
/// which letter each is, so that the text can be searched and copied.
/// </summary>
internal static class EmbeddedFont
{
    /// <param name="letters">Unicode letter of each glyph; the first is not used.</param>
    /// <returns>Object number of the font.</returns>
    public static int Write(PdfFile file, TrueTypeFont font, IReadOnlyList<int> glyphs, IReadOnlyList<int> letters, string subset)
    {
        var (composite, descendant, descriptor, program, toUnicode) = (file.Reserve(), file.Reserve(), file.Reserve(), file.Reserve(), file.Reserve());
        var name = $"{subset}+{font.Name}";
        file.Object(composite).Add("<</Type/Font/Subtype/Type0/Encoding/Identity-H/BaseFont/"u8).Add(name)
            .Add("/DescendantFonts["u8).Reference(descendant).Add("]/ToUnicode "u8).Reference(toUnicode).Add(">>"u8);
        var cid = file.Object(descendant).Add("<</Type/Font/Subtype/CIDFontType2/CIDToGIDMap/Identity/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/BaseFont/"u8).Add(name)
            .Add("/FontDescriptor "u8).Reference(descriptor).Add("/W[0["u8);
        foreach (var glyph in glyphs) cid.Add(font.Width(glyph)).Add((byte)' ');
        cid.Add("]]>>"u8);
        var box = file.Object(descriptor).Add("<</Type/FontDescriptor/Flags 4/ItalicAngle 0/StemV 80/FontName/"u8).Add(name)
            .Add("/Ascent "u8).Add(font.Ascent).Add("/Descent "u8).Add(font.Descent).Add("/CapHeight "u8).Add(font.Ascent * 4 / 5).Add("/FontBBox["u8);
        foreach (var side in font.Box) box.Add(side).Add((byte)' ');
        box.Add("]/FontFile2 "u8).Reference(program).Add(">>"u8);

        var bytes = TrueTypeSubset.Of(font, glyphs);
        file.Stream(program, new PdfBuffer(32).Add("/Length1 "u8).Add(bytes.Length).Written, bytes);
        file.Stream(toUnicode, [], ToUnicode(letters));
        return composite;
    }

    private static ReadOnlySpan<byte> ToUnicode(IReadOnlyList<int> letters)
    {
        var map = new PdfBuffer(1024).Add("/CIDInit/ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def\n/CMapName/Adobe-Identity-UCS def\n/CMapType 2 def\n1 begincodespacerange\n<0000><FFFF>\nendcodespacerange\n"u8);
        // A block holds at most 100 entries.
        for (var from = 1; from < letters.Count; from += 100)
        {
            var to = Math.Min(letters.Count, from + 100);
            map.Add(to - from).Add(" beginbfchar\n"u8);
            for (var place = from; place < to; place++)
            {
                map.Add((byte)'<').Hex(place, 4).Add("><"u8);
                foreach (var unit in char.ConvertFromUtf32(letters[place])) map.Hex(unit, 4);
                map.Add(">\n"u8);
            }
            map.Add("endbfchar\n"u8);
        }
        return map.Add("endcmap\nCMapName currentdict/CMap defineresource pop\nend\nend\n"u8).Written;
    }
}
