using System.Buffers.Binary;
using System.Text;

namespace Bureau.Payroll.Canonical;

/// <summary>Gives equal texts as one string: names of items and lines and common values occur in every document.</summary>
internal sealed class TextPool
{
    private const int Longest = 64;
    private readonly (byte[] Utf8, string Text)[] _texts = new (byte[], string)[1024];

    public string Text(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > Longest) return Encoding.UTF8.GetString(utf8);
        ref var slot = ref _texts[Slot(utf8)];
        if (slot.Utf8 is not null && utf8.SequenceEqual(slot.Utf8)) return slot.Text;
        slot = (utf8.ToArray(), Encoding.UTF8.GetString(utf8));
        return slot.Text;
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
