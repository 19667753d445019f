using System.Globalization;
using Bureau.Jurisdictions;
using Bureau.Kernel;
using Bureau.Kernel.Web;
using Bureau.Payroll.Calculation;
using Bureau.Payroll.Canonical;

namespace Bureau.Payroll.Variances;

/// <summary>
/// Breaks the difference between two payslips of a person into causes. It begins with the payslip before and changes one group of inputs after another to what they are now, always in the order of
/// <see cref="Of"/>; what the engine makes of each change is a cause. So the causes add up to the difference to the last minor unit, whatever the law. Belongs to one worker and is reused.
/// </summary>
internal sealed class DifferenceCauses
{
    private readonly RunFrame _frameBefore, _frame;
    private readonly IRulePack _pack;
    private readonly Currency _currency;
    private readonly PayslipCalculator _calculator;
    private readonly bool _newRates;
    private readonly FrozenInput _now = new();
    private readonly TextPool _pool = new();
    private readonly List<(string Label, string Detail)> _waiting = [];
    private List<Cause> _causes = [];
    private PayFigures _at;

    public DifferenceCauses(RunFrame before, RunFrame now, IRulePack pack)
    {
        (_frameBefore, _frame, _pack) = (before, now, pack);
        _currency = Currency.FromCode(pack.Currency);
        _calculator = new PayslipCalculator(now, pack);
        _newRates = pack.Parameters.Any(p => p.Status == "enacted" && InForce(p, before.PayDate) != InForce(p, now.PayDate));
    }

    /// <summary>Largest effect on net pay first. Causes that change no total are left out.</summary>
    /// <param name="inputBefore">Frozen input of the payslip before.</param>
    /// <param name="before">Its totals as stored.</param>
    /// <param name="inputNow">Frozen input of this payslip.</param>
    /// <param name="now">Its totals as stored.</param>
    public IReadOnlyList<Cause> Of(ReadOnlySpan<byte> inputBefore, PayFigures before, ReadOnlySpan<byte> inputNow, PayFigures now)
    {
        FrozenInputFormat.Read(inputNow, _now, _pool);
        FrozenInputFormat.Read(inputBefore, _calculator.Input, _pool);
        (_causes, _at) = ([], before);
        _waiting.Clear();
        Calendar();
        Salary();
        HourlyRates();
        foreach (var item in _pack.PayItems) Item(item);
        foreach (var heading in _pack.EmployeeFields.GroupBy(f => f.Group)) Fields(heading);
        // Formulas that changed between the two, or a mixture that the law gave no meaning to until the end.
        if (_at != now) Add(Cause.Other, "Other", "Worked out by another version of the rules", now - _at);
        return [.. _causes.OrderByDescending(c => Math.Abs(c.Change.NetMinor)).ThenByDescending(c => Math.Abs(c.Change.EmployerCostMinor))];
    }

    /// <summary>The next period: its number, dates, rates, and the year to date that the payslips before it left.</summary>
    private void Calendar()
    {
        var (to, from) = (_calculator.Input.Before, _now.Before);
        to.Clear();
        to.Lines.AddRange(from.Lines);
        to.Items.AddRange(from.Items);
        (to.GrossMinor, to.DeductionsMinor, to.NetMinor) = (from.GrossMinor, from.DeductionsMinor, from.NetMinor);
        if (!TryFigures(out var figures))
        {
            _waiting.Add(("Year to date", ""));
            return;
        }
        var change = figures - _at;
        _at = figures;
        if (_newRates) Add(Cause.Rates, "New rates", $"Rates and limits in force on {Show.Day(_frame.PayDate)}", change);
        else if (_frame.TaxYear != _frameBefore.TaxYear) Add(Cause.YearToDate, "Year to date", $"The tax year {_frame.TaxYear} begins anew", change);
        else if (Math.Abs(change.NetMinor) <= new Money(1, _currency).ToMinor()) Add(Cause.Rounding, "Rounding", "Figures of the year to date are rounded each period", change);
        else Add(Cause.YearToDate, "Year to date", "Tax is worked out on the year so far", change);
    }

    private void Salary()
    {
        var pay = _calculator.Input.Pay;
        var (before, now) = (pay.Find(IsSalary), _now.Pay.Find(IsSalary));
        if (Same(before, now)) return;
        pay.RemoveAll(IsSalary);
        if (now.Parts is not null) pay.Add(now);
        var (was, @is) = (before.Parts?[^1].Yearly ?? 0, now.Parts?[^1].Yearly ?? 0);
        if (was != @is) Change(Cause.Salary, "Salary", $"{Major(was)} → {Major(@is)} a year");
        else Change(Cause.PartPeriod, "Part of a period", $"paid for {Days(now)} days, before for {Days(before)}");

        static bool IsSalary(FrozenPay p) => p.Parts is { Count: > 0 };
        static int Days(FrozenPay p) => p.Parts?.Sum(part => part.Days) ?? 0;
        static bool Same(FrozenPay a, FrozenPay b) => a.AmountMinor == b.AmountMinor && (a.Parts ?? []).Select(p => p.Yearly).SequenceEqual((b.Parts ?? []).Select(p => p.Yearly));
    }

    /// <summary>Units paid at another rate than before; how many there are is the item's cause.</summary>
    private void HourlyRates()
    {
        var pay = _calculator.Input.Pay;
        var detail = "";
        for (var i = 0; i < pay.Count; i++)
        {
            if (pay[i] is not { Units: { } units, Rate: { } was } || pay.Count(p => p.Item == pay[i].Item && p.Parts is null) != 1) continue;
            var now = _now.Pay.Where(p => p.Item == pay[i].Item && p.Parts is null).ToList();
            if (now is not [{ Units: not null, Rate: { } rate }] || rate == was) continue;
            pay[i] = pay[i] with { Rate = rate, AmountMinor = new Money(units * rate, _currency).Round(MidpointRounding.AwayFromZero).ToMinor() };
            if (detail.Length == 0) detail = $"{Number(was)} → {Number(rate)}";
        }
        if (detail.Length > 0) Change(Cause.HourlyRate, "Rate of pay", detail);
    }

    private void Item(PayItem item)
    {
        var pay = _calculator.Input.Pay;
        var (before, now) = (pay.Where(Is).ToList(), _now.Pay.Where(Is).ToList());
        if (before.Select(p => (p.AmountMinor, p.Units)).SequenceEqual(now.Select(p => (p.AmountMinor, p.Units)))) return;
        pay.RemoveAll(Is);
        pay.AddRange(now);
        var byUnits = before.Concat(now).All(p => p.Units is not null);
        Change("item:" + item.Name, byUnits ? $"{item.Label}, units" : item.Label, byUnits
            ? $"{Number(before.Sum(p => p.Units ?? 0))} → {Number(now.Sum(p => p.Units ?? 0))}"
            : $"{Amount(before)} → {Amount(now)}{(before.Concat(now).Any(p => p.Fixed) ? "" : ", one-off")}");

        bool Is(FrozenPay p) => p.Item == item.Name && p.Parts is null;
        string Amount(List<FrozenPay> of) => of.Count == 0 ? "none" : Show.Amount(of.Sum(p => p.AmountMinor), _pack.Currency);
    }

    /// <summary>Facts under one heading belong together, as a tax code and its basis do: they change at once.</summary>
    private void Fields(IEnumerable<Field> heading)
    {
        var fields = _calculator.Input.Fields;
        var changed = new List<(Field Field, string? Before, string? Now)>();
        foreach (var field in heading)
        {
            var at = fields.FindIndex(f => f.Key == field.Name);
            var (before, now) = (at < 0 ? null : fields[at].Value, _now.Fields.Find(f => f.Key == field.Name).Value);
            if (before == now) continue;
            if (at >= 0) fields.RemoveAt(at);
            if (now is not null) fields.Add(new(field.Name, now));
            changed.Add((field, before, now));
        }
        if (changed.Count > 0)
            Change("field:" + (changed.Count > 3 ? heading.First().Group : string.Join('+', changed.Select(c => c.Field.Name))),
                changed.Count > 3 ? heading.First().Group : string.Join(", ", changed.Select(c => c.Field.Label)),
                string.Join("; ", changed.Where(c => !c.Field.Sensitive).Select(c => $"{Words(c.Field, c.Before)} → {Words(c.Field, c.Now)}")));
    }

    private void Change(string key, string label, string detail)
    {
        // Between two related inputs there may be a mixture that the law gives no meaning to: it is counted together with the change that follows.
        if (!TryFigures(out var figures))
        {
            _waiting.Add((label, detail));
            return;
        }
        var change = figures - _at;
        _at = figures;
        Add(key, label, detail, change);
    }

    private void Add(string key, string label, string detail, PayFigures change)
    {
        var all = _waiting.Append((Label: label, Detail: detail)).ToList();
        _waiting.Clear();
        if (change != default)
            _causes.Add(new(key, string.Join(", ", all.Select(c => c.Label)), string.Join("; ", all.Select(c => c.Detail).Where(d => d.Length > 0)), change));
    }

    private bool TryFigures(out PayFigures figures)
    {
        try
        {
            var payslip = _calculator.CalculateInput();
            figures = new(payslip.GrossMinor, payslip.DeductionsMinor, payslip.ReimbursementsMinor, payslip.NetMinor, payslip.EmployerCostMinor);
            return true;
        }
        catch (RulePackException)
        {
            figures = default;
            return false;
        }
    }

    private static string Words(Field field, string? value) => (value ?? field.Default) switch
    {
        null or "" => "none",
        "true" => "yes",
        "false" => "no",
        var text => field.Choices.FirstOrDefault(c => c.Value == text).Label ?? text,
    };

    private static string? InForce(Parameter parameter, DateOnly day)
    {
        string? value = null;
        foreach (var (from, text) in parameter.Values)
            if (from <= day) value = text;
        return value;
    }

    private string Major(decimal amount) => Show.Amount(amount, _currency.Decimals);

    private static string Number(decimal number) => CanonicalNumber.Of(number).ToString(CultureInfo.InvariantCulture);
}
