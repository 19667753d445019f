using System.Globalization;
using CsvHelper;
using Microsoft.AspNetCore.Mvc;

namespace Bureau.Kernel.Imports;

/// <summary>
/// CSV for people who open it in a spreadsheet: UTF-8 with byte order mark, commas, RFC 4180 quotes, and no text that would run as a formula.
/// Numbers are written plain with a dot, days YYYY-MM-DD, instants UTC.
/// </summary>
public static class CsvExport
{
    /// <summary>A download. The rows are written out at once: fit for some hundred thousand.</summary>
    public static FileContentResult File(string name, IEnumerable<string> header, IEnumerable<IEnumerable<object?>> rows) =>
        new(Bytes(header, rows), "text/csv; charset=utf-8") { FileDownloadName = name };

    public static byte[] Bytes(IEnumerable<string> header, IEnumerable<IEnumerable<object?>> rows)
    {
        using var stream = new MemoryStream();
        Write(stream, header, rows);
        return stream.ToArray();
    }

    public static void Write(Stream stream, IEnumerable<string> header, IEnumerable<IEnumerable<object?>> rows)
    {
        using var csv = CsvWriter.Create(stream, new CsvWriterOptions { WriteByteOrderMark = true }, leaveOpen: true);
        foreach (var name in header) csv.WriteField(Cell(name));
        csv.EndRecord();
        foreach (var row in rows)
        {
            foreach (var value in row) csv.WriteField(Cell(value));
            csv.EndRecord();
        }
    }

    /// <summary>A value as its cell holds it, before quoting. Text that a spreadsheet would run gets an apostrophe in front.</summary>
    public static string Cell(object? value) => value switch
    {
        null => "",
        string text => CsvCells.IsFormula(text) ? "'" + text : text,
        bool flag => flag ? "true" : "false",
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTimeOffset instant => instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => Cell(value.ToString()),
    };
}
