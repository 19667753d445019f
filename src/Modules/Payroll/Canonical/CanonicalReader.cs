using System.Buffers.Text;
using System.Numerics;
using System.Runtime.Intrinsics;
using System.Text;
using System.Text.Json;

namespace Bureau.Payroll.Canonical;

/// <summary>
/// Reads what <see cref="CanonicalWriter"/> wrote: no white space, nothing twice. What is read must be asked for in its order; anything else is not canonical and is refused with a
/// <see cref="FormatException"/>.
/// </summary>
internal ref struct CanonicalReader(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _at;

    /// <summary>Steps into the object or array that begins here.</summary>
    public void Start()
    {
        Comma();
        if (Peek() is not ((byte)'{' or (byte)'[')) throw Malformed();
        _at++;
    }

    /// <summary>Steps out of the object or array if it ends here; false when something is left in it.</summary>
    public bool End()
    {
        if (Peek() is not ((byte)'}' or (byte)']')) return false;
        _at++;
        return true;
    }

    /// <summary>Steps out of the innermost array, over whatever is left in it.</summary>
    public void SkipToEnd()
    {
        var end = _bytes[_at..].IndexOfAny((byte)']', (byte)'"', (byte)'[');
        if (end >= 0 && _bytes[_at + end] == (byte)']') _at += end + 1;
        else while (!End()) Skip();
    }

    /// <summary>The name of the next property, its value comes next.</summary>
    public ReadOnlySpan<byte> Name()
    {
        var name = Utf8();
        if (Peek() != (byte)':') throw Malformed();
        _at++;
        return name;
    }

    /// <summary>Steps over a null; false where there is something else.</summary>
    public bool Null()
    {
        Comma();
        if (Peek() != (byte)'n') return false;
        _at += 4;
        return true;
    }

    public string Text()
    {
        Comma();
        return IsPlain(out var utf8) ? Encoding.UTF8.GetString(utf8) : Escaped();
    }

    /// <param name="pool">Gives texts that occur again and again as one string.</param>
    public string Text(TextPool pool)
    {
        Comma();
        return IsPlain(out var utf8) ? pool.Text(utf8) : Escaped();
    }

    public long Long()
    {
        Comma();
        if (!Utf8Parser.TryParse(_bytes[_at..], out long number, out var consumed)) throw Malformed();
        _at += consumed;
        return number;
    }

    /// <summary>With as many digits after the point as are written.</summary>
    public decimal Decimal()
    {
        const int DigitsOfALong = 18;
        Comma();
        var (at, mantissa, point) = (_at, 0L, -1);
        var negative = Peek() == (byte)'-';
        if (negative) at++;
        var first = at;
        for (; at < _bytes.Length; at++)
        {
            var digit = _bytes[at] - '0';
            if (digit is >= 0 and <= 9) mantissa = unchecked(mantissa * 10 + digit);
            else if (_bytes[at] == (byte)'.' && point < 0) point = at;
            else break;
        }
        var digits = at - first - (point < 0 ? 0 : 1);
        if (digits is > 0 and <= DigitsOfALong)
        {
            _at = at;
            return new decimal((int)mantissa, (int)(mantissa >> 32), 0, negative, (byte)(point < 0 ? 0 : at - point - 1));
        }
        if (!Utf8Parser.TryParse(_bytes[_at..], out decimal number, out var consumed)) throw Malformed();
        _at += consumed;
        return number;
    }

    public DateOnly Day()
    {
        var text = Utf8();
        if (text.Length != 10 || text[4] != (byte)'-' || text[7] != (byte)'-') throw Malformed();
        var (year, month, day) = (Digits(text[..4]), Digits(text[5..7]), Digits(text[8..]));
        return year >= 1 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month) ? new(year, month, day) : throw Malformed();
    }

    /// <summary>Steps over the next value, whatever it is.</summary>
    public void Skip()
    {
        Comma();
        var depth = 0;
        do
        {
            switch (Peek())
            {
                case (byte)'"':
                    if (!IsPlain(out _)) Escaped();
                    continue;
                case (byte)'{' or (byte)'[': depth++; break;
                case (byte)'}' or (byte)']': depth--; break;
            }
            _at++;
        }
        while (depth > 0 || (_at < _bytes.Length && _bytes[_at] is not ((byte)',' or (byte)'}' or (byte)']')));
    }

    private ReadOnlySpan<byte> Utf8()
    {
        Comma();
        return IsPlain(out var utf8) ? utf8 : throw Malformed();
    }

    /// <summary>Reads the text that begins here unless something in it is escaped.</summary>
    private bool IsPlain(out ReadOnlySpan<byte> utf8)
    {
        if (Peek() != (byte)'"') throw Malformed();
        var rest = _bytes[(_at + 1)..];
        var length = PlainLength(rest);
        if (length < 0) throw Malformed();
        utf8 = rest[..length];
        if (rest[length] == (byte)'\\') return false;
        _at += length + 2;
        return true;
    }

    // Most texts are names of a few letters: they are looked through at once, a call to a search takes longer.
    private static int PlainLength(ReadOnlySpan<byte> rest)
    {
        if (Vector128.IsHardwareAccelerated && rest.Length >= Vector128<byte>.Count)
        {
            var first = Vector128.Create(rest);
            var ends = (Vector128.Equals(first, Vector128.Create((byte)'"')) | Vector128.Equals(first, Vector128.Create((byte)'\\'))).ExtractMostSignificantBits();
            if (ends != 0) return BitOperations.TrailingZeroCount(ends);
        }
        return rest.IndexOfAny((byte)'"', (byte)'\\');
    }

    private string Escaped()
    {
        try
        {
            var json = new Utf8JsonReader(_bytes[_at..]);
            json.Read();
            _at += (int)json.BytesConsumed;
            return json.GetString()!;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw Malformed();
        }
    }

    /// <summary>Zero, which no date has, where something is no digit.</summary>
    private static int Digits(ReadOnlySpan<byte> text)
    {
        var number = 0;
        foreach (var digit in text)
        {
            if (digit is < (byte)'0' or > (byte)'9') return 0;
            number = number * 10 + digit - '0';
        }
        return number;
    }

    private void Comma()
    {
        if (Peek() == (byte)',') _at++;
    }

    private readonly byte Peek() => (uint)_at < (uint)_bytes.Length ? _bytes[_at] : throw Malformed();

    private readonly FormatException Malformed() => new($"These are not canonical bytes: something else is expected at byte {_at}.");
}
