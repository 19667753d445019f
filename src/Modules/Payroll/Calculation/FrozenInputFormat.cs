using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Bureau.Payroll.Calculation;

/// <summary>
/// The canonical bytes of <see cref="FrozenInput"/>: UTF-8 JSON in fixed order, what is empty left out. They are hashed into the seal, so order and names of
/// version 1 never change. Pay is an array: item, label, minor units, units, rate, fixed (0 or 1), salary parts, periods of back pay, as far as it says something.
/// </summary>
internal static class FrozenInputFormat
{
    private const int Version = 1;
    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };
    [ThreadStatic] private static ArrayBufferWriter<byte>? s_buffer;
    [ThreadStatic] private static Utf8JsonWriter? s_json;

    public static byte[] ToBytes(FrozenInput input)
    {
        var buffer = s_buffer ??= new ArrayBufferWriter<byte>(4096);
        buffer.ResetWrittenCount();
        var json = s_json ??= new Utf8JsonWriter(buffer, s_options);
        json.Reset(buffer);
        Write(json, input);
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    private static void Write(Utf8JsonWriter json, FrozenInput input)
    {
        json.WriteStartObject();
        json.WriteNumber("v", Version);
        json.WriteNumber("id", input.EmployeeId);
        json.WriteString("no", input.Number);
        json.WriteString("n", input.Name);
        if (input.Address.Count > 0)
        {
            json.WriteStartArray("a");
            foreach (var line in input.Address) json.WriteStringValue(line);
            json.WriteEndArray();
        }
        if (!string.IsNullOrEmpty(input.Department)) json.WriteString("d", input.Department);
        if (input.CostCentre.Length > 0) json.WriteString("cc", input.CostCentre);
        json.WriteStartObject("f");
        foreach (var (name, value) in input.Fields) json.WriteString(name, value);
        json.WriteEndObject();
        json.WriteStartArray("pay");
        foreach (var pay in input.Pay) Write(json, pay);
        json.WriteEndArray();
        if (!input.Before.IsEmpty)
        {
            json.WritePropertyName("ytd");
            BalancesFormat.Write(json, input.Before);
        }
        if (input.Method.Length > 0)
        {
            json.WriteStartArray("to");
            json.WriteStringValue(input.Method);
            json.WriteStringValue(input.AccountLast4);
            json.WriteStringValue(input.AccountIndex);
            json.WriteStringValue(input.AccountHolder);
            json.WriteEndArray();
        }
        if (input.Findings.Count > 0)
        {
            json.WriteStartArray("find");
            foreach (var finding in input.Findings)
            {
                json.WriteStartArray();
                json.WriteStringValue(finding.Key);
                json.WriteStringValue(finding.Field);
                json.WriteStringValue(finding.Message);
                json.WriteNumberValue(finding.Blocks ? 1 : 0);
                json.WriteEndArray();
            }
            json.WriteEndArray();
        }
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, in FrozenPay pay)
    {
        json.WriteStartArray();
        json.WriteStringValue(pay.Item);
        json.WriteStringValue(pay.Label);
        json.WriteNumberValue(pay.AmountMinor);
        var last = pay.Owed is { Count: > 0 } ? 5 : pay.Parts is { Count: > 0 } ? 4 : pay.Fixed ? 3 : pay.Rate is not null ? 2 : pay.Units is not null ? 1 : 0;
        if (last >= 1) { if (pay.Units is { } units) json.WriteNumberValue(BalancesFormat.Canonical(units)); else json.WriteNullValue(); }
        if (last >= 2) { if (pay.Rate is { } rate) json.WriteNumberValue(BalancesFormat.Canonical(rate)); else json.WriteNullValue(); }
        if (last >= 3) json.WriteNumberValue(pay.Fixed ? 1 : 0);
        if (last >= 4)
        {
            json.WriteStartArray();
            foreach (var part in pay.Parts ?? [])
            {
                json.WriteStartArray();
                json.WriteStringValue(part.From.ToString("O", CultureInfo.InvariantCulture));
                json.WriteStringValue(part.To.ToString("O", CultureInfo.InvariantCulture));
                json.WriteNumberValue(BalancesFormat.Canonical(part.Yearly));
                json.WriteNumberValue(part.Days);
                json.WriteNumberValue(part.AmountMinor);
                json.WriteEndArray();
            }
            json.WriteEndArray();
        }
        if (last >= 5)
        {
            json.WriteStartArray();
            foreach (var period in pay.Owed!)
            {
                json.WriteStartArray();
                json.WriteStringValue(period.From.ToString("O", CultureInfo.InvariantCulture));
                json.WriteStringValue(period.To.ToString("O", CultureInfo.InvariantCulture));
                json.WriteNumberValue(period.DueMinor);
                json.WriteNumberValue(period.KnownMinor);
                json.WriteEndArray();
            }
            json.WriteEndArray();
        }
        json.WriteEndArray();
    }

    /// <summary>Reads into a cleared <paramref name="input"/>.</summary>
    /// <exception cref="FormatException">Not the bytes of a frozen input, or of a version that this program does not know.</exception>
    public static void Read(ReadOnlySpan<byte> bytes, FrozenInput input, TextPool pool)
    {
        input.Clear();
        var json = new Utf8JsonReader(bytes);
        json.Read();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (json.ValueTextEquals("v"u8)) { if (Int(ref json) != Version) throw new FormatException("The frozen inputs are of a version that this program does not know. Use a newer release."); }
            else if (json.ValueTextEquals("id"u8)) input.EmployeeId = Int(ref json);
            else if (json.ValueTextEquals("no"u8)) input.Number = Own(ref json)!;
            else if (json.ValueTextEquals("n"u8)) input.Name = Own(ref json)!;
            else if (json.ValueTextEquals("a"u8)) { json.Read(); while (json.Read() && json.TokenType != JsonTokenType.EndArray) input.Address.Add(pool.Text(ref json)); }
            else if (json.ValueTextEquals("d"u8)) input.Department = Text(ref json, pool);
            else if (json.ValueTextEquals("cc"u8)) input.CostCentre = Text(ref json, pool)!;
            else if (json.ValueTextEquals("f"u8)) ReadFields(ref json, input, pool);
            else if (json.ValueTextEquals("pay"u8)) { json.Read(); while (json.Read() && json.TokenType == JsonTokenType.StartArray) input.Pay.Add(ReadPay(ref json, pool)); }
            else if (json.ValueTextEquals("ytd"u8)) { json.Read(); BalancesFormat.Read(ref json, input.Before, pool); }
            else if (json.ValueTextEquals("to"u8))
            {
                json.Read();
                (input.Method, input.AccountLast4, input.AccountIndex, input.AccountHolder) = (Text(ref json, pool)!, Text(ref json, pool), Own(ref json), Own(ref json));
                json.Read();
            }
            else if (json.ValueTextEquals("find"u8))
            {
                json.Read();
                while (json.Read() && json.TokenType == JsonTokenType.StartArray)
                {
                    input.Findings.Add(new(Text(ref json, pool)!, Text(ref json, pool), Text(ref json, pool)!, Int(ref json) == 1));
                    json.Read();
                }
            }
            else throw new FormatException("The frozen inputs hold something that this program does not know. Use a newer release.");
        }
    }

    private static void ReadFields(ref Utf8JsonReader json, FrozenInput input, TextPool pool)
    {
        json.Read();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var name = pool.Text(ref json);
            json.Read();
            input.Fields.Add(new(name, pool.Text(ref json)));
        }
    }

    private static FrozenPay ReadPay(ref Utf8JsonReader json, TextPool pool)
    {
        var pay = new FrozenPay(Text(ref json, pool)!, Text(ref json, pool)!, Int(ref json));
        if (!More(ref json)) return pay;
        pay = pay with { Units = Number(ref json) };
        if (!More(ref json)) return pay;
        pay = pay with { Rate = Number(ref json) };
        if (!More(ref json)) return pay;
        pay = pay with { Fixed = json.GetInt64() == 1 };
        if (!More(ref json)) return pay;
        var parts = new List<SalaryPart>(1);
        while (json.Read() && json.TokenType == JsonTokenType.StartArray)
        {
            parts.Add(new(Day(ref json), Day(ref json), Decimal(ref json), (int)Int(ref json), Int(ref json)));
            json.Read();
        }
        if (parts.Count > 0) pay = pay with { Parts = parts };
        if (!More(ref json)) return pay;
        var owed = new List<BackPay>(1);
        while (json.Read() && json.TokenType == JsonTokenType.StartArray)
        {
            owed.Add(new(Day(ref json), Day(ref json), Int(ref json), Int(ref json)));
            json.Read();
        }
        json.Read();
        return pay with { Owed = owed };
    }

    private static bool More(ref Utf8JsonReader json) => json.Read() && json.TokenType != JsonTokenType.EndArray;

    private static decimal? Number(ref Utf8JsonReader json) => json.TokenType == JsonTokenType.Null ? null : json.GetDecimal();

    private static long Int(ref Utf8JsonReader json)
    {
        json.Read();
        return json.GetInt64();
    }

    private static decimal Decimal(ref Utf8JsonReader json)
    {
        json.Read();
        return json.GetDecimal();
    }

    private static DateOnly Day(ref Utf8JsonReader json)
    {
        json.Read();
        return DateOnly.FromDateTime(json.GetDateTime());
    }

    private static string? Text(ref Utf8JsonReader json, TextPool pool)
    {
        json.Read();
        return json.TokenType == JsonTokenType.Null ? null : pool.Text(ref json);
    }

    // A text that is this person's alone: keeping it in the pool would only push common ones out.
    private static string? Own(ref Utf8JsonReader json)
    {
        json.Read();
        return json.GetString();
    }
}
