using Bureau.Payroll.Canonical;

namespace Bureau.Payroll.Calculation;

/// <summary>
/// Canonical bytes of <see cref="Balances"/>: <c>{"l":{line: major},"p":{item: minor},"t":[gross, deductions, net]}</c>, lines and items in the pack's order,
/// zeros left out. A line that is kept apart is named with its key: <c>niable_pay.M</c>.
/// </summary>
internal static class BalancesFormat
{
    public static byte[] ToBytes(Balances balances)
    {
        var json = new CanonicalWriter();
        Write(json, balances);
        return json.Written.ToArray();
    }

    public static void Write(CanonicalWriter json, Balances balances)
    {
        json.StartObject();
        json.StartObject("l"u8);
        foreach (var (name, amount) in balances.Lines)
        {
            if (amount == 0) continue;
            json.Name(name);
            json.Value(amount);
        }
        json.EndObject();
        json.StartObject("p"u8);
        foreach (var (name, amount) in balances.Items)
        {
            if (amount == 0) continue;
            json.Name(name);
            json.Value(amount);
        }
        json.EndObject();
        json.StartArray("t"u8);
        json.Value(balances.GrossMinor);
        json.Value(balances.DeductionsMinor);
        json.Value(balances.NetMinor);
        json.EndArray();
        json.EndObject();
    }

    /// <exception cref="FormatException">Not the bytes of balances.</exception>
    public static Balances FromBytes(ReadOnlySpan<byte> bytes)
    {
        var balances = new Balances();
        var json = new CanonicalReader(bytes);
        Read(ref json, balances, new TextPool());
        return balances;
    }

    /// <summary>Reads the object that the reader stands before.</summary>
    public static void Read(ref CanonicalReader json, Balances balances, TextPool pool)
    {
        json.Start();
        while (!json.End())
        {
            var part = json.Name();
            json.Start();
            if (part.SequenceEqual("l"u8)) while (!json.End()) balances.Lines.Add(new(pool.Text(json.Name()), json.Decimal()));
            else if (part.SequenceEqual("p"u8)) while (!json.End()) balances.Items.Add(new(pool.Text(json.Name()), json.Long()));
            else if (part.SequenceEqual("t"u8)) (balances.GrossMinor, balances.DeductionsMinor, balances.NetMinor, _) = (json.Long(), json.Long(), json.Long(), json.End());
            else throw new FormatException("Balances hold something that this program does not know. Use a newer release.");
        }
    }
}
