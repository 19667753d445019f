using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Bureau.Kernel.Imports;

/// <summary>
/// A workbook of one sheet, written row by row. Text is stored as text, so nothing in it runs as a formula; amounts are numbers with two digits, days are dates.
/// </summary>
public static class XlsxExport
{
    public const string ContentType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private enum Style : uint { Plain, Head, Amount, Day }

    public static byte[] Bytes(string sheet, IEnumerable<string> header, IEnumerable<IEnumerable<object?>> rows)
    {
        using var stream = new MemoryStream();
        using (var document = SpreadsheetDocument.Create(stream, SpreadsheetDocumentType.Workbook))
        {
            var workbook = document.AddWorkbookPart();
            workbook.AddNewPart<WorkbookStylesPart>().Stylesheet = Styles();
            var part = workbook.AddNewPart<WorksheetPart>();
            using (var writer = OpenXmlWriter.Create(part))
            {
                writer.WriteStartElement(new Worksheet());
                writer.WriteElement(new SheetViews(new SheetView(new Pane { VerticalSplit = 1, TopLeftCell = "A2", ActivePane = PaneValues.BottomLeft, State = PaneStateValues.Frozen }) { WorkbookViewId = 0 }));
                writer.WriteStartElement(new SheetData());
                Write(writer, header.Select(h => CellOf(h, Style.Head)));
                foreach (var row in rows) Write(writer, row.Select(CellOf));
                writer.WriteEndElement();
                writer.WriteEndElement();
            }
            workbook.Workbook = new Workbook(new Sheets(new Sheet { Id = workbook.GetIdOfPart(part), SheetId = 1, Name = Name(sheet) }));
        }
        return stream.ToArray();
    }

    private static void Write(OpenXmlWriter writer, IEnumerable<Cell> cells)
    {
        writer.WriteStartElement(new Row());
        foreach (var cell in cells) writer.WriteElement(cell);
        writer.WriteEndElement();
    }

    private static Cell CellOf(object? value) => value switch
    {
        null => new Cell(),
        decimal amount => new Cell { CellValue = new(amount.ToString(CultureInfo.InvariantCulture)), StyleIndex = (uint)Style.Amount },
        int or long => new Cell { CellValue = new(Convert.ToInt64(value, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture)) },
        // Day 1 is 1 January 1900; the day number counts a 29 February of that year that never was.
        DateOnly day => new Cell { CellValue = new((day.DayNumber - new DateOnly(1899, 12, 30).DayNumber).ToString(CultureInfo.InvariantCulture)), StyleIndex = (uint)Style.Day },
        _ => CellOf(value.ToString() ?? "", Style.Plain),
    };

    private static Cell CellOf(string text, Style style) => new() { DataType = CellValues.InlineString, InlineString = new(new Text(Clean(text)) { Space = SpaceProcessingModeValues.Preserve }), StyleIndex = (uint)style };

    /// <summary>Without what XML has no letter for.</summary>
    private static string Clean(string text) => text.All(System.Xml.XmlConvert.IsXmlChar) ? text : string.Concat(text.Where(System.Xml.XmlConvert.IsXmlChar));

    private static string Name(string sheet) => string.Concat(sheet.Where(c => !@"[]:*?/\".Contains(c))) is var name && name.Length > 31 ? name[..31] : name;

    private static Stylesheet Styles() => new(
        new Fonts(new Font(), new Font(new Bold())),
        new Fills(new Fill(new PatternFill { PatternType = PatternValues.None }), new Fill(new PatternFill { PatternType = PatternValues.Gray125 })),
        new Borders(new Border()),
        new CellFormats(
            new CellFormat(),
            new CellFormat { FontId = 1, ApplyFont = true },
            new CellFormat { NumberFormatId = 4, ApplyNumberFormat = true },
            new CellFormat { NumberFormatId = 14, ApplyNumberFormat = true }));
}
