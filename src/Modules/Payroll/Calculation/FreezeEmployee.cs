using System.Globalization;
using Bureau.Benefits.Contracts;
using Bureau.Jurisdictions;
using Bureau.Kernel;
using Bureau.Onboarding.Contracts;
using Bureau.Payroll.Inputs;
using Bureau.Payroll.PayRuns;

namespace Bureau.Payroll.Calculation;

/// <summary>
/// Works out of one person's facts, contributions, entries and balances what the calculation needs. Facts count as they stand on the pay date, or on the last
/// day of the period where that comes first; of somebody who starts in between, as they stand at the end of the period.
/// </summary>
internal sealed class FreezeEmployee(PayRun run, IRulePack pack)
{
    /// <summary>By convention of every pack: the item that salary and plain hours are paid as.</summary>
    public const string BasicPay = "regular";

    private readonly Currency _currency = Currency.FromCode(pack.Currency);
    private readonly PayFrequency _frequency = Enum.Parse<PayFrequency>(run.Frequency);
    private readonly DateOnly _asOf = run.PayDate < run.PeriodEnd ? run.PayDate : run.PeriodEnd;

    /// <summary>Fills a cleared <paramref name="input"/>, all but balances and payment.</summary>
    /// <param name="owed">What is owed for released periods.</param>
    public void Fill(FrozenInput input, EmployeeForPay person, IReadOnlyList<Contribution> contributions, IReadOnlyList<PayInput> entries, IReadOnlyList<BackPay>? owed = null)
    {
        input.EmployeeId = person.Id;
        input.Number = person.Number;
        input.Name = person.Name;
        input.CostCentre = On(person, FactNames.CostCentre) ?? "";
        foreach (var fields in pack.Address)
            if (Line(person, fields) is { Length: > 0 } line) input.Address.Add(line);
        Fields(input, person, contributions);
        BasicPayOf(input, person, entries);
        foreach (var entry in entries) Entry(input, person, entry);
        if (owed is { Count: > 0 }) OwedBackPay.Add(input, owed, pack);
        foreach (var contribution in contributions)
            foreach (var (item, amount) in contribution.Pay.OrderBy(p => p.Key, StringComparer.Ordinal))
                if (pack.PayItems.TryGet(item, out _)) input.Pay.Add(new(item, contribution.Plan, Minor(amount), Fixed: true));
                else input.Findings.Add(Unknown(contribution.Plan, item));
        var gross = GrossMinor(input, pack);
        foreach (var contribution in contributions)
            foreach (var (item, share) in contribution.Shares.OrderBy(p => p.Key, StringComparer.Ordinal))
                if (pack.PayItems.TryGet(item, out _)) input.Pay.Add(new(item, contribution.Plan, Share(gross, share)));
                else input.Findings.Add(Unknown(contribution.Plan, item));
    }

    /// <summary>What the period earns by salary, hours and entries; zero where the person is not employed in it.</summary>
    public long EarningsMinor(EmployeeForPay person, IReadOnlyList<PayInput> entries)
    {
        if (person.LeavingDate < run.PeriodStart || person.StartDate > run.PeriodEnd) return 0;
        var input = new FrozenInput();
        Fill(input, person, [], entries);
        return input.Pay.Where(p => pack.PayItems[p.Item].Kind == PayItemKind.Earning).Sum(p => p.AmountMinor);
    }

    /// <summary>Gross pay of the period as far as it is entered: what shares of pay are worked out on.</summary>
    public static long GrossMinor(FrozenInput input, IRulePack pack) =>
        input.Pay.Sum(p => pack.PayItems[p.Item].Kind switch { PayItemKind.Earning => p.AmountMinor, PayItemKind.Sacrifice => -p.AmountMinor, _ => 0 });

    /// <summary>Rounded half up to the minor unit; nothing of what is negative.</summary>
    public static long Share(long grossMinor, decimal share) => (long)decimal.Round(Math.Max(0, grossMinor) * share, MidpointRounding.AwayFromZero);

    private static Finding Unknown(string plan, string item) => new("unknown_pay_item", null, $"The plan '{plan}' pays '{item}', which the rule pack does not know. Change the plan.", true);

    private string? Line(EmployeeForPay person, IReadOnlyList<Field> fields) => fields.Count == 1
        ? On(person, fields[0].Name)
        : string.Join(' ', fields.Select(f => On(person, f.Name)).Where(v => !string.IsNullOrEmpty(v)));

    private string? On(EmployeeForPay person, string field) => person.On(_asOf, field) ?? (_asOf == run.PeriodEnd ? null : person.On(run.PeriodEnd, field));

    private void Fields(FrozenInput input, EmployeeForPay person, IReadOnlyList<Contribution> contributions)
    {
        foreach (var field in pack.EmployeeFields)
        {
            var value = On(person, field.Name);
            if (value is null && field.Name == "start_date") value = Day(person.StartDate);
            if (value is null && field.Name == FactNames.LeavingDate && person.LeavingDate <= run.PeriodEnd) value = Day(person.LeavingDate!.Value);
            foreach (var contribution in contributions) value = contribution.Fields.GetValueOrDefault(field.Name, value!);
            if (!string.IsNullOrEmpty(value)) input.Fields.Add(new(field.Name, value));
        }
    }

    private void BasicPayOf(FrozenInput input, EmployeeForPay person, IReadOnlyList<PayInput> entries)
    {
        var first = person.StartDate > run.PeriodStart ? person.StartDate : run.PeriodStart;
        var last = person.LeavingDate < run.PeriodEnd ? person.LeavingDate.Value : run.PeriodEnd;
        var basis = person.On(last, FactNames.PayBasis);
        switch (basis)
        {
            case "salary":
                if (Amount(person.On(last, FactNames.AnnualSalary)) is null)
                    input.Findings.Add(new("no_salary", FactNames.AnnualSalary, "No salary is in force at the end of the period. Enter the annual salary.", true));
                break;
            case "hourly":
                if (!entries.Any(e => e.Item == BasicPay && e.UnitsE4 is not null))
                    input.Findings.Add(new("no_hours", null, "No hours were entered for somebody paid by the hour. Enter the hours worked, or leave it if there were none.", false));
                break;
            default:
                input.Findings.Add(new("no_pay_basis", FactNames.PayBasis, "It is not known whether the person is paid a salary or by the hour. Enter the pay basis.", true));
                break;
        }
        var parts = SalaryOfPeriod.Parts(Salaries(person, first, last), run.PeriodStart, run.PeriodEnd, first, last, _frequency, _currency);
        if (parts.Count > 0) input.Pay.Add(new(BasicPay, Label(BasicPay), parts.Sum(p => p.AmountMinor), Parts: parts));
    }

    /// <summary>Salary of a year by the days on which salary or basis of pay change; null while paid by the hour.</summary>
    private static List<(DateOnly From, decimal? Yearly)> Salaries(EmployeeForPay person, DateOnly first, DateOnly last)
    {
        var days = person.Facts.Where(f => f.Field is FactNames.AnnualSalary or FactNames.PayBasis && f.EffectiveFrom > first && f.EffectiveFrom <= last)
            .Select(f => f.EffectiveFrom).Append(first).Distinct().Order();
        return [.. days.Select(day => (day, person.On(day, FactNames.PayBasis) == "salary" ? Amount(person.On(day, FactNames.AnnualSalary)) : null))];
    }

    private void Entry(FrozenInput input, EmployeeForPay person, PayInput entry)
    {
        if (!pack.PayItems.TryGet(entry.Item, out var item))
        {
            input.Findings.Add(new("unknown_pay_item", null, $"'{entry.Item}' was entered, which the rule pack does not know. Withdraw the entry and choose another item.", true));
            return;
        }
        if (entry.AmountMinor is { } amount)
        {
            input.Pay.Add(new(item.Name, item.Label, amount, entry.Units, entry.Rate, entry.Recurs));
            return;
        }
        var last = person.LeavingDate < run.PeriodEnd ? person.LeavingDate.Value : run.PeriodEnd;
        if (entry.Units is not { } units || (entry.Rate ?? Amount(person.On(last, FactNames.HourlyRate))) is not { } rate)
        {
            input.Findings.Add(new("no_rate", FactNames.HourlyRate, $"{item.Label} was entered in units without a rate, and no hourly rate is in force. Enter the rate or the amount.", true));
            return;
        }
        if (entry.Rate is null && person.Facts.Any(f => f.Field == FactNames.HourlyRate && f.EffectiveFrom > run.PeriodStart && f.EffectiveFrom <= last && f.EffectiveFrom > person.StartDate))
            input.Findings.Add(new("rate_changed", FactNames.HourlyRate, $"The hourly rate changed within the period; {item.Label} is paid at the rate at its end. Enter hours with their rates to pay them apart.", false));
        input.Pay.Add(new(item.Name, item.Label, Minor(units * rate), units, rate, entry.Recurs));
    }

    private string Label(string item) => pack.PayItems.TryGet(item, out var found) ? found.Label : item;

    private long Minor(decimal amount) => new Money(amount, _currency).Round(MidpointRounding.AwayFromZero).ToMinor();

    private static decimal? Amount(string? text) => decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) ? amount : null;

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
