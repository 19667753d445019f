using System.Buffers.Binary;
using System.Text;

namespace Bureau.Payroll.Canonical;

/// <summary>Gives equal texts as one string: names of items and lines and common values occur in every document.</summary>
internal sealed class TextPool
{
    private const int Longest = 64;
    private readonly string?[] _texts = new string?[1024];

    public string Text(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > Longest) return Encoding.UTF8.GetString(utf8);
        ref var slot = ref _texts[Slot(utf8)];
        // Texts with other than ASCII are never equal here: they are read anew each time.
        return slot is not null && Ascii.Equals(utf8, slot) ? slot : slot = Encoding.UTF8.GetString(utf8);
    }

    // The ends and the length tell names apart well enough; two that meet only push each other out.
    private static int Slot(ReadOnlySpan<byte> utf8)
    {
        ulong ends = 0;
        if (utf8.Length >= sizeof(ulong)) ends = BinaryPrimitives.ReadUInt64LittleEndian(utf8) * 31 + BinaryPrimitives.ReadUInt64LittleEndian(utf8[^sizeof(ulong)..]);
        else foreach (var b in utf8) ends = (ends << 8) | b;
        return (int)(((ends + (ulong)utf8.Length) * 0x9E3779B97F4A7C15) >> 54);
    }
}
