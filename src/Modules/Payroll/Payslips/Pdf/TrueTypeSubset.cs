using System.Buffers.Binary;
using System.Numerics;

namespace Bureau.Payroll.Payslips.Pdf;

/// <summary>
/// A TrueType font cut down to a few glyphs, as PDF embeds it (ISO 32000-1, 9.9): outlines, their places, metrics and headers.
/// Hinting programs are left out; so is the character map, because text names glyphs by number.
/// </summary>
internal static class TrueTypeSubset
{
    private const int WordArguments = 0x1, OneScale = 0x8, More = 0x20, TwoScales = 0x40, Matrix = 0x80, Instructions = 0x100;

    /// <param name="glyphs">Glyph n of the subset is glyph <c>glyphs[n]</c> of the font. The first is 0, the glyph for missing letters.</param>
    public static ReadOnlySpan<byte> Of(TrueTypeFont font, IReadOnlyList<int> glyphs)
    {
        var all = new List<int>(glyphs);
        var outlines = new PdfBuffer();
        var locations = new PdfBuffer(1024);
        var metrics = new PdfBuffer(1024);
        // Parts of composed glyphs are added at the end while walking, and walked in turn.
        for (var i = 0; i < all.Count; i++)
        {
            locations.Binary(outlines.Length, 4);
            var (width, leftBearing) = font.Advance(all[i]);
            metrics.Binary(width, 2).Binary(leftBearing, 2);
            var outline = font.Outline(all[i]);
            if (outline.Length == 0) continue;
            if (BinaryPrimitives.ReadInt16BigEndian(outline) >= 0) AddSimple(outlines, outline);
            else AddComposed(outlines, outline, all);
            while (outlines.Length % 4 != 0) outlines.Add(0);
        }
        locations.Binary(outlines.Length, 4);

        var head = font.Table("head").ToArray();
        BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(8), 0);
        BinaryPrimitives.WriteInt16BigEndian(head.AsSpan(50), 1);
        var horizontal = font.Table("hhea").ToArray();
        BinaryPrimitives.WriteUInt16BigEndian(horizontal.AsSpan(34), (ushort)all.Count);
        var profile = font.Table("maxp").ToArray();
        BinaryPrimitives.WriteUInt16BigEndian(profile.AsSpan(4), (ushort)all.Count);
        return Assemble([("glyf", outlines.Written.ToArray()), ("head", head), ("hhea", horizontal), ("hmtx", metrics.Written.ToArray()), ("loca", locations.Written.ToArray()), ("maxp", profile)]);
    }

    private static void AddSimple(PdfBuffer output, ReadOnlySpan<byte> outline)
    {
        var head = 10 + (2 * BinaryPrimitives.ReadInt16BigEndian(outline));
        var instructions = BinaryPrimitives.ReadUInt16BigEndian(outline[head..]);
        output.Add(outline[..head]).Binary(0, 2).Add(outline[(head + 2 + instructions)..]);
    }

    private static void AddComposed(PdfBuffer output, ReadOnlySpan<byte> outline, List<int> glyphs)
    {
        output.Add(outline[..10]);
        int flags, at = 10;
        do
        {
            flags = BinaryPrimitives.ReadUInt16BigEndian(outline[at..]);
            var part = BinaryPrimitives.ReadUInt16BigEndian(outline[(at + 2)..]);
            var length = ((flags & WordArguments) != 0 ? 4 : 2) + ((flags & OneScale) != 0 ? 2 : (flags & TwoScales) != 0 ? 4 : (flags & Matrix) != 0 ? 8 : 0);
            var place = glyphs.IndexOf(part);
            if (place < 0)
            {
                place = glyphs.Count;
                glyphs.Add(part);
            }
            output.Binary(flags & ~Instructions, 2).Binary(place, 2).Add(outline.Slice(at + 4, length));
            at += 4 + length;
        }
        while ((flags & More) != 0);
    }

    private static ReadOnlySpan<byte> Assemble((string Tag, byte[] Data)[] tables)
    {
        var steps = BitOperations.Log2((uint)tables.Length);
        var font = new PdfBuffer(16_384).Binary(0x00010000, 4).Binary(tables.Length, 2).Binary(16 << steps, 2).Binary(steps, 2).Binary((tables.Length - (1 << steps)) * 16, 2);
        var offset = 12 + (16 * tables.Length);
        foreach (var (tag, data) in tables)
        {
            font.Add(tag).Binary(Checksum(data), 4).Binary(offset, 4).Binary(data.Length, 4);
            offset += (data.Length + 3) & ~3;
        }
        foreach (var (_, data) in tables)
        {
            font.Add(data);
            while (font.Length % 4 != 0) font.Add(0);
        }
        var bytes = font.Written.ToArray();
        var head = 12 + (16 * tables.Length) + ((tables[0].Data.Length + 3) & ~3);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(head + 8), 0xB1B0AFBA - Checksum(bytes));
        return bytes;
    }

    private static uint Checksum(ReadOnlySpan<byte> data)
    {
        var sum = 0u;
        for (; data.Length >= 4; data = data[4..]) sum += BinaryPrimitives.ReadUInt32BigEndian(data);
        for (var i = 0; i < data.Length; i++) sum += (uint)data[i] << (24 - (8 * i));
        return sum;
    }
}
