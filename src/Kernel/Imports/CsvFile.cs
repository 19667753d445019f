using System.Security.Cryptography;
using System.Text;
using System.Text.Unicode;
using CsvHelper;

namespace Bureau.Kernel.Imports;

/// <summary>
/// A CSV file as it came: UTF-8 with or without byte order mark, separated by commas or semicolons, quoted as RFC 4180 says, header in the first
/// row. Can be read again and again, one row in memory at a time.
/// </summary>
public sealed class CsvFile
{
    public const int MostBytes = 64 * 1024 * 1024;
    private const int LongestRecord = 256 * 1024;
    private const string SaveAsUtf8 = "In Excel choose Save as, then “CSV UTF-8 (Comma delimited)”; in LibreOffice choose the character set Unicode (UTF-8).";

    private readonly byte[] _content;

    private CsvFile(string name, byte[] content, char separator) => (Name, _content, Separator) = (name, content, separator);

    /// <summary>File name without folders.</summary>
    public string Name { get; }

    public char Separator { get; }

    /// <summary>SHA-256 of the bytes, lower-case hexadecimal: tells in the audit trail which file it was.</summary>
    public string Sha256 => Convert.ToHexStringLower(SHA256.HashData(_content));

    /// <summary>Names of the columns, normalised.</summary>
    public IReadOnlyList<string> Header { get; private set; } = [];

    /// <summary>Null when the file cannot be read as CSV; the problems say why and how to fix it.</summary>
    public static CsvFile? Open(string name, byte[] content, ImportProblems problems)
    {
        if (WhyNotText(content) is { } reason)
        {
            problems.File(reason);
            return null;
        }
        var firstLine = FirstLine(content);
        var separator = Count(firstLine, ';') > Count(firstLine, ',') ? ';' : ',';
        if (!firstLine.Contains(separator) && firstLine.IndexOfAny(['\t', '|']) >= 0)
        {
            problems.File("The columns are separated by tabs or bars. Save the file with commas or semicolons between the columns.");
            return null;
        }
        var file = new CsvFile(Path.GetFileName(name.Replace('\\', '/')), content, separator);
        var header = file.Records(problems).FirstOrDefault();
        if (header.Cells is null || problems.Count > 0)
        {
            if (problems.Count == 0) problems.File("The file is empty. Its first row must hold the names of the columns: download the template.");
            return null;
        }
        file.Header = [.. header.Cells.Select(CsvColumn.Normalize)];
        return file;
    }

    /// <summary>Every record that is not empty, the header included, with its row as a spreadsheet counts. Records whose quotes are wrong become problems.</summary>
    internal IEnumerable<(int Row, string[] Cells)> Records(ImportProblems problems)
    {
        var badRows = new Dictionary<long, CsvMalformedReason>();
        using var reader = CsvReader.Create(_content, new CsvReaderOptions
        {
            Separator = Separator,
            HasHeader = false,
            SkipEmptyLines = false,
            PoolStrings = true,
            MaxRecordSize = LongestRecord,
            OnMalformedRecord = bad => badRows[bad.RecordNumber] = bad.Reason,
        });
        for (var row = 1; Next(reader, row, problems); row++)
        {
            if (badRows.Remove(row, out var reason))
            {
                problems.Row(row, reason == CsvMalformedReason.UnterminatedQuote
                    ? "A quote is opened here and never closed; nothing after it could be read. Close it."
                    : "A quote stands inside a cell. Put the whole cell in quotes and write inner quotes twice, or remove them.");
                continue;
            }
            var cells = new string[reader.FieldCount];
            for (var i = 0; i < cells.Length; i++) cells[i] = reader.GetString(i);
            if (Array.Exists(cells, c => !string.IsNullOrWhiteSpace(c))) yield return (row, cells);
        }
    }

    private static bool Next(CsvReader reader, int row, ImportProblems problems)
    {
        try
        {
            return reader.Read();
        }
        catch (CsvFormatException)
        {
            problems.Row(row, $"The row is longer than {LongestRecord / 1024} KB. A closing quote is probably missing; nothing after it could be read.");
            return false;
        }
    }

    private static string? WhyNotText(byte[] content)
    {
        if (content.Length == 0) return "The file is empty. Its first row must hold the names of the columns: download the template.";
        if (content.Length > MostBytes) return $"The file is larger than {MostBytes / 1024 / 1024} MB. Split it into several files, each with the header row.";
        if (content.AsSpan().StartsWith("PK\u0003\u0004"u8) || content.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0]))
            return "This is a spreadsheet workbook, not a CSV file. " + SaveAsUtf8;
        if (content is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] || LooksLikeUtf16(content)) return "The file is in UTF-16 (“Unicode text”), not UTF-8. " + SaveAsUtf8;
        if (Array.IndexOf(content, (byte)0) is var nul and >= 0) return $"Line {LineOf(content, nul)} holds a NUL byte: the file is damaged or not a text file. Export it again.";
        if (!Utf8.IsValid(content)) return $"Line {LineOf(content, FirstInvalid(content))} holds a character that is not UTF-8; the file is probably in Windows-1252 (“ANSI”). " + SaveAsUtf8;
        return null;
    }

    private static bool LooksLikeUtf16(byte[] content)
    {
        var sample = content.AsSpan(0, Math.Min(content.Length, 400));
        return sample.Length >= 4 && sample.Count((byte)0) * 3 > sample.Length;
    }

    private static int FirstInvalid(byte[] content)
    {
        var at = 0;
        while (at < content.Length && Rune.DecodeFromUtf8(content.AsSpan(at), out _, out var used) == System.Buffers.OperationStatus.Done) at += used;
        return at;
    }

    private static int LineOf(byte[] content, int at) => content.AsSpan(0, at).Count((byte)'\n') + 1;

    private static string FirstLine(byte[] content)
    {
        var end = content.AsSpan().IndexOfAny((byte)'\n', (byte)'\r');
        return Encoding.UTF8.GetString(end < 0 ? content : content.AsSpan(0, end));
    }

    /// <summary>Outside of quotes.</summary>
    private static int Count(string line, char separator)
    {
        var (count, quoted) = (0, false);
        foreach (var c in line)
            if (c == '"') quoted = !quoted;
            else if (c == separator && !quoted) count++;
        return count;
    }
}
