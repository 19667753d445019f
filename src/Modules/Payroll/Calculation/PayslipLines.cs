using Bureau.Jurisdictions;
using Bureau.Kernel;
using Bureau.Payroll.Canonical;
using Bureau.Payroll.Payslips.Document;

namespace Bureau.Payroll.Calculation;

/// <summary>Writes the payslip's document and its balances from the figures. Owned by one calculator; its lists are reused.</summary>
internal sealed class PayslipLines
{
    private readonly IRulePack _pack;
    private readonly RunFrame _frame;
    private readonly Currency _currency;
    private readonly PayslipEmployer _employer;
    private readonly PayslipPeriod _period;
    private readonly List<PayslipLine> _earnings = [], _deductions = [], _reimbursements = [], _benefits = [], _employerCosts = [], _bases = [];
    private readonly List<PayslipHours> _hours = [];
    private readonly List<LeaveBalance> _leave = [];
    private readonly List<PayslipFact> _facts = [];
    private readonly PayslipPayment[] _payment = new PayslipPayment[1];
    private readonly int[] _onPayslip;
    private readonly Balances _after = new();
    private readonly CanonicalWriter _document = new(), _balances = new();
    private readonly Dictionary<(int Line, string Key), string> _names = [];
    private readonly Dictionary<string, (int? Line, string? Key)> _places = new(StringComparer.Ordinal);

    public PayslipLines(RunFrame frame, IRulePack pack, Currency currency)
    {
        (_frame, _pack, _currency) = (frame, pack, currency);
        _onPayslip = [.. Enumerable.Range(0, pack.EmployeeFields.Count).Where(i => pack.EmployeeFields[i].OnPayslip)];
        _employer = new(frame.EmployerName, frame.EmployerAddress,
            [.. pack.EmployerFields.Where(f => f.OnPayslip && frame.EmployerFields.ContainsKey(f.Name)).Select(f => new PayslipFact(f.Label, frame.EmployerFields[f.Name]))]);
        _period = new(frame.PeriodStart, frame.PeriodEnd, frame.PeriodNumber, pack.LabelOf(Enum.Parse<PayFrequency>(frame.Frequency)), frame.TaxYear);
    }

    /// <summary>The canonical bytes, valid until the next document.</summary>
    public ReadOnlyMemory<byte> Document(FrozenInput input, PayCase pay, CalculatedPayslip figures, long[] items, long[] itemsBefore, long[] lines, PayResult result)
    {
        Clear();
        var key = _pack.KeptUnder(pay);
        for (var i = 0; i < lines.Length; i++)
        {
            var (before, now) = (pay.YearToDate[i], result.Amounts[i]);
            if (now == 0 && before == 0 && pay.YearToDateParts.Count == 0) continue;
            var toDate = before + now;
            Add(i, lines[i], toDate);
            Remember(i, key, pay, toDate);
        }
        for (var i = 0; i < input.Pay.Count; i++) Add(input.Pay[i], IsLastOfItem(input.Pay, i), items, itemsBefore);
        if (_pack.PayslipStyle.AllOfYear) AddNotPaidNow(input.Pay, items, itemsBefore);
        Remember(input, figures, items, itemsBefore);
        Facts(pay);
        if (_pack.PayslipStyle.RateAndHours) RateAndHours(input);
        foreach (var balance in _pack.LeaveOf(pay, result)) _leave.Add(balance);
        var pays = figures.NetMinor > 0 && input.Method.Length > 0;
        if (pays) _payment[0] = new(input.Method, input.AccountLast4, figures.NetMinor);
        _document.Clear();
        PayslipBytes.Write(_document, new PayslipDocument
        {
            Currency = _frame.Currency,
            CurrencyDigits = _currency.Decimals,
            Employer = _employer,
            Employee = new(input.Name, input.Number) { Address = input.Address, Department = input.Department, CostCentre = input.CostCentre, Facts = _facts },
            Period = _period,
            PayDate = _frame.PayDate,
            Payments = pays ? _payment : [],
            Earnings = _earnings,
            Deductions = _deductions,
            Reimbursements = _reimbursements,
            BenefitsInKind = _benefits,
            EmployerCosts = _employerCosts,
            Bases = _bases,
            DateFormat = _pack.PayslipStyle.DateFormat,
            Paper = _pack.PayslipStyle.Paper,
            Hours = _hours,
            Leave = _leave,
            GrossPay = new(figures.GrossMinor, _after.GrossMinor),
            TotalDeductions = new(figures.DeductionsMinor, _after.DeductionsMinor),
            NetPay = new(figures.NetMinor, _after.NetMinor),
        });
        return _document.Written;
    }

    /// <summary>Year to date after the payslip that was written last; valid until the next.</summary>
    public ReadOnlyMemory<byte> BalancesAfter()
    {
        _balances.Clear();
        BalancesFormat.Write(_balances, _after);
        return _balances.Written;
    }

    private void Clear()
    {
        _earnings.Clear();
        _deductions.Clear();
        _reimbursements.Clear();
        _benefits.Clear();
        _employerCosts.Clear();
        _bases.Clear();
        _hours.Clear();
        _leave.Clear();
        _facts.Clear();
        _after.Clear();
    }

    private void AddNotPaidNow(List<FrozenPay> pay, long[] items, long[] itemsBefore)
    {
        for (var i = 0; i < itemsBefore.Length; i++)
        {
            if (itemsBefore[i] == 0) continue;
            var item = _pack.PayItems[i];
            var paid = false;
            foreach (var now in pay) paid |= now.Item == item.Name;
            if (!paid) Add(new(item.Name, item.Label, 0), last: true, items, itemsBefore);
        }
    }

    private void Add(in FrozenPay pay, bool last, long[] items, long[] itemsBefore)
    {
        var ordinal = _pack.PayItems.Ordinal(pay.Item);
        var kind = _pack.PayItems[ordinal].Kind;
        var sign = kind == PayItemKind.Sacrifice ? -1 : 1;
        // The year to date is the item's: of several lines of one item the last shows it.
        var line = new PayslipLine(pay.Item, pay.Label, sign * pay.AmountMinor, last ? sign * (itemsBefore[ordinal] + items[ordinal]) : null)
        {
            Units = pay.Units,
            Rate = pay.Rate,
            Kind = kind != PayItemKind.Deduction || !_pack.MarksDeductions ? DeductionKind.Unmarked : pay.Fixed ? DeductionKind.Fixed : DeductionKind.Variable,
        };
        switch (kind)
        {
            case PayItemKind.Deduction: _deductions.Add(line); break;
            case PayItemKind.Reimbursement: _reimbursements.Add(line); break;
            case PayItemKind.BenefitInKind: _benefits.Add(line); break;
            default: _earnings.Add(line); break;
        }
        if (pay.Units is { } units && kind == PayItemKind.Earning && !_pack.PayItems[ordinal].TimeOff) _hours.Add(new(pay.Label, units));
    }

    private void Add(int ordinal, long minor, decimal yearToDate)
    {
        var line = _pack.Lines[ordinal];
        if ((minor == 0 && yearToDate == 0) || line.InHours) return;
        var ytd = _currency.ToMinor(yearToDate, out _);
        switch (line.Kind)
        {
            case LineKind.EmployeeDeduction: _deductions.Add(new(line.Name, line.Label, minor, ytd) { Kind = _pack.MarksDeductions ? DeductionKind.Variable : DeductionKind.Unmarked }); break;
            case LineKind.EmployerCost: _employerCosts.Add(new(line.Name, line.Label, minor, ytd)); break;
            default: _bases.Add(new(line.Name, line.Label, minor, ytd)); break;
        }
    }

    private void Remember(FrozenInput input, CalculatedPayslip figures, long[] items, long[] itemsBefore)
    {
        for (var i = 0; i < items.Length; i++)
            if (itemsBefore[i] + items[i] is not 0 and var toDate) _after.Items.Add(new(_pack.PayItems[i].Name, toDate));
        _after.GrossMinor = input.Before.GrossMinor + figures.GrossMinor;
        _after.DeductionsMinor = input.Before.DeductionsMinor + figures.DeductionsMinor;
        _after.NetMinor = input.Before.NetMinor + figures.NetMinor;
    }

    /// <summary>Lines that are kept apart are remembered under their key (<c>niable_pay.M</c>), keys in the order in which they came into use.</summary>
    private void Remember(int line, string? key, PayCase pay, decimal total)
    {
        if (total == 0 && pay.YearToDateParts.Count == 0) return;
        if (key is null || !_pack.Lines[line].KeptApart)
        {
            _after.Lines.Add(new(_pack.Lines[line].Name, total));
            return;
        }
        foreach (var part in pay.YearToDateParts)
            if (part.Key != key) total -= part.Amounts[line];
        var written = false;
        foreach (var part in pay.YearToDateParts)
        {
            _after.Lines.Add(new(NameUnder(line, part.Key), part.Key == key ? total : part.Amounts[line]));
            written |= part.Key == key;
        }
        if (!written) _after.Lines.Add(new(NameUnder(line, key), total));
    }

    private string NameUnder(int line, string key)
    {
        if (_names.TryGetValue((line, key), out var name)) return name;
        name = $"{_pack.Lines[line].Name}.{key}";
        _names.Add((line, key), name);
        return name;
    }

    /// <summary>Line and key that a remembered name stands for; no line where the pack no longer gives it, so that its year to date has no more use.</summary>
    public (int? Line, string? Key) PlaceOf(string name)
    {
        if (_places.TryGetValue(name, out var place)) return place;
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        var line = dot < 0 ? name : name[..dot];
        place = (_pack.Lines.TryGet(line, out _) ? _pack.Lines.Ordinal(line) : null, dot < 0 ? null : name[(dot + 1)..]);
        _places.Add(name, place);
        return place;
    }

    /// <summary>A salary's rate of a year; rates by the hour stand beside their hours. The total of several kinds of hours.</summary>
    private void RateAndHours(FrozenInput input)
    {
        foreach (var pay in input.Pay)
            foreach (var part in pay.Parts ?? [])
                _facts.Add(new("Rate of pay", $"{PayslipFormat.Amount(_currency.ToMinor(part.Yearly, out _), _currency.Decimals)} a year, salary"));
        if (_hours.Count > 1) _hours.Add(new("Total", _hours.Sum(h => h.Hours)));
    }

    private void Facts(PayCase pay)
    {
        foreach (var i in _onPayslip)
        {
            var field = _pack.EmployeeFields[i];
            if (pay.Fields[i] is not { Length: > 0 } value || value == field.Default) continue;
            _facts.Add(new(field.Label, Shown(field, value)));
        }
    }

    // A choice that is a code people know, like an NI letter, is shown as the code; one that only the program knows, by its label.
    private static string Shown(Field field, string value)
    {
        if (field.LastFourOnPayslip) return "•••• " + value[^Math.Min(4, value.Length)..];
        foreach (var (choice, label) in field.Choices)
            if (choice == value) return label.StartsWith(value, StringComparison.Ordinal) ? value : label;
        return value;
    }

    private static bool IsLastOfItem(List<FrozenPay> pay, int at)
    {
        for (var i = at + 1; i < pay.Count; i++)
            if (pay[i].Item == pay[at].Item) return false;
        return true;
    }
}
