using System.Buffers.Binary;

namespace Bureau.Payroll.Payslips.Pdf;

/// <summary>An installed TrueType font, read as far as printing needs: which glyph a letter has, how wide it is, where its outline lies.</summary>
internal sealed class TrueTypeFont
{
    private readonly byte[] _data;
    private readonly Dictionary<string, (int Offset, int Length)> _tables = [];
    private readonly Dictionary<int, int> _glyphs = [];
    private readonly int _unitsPerEm;
    private readonly int _horizontalMetrics;
    private readonly bool _longLocations;

    /// <exception cref="InvalidDataException">Not a TrueType font with outlines.</exception>
    public TrueTypeFont(string name, byte[] data)
    {
        Name = name;
        _data = data;
        try
        {
            var tables = U16(4);
            for (var i = 0; i < tables; i++)
            {
                var entry = 12 + (16 * i);
                _tables[System.Text.Encoding.ASCII.GetString(data, entry, 4)] = (I32(entry + 8), I32(entry + 12));
            }
            var head = Offset("head");
            _unitsPerEm = U16(head + 18);
            Box = [PerEm(I16(head + 36)), PerEm(I16(head + 38)), PerEm(I16(head + 40)), PerEm(I16(head + 42))];
            _longLocations = U16(head + 50) == 1;
            Ascent = PerEm(I16(Offset("hhea") + 4));
            Descent = PerEm(I16(Offset("hhea") + 6));
            _horizontalMetrics = U16(Offset("hhea") + 34);
            ReadCharacterMap();
            _ = Outline(0);
        }
        catch (Exception e) when (e is KeyNotFoundException or ArgumentOutOfRangeException or IndexOutOfRangeException or DivideByZeroException)
        {
            throw new InvalidDataException($"'{name}' is not a TrueType font with outlines.", e);
        }
    }

    /// <summary>As PDF names it: letters, digits and hyphens.</summary>
    public string Name { get; }

    /// <summary>Left, bottom, right, top; thousandths of an em.</summary>
    public IReadOnlyList<int> Box { get; }

    /// <summary>Thousandths of an em.</summary>
    public int Ascent { get; }

    /// <summary>Thousandths of an em, negative.</summary>
    public int Descent { get; }

    /// <returns>0 where the font lacks the letter.</returns>
    public int Glyph(int letter) => _glyphs.GetValueOrDefault(letter);

    /// <returns>Thousandths of an em.</returns>
    public int Width(int glyph) => PerEm(Advance(glyph).Width);

    public (int Width, int LeftBearing) Advance(int glyph)
    {
        var metrics = Offset("hmtx");
        return glyph < _horizontalMetrics
            ? (U16(metrics + (4 * glyph)), I16(metrics + (4 * glyph) + 2))
            : (U16(metrics + (4 * (_horizontalMetrics - 1))), I16(metrics + (4 * _horizontalMetrics) + (2 * (glyph - _horizontalMetrics))));
    }

    public ReadOnlySpan<byte> Table(string tag) => _data.AsSpan(_tables[tag].Offset, _tables[tag].Length);

    /// <returns>Empty for a glyph without ink.</returns>
    public ReadOnlySpan<byte> Outline(int glyph)
    {
        var locations = Offset("loca");
        var start = _longLocations ? I32(locations + (4 * glyph)) : 2 * U16(locations + (2 * glyph));
        var end = _longLocations ? I32(locations + (4 * glyph) + 4) : 2 * U16(locations + (2 * glyph) + 2);
        return _data.AsSpan(Offset("glyf") + start, end - start);
    }

    private void ReadCharacterMap()
    {
        var map = Offset("cmap");
        var best = 0;
        for (var i = 0; i < U16(map + 2); i++)
        {
            var entry = map + 4 + (8 * i);
            if (U16(entry) is not (0 or 3)) continue;
            var table = map + I32(entry + 4);
            if (U16(table) is 4 or 12 && (best == 0 || U16(table) > U16(best))) best = table;
        }
        if (best == 0) throw new InvalidDataException($"The font '{Name}' has no Unicode character map of format 4 or 12.");
        if (U16(best) == 12) ReadGroups(best);
        else ReadSegments(best);
    }

    private void ReadGroups(int table)
    {
        for (var i = 0; i < I32(table + 12); i++)
        {
            var group = table + 16 + (12 * i);
            for (var letter = I32(group); letter <= I32(group + 4); letter++) _glyphs[letter] = I32(group + 8) + letter - I32(group);
        }
    }

    private void ReadSegments(int table)
    {
        var segments = U16(table + 6);
        for (var i = 0; i < segments; i += 2)
        {
            var (last, first) = (U16(table + 14 + i), U16(table + 16 + segments + i));
            var (delta, range) = (U16(table + 16 + (2 * segments) + i), table + 16 + (3 * segments) + i);
            for (var letter = first; letter <= last && letter < 0xFFFF; letter++)
            {
                var glyph = U16(range) == 0 ? letter : U16(range + U16(range) + (2 * (letter - first)));
                if (glyph != 0) _glyphs[letter] = (glyph + delta) & 0xFFFF;
            }
        }
    }

    private int Offset(string tag) => _tables[tag].Offset;

    private int PerEm(int units) => ((units * 1000) + (units < 0 ? -_unitsPerEm / 2 : _unitsPerEm / 2)) / _unitsPerEm;

    private int U16(int at) => BinaryPrimitives.ReadUInt16BigEndian(_data.AsSpan(at));

    private int I16(int at) => BinaryPrimitives.ReadInt16BigEndian(_data.AsSpan(at));

    private int I32(int at) => BinaryPrimitives.ReadInt32BigEndian(_data.AsSpan(at));
}
