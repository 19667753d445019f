using System.Buffers;
using System.Buffers.Binary;
using System.Text.Json;

namespace Bureau.Payroll.Calculation;

/// <summary>
/// Canonical bytes of <see cref="Balances"/>: <c>{"l":{line: major},"p":{item: minor},"t":[gross, deductions, net]}</c>, lines and items in the pack's order,
/// zeros left out. A line that is kept apart is named with its key: <c>niable_pay.M</c>.
/// </summary>
internal static class BalancesFormat
{
    public static readonly JsonEncodedText Lines = JsonEncodedText.Encode("l"), Items = JsonEncodedText.Encode("p"), Totals = JsonEncodedText.Encode("t");

    [ThreadStatic] private static ArrayBufferWriter<byte>? s_buffer;
    [ThreadStatic] private static Utf8JsonWriter? s_json;

    public static byte[] ToBytes(Balances balances)
    {
        var buffer = s_buffer ??= new ArrayBufferWriter<byte>(1024);
        buffer.ResetWrittenCount();
        var json = s_json ??= new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true });
        json.Reset(buffer);
        Write(json, balances);
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    public static void Write(Utf8JsonWriter json, Balances balances)
    {
        json.WriteStartObject();
        json.WriteStartObject(Lines);
        foreach (var (name, amount) in balances.Lines)
            if (amount != 0) json.WriteNumber(name, Canonical(amount));
        json.WriteEndObject();
        json.WriteStartObject(Items);
        foreach (var (name, amount) in balances.Items)
            if (amount != 0) json.WriteNumber(name, amount);
        json.WriteEndObject();
        json.WriteStartArray(Totals);
        json.WriteNumberValue(balances.GrossMinor);
        json.WriteNumberValue(balances.DeductionsMinor);
        json.WriteNumberValue(balances.NetMinor);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    public static Balances FromBytes(ReadOnlySpan<byte> bytes)
    {
        var balances = new Balances();
        var json = new Utf8JsonReader(bytes);
        json.Read();
        Read(ref json, balances, new TextPool());
        return balances;
    }

    /// <summary>Reads the object that the reader stands on.</summary>
    public static void Read(ref Utf8JsonReader json, Balances balances, TextPool pool)
    {
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (json.ValueTextEquals("l"u8))
            {
                json.Read();
                while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
                {
                    var name = pool.Text(ref json);
                    json.Read();
                    balances.Lines.Add(new(name, json.GetDecimal()));
                }
            }
            else if (json.ValueTextEquals("p"u8))
            {
                json.Read();
                while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
                {
                    var name = pool.Text(ref json);
                    json.Read();
                    balances.Items.Add(new(name, json.GetInt64()));
                }
            }
            else if (json.ValueTextEquals("t"u8))
            {
                json.Read();
                balances.GrossMinor = Next(ref json);
                balances.DeductionsMinor = Next(ref json);
                balances.NetMinor = Next(ref json);
                json.Read();
            }
            else
            {
                throw new FormatException("Balances hold something that this program does not know. Use a newer release.");
            }
        }
    }

    // 12.5 and 12.50 are one number and must be one text: dividing by a one of full scale drops trailing zeros. Where there are none to drop, that costs for nothing.
    public static decimal Canonical(decimal value) => value.Scale == 0 || HasLastDigit(value) ? value : value / 1.0000000000000000000000000000m;

    private static bool HasLastDigit(decimal value)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        return bits[2] == 0 && ((ulong)(uint)bits[1] << 32 | (uint)bits[0]) % 10 != 0;
    }

    private static long Next(ref Utf8JsonReader json)
    {
        json.Read();
        return json.GetInt64();
    }
}

/// <summary>Gives equal texts as one string: names of items and lines and common values occur in every document.</summary>
internal sealed class TextPool
{
    private const int Longest = 64;
    private readonly (byte[] Utf8, string Text)[] _texts = new (byte[], string)[1024];

    public string Text(ref Utf8JsonReader json)
    {
        var utf8 = json.ValueSpan;
        if (json.HasValueSequence || utf8.Length > Longest || json.ValueIsEscaped) return json.GetString()!;
        ref var slot = ref _texts[Slot(utf8)];
        if (slot.Utf8 is not null && utf8.SequenceEqual(slot.Utf8)) return slot.Text;
        slot = (utf8.ToArray(), json.GetString()!);
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
