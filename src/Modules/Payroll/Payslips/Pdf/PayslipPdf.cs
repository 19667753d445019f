using System.Globalization;
using Bureau.Payroll.Payslips.Document;

namespace Bureau.Payroll.Payslips.Pdf;

/// <param name="LettersReplaced">No installed font has some letter, so that it was printed without its marks or by its Unicode number; the page says so too.</param>
internal sealed record PayslipPdfFile(byte[] Bytes, bool LettersReplaced);

/// <summary>
/// A payslip as PDF 1.7, tagged for screen readers (not claimed to be PDF/UA). The bytes follow from the document, the installed fonts and the
/// compression library of the runtime alone: no clock, no random identifiers.
/// </summary>
internal static class PayslipPdf
{
    public static byte[] Render(PayslipDocument payslip) => Render(payslip, InstalledFonts.Found).Bytes;

    public static PayslipPdfFile Render(PayslipDocument payslip, IReadOnlyList<FontFamily> fonts)
    {
        var hash = PayslipBytes.Hash(payslip.ToBytes());
        var text = new PdfText(fonts);
        var canvas = new PdfCanvas(text, new PdfTags(), payslip.Paper);
        new PayslipLayout(canvas, payslip).Draw(PayslipFormat.Footer(payslip, hash), () => text.LettersReplaced);

        var file = new PdfFile();
        var (catalog, information, tree, resources) = (file.Reserve(), file.Reserve(), file.Reserve(), file.Reserve());
        var fontResources = text.Write(file, hash);
        file.Object(resources).Add("<</Font<<"u8).Add(fontResources.Written).Add(">>>>"u8);
        var pages = new int[canvas.Pages];
        for (var i = 0; i < pages.Length; i++)
        {
            var content = file.Reserve();
            pages[i] = file.Reserve();
            file.Stream(content, [], canvas.Content(i));
            file.Object(pages[i]).Add("<</Type/Page/Tabs/S/Parent "u8).Reference(tree).Add("/Resources "u8).Reference(resources)
                .Add("/MediaBox[0 0 "u8).Points(canvas.PageWidth).Add((byte)' ').Points(canvas.PageHeight).Add("]/StructParents "u8).Add(i).Add("/Contents "u8).Reference(content).Add(">>"u8);
        }
        var list = file.Object(tree).Add("<</Type/Pages/Count "u8).Add(pages.Length).Add("/Kids["u8);
        foreach (var page in pages) list.Reference(page).Add((byte)' ');
        list.Add("]>>"u8);
        var tags = canvas.Tags.Write(file, pages);
        file.Object(catalog).Add("<</Type/Catalog/Lang(en)/MarkInfo<</Marked true>>/ViewerPreferences<</DisplayDocTitle true>>/Pages "u8).Reference(tree)
            .Add("/StructTreeRoot "u8).Reference(tags).Add(">>"u8);
        var title = $"Payslip of {PayslipFormat.PayDate(payslip)}: {payslip.Employee.Name}, {payslip.Employer.Name}";
        file.Object(information).Add("<</Title"u8).TextString(title).Add("/Author"u8).TextString(payslip.Employer.Name)
            .Add("/Creator"u8).TextString(string.Create(CultureInfo.InvariantCulture, $"Bureau, payslip layout {payslip.Version}")).Add(">>"u8);
        return new(file.Finish(catalog, information, hash), text.LettersReplaced);
    }
}
