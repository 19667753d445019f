using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using Bureau.Jurisdictions;

namespace Bureau.Payroll.Payslips.Document;

/// <summary>
/// The canonical bytes of a payslip: UTF-8 JSON in fixed order, without white space, what is empty left out. Equal documents give equal bytes.
/// They are what the hash chain covers, so the order and names of version 1 never change; what it came to say later is left out where it is not said.
/// A line is an array: item, label, amount, year to date, kind (<c>f</c>ixed, <c>v</c>ariable), units, rate, as far as it says something,
/// <c>null</c> for a gap. A fact is label and value; a payment method, amount and account ending; hours label and hours; leave label, accrued, taken and available;
/// a figure amount and year to date.
/// </summary>
internal static class PayslipBytes
{
    // A thread reuses its writer and buffer: 20,000 payslips a second are written through here.
    [ThreadStatic] private static ArrayBufferWriter<byte>? s_buffer;
    [ThreadStatic] private static Utf8JsonWriter? s_json;

    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    public static byte[] ToBytes(this PayslipDocument document)
    {
        var buffer = s_buffer ??= new ArrayBufferWriter<byte>(4096);
        buffer.ResetWrittenCount();
        Write(document, buffer);
        return buffer.WrittenSpan.ToArray();
    }

    public static void Write(PayslipDocument document, IBufferWriter<byte> output)
    {
        var json = s_json ??= new Utf8JsonWriter(output, s_options);
        json.Reset(output);
        json.WriteStartObject();
        json.WriteNumber(Names.Version, document.Version);
        json.WriteString(Names.Currency, document.Currency);
        if (document.CurrencyDigits != 2) json.WriteNumber(Names.CurrencyDigits, document.CurrencyDigits);
        if (document.DateFormat != PayslipStyle.International.DateFormat) json.WriteString(Names.DateFormat, document.DateFormat);
        if (document.Paper != PayslipStyle.International.Paper) json.WriteString(Names.Paper, document.Paper.ToString());
        Write(json, document.Employer);
        Write(json, document.Employee);
        Write(json, document.Period);
        Write(json, Names.PayDate, document.PayDate);
        Write(json, document.Payments);
        Write(json, Names.Earnings, document.Earnings);
        Write(json, Names.Deductions, document.Deductions);
        Write(json, Names.Reimbursements, document.Reimbursements);
        Write(json, Names.BenefitsInKind, document.BenefitsInKind);
        Write(json, Names.EmployerCosts, document.EmployerCosts);
        Write(json, Names.Bases, document.Bases);
        Write(json, document.Hours);
        Write(json, document.Leave);
        Write(json, Names.GrossPay, document.GrossPay);
        Write(json, Names.TotalDeductions, document.TotalDeductions);
        Write(json, Names.NetPay, document.NetPay);
        Write(json, Names.Message, document.Message);
        Write(json, Names.Seal, document.Seal);
        json.WriteEndObject();
        json.Flush();
    }

    /// <exception cref="FormatException">Not the bytes of a payslip, or of a version that this program does not know.</exception>
    public static PayslipDocument FromBytes(ReadOnlyMemory<byte> bytes) => PayslipReader.Read(bytes);

    /// <summary>SHA-256 over canonical bytes.</summary>
    public static byte[] Hash(ReadOnlySpan<byte> bytes) => SHA256.HashData(bytes);

    private static void Write(Utf8JsonWriter json, PayslipEmployer employer)
    {
        json.WriteStartObject(Names.Employer);
        json.WriteString(Names.Name, employer.Name);
        Write(json, Names.Address, employer.Address);
        Write(json, Names.Facts, employer.References);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, PayslipEmployee employee)
    {
        json.WriteStartObject(Names.Employee);
        json.WriteString(Names.Name, employee.Name);
        json.WriteString(Names.Number, employee.Number);
        Write(json, Names.Address, employee.Address);
        Write(json, Names.Department, employee.Department);
        Write(json, Names.CostCentre, employee.CostCentre);
        Write(json, Names.Facts, employee.Facts);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, PayslipPeriod period)
    {
        json.WriteStartObject(Names.Period);
        Write(json, Names.Start, period.Start);
        Write(json, Names.End, period.End);
        json.WriteNumber(Names.Number, period.Number);
        json.WriteString(Names.Frequency, period.Frequency);
        json.WriteString(Names.TaxYear, period.TaxYear);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, IReadOnlyList<PayslipPayment> payments)
    {
        if (payments.Count == 0) return;
        json.WriteStartArray(Names.Payments);
        for (var i = 0; i < payments.Count; i++)
        {
            json.WriteStartArray();
            json.WriteStringValue(payments[i].Method);
            json.WriteNumberValue(payments[i].Amount);
            if (payments[i].AccountEnding is { Length: > 0 } ending) json.WriteStringValue(ending);
            json.WriteEndArray();
        }
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, JsonEncodedText name, IReadOnlyList<PayslipLine> lines)
    {
        if (lines.Count == 0) return;
        json.WriteStartArray(name);
        for (var i = 0; i < lines.Count; i++)
        {
            var line = lines[i];
            json.WriteStartArray();
            json.WriteStringValue(line.Item);
            json.WriteStringValue(line.Label);
            json.WriteNumberValue(line.Amount);
            var last = line.Rate is not null ? 4 : line.Units is not null ? 3 : line.Kind != DeductionKind.Unmarked ? 2 : line.YearToDate is not null ? 1 : 0;
            if (last >= 1) { if (line.YearToDate is { } yearToDate) json.WriteNumberValue(yearToDate); else json.WriteNullValue(); }
            if (last >= 2) { if (line.Kind != DeductionKind.Unmarked) json.WriteStringValue(line.Kind == DeductionKind.Fixed ? Names.Fixed : Names.Variable); else json.WriteNullValue(); }
            if (last >= 3) { if (line.Units is { } units) json.WriteNumberValue(Canonical(units)); else json.WriteNullValue(); }
            if (last >= 4) json.WriteNumberValue(Canonical(line.Rate!.Value));
            json.WriteEndArray();
        }
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, IReadOnlyList<PayslipHours> hours)
    {
        if (hours.Count == 0) return;
        json.WriteStartArray(Names.Hours);
        for (var i = 0; i < hours.Count; i++)
        {
            json.WriteStartArray();
            json.WriteStringValue(hours[i].Label);
            json.WriteNumberValue(Canonical(hours[i].Hours));
            json.WriteEndArray();
        }
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, IReadOnlyList<LeaveBalance> leave)
    {
        if (leave.Count == 0) return;
        json.WriteStartArray(Names.Leave);
        for (var i = 0; i < leave.Count; i++)
        {
            json.WriteStartArray();
            json.WriteStringValue(leave[i].Label);
            json.WriteNumberValue(Canonical(leave[i].Accrued));
            json.WriteNumberValue(Canonical(leave[i].Taken));
            json.WriteNumberValue(Canonical(leave[i].Available));
            json.WriteEndArray();
        }
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, JsonEncodedText name, PayslipFigure figure)
    {
        json.WriteStartArray(name);
        json.WriteNumberValue(figure.Amount);
        json.WriteNumberValue(figure.YearToDate);
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, JsonEncodedText name, IReadOnlyList<PayslipFact> facts)
    {
        if (facts.Count == 0) return;
        json.WriteStartArray(name);
        for (var i = 0; i < facts.Count; i++)
        {
            json.WriteStartArray();
            json.WriteStringValue(facts[i].Label);
            json.WriteStringValue(facts[i].Value);
            json.WriteEndArray();
        }
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, JsonEncodedText name, IReadOnlyList<string> texts)
    {
        if (texts.Count == 0) return;
        json.WriteStartArray(name);
        for (var i = 0; i < texts.Count; i++) json.WriteStringValue(texts[i]);
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, JsonEncodedText name, string? text)
    {
        if (!string.IsNullOrEmpty(text)) json.WriteString(name, text);
    }

    private static void Write(Utf8JsonWriter json, JsonEncodedText name, DateOnly date)
    {
        Span<byte> text = stackalloc byte[10];
        date.TryFormat(text, out _, "O", CultureInfo.InvariantCulture);
        json.WriteString(name, text);
    }

    // 37.5 and 37.50 are one number and must be one text: dividing by a one of full scale drops trailing zeros.
    private static decimal Canonical(decimal value) => value / 1.0000000000000000000000000000m;

    private static class Names
    {
        public static readonly JsonEncodedText Version = Encode("v"), Currency = Encode("cur"), CurrencyDigits = Encode("dig"), Employer = Encode("er"), Employee = Encode("ee"),
            Period = Encode("per"), PayDate = Encode("on"), Payments = Encode("pay"), Earnings = Encode("ern"), Deductions = Encode("ded"), Reimbursements = Encode("exp"),
            BenefitsInKind = Encode("bik"), EmployerCosts = Encode("erc"), Bases = Encode("bas"), Hours = Encode("h"), Leave = Encode("lv"), DateFormat = Encode("df"), Paper = Encode("pp"), GrossPay = Encode("gross"),
            TotalDeductions = Encode("less"), NetPay = Encode("net"), Message = Encode("msg"), Seal = Encode("seal"),
            Name = Encode("n"), Number = Encode("no"), Address = Encode("a"), Facts = Encode("f"), Department = Encode("d"), CostCentre = Encode("cc"),
            Start = Encode("s"), End = Encode("e"), Frequency = Encode("f"), TaxYear = Encode("y"), Fixed = Encode("f"), Variable = Encode("v");

        private static JsonEncodedText Encode(string name) => JsonEncodedText.Encode(name);
    }
}
