using Bureau.Payroll.Canonical;

namespace Bureau.Payroll.Calculation;

/// <summary>
/// The canonical bytes of <see cref="FrozenInput"/>: UTF-8 JSON in fixed order, what is empty left out. They are hashed into the seal, so order and names of
/// version 1 never change. Pay is an array: item, label, minor units, units, rate, fixed (0 or 1), salary parts, periods of back pay, as far as it says something.
/// </summary>
internal static class FrozenInputFormat
{
    private const int Version = 1;

    public static byte[] ToBytes(FrozenInput input)
    {
        var json = new CanonicalWriter();
        Write(json, input);
        return json.Written.ToArray();
    }

    public static void Write(CanonicalWriter json, FrozenInput input)
    {
        json.StartObject();
        json.Property("v"u8, Version);
        json.Property("id"u8, input.EmployeeId);
        json.Property("no"u8, input.Number);
        json.Property("n"u8, input.Name);
        if (input.Address.Count > 0)
        {
            json.StartArray("a"u8);
            foreach (var line in input.Address) json.Value(line);
            json.EndArray();
        }
        json.PropertyUnlessEmpty("d"u8, input.Department);
        json.PropertyUnlessEmpty("cc"u8, input.CostCentre);
        json.StartObject("f"u8);
        foreach (var (name, value) in input.Fields)
        {
            json.Name(name);
            json.Value(value);
        }
        json.EndObject();
        json.StartArray("pay"u8);
        foreach (var pay in input.Pay) Write(json, pay);
        json.EndArray();
        if (!input.Before.IsEmpty)
        {
            json.Name("ytd"u8);
            BalancesFormat.Write(json, input.Before);
        }
        if (input.Method.Length > 0)
        {
            json.StartArray("to"u8);
            json.Value(input.Method);
            json.Value(input.AccountLast4);
            json.Value(input.AccountIndex);
            json.Value(input.AccountHolder);
            json.EndArray();
        }
        if (input.Findings.Count > 0)
        {
            json.StartArray("find"u8);
            foreach (var finding in input.Findings)
            {
                json.StartArray();
                json.Value(finding.Key);
                json.Value(finding.Field);
                json.Value(finding.Message);
                json.Value(finding.Blocks ? 1 : 0);
                json.EndArray();
            }
            json.EndArray();
        }
        json.EndObject();
    }

    private static void Write(CanonicalWriter json, in FrozenPay pay)
    {
        json.StartArray();
        json.Value(pay.Item);
        json.Value(pay.Label);
        json.Value(pay.AmountMinor);
        var last = pay.Owed is { Count: > 0 } ? 5 : pay.Parts is { Count: > 0 } ? 4 : pay.Fixed ? 3 : pay.Rate is not null ? 2 : pay.Units is not null ? 1 : 0;
        if (last >= 1) { if (pay.Units is { } units) json.Value(units); else json.Null(); }
        if (last >= 2) { if (pay.Rate is { } rate) json.Value(rate); else json.Null(); }
        if (last >= 3) json.Value(pay.Fixed ? 1 : 0);
        if (last >= 4)
        {
            json.StartArray();
            foreach (var part in pay.Parts ?? [])
            {
                json.StartArray();
                json.Value(part.From);
                json.Value(part.To);
                json.Value(part.Yearly);
                json.Value(part.Days);
                json.Value(part.AmountMinor);
                json.EndArray();
            }
            json.EndArray();
        }
        if (last >= 5)
        {
            json.StartArray();
            foreach (var period in pay.Owed!)
            {
                json.StartArray();
                json.Value(period.From);
                json.Value(period.To);
                json.Value(period.DueMinor);
                json.Value(period.KnownMinor);
                json.EndArray();
            }
            json.EndArray();
        }
        json.EndArray();
    }

    /// <summary>Reads into a cleared <paramref name="input"/>.</summary>
    /// <exception cref="FormatException">Not the bytes of a frozen input, or of a version that this program does not know.</exception>
    public static void Read(ReadOnlySpan<byte> bytes, FrozenInput input, TextPool pool)
    {
        input.Clear();
        var json = new CanonicalReader(bytes);
        json.Start();
        while (!json.End())
        {
            var name = json.Name();
            if (name.SequenceEqual("v"u8)) { if (json.Long() != Version) throw new FormatException("The frozen inputs are of a version that this program does not know. Use a newer release."); }
            else if (name.SequenceEqual("id"u8)) input.EmployeeId = json.Long();
            else if (name.SequenceEqual("no"u8)) input.Number = json.Text();
            else if (name.SequenceEqual("n"u8)) input.Name = json.Text();
            else if (name.SequenceEqual("a"u8)) for (json.Start(); !json.End();) input.Address.Add(json.Text(pool));
            else if (name.SequenceEqual("d"u8)) input.Department = json.Text(pool);
            else if (name.SequenceEqual("cc"u8)) input.CostCentre = json.Text(pool);
            else if (name.SequenceEqual("f"u8)) for (json.Start(); !json.End();) input.Fields.Add(new(pool.Text(json.Name()), json.Text(pool)));
            else if (name.SequenceEqual("pay"u8)) for (json.Start(); !json.End();) input.Pay.Add(ReadPay(ref json, pool));
            else if (name.SequenceEqual("ytd"u8)) BalancesFormat.Read(ref json, input.Before, pool);
            else if (name.SequenceEqual("to"u8))
            {
                json.Start();
                // An account is one person's alone: keeping it in the pool would only push common texts out.
                (input.Method, input.AccountLast4, input.AccountIndex, input.AccountHolder) = (json.Text(pool), json.Null() ? null : json.Text(pool), json.Null() ? null : json.Text(), json.Null() ? null : json.Text());
                json.End();
            }
            else if (name.SequenceEqual("find"u8))
            {
                for (json.Start(); !json.End();)
                {
                    json.Start();
                    input.Findings.Add(new(json.Text(pool), json.Null() ? null : json.Text(pool), json.Text(pool), json.Long() == 1));
                    json.End();
                }
            }
            else throw new FormatException("The frozen inputs hold something that this program does not know. Use a newer release.");
        }
    }

    private static FrozenPay ReadPay(ref CanonicalReader json, TextPool pool)
    {
        json.Start();
        var pay = new FrozenPay(json.Text(pool), json.Text(pool), json.Long());
        if (json.End()) return pay;
        pay = pay with { Units = json.Null() ? null : json.Decimal() };
        if (json.End()) return pay;
        pay = pay with { Rate = json.Null() ? null : json.Decimal() };
        if (json.End()) return pay;
        pay = pay with { Fixed = json.Long() == 1 };
        if (json.End()) return pay;
        var parts = new List<SalaryPart>(1);
        for (json.Start(); !json.End();)
        {
            json.Start();
            parts.Add(new(json.Day(), json.Day(), json.Decimal(), (int)json.Long(), json.Long()));
            json.End();
        }
        if (parts.Count > 0) pay = pay with { Parts = parts };
        if (json.End()) return pay;
        var owed = new List<BackPay>(1);
        for (json.Start(); !json.End();)
        {
            json.Start();
            owed.Add(new(json.Day(), json.Day(), json.Long(), json.Long()));
            json.End();
        }
        json.End();
        return pay with { Owed = owed };
    }
}
