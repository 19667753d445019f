using System.IO.Compression;

namespace Bureau.Payroll.Payslips.Pdf;

/// <summary>
/// The file structure of PDF 1.7 (ISO 32000-1, 7.5): streams stand by themselves, all other objects share one compressed object stream,
/// and a cross-reference stream says where everything is.
/// </summary>
internal sealed class PdfFile
{
    // The level is fixed because the bytes depend on it.
    private static readonly ZLibCompressionOptions s_compression = new() { CompressionLevel = 6 };

    private readonly PdfBuffer _file = new(16_384);
    private readonly PdfBuffer _objects = new(16_384);
    private readonly List<(int Offset, int Place)> _places = [default];
    private readonly List<int> _shared = [];

    public PdfFile() => _file.Add("%PDF-1.7\n%"u8).Add([0xE2, 0xE3, 0xCF, 0xD3]).Add("\n"u8);

    /// <returns>Number of an object that is written later.</returns>
    public int Reserve()
    {
        _places.Add(default);
        return _places.Count - 1;
    }

    /// <summary>The caller writes the object, whole, to the buffer returned before it begins another.</summary>
    public PdfBuffer Object(int id)
    {
        if (_objects.Length > 0) _objects.Add((byte)'\n');
        _places[id] = (_objects.Length, _shared.Count);
        _shared.Add(id);
        return _objects;
    }

    /// <param name="entries">Entries of the stream dictionary besides length and filter.</param>
    public void Stream(int id, ReadOnlySpan<byte> entries, ReadOnlySpan<byte> content)
    {
        var compressed = Compress(content);
        _places[id] = (_file.Length, -1);
        _file.Add(id).Add(" 0 obj\n<<"u8).Add(entries).Add("/Filter/FlateDecode/Length "u8).Add(compressed.Length).Add(">>stream\n"u8);
        _file.Add(compressed).Add("\nendstream\nendobj\n"u8);
    }

    /// <param name="fileId">Sixteen bytes that stand for the content.</param>
    public byte[] Finish(int catalog, int information, ReadOnlySpan<byte> fileId)
    {
        var shared = Reserve();
        var head = new PdfBuffer();
        foreach (var id in _shared) head.Add(id).Add((byte)' ').Add(_places[id].Offset).Add((byte)' ');
        var first = head.Length;
        var entries = new PdfBuffer(64).Add("/Type/ObjStm/N "u8).Add(_shared.Count).Add("/First "u8).Add(first);
        Stream(shared, entries.Written, head.Add(_objects.Written).Written);

        var references = Reserve();
        _places[references] = (_file.Length, -1);
        var table = new PdfBuffer().Binary(0, 1).Binary(0, 3).Binary(65_535, 2);
        var isShared = new bool[_places.Count];
        foreach (var id in _shared) isShared[id] = true;
        for (var id = 1; id < _places.Count; id++)
        {
            if (isShared[id]) table.Binary(2, 1).Binary(shared, 3).Binary(_places[id].Place, 2);
            else table.Binary(1, 1).Binary(_places[id].Offset, 3).Binary(0, 2);
        }
        var compressed = Compress(table.Written);
        var start = _file.Length;
        _file.Add(references).Add(" 0 obj\n<</Type/XRef/Size "u8).Add(_places.Count).Add("/W[1 3 2]/Root "u8).Reference(catalog).Add("/Info "u8).Reference(information).Add("/ID["u8);
        for (var twice = 0; twice < 2; twice++)
        {
            _file.Add((byte)'<');
            foreach (var value in fileId[..16]) _file.Hex(value, 2);
            _file.Add((byte)'>');
        }
        _file.Add("]/Filter/FlateDecode/Length "u8).Add(compressed.Length).Add(">>stream\n"u8).Add(compressed).Add("\nendstream\nendobj\nstartxref\n"u8).Add(start).Add("\n%%EOF\n"u8);
        return _file.Written.ToArray();
    }

    private static ReadOnlySpan<byte> Compress(ReadOnlySpan<byte> content)
    {
        var output = new MemoryStream((content.Length / 3) + 64);
        using (var zlib = new ZLibStream(output, s_compression, leaveOpen: true)) zlib.Write(content);
        return output.GetBuffer().AsSpan(0, (int)output.Length);
    }
}
