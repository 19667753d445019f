using Bureau.Jurisdictions;
using Bureau.Payroll.Canonical;

namespace Bureau.Payroll.Calculation;

/// <summary>Adds payslips up by ordinal: either as they are calculated, or from the bytes that are stored.</summary>
internal sealed class TotalsBuilder(IRulePack pack)
{
    private sealed class Sums(int count)
    {
        public readonly long[] Minor = new long[count];
        public readonly int[] People = new int[count];
    }

    private readonly Dictionary<string, Sums> _byCostCentre = new(StringComparer.Ordinal);
    private readonly TextPool _pool = new();
    private readonly Dictionary<string, int> _ordinals = new(StringComparer.Ordinal);
    private readonly int _items = pack.PayItems.Count;
    private readonly bool[] _isMoney = [.. pack.Lines.Select(l => !l.InHours)];
    // Of the payslip that is being added, by ordinal: several lines of one item are one person's and count once.
    private readonly long[] _minor = new long[pack.PayItems.Count + pack.Lines.Count];
    private readonly RunTotals _totals = new();

    /// <summary>How many stored payslips do not add up by themselves.</summary>
    public int Wrong { get; private set; }

    /// <summary>Adds the payslip that the calculator made last.</summary>
    public void Add(PayslipCalculator calculator)
    {
        var payslip = calculator.Payslip;
        Header(payslip.GrossMinor, payslip.DeductionsMinor, payslip.ReimbursementsMinor, payslip.NetMinor, payslip.EmployerCostMinor);
        var sums = Of(calculator.Input.CostCentre);
        for (var i = 0; i < calculator.ItemMinor.Length; i++) Add(sums, i, calculator.ItemMinor[i]);
        for (var i = 0; i < calculator.LineMinor.Length; i++)
            if (_isMoney[i]) Add(sums, _items + i, calculator.LineMinor[i]);
    }

    /// <summary>Adds a payslip from its canonical bytes: what was stored, not what was meant to be.</summary>
    public void Add(ReadOnlySpan<byte> document)
    {
        var costCentre = "";
        long earnings = 0, deducted = 0, reimbursed = 0, employer = 0, gross = 0, less = 0, net = 0;
        var json = new CanonicalReader(document);
        json.Start();
        while (!json.End())
        {
            var name = json.Name();
            if (name.SequenceEqual("ern"u8)) earnings = Lines(ref json);
            else if (name.SequenceEqual("ded"u8)) deducted = Lines(ref json);
            else if (name.SequenceEqual("exp"u8)) reimbursed = Lines(ref json);
            else if (name.SequenceEqual("erc"u8)) employer = Lines(ref json);
            else if (name.SequenceEqual("bik"u8) || name.SequenceEqual("bas"u8)) Lines(ref json);
            else if (name.SequenceEqual("gross"u8)) gross = Figure(ref json);
            else if (name.SequenceEqual("less"u8)) less = Figure(ref json);
            else if (name.SequenceEqual("net"u8)) net = Figure(ref json);
            else if (name.SequenceEqual("ee"u8)) costCentre = CostCentre(ref json);
            else json.Skip();
        }
        if (earnings != gross || deducted != less || gross - less + reimbursed != net) Wrong++;
        Header(gross, less, reimbursed, net, gross + employer);
        var sums = Of(costCentre);
        for (var i = 0; i < _minor.Length; i++) Add(sums, i, _minor[i]);
        Array.Clear(_minor);
    }

    /// <summary>The sums so far, by cost centre and ordinal, to be kept with a chunk.</summary>
    public byte[] ToBytes()
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        writer.Write7BitEncodedInt(_totals.Payslips);
        foreach (var minor in new[] { _totals.GrossMinor, _totals.DeductionsMinor, _totals.ReimbursementsMinor, _totals.NetMinor, _totals.EmployerCostMinor }) writer.Write(minor);
        writer.Write7BitEncodedInt(_byCostCentre.Count);
        foreach (var (costCentre, sums) in _byCostCentre)
        {
            writer.Write(costCentre);
            writer.Write7BitEncodedInt(sums.People.Count(p => p > 0));
            for (var i = 0; i < sums.People.Length; i++)
            {
                if (sums.People[i] == 0) continue;
                writer.Write7BitEncodedInt(i);
                writer.Write7BitEncodedInt(sums.People[i]);
                writer.Write(sums.Minor[i]);
            }
        }
        return bytes.ToArray();
    }

    /// <param name="chunk"><see cref="ToBytes"/> of a builder of the same rule pack.</param>
    public void AddChunk(byte[] chunk)
    {
        using var reader = new BinaryReader(new MemoryStream(chunk));
        _totals.Payslips += reader.Read7BitEncodedInt();
        _totals.GrossMinor += reader.ReadInt64();
        _totals.DeductionsMinor += reader.ReadInt64();
        _totals.ReimbursementsMinor += reader.ReadInt64();
        _totals.NetMinor += reader.ReadInt64();
        _totals.EmployerCostMinor += reader.ReadInt64();
        for (var centres = reader.Read7BitEncodedInt(); centres > 0; centres--)
        {
            var sums = Of(reader.ReadString());
            for (var lines = reader.Read7BitEncodedInt(); lines > 0; lines--)
            {
                var i = reader.Read7BitEncodedInt();
                sums.People[i] += reader.Read7BitEncodedInt();
                sums.Minor[i] += reader.ReadInt64();
            }
        }
    }

    public RunTotals ToTotals()
    {
        foreach (var (costCentre, sums) in _byCostCentre)
        {
            for (var i = 0; i < sums.Minor.Length; i++)
                if (sums.People[i] > 0) _totals.Add(costCentre, i < _items ? pack.PayItems[i].Name : pack.Lines[i - _items].Name, sums.Minor[i], sums.People[i]);
        }
        _byCostCentre.Clear();
        return _totals;
    }

    public void Add(TotalsBuilder other)
    {
        _totals.Add(other._totals);
        Wrong += other.Wrong;
        foreach (var (costCentre, theirs) in other._byCostCentre)
        {
            var sums = Of(costCentre);
            for (var i = 0; i < theirs.People.Length; i++)
            {
                sums.Minor[i] += theirs.Minor[i];
                sums.People[i] += theirs.People[i];
            }
        }
    }

    private void Header(long gross, long deductions, long reimbursements, long net, long employerCost)
    {
        _totals.Payslips++;
        _totals.GrossMinor += gross;
        _totals.DeductionsMinor += deductions;
        _totals.ReimbursementsMinor += reimbursements;
        _totals.NetMinor += net;
        _totals.EmployerCostMinor += employerCost;
    }

    private Sums Of(string costCentre)
    {
        if (!_byCostCentre.TryGetValue(costCentre, out var sums)) _byCostCentre[costCentre] = sums = new Sums(_items + pack.Lines.Count);
        return sums;
    }

    private static void Add(Sums sums, int ordinal, long minor)
    {
        if (minor == 0) return;
        sums.Minor[ordinal] += minor;
        sums.People[ordinal]++;
    }

    /// <summary>Adds the lines of a table to the payslip's. Returns their sum as the document signs them.</summary>
    private long Lines(ref CanonicalReader json)
    {
        long sum = 0;
        for (json.Start(); !json.End();)
        {
            json.Start();
            var name = json.Text(_pool);
            json.Skip();
            var minor = json.Long();
            sum += minor;
            var ordinal = Ordinal(name);
            _minor[ordinal] += ordinal < _items && pack.PayItems[ordinal].Kind == PayItemKind.Sacrifice ? -minor : minor;
            json.SkipToEnd();
        }
        return sum;
    }

    private int Ordinal(string name)
    {
        if (_ordinals.TryGetValue(name, out var ordinal)) return ordinal;
        ordinal = pack.PayItems.TryGet(name, out _) ? pack.PayItems.Ordinal(name) : _items + pack.Lines.Ordinal(name);
        _ordinals.Add(name, ordinal);
        return ordinal;
    }

    private static long Figure(ref CanonicalReader json)
    {
        json.Start();
        var amount = json.Long();
        json.SkipToEnd();
        return amount;
    }

    private string CostCentre(ref CanonicalReader json)
    {
        var costCentre = "";
        json.Start();
        while (!json.End())
        {
            if (json.Name().SequenceEqual("cc"u8)) costCentre = json.Text(_pool);
            else json.Skip();
        }
        return costCentre;
    }
}
