using Bureau.Jurisdictions;

namespace Bureau.Payroll.Calculation;

/// <summary>
/// Everything that the calculation needs to know of one person: copied when the run is calculated, kept with it, and enough to get the same payslip again. Reused
/// from person to person within a chunk; <see cref="FrozenInputFormat"/> gives it its canonical bytes.
/// </summary>
internal sealed class FrozenInput
{
    public long EmployeeId { get; set; }
    public string Number { get; set; } = "";
    public string Name { get; set; } = "";
    public List<string> Address { get; } = [];
    public string? Department { get; set; }
    public string CostCentre { get; set; } = "";
    /// <summary>Facts by name of the pack's field, those that are known.</summary>
    public List<KeyValuePair<string, string>> Fields { get; } = [];
    public List<FrozenPay> Pay { get; } = [];
    /// <summary>Year to date before this payslip.</summary>
    public Balances Before { get; } = new();
    /// <summary>How net pay is paid, e.g. <c>BACS</c>; empty where no way is known.</summary>
    public string Method { get; set; } = "";
    public string? AccountLast4 { get; set; }
    /// <summary>Blind index of the account: tells that an account changed, or that two people share one, without saying which it is.</summary>
    public string? AccountIndex { get; set; }
    public string? AccountHolder { get; set; }
    /// <summary>What the freeze itself found, without the pack.</summary>
    public List<Finding> Findings { get; } = [];

    public void Clear()
    {
        EmployeeId = 0;
        Number = Name = CostCentre = Method = "";
        Department = AccountLast4 = AccountIndex = AccountHolder = null;
        Address.Clear();
        Fields.Clear();
        Pay.Clear();
        Before.Clear();
        Findings.Clear();
    }
}

/// <summary>One worked-out amount of pay.</summary>
/// <param name="Item">Name of the pack's pay item.</param>
/// <param name="Label">As on the payslip: the item's label, or the plan's or input's own.</param>
/// <param name="AmountMinor">Minor units, positive also for deductions and sacrifices.</param>
/// <param name="Fixed">The same every period until changed (recurring), as the law marks deductions.</param>
/// <param name="Parts">Salary: how the amount was worked out, one part for each stretch of days with one salary.</param>
/// <param name="Owed">Back pay: the released periods that it is for.</param>
internal readonly record struct FrozenPay(string Item, string Label, long AmountMinor, decimal? Units = null, decimal? Rate = null, bool Fixed = false, IReadOnlyList<SalaryPart>? Parts = null, IReadOnlyList<BackPay>? Owed = null);

/// <param name="Yearly">Salary of a year, major units.</param>
/// <param name="Days">Calendar days of the period that the part covers.</param>
internal readonly record struct SalaryPart(DateOnly From, DateOnly To, decimal Yearly, int Days, long AmountMinor);

/// <summary>Figures of one person and tax year: pay items and totals in minor units, the pack's lines in exact major units.</summary>
internal sealed class Balances
{
    public List<KeyValuePair<string, decimal>> Lines { get; } = [];
    public List<KeyValuePair<string, long>> Items { get; } = [];
    public long GrossMinor { get; set; }
    public long DeductionsMinor { get; set; }
    public long NetMinor { get; set; }

    public bool IsEmpty => Lines.Count == 0 && Items.Count == 0 && GrossMinor == 0 && DeductionsMinor == 0 && NetMinor == 0;

    public void Clear()
    {
        Lines.Clear();
        Items.Clear();
        GrossMinor = DeductionsMinor = NetMinor = 0;
    }
}
