using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;

namespace Bureau.Payroll.Tests.Payslips;

/// <summary>Reads back what the writer writes, by the book (ISO 32000-1, 7.5.8 cross-reference streams and 7.5.7 object streams), and no more than that.</summary>
internal sealed partial class PdfReader
{
    internal sealed record Word(int Page, decimal X, decimal Y, string Font, decimal Size, string Text, bool Artifact);

    private readonly byte[] _file;
    private readonly string _latin;
    private readonly Dictionary<int, string> _objects = [];
    private readonly Dictionary<int, byte[]> _streams = [];

    public PdfReader(byte[] file)
    {
        _file = file;
        _latin = Encoding.Latin1.GetString(file);
        _latin.ShouldStartWith("%PDF-1.7\n");
        _latin.ShouldEndWith("%%EOF\n");
        var start = int.Parse(StartXref().Match(_latin).Groups[1].Value, CultureInfo.InvariantCulture);
        var table = Stream(start, out Trailer);
        var size = Number(Trailer, "Size");
        table.Length.ShouldBe(size * 6);
        var shared = new Dictionary<int, byte[]>();
        for (var id = 1; id < size; id++)
        {
            var entry = table.AsSpan(id * 6, 6);
            var (offset, place) = ((entry[1] << 16) | BinaryPrimitives.ReadUInt16BigEndian(entry[2..]), BinaryPrimitives.ReadUInt16BigEndian(entry[4..]));
            if (entry[0] == 1)
            {
                _latin.AsSpan(offset).StartsWith($"{id} 0 obj\n").ShouldBeTrue($"object {id} is not at {offset}");
                _streams[id] = Stream(offset, out var dictionary);
                _objects[id] = dictionary;
            }
            else
            {
                entry[0].ShouldBe((byte)2);
                _objects[id] = Shared(offset, id, place, shared);
            }
        }
        PageIds = [.. Reference().Matches(Regex.Match(Object(Number(Object(Number(Trailer, "Root")), "Pages")), @"/Kids\[(.*?)\]").Groups[1].Value).Select(m => int.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture))];
    }

    public readonly string Trailer;

    public IReadOnlyList<int> PageIds { get; }

    public IEnumerable<string> Objects => _objects.Values;

    public string Object(int id) => _objects[id];

    public byte[] StreamOf(int id) => _streams[id];

    public static int Number(string dictionary, string key) => int.Parse(Regex.Match(dictionary, $@"/{key} (\d+)").Groups[1].Value, CultureInfo.InvariantCulture);

    public IEnumerable<Word> Words()
    {
        var fonts = Fonts();
        for (var page = 0; page < PageIds.Count; page++)
        {
            var content = Encoding.Latin1.GetString(StreamOf(Number(Object(PageIds[page]), "Contents")));
            var artifact = false;
            foreach (Match match in Shown().Matches(content))
            {
                if (match.Groups["begin"].Success) artifact = match.Groups["begin"].Value.Contains("/Artifact", StringComparison.Ordinal);
                if (!match.Groups["font"].Success) continue;
                var (x, y, size) = (Points(match.Groups["x"]), Points(match.Groups["y"]), Points(match.Groups["size"]));
                var text = match.Groups["hex"].Success
                    ? string.Concat(match.Groups["hex"].Value.Chunk(4).Select(code => fonts[match.Groups["font"].Value][new string(code)]))
                    : Encoding.GetEncoding(1252).GetString(Encoding.Latin1.GetBytes(Regex.Replace(match.Groups["text"].Value, @"\\(.)", "$1", RegexOptions.Singleline)));
                yield return new(page, x, y, match.Groups["font"].Value, size, text, artifact);
            }
        }
    }

    /// <summary>Words of equal height on one line, from left to right.</summary>
    public string Text()
    {
        var text = new StringBuilder();
        foreach (var page in Words().GroupBy(word => word.Page))
        {
            text.Append(CultureInfo.InvariantCulture, $"--- page {page.Key + 1}\n");
            foreach (var line in page.GroupBy(word => word.Y).OrderByDescending(line => line.Key))
                text.AppendJoin(" | ", line.OrderBy(word => word.X).Select(word => word.Text.TrimEnd())).Append('\n');
        }
        return text.ToString();
    }

    private static decimal Points(Group group) => decimal.Parse(group.Value, CultureInfo.InvariantCulture);

    private Dictionary<string, Dictionary<string, string>> Fonts()
    {
        var fonts = new Dictionary<string, Dictionary<string, string>>();
        foreach (Match font in Regex.Matches(Object(Number(Object(PageIds[0]), "Resources")), @"/(F\d+) (\d+) 0 R"))
        {
            var dictionary = Object(int.Parse(font.Groups[2].Value, CultureInfo.InvariantCulture));
            if (!dictionary.Contains("/ToUnicode", StringComparison.Ordinal)) continue;
            var map = Encoding.Latin1.GetString(StreamOf(Number(dictionary, "ToUnicode")));
            fonts[font.Groups[1].Value] = Regex.Matches(map, "<([0-9A-F]{4})><([0-9A-F]+)>\n").Where(m => m.Groups[1].Value != "0000" || m.Groups[2].Value != "FFFF")
                .ToDictionary(m => m.Groups[1].Value, m => Encoding.BigEndianUnicode.GetString(Convert.FromHexString(m.Groups[2].Value)));
        }
        return fonts;
    }

    private string Shared(int stream, int id, int place, Dictionary<int, byte[]> read)
    {
        if (!_objects.TryGetValue(stream, out var dictionary))
        {
            read[stream] = Stream(_latin.IndexOf($"\n{stream} 0 obj\n", StringComparison.Ordinal) + 1, out dictionary);
            _objects[stream] = dictionary;
        }
        var bytes = read[stream];
        var (count, first) = (Number(dictionary, "N"), Number(dictionary, "First"));
        var head = Encoding.Latin1.GetString(bytes, 0, first).Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(n => int.Parse(n, CultureInfo.InvariantCulture)).ToArray();
        head[2 * place].ShouldBe(id);
        var end = place + 1 < count ? head[(2 * place) + 3] : bytes.Length - first;
        return Encoding.Latin1.GetString(bytes, first + head[(2 * place) + 1], end - head[(2 * place) + 1]).Trim();
    }

    private byte[] Stream(int offset, out string dictionary)
    {
        var begin = _latin.IndexOf("stream\n", offset, StringComparison.Ordinal) + "stream\n".Length;
        dictionary = _latin[offset..begin];
        var length = Number(dictionary, "Length");
        _latin.AsSpan(begin + length).StartsWith("\nendstream\nendobj\n").ShouldBeTrue("the length of a stream is wrong");
        using var zlib = new ZLibStream(new MemoryStream(_file, begin, length), CompressionMode.Decompress);
        using var output = new MemoryStream();
        zlib.CopyTo(output);
        return output.ToArray();
    }

    [GeneratedRegex(@"startxref\n(\d+)\n%%EOF\n$")]
    private static partial Regex StartXref();

    [GeneratedRegex(@"(\d+) 0 R")]
    private static partial Regex Reference();

    [GeneratedRegex(@"(?<begin>/\w+(?:<</MCID \d+>>BDC| BMC) )|BT (?<x>-?[\d.]+) (?<y>-?[\d.]+) Td/(?<font>F\d+) (?<size>[\d.]+) Tf(?:<(?<hex>[0-9A-F]*)>|\((?<text>(?:[^\\()]|\\.)*)\))Tj ET ", RegexOptions.Singleline)]
    private static partial Regex Shown();
}
