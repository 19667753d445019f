using System.Security.Cryptography;
using Bureau.Jurisdictions;
using Bureau.Kernel;
using Bureau.Payroll.Canonical;

namespace Bureau.Payroll.Calculation;

/// <summary>What the calculation made of one frozen input. Reused from person to person.</summary>
internal sealed class CalculatedPayslip
{
    /// <summary>False: something blocks and there is no payslip, only <see cref="Findings"/>.</summary>
    public bool IsPayable { get; set; }
    public long GrossMinor { get; set; }
    public long DeductionsMinor { get; set; }
    public long ReimbursementsMinor { get; set; }
    public long NetMinor { get; set; }
    public long EmployerCostMinor { get; set; }
    /// <summary>Canonical bytes, valid until the next person is calculated.</summary>
    public ReadOnlyMemory<byte> Document { get; set; }
    /// <summary>SHA-256 of <see cref="Document"/>, valid as long.</summary>
    public byte[] Hash { get; } = new byte[SHA256.HashSizeInBytes];
    /// <summary>Canonical bytes of the year to date after this payslip, valid as long.</summary>
    public ReadOnlyMemory<byte> Balances { get; set; }
    public List<Finding> Findings { get; } = [];
}

/// <summary>
/// From one frozen input to one payslip: pure, the same bytes every time. One instance belongs to one worker and is reused. Gross = earnings − sacrifices; net = gross
/// + reimbursements − deductions − the employee's statutory lines; employer cost = gross + the employer's lines.
/// </summary>
internal sealed class PayslipCalculator
{
    private readonly IRulePack _pack;
    private readonly Currency _currency;
    private readonly PayResult _result;
    private readonly TextPool _pool = new();
    private readonly List<Finding> _found = [];
    private readonly long[] _itemMinor, _itemBefore, _lineMinor;
    private readonly string?[] _employer;
    private readonly PayslipLines _lines;

    public PayslipCalculator(RunFrame frame, IRulePack pack)
    {
        (_pack, Frame) = (pack, frame);
        _currency = Currency.FromCode(pack.Currency);
        PayCase = new PayCase(pack)
        {
            PayDate = frame.PayDate,
            Frequency = Enum.Parse<PayFrequency>(frame.Frequency),
            Period = frame.PeriodNumber,
            PeriodStart = frame.PeriodStart,
            PeriodEnd = frame.PeriodEnd,
        };
        _result = new PayResult(pack);
        (_itemMinor, _itemBefore, _lineMinor) = (new long[pack.PayItems.Count], new long[pack.PayItems.Count], new long[pack.Lines.Count]);
        _employer = [.. pack.EmployerFields.Select(f => frame.EmployerFields.GetValueOrDefault(f.Name))];
        _lines = new PayslipLines(frame, pack, _currency);
    }

    public RunFrame Frame { get; }
    public FrozenInput Input { get; } = new();
    public PayCase PayCase { get; }
    public PayResult Result => _result;
    public CalculatedPayslip Payslip { get; } = new();

    /// <summary>Minor units by ordinal of the pack's pay items, of the last payslip.</summary>
    public ReadOnlySpan<long> ItemMinor => _itemMinor;

    /// <summary>Minor units by ordinal of the pack's lines, of the last payslip; bases rounded half up.</summary>
    public ReadOnlySpan<long> LineMinor => _lineMinor;

    /// <param name="trace">Takes the steps of the statutory lines; null on the fast path.</param>
    public CalculatedPayslip Calculate(ReadOnlySpan<byte> frozenInput, Trace? trace = null)
    {
        Payslip.Findings.Clear();
        Payslip.IsPayable = false;
        FrozenInputFormat.Read(frozenInput, Input, _pool);
        Fill();
        Find();
        if (Payslip.Findings.Exists(f => f.Blocks && !PayslipFindings.CanStillCalculate(f))) return Payslip;
        try
        {
            _pack.Calculate(PayCase, _result, trace);
        }
        catch (RulePackException e)
        {
            Payslip.Findings.Add(new("not_calculable", e.Field, e.Message, true));
            return Payslip;
        }
        Figures();
        PayslipFindings.AfterCalculation(Payslip);
        Payslip.Document = _lines.Document(Input, PayCase, Payslip, _itemMinor, _itemBefore, _lineMinor, _result);
        SHA256.HashData(Payslip.Document.Span, Payslip.Hash);
        Payslip.Balances = _lines.BalancesAfter();
        Payslip.IsPayable = true;
        return Payslip;
    }

    /// <summary>The figures of <see cref="Input"/> as somebody altered it: nothing is checked, and there is no document.</summary>
    /// <exception cref="RulePackException">An input that the law gives no meaning to.</exception>
    public CalculatedPayslip CalculateInput()
    {
        Fill();
        _pack.Calculate(PayCase, _result);
        Figures();
        return Payslip;
    }

    /// <summary>Sets the case of the person who is read, for the calculation or for its explanation.</summary>
    private void Fill()
    {
        PayCase.Clear();
        Array.Clear(_itemMinor);
        Array.Clear(_itemBefore);
        _employer.CopyTo(PayCase.Employer, 0);
        foreach (var (name, value) in Input.Fields) PayCase.Fields[_pack.EmployeeFields.Ordinal(name)] = value;
        foreach (var pay in Input.Pay)
        {
            var item = _pack.PayItems.Ordinal(pay.Item);
            _itemMinor[item] += pay.AmountMinor;
            PayCase.Units[item] += pay.Units ?? 0;
        }
        for (var i = 0; i < _itemMinor.Length; i++)
            if (_itemMinor[i] != 0) PayCase.Pay[i] = Money.FromMinor(_itemMinor[i], _currency).Amount;
        YearToDate();
        foreach (var (name, minor) in Input.Before.Items)
            if (_pack.PayItems.TryGet(name, out _)) _itemBefore[_pack.PayItems.Ordinal(name)] = minor;
    }

    private void YearToDate()
    {
        var key = _pack.KeptUnder(PayCase);
        var changed = false;
        foreach (var (name, amount) in Input.Before.Lines)
        {
            var place = _lines.PlaceOf(name);
            if (place.Line is not { } line) continue;
            PayCase.YearToDate[line] += amount;
            changed |= place.Key is not null && place.Key != key;
        }
        if (!changed) return;
        foreach (var (name, amount) in Input.Before.Lines)
            if (_lines.PlaceOf(name) is (Line: { } line, Key: { } under)) PayCase.YearToDateUnder(under).Amounts[line] += amount;
    }

    private void Find()
    {
        _found.Clear();
        _found.AddRange(Input.Findings);
        _pack.Check(PayCase, _found);
        foreach (var finding in _found)
            if (!Payslip.Findings.Exists(f => f.Key == finding.Key && f.Field == finding.Field)) Payslip.Findings.Add(finding);
    }

    private void Figures()
    {
        long gross = 0, deductions = 0, reimbursements = 0, employer = 0;
        for (var i = 0; i < _itemMinor.Length; i++)
        {
            switch (_pack.PayItems[i].Kind)
            {
                case PayItemKind.Earning: gross += _itemMinor[i]; break;
                case PayItemKind.Sacrifice: gross -= _itemMinor[i]; break;
                case PayItemKind.Deduction: deductions += _itemMinor[i]; break;
                case PayItemKind.Reimbursement: reimbursements += _itemMinor[i]; break;
            }
        }
        for (var i = 0; i < _lineMinor.Length; i++)
        {
            var line = _pack.Lines[i];
            _lineMinor[i] = Minor(line, _result.Amounts[i]);
            if (line.Kind == LineKind.EmployeeDeduction) deductions += _lineMinor[i];
            else if (line.Kind == LineKind.EmployerCost) employer += _lineMinor[i];
        }
        (Payslip.GrossMinor, Payslip.DeductionsMinor, Payslip.ReimbursementsMinor) = (gross, deductions, reimbursements);
        (Payslip.NetMinor, Payslip.EmployerCostMinor) = (gross + reimbursements - deductions, gross + employer);
    }

    /// <summary>Money that moves must be whole minor units as the pack rounded it; rounding it here would hide a fault of the pack.</summary>
    private long Minor(Line line, decimal amount)
    {
        var minor = _currency.ToMinor(amount, out var isWhole);
        return isWhole || line.Kind == LineKind.Base ? minor : throw new InvalidOperationException($"The rule pack gave a fraction of a minor unit for {line.Name}.");
    }
}
