using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Bureau.Payroll.Canonical;

/// <summary>
/// Writes canonical bytes: UTF-8 JSON without white space, each value written in one way only. Hashes and seals stand on these bytes for as long as payslips are kept, so what
/// they are is said here and not by a library's next release. Reused from document to document.
/// </summary>
internal sealed class CanonicalWriter
{
    private const int LongestNumber = 31;

    private static readonly SearchValues<char> s_plain = SearchValues.Create([.. Enumerable.Range(' ', '~' - ' ' + 1).Select(c => (char)c).Except(['"', '\\'])]);

    private byte[] _bytes = new byte[4096];
    private int _length;

    /// <summary>Valid until something else is written.</summary>
    public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, _length);

    public void Clear() => _length = 0;

    public void StartObject() => Start((byte)'{');

    public void StartObject(ReadOnlySpan<byte> name)
    {
        Name(name);
        StartObject();
    }

    public void EndObject() => Add((byte)'}');

    public void StartArray() => Start((byte)'[');

    public void StartArray(ReadOnlySpan<byte> name)
    {
        Name(name);
        StartArray();
    }

    public void EndArray() => Add((byte)']');

    /// <param name="name">Plain letters.</param>
    public void Name(ReadOnlySpan<byte> name)
    {
        Separate(name.Length + 3);
        _bytes[_length++] = (byte)'"';
        name.CopyTo(_bytes.AsSpan(_length));
        _length += name.Length;
        _bytes[_length++] = (byte)'"';
        _bytes[_length++] = (byte)':';
    }

    public void Name(string name)
    {
        Value(name);
        Add((byte)':');
    }

    public void Property(ReadOnlySpan<byte> name, string? text)
    {
        Name(name);
        Value(text);
    }

    public void Property(ReadOnlySpan<byte> name, long number)
    {
        Name(name);
        Value(number);
    }

    public void Property(ReadOnlySpan<byte> name, DateOnly day)
    {
        Name(name);
        Value(day);
    }

    public void PropertyUnlessEmpty(ReadOnlySpan<byte> name, string? text)
    {
        if (!string.IsNullOrEmpty(text)) Property(name, text);
    }

    public void Value(string? text)
    {
        if (text is null)
        {
            Null();
            return;
        }
        if (text.AsSpan().ContainsAnyExcept(s_plain))
        {
            Quoted(JsonEncodedText.Encode(Encoding.UTF8.GetBytes(text), JavaScriptEncoder.UnsafeRelaxedJsonEscaping).EncodedUtf8Bytes);
            return;
        }
        Separate(text.Length + 2);
        _bytes[_length++] = (byte)'"';
        Ascii.FromUtf16(text, _bytes.AsSpan(_length), out var written);
        _length += written;
        _bytes[_length++] = (byte)'"';
    }

    public void Value(long number)
    {
        Separate(LongestNumber);
        Utf8Formatter.TryFormat(number, _bytes.AsSpan(_length), out var written);
        _length += written;
    }

    /// <summary>12.5 and 12.50 are one number and become one text: without trailing zeros.</summary>
    public void Value(decimal number)
    {
        Separate(LongestNumber);
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(number, bits);
        var (mantissa, scale) = ((ulong)(uint)bits[1] << 32 | (uint)bits[0], bits[3] >> 16 & 0xFF);
        if (bits[2] != 0 || scale > 18)
        {
            CanonicalNumber.Of(number).TryFormat(_bytes.AsSpan(_length), out var all, default, CultureInfo.InvariantCulture);
            _length += all;
            return;
        }
        for (; scale > 0 && mantissa % 10 == 0; scale--) mantissa /= 10;
        if (bits[3] < 0 && mantissa != 0) _bytes[_length++] = (byte)'-';
        var unit = 1UL;
        for (var i = 0; i < scale; i++) unit *= 10;
        Utf8Formatter.TryFormat(mantissa / unit, _bytes.AsSpan(_length), out var written);
        _length += written;
        if (scale == 0) return;
        _bytes[_length++] = (byte)'.';
        for (mantissa %= unit; unit > 1; mantissa %= unit) _bytes[_length++] = (byte)('0' + mantissa / (unit /= 10));
    }

    public void Value(DateOnly day)
    {
        Span<byte> text = stackalloc byte[10];
        day.TryFormat(text, out _, "O", CultureInfo.InvariantCulture);
        Quoted(text);
    }

    public void Null()
    {
        Separate(4);
        "null"u8.CopyTo(_bytes.AsSpan(_length));
        _length += 4;
    }

    private void Quoted(ReadOnlySpan<byte> utf8)
    {
        Separate(utf8.Length + 2);
        _bytes[_length++] = (byte)'"';
        utf8.CopyTo(_bytes.AsSpan(_length));
        _length += utf8.Length;
        _bytes[_length++] = (byte)'"';
    }

    private void Start(byte bracket)
    {
        Separate(1);
        _bytes[_length++] = bracket;
    }

    private void Add(byte one)
    {
        Room(1);
        _bytes[_length++] = one;
    }

    /// <summary>A comma where something stands before, and room for what comes.</summary>
    private void Separate(int room)
    {
        Room(room + 1);
        if (_length > 0 && _bytes[_length - 1] is not ((byte)'{' or (byte)'[' or (byte)':')) _bytes[_length++] = (byte)',';
    }

    private void Room(int room)
    {
        if (_bytes.Length - _length < room) Array.Resize(ref _bytes, 2 * (_length + room));
    }
}
