using Bureau.Jurisdictions;

namespace Bureau.Payroll.Payslips.Pdf;

internal enum Ink { None, Text, Muted, Accent, Tint, Shade, Hairline }

/// <summary>How a text looks. Sizes are hundredths of a point.</summary>
internal readonly record struct PdfStyle(int Size, bool Bold = false, Ink Ink = Ink.Text);

/// <summary>
/// The pages of one document to draw on. Places are hundredths of a point from the left and from the top of the page;
/// a text stands on its base line.
/// </summary>
internal sealed class PdfCanvas(PdfText text, PdfTags tags, Paper paper)
{
    public int PageWidth { get; } = paper == Paper.Letter ? 61_200 : 59_528;

    public int PageHeight { get; } = paper == Paper.Letter ? 79_200 : 84_189;

    private readonly List<PdfBuffer> _pages = [];
    private readonly List<Ink> _inks = [];

    public int Pages => _pages.Count;

    public PdfTags Tags => tags;

    public ReadOnlySpan<byte> Content(int page) => _pages[page].Written;

    public void AddPage()
    {
        _pages.Add(new(8192));
        _inks.Add(Ink.None);
    }

    public int Width(string words, PdfStyle style) => text.Width(words, style.Bold, style.Size);

    /// <summary>Draws lines that belong to one tag.</summary>
    public void Text(int page, int x, int y, IReadOnlyList<string> lines, int leading, PdfStyle style, int parent, string type, string? attributes = null)
    {
        var tag = tags.Add(parent, type, attributes);
        if (lines.Count == 1 && lines[0].Length == 0) return;
        var content = _pages[page].Add((byte)'/').Add(type).Add("<</MCID "u8).Add(tags.Mark(tag, page)).Add(">>BDC "u8);
        // The space keeps the words of two lines apart for those who read the content and not the places.
        for (var i = 0; i < lines.Count; i++) Show(page, x, y + (i * leading), i < lines.Count - 1 ? lines[i] + " " : lines[i], style);
        content.Add("EMC\n"u8);
    }

    public void Text(int page, int x, int y, string words, PdfStyle style, int parent, string type, string? attributes = null) =>
        Text(page, x, y, [words], 0, style, parent, type, attributes);

    /// <summary>Ends at <paramref name="right"/>; printed smaller where it would be wider than <paramref name="room"/>.</summary>
    public void TextRight(int page, int right, int y, int room, string words, PdfStyle style, int parent, string type, string? attributes = null)
    {
        var width = Width(words, style);
        if (width > room)
        {
            style = style with { Size = style.Size * room / width };
            width = Width(words, style);
        }
        Text(page, right - width, y, words, style, parent, type, attributes);
    }

    /// <summary>Text that repeats what is said elsewhere, such as page numbers: screen readers pass over it.</summary>
    public void Repeat(int page, int x, int y, string words, PdfStyle style)
    {
        _pages[page].Add("/Artifact BMC "u8);
        Show(page, x, y, words, style);
        _pages[page].Add("EMC\n"u8);
    }

    public void Fill(int page, int x, int y, int width, int height, Ink ink)
    {
        _pages[page].Add("/Artifact BMC "u8);
        Choose(page, ink);
        _pages[page].Points(x).Add((byte)' ').Points(PageHeight - y - height).Add((byte)' ').Points(width).Add((byte)' ').Points(height).Add(" re f EMC\n"u8);
    }

    private void Show(int page, int x, int y, string words, PdfStyle style)
    {
        Choose(page, style.Ink);
        var content = _pages[page].Add("BT "u8).Points(x).Add((byte)' ').Points(PageHeight - y).Add(" Td"u8);
        text.Show(content, words, style.Bold, style.Size);
        content.Add(" ET "u8);
    }

    private void Choose(int page, Ink ink)
    {
        if (_inks[page] == ink) return;
        _inks[page] = ink;
        _pages[page].Add(ink switch
        {
            Ink.Muted => ".36 .39 .43 rg "u8,
            Ink.Accent => ".06 .27 .42 rg "u8,
            Ink.Tint => ".92 .95 .97 rg "u8,
            Ink.Shade => ".965 .97 .975 rg "u8,
            Ink.Hairline => ".85 .87 .89 rg "u8,
            _ => ".09 .11 .14 rg "u8,
        });
    }
}
