using System.Buffers.Text;
using System.Diagnostics;
using System.Text;

namespace Bureau.Payroll.Payslips.Pdf;

/// <summary>Bytes of a PDF in the making. Lengths are hundredths of a point, so that no binary fraction is needed.</summary>
internal sealed class PdfBuffer(int capacity = 4096)
{
    private byte[] _bytes = new byte[capacity];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    public PdfBuffer Add(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Room(bytes.Length));
        Length += bytes.Length;
        return this;
    }

    public PdfBuffer Add(byte value)
    {
        Room(1)[0] = value;
        Length++;
        return this;
    }

    /// <param name="text">ASCII.</param>
    public PdfBuffer Add(string text)
    {
        Length += Encoding.ASCII.GetBytes(text, Room(text.Length));
        return this;
    }

    public PdfBuffer Add(int number)
    {
        var fits = Utf8Formatter.TryFormat(number, Room(11), out var written);
        Debug.Assert(fits);
        Length += written;
        return this;
    }

    /// <param name="hundredths">Hundredths of a point, written in points.</param>
    public PdfBuffer Points(int hundredths)
    {
        if (hundredths < 0)
        {
            Add((byte)'-');
            hundredths = -hundredths;
        }
        Add(hundredths / 100);
        var rest = hundredths % 100;
        if (rest == 0) return this;
        Add((byte)'.').Add((byte)('0' + (rest / 10)));
        return rest % 10 == 0 ? this : Add((byte)('0' + (rest % 10)));
    }

    public PdfBuffer Reference(int id) => Add(id).Add(" 0 R"u8);

    /// <summary>Big-endian, as fonts and cross-reference streams write numbers.</summary>
    public PdfBuffer Binary(long value, int bytes)
    {
        for (var shift = (bytes - 1) * 8; shift >= 0; shift -= 8) Add((byte)(value >> shift));
        return this;
    }

    public PdfBuffer Hex(int value, int digits)
    {
        for (var shift = (digits - 1) * 4; shift >= 0; shift -= 4) Add("0123456789ABCDEF"u8[(value >> shift) & 15]);
        return this;
    }

    /// <summary>A text string outside content streams: UTF-16 with byte order mark, in hexadecimal.</summary>
    public PdfBuffer TextString(string text)
    {
        Add("<FEFF"u8);
        foreach (var unit in text) Hex(unit, 4);
        return Add((byte)'>');
    }

    private Span<byte> Room(int bytes)
    {
        if (Length + bytes > _bytes.Length) Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, Length + bytes));
        return _bytes.AsSpan(Length);
    }
}
