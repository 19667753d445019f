using System.Security.Cryptography;
using Bureau.Jurisdictions;
using Bureau.Payroll.Canonical;

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
    public static byte[] ToBytes(this PayslipDocument document)
    {
        var json = new CanonicalWriter();
        Write(json, document);
        return json.Written.ToArray();
    }

    public static void Write(CanonicalWriter json, PayslipDocument document)
    {
        json.StartObject();
        json.Property("v"u8, document.Version);
        json.Property("cur"u8, document.Currency);
        if (document.CurrencyDigits != 2) json.Property("dig"u8, document.CurrencyDigits);
        if (document.DateFormat != PayslipStyle.International.DateFormat) json.Property("df"u8, document.DateFormat);
        if (document.Paper != PayslipStyle.International.Paper) json.Property("pp"u8, document.Paper.ToString());
        Write(json, document.Employer);
        Write(json, document.Employee);
        Write(json, document.Period);
        json.Property("on"u8, document.PayDate);
        Write(json, document.Payments);
        Write(json, "ern"u8, document.Earnings);
        Write(json, "ded"u8, document.Deductions);
        Write(json, "exp"u8, document.Reimbursements);
        Write(json, "bik"u8, document.BenefitsInKind);
        Write(json, "erc"u8, document.EmployerCosts);
        Write(json, "bas"u8, document.Bases);
        Write(json, document.Hours);
        Write(json, document.Leave);
        Write(json, "gross"u8, document.GrossPay);
        Write(json, "less"u8, document.TotalDeductions);
        Write(json, "net"u8, document.NetPay);
        json.PropertyUnlessEmpty("msg"u8, document.Message);
        json.PropertyUnlessEmpty("seal"u8, document.Seal);
        json.EndObject();
    }

    /// <exception cref="FormatException">Not the bytes of a payslip, or of a version that this program does not know.</exception>
    public static PayslipDocument FromBytes(ReadOnlyMemory<byte> bytes) => PayslipReader.Read(bytes);

    /// <summary>SHA-256 over canonical bytes.</summary>
    public static byte[] Hash(ReadOnlySpan<byte> bytes) => SHA256.HashData(bytes);

    private static void Write(CanonicalWriter json, PayslipEmployer employer)
    {
        json.StartObject("er"u8);
        json.Property("n"u8, employer.Name);
        Write(json, "a"u8, employer.Address);
        Write(json, "f"u8, employer.References);
        json.EndObject();
    }

    private static void Write(CanonicalWriter json, PayslipEmployee employee)
    {
        json.StartObject("ee"u8);
        json.Property("n"u8, employee.Name);
        json.Property("no"u8, employee.Number);
        Write(json, "a"u8, employee.Address);
        json.PropertyUnlessEmpty("d"u8, employee.Department);
        json.PropertyUnlessEmpty("cc"u8, employee.CostCentre);
        Write(json, "f"u8, employee.Facts);
        json.EndObject();
    }

    private static void Write(CanonicalWriter json, PayslipPeriod period)
    {
        json.StartObject("per"u8);
        json.Property("s"u8, period.Start);
        json.Property("e"u8, period.End);
        json.Property("no"u8, period.Number);
        json.Property("f"u8, period.Frequency);
        json.Property("y"u8, period.TaxYear);
        json.EndObject();
    }

    private static void Write(CanonicalWriter json, IReadOnlyList<PayslipPayment> payments)
    {
        if (payments.Count == 0) return;
        json.StartArray("pay"u8);
        for (var i = 0; i < payments.Count; i++)
        {
            json.StartArray();
            json.Value(payments[i].Method);
            json.Value(payments[i].Amount);
            if (payments[i].AccountEnding is { Length: > 0 } ending) json.Value(ending);
            json.EndArray();
        }
        json.EndArray();
    }

    private static void Write(CanonicalWriter json, ReadOnlySpan<byte> name, IReadOnlyList<PayslipLine> lines)
    {
        if (lines.Count == 0) return;
        json.StartArray(name);
        for (var i = 0; i < lines.Count; i++)
        {
            var line = lines[i];
            json.StartArray();
            json.Value(line.Item);
            json.Value(line.Label);
            json.Value(line.Amount);
            var last = line.Rate is not null ? 4 : line.Units is not null ? 3 : line.Kind != DeductionKind.Unmarked ? 2 : line.YearToDate is not null ? 1 : 0;
            if (last >= 1) { if (line.YearToDate is { } yearToDate) json.Value(yearToDate); else json.Null(); }
            if (last >= 2) { if (line.Kind != DeductionKind.Unmarked) json.Value(line.Kind == DeductionKind.Fixed ? "f" : "v"); else json.Null(); }
            if (last >= 3) { if (line.Units is { } units) json.Value(units); else json.Null(); }
            if (last >= 4) json.Value(line.Rate!.Value);
            json.EndArray();
        }
        json.EndArray();
    }

    private static void Write(CanonicalWriter json, IReadOnlyList<PayslipHours> hours)
    {
        if (hours.Count == 0) return;
        json.StartArray("h"u8);
        for (var i = 0; i < hours.Count; i++)
        {
            json.StartArray();
            json.Value(hours[i].Label);
            json.Value(hours[i].Hours);
            json.EndArray();
        }
        json.EndArray();
    }

    private static void Write(CanonicalWriter json, IReadOnlyList<LeaveBalance> leave)
    {
        if (leave.Count == 0) return;
        json.StartArray("lv"u8);
        for (var i = 0; i < leave.Count; i++)
        {
            json.StartArray();
            json.Value(leave[i].Label);
            json.Value(leave[i].Accrued);
            json.Value(leave[i].Taken);
            json.Value(leave[i].Available);
            json.EndArray();
        }
        json.EndArray();
    }

    private static void Write(CanonicalWriter json, ReadOnlySpan<byte> name, PayslipFigure figure)
    {
        json.StartArray(name);
        json.Value(figure.Amount);
        json.Value(figure.YearToDate);
        json.EndArray();
    }

    private static void Write(CanonicalWriter json, ReadOnlySpan<byte> name, IReadOnlyList<PayslipFact> facts)
    {
        if (facts.Count == 0) return;
        json.StartArray(name);
        for (var i = 0; i < facts.Count; i++)
        {
            json.StartArray();
            json.Value(facts[i].Label);
            json.Value(facts[i].Value);
            json.EndArray();
        }
        json.EndArray();
    }

    private static void Write(CanonicalWriter json, ReadOnlySpan<byte> name, IReadOnlyList<string> texts)
    {
        if (texts.Count == 0) return;
        json.StartArray(name);
        for (var i = 0; i < texts.Count; i++) json.Value(texts[i]);
        json.EndArray();
    }
}
