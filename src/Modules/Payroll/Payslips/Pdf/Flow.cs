using Bureau.Payroll.Payslips.Document;

namespace Bureau.Payroll.Payslips.Pdf;

/// <summary>A column that content runs down, from page to page. Hundredths of a point.</summary>
internal sealed class Flow(PdfCanvas canvas, int x, int width)
{
    public int X => x;
    public int Width => width;
    public int Page { get; private set; }
    public int Y { get; set; }

    public Flow Column(int left, int columnWidth) => new(canvas, left, columnWidth) { Page = Page, Y = Y };

    /// <summary>Goes on below the column that reaches further.</summary>
    public void ContinueAfter(Flow one, Flow other)
    {
        Page = Math.Max(one.Page, other.Page);
        Y = Math.Max(one.Page == Page ? one.Y : 0, other.Page == Page ? other.Y : 0);
    }

    /// <returns>True where the height did not fit and the flow stands at the top of the next page.</returns>
    public bool Need(int height)
    {
        if (Y + height <= canvas.PageHeight - PayslipLayout.BottomMargin) return false;
        Page++;
        Y = PayslipLayout.TopOfNext;
        if (Page == canvas.Pages) canvas.AddPage();
        return true;
    }

    public void Paragraph(string words, int wrapAt, int leading, PdfStyle style, int parent)
    {
        // Tagged page by page: marked content cannot cross a page.
        var rest = WordWrap.Lines(words, wrapAt, part => canvas.Width(part, style));
        while (rest.Count > 0)
        {
            Need(leading);
            var fit = Math.Clamp((canvas.PageHeight - PayslipLayout.BottomMargin - Y) / leading, 1, rest.Count);
            canvas.Text(Page, x, Y + leading, rest[..fit], leading, style, parent, "P");
            Y += fit * leading;
            rest = rest[fit..];
        }
    }
}
