using System.Globalization;
using System.Text.Json;
using Bureau.Jurisdictions;

namespace Bureau.Payroll.Payslips.Document;

/// <summary>
/// Reads canonical bytes back. What it does not know it refuses: a payslip shown without something that it says would be a wrong payslip.
/// </summary>
internal static class PayslipReader
{
    /// <exception cref="FormatException">Not the bytes of a payslip, or of a version that this program does not know.</exception>
    public static PayslipDocument Read(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            using var json = JsonDocument.Parse(bytes);
            return Document(json.RootElement);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or ArgumentException)
        {
            throw new FormatException("These are not the canonical bytes of a payslip. Compare their hash with the one stored at release.", e);
        }
    }

    private static PayslipDocument Document(JsonElement json)
    {
        var version = json.GetProperty("v").GetInt32();
        if (version != PayslipDocument.CurrentVersion)
            throw new FormatException($"This payslip has version {version.ToString(CultureInfo.InvariantCulture)}; this program knows version {PayslipDocument.CurrentVersion}. Read it with a newer release.");
        Know(json, "v", "cur", "dig", "df", "pp", "er", "ee", "per", "on", "pay", "ern", "ded", "exp", "bik", "erc", "bas", "h", "lv", "gross", "less", "net", "msg", "seal");
        return new PayslipDocument
        {
            Version = version,
            Currency = Text(json, "cur"),
            CurrencyDigits = json.TryGetProperty("dig", out var digits) ? digits.GetInt32() : 2,
            DateFormat = TextOrNull(json, "df") ?? PayslipStyle.International.DateFormat,
            Paper = TextOrNull(json, "pp") is { } paper ? Enum.Parse<Paper>(paper) : PayslipStyle.International.Paper,
            Employer = Employer(json.GetProperty("er")),
            Employee = Employee(json.GetProperty("ee")),
            Period = Period(json.GetProperty("per")),
            PayDate = Date(json, "on"),
            Payments = List(json, "pay", Payment),
            Earnings = List(json, "ern", Line),
            Deductions = List(json, "ded", Line),
            Reimbursements = List(json, "exp", Line),
            BenefitsInKind = List(json, "bik", Line),
            EmployerCosts = List(json, "erc", Line),
            Bases = List(json, "bas", Line),
            Hours = List(json, "h", Hours),
            Leave = List(json, "lv", Leave),
            GrossPay = Figure(json.GetProperty("gross")),
            TotalDeductions = Figure(json.GetProperty("less")),
            NetPay = Figure(json.GetProperty("net")),
            Message = TextOrNull(json, "msg"),
            Seal = TextOrNull(json, "seal"),
        };
    }

    private static PayslipEmployer Employer(JsonElement json)
    {
        Know(json, "n", "a", "f");
        return new(Text(json, "n"), List(json, "a", Text), List(json, "f", Fact));
    }

    private static PayslipEmployee Employee(JsonElement json)
    {
        Know(json, "n", "no", "a", "d", "cc", "f");
        return new(Text(json, "n"), Text(json, "no"))
        {
            Address = List(json, "a", Text),
            Department = TextOrNull(json, "d"),
            CostCentre = TextOrNull(json, "cc"),
            Facts = List(json, "f", Fact),
        };
    }

    private static PayslipPeriod Period(JsonElement json)
    {
        Know(json, "s", "e", "no", "f", "y");
        return new(Date(json, "s"), Date(json, "e"), json.GetProperty("no").GetInt32(), Text(json, "f"), Text(json, "y"));
    }

    private static PayslipPayment Payment(JsonElement json)
    {
        Count(json, 2, 3);
        return new(Text(json[0]), At(json, 2) is { } ending ? Text(ending) : null, json[1].GetInt64());
    }

    private static PayslipLine Line(JsonElement json)
    {
        Count(json, 3, 7);
        return new(Text(json[0]), Text(json[1]), json[2].GetInt64(), At(json, 3)?.GetInt64())
        {
            Kind = At(json, 4)?.GetString() switch
            {
                null => DeductionKind.Unmarked,
                "f" => DeductionKind.Fixed,
                "v" => DeductionKind.Variable,
                var other => throw new FormatException($"A payslip line has the unknown kind '{other}'."),
            },
            Units = At(json, 5)?.GetDecimal(),
            Rate = At(json, 6)?.GetDecimal(),
        };
    }

    private static PayslipHours Hours(JsonElement json)
    {
        Count(json, 2, 2);
        return new(Text(json[0]), json[1].GetDecimal());
    }

    private static LeaveBalance Leave(JsonElement json)
    {
        Count(json, 4, 4);
        return new(Text(json[0]), json[1].GetDecimal(), json[2].GetDecimal(), json[3].GetDecimal());
    }

    private static PayslipFact Fact(JsonElement json)
    {
        Count(json, 2, 2);
        return new(Text(json[0]), Text(json[1]));
    }

    private static PayslipFigure Figure(JsonElement json)
    {
        Count(json, 2, 2);
        return new(json[0].GetInt64(), json[1].GetInt64());
    }

    private static JsonElement? At(JsonElement json, int index) => index < json.GetArrayLength() && json[index].ValueKind != JsonValueKind.Null ? json[index] : null;

    private static void Count(JsonElement json, int least, int most)
    {
        if (json.GetArrayLength() < least || json.GetArrayLength() > most)
            throw new FormatException($"A payslip of version {PayslipDocument.CurrentVersion} has an entry with {json.GetArrayLength().ToString(CultureInfo.InvariantCulture)} values. Was it written by a newer release?");
    }

    private static void Know(JsonElement json, params ReadOnlySpan<string> names)
    {
        foreach (var property in json.EnumerateObject())
            if (!names.Contains(property.Name))
                throw new FormatException($"A payslip of version {PayslipDocument.CurrentVersion} has no property '{property.Name}'. Was it written by a newer release?");
    }

    private static T[] List<T>(JsonElement json, string name, Func<JsonElement, T> read)
    {
        if (!json.TryGetProperty(name, out var array)) return [];
        var items = new T[array.GetArrayLength()];
        var i = 0;
        foreach (var item in array.EnumerateArray()) items[i++] = read(item);
        return items;
    }

    private static string Text(JsonElement json) => json.GetString() ?? throw new FormatException("A payslip has null where a text is due.");

    private static string Text(JsonElement json, string name) => Text(json.GetProperty(name));

    private static string? TextOrNull(JsonElement json, string name) => json.TryGetProperty(name, out var text) ? Text(text) : null;

    private static DateOnly Date(JsonElement json, string name) => DateOnly.ParseExact(Text(json, name), "O", CultureInfo.InvariantCulture);
}
