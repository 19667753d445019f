namespace Bureau.Jurisdictions;

/// <summary>
/// One person's pay of one period, as a pack sees it. Mutable and reusable, so that a chunk of a run allocates one: set it, calculate, reuse.
/// Amounts are in the pack's currency, exact decimals.
/// </summary>
public sealed class PayCase(IRulePack pack)
{
    /// <summary>Date of payment; selects the parameters.</summary>
    public DateOnly PayDate { get; set; }
    public PayFrequency Frequency { get; set; }
    /// <summary>Number of the period within the tax year, from 1.</summary>
    public int Period { get; set; }
    /// <summary>First day of the pay period.</summary>
    public DateOnly PeriodStart { get; set; }
    /// <summary>Last day of the pay period.</summary>
    public DateOnly PeriodEnd { get; set; }

    /// <summary>Facts by ordinal of <see cref="IRulePack.EmployeeFields"/>; null = not given (the field's default applies).</summary>
    public string?[] Fields { get; } = new string?[pack.EmployeeFields.Count];
    /// <summary>Facts of the employer by ordinal of <see cref="IRulePack.EmployerFields"/>.</summary>
    public string?[] Employer { get; } = new string?[pack.EmployerFields.Count];
    /// <summary>Amounts by ordinal of <see cref="IRulePack.PayItems"/>.</summary>
    public decimal[] Pay { get; } = new decimal[pack.PayItems.Count];
    /// <summary>Hours or days by ordinal of <see cref="IRulePack.PayItems"/>, where the item was paid by units; zero = not known.</summary>
    public decimal[] Units { get; } = new decimal[pack.PayItems.Count];
    /// <summary>Figures of the tax year before this period by ordinal of <see cref="IRulePack.Lines"/>.</summary>
    public decimal[] YearToDate { get; } = new decimal[pack.Lines.Count];
    /// <summary>
    /// Of <see cref="YearToDate"/>, the part of each key of <see cref="IRulePack.KeptUnder"/>, in the order in which the keys came into use. Empty where all of it
    /// is under the key of this period, as for almost everybody.
    /// </summary>
    public List<YearToDatePart> YearToDateParts { get; } = [];

    public IRulePack Pack { get; } = pack;

    /// <summary>The part of a key, added where there is none.</summary>
    public YearToDatePart YearToDateUnder(string key)
    {
        foreach (var known in YearToDateParts)
            if (known.Key == key) return known;
        var part = new YearToDatePart(key, new decimal[YearToDate.Length]);
        YearToDateParts.Add(part);
        return part;
    }

    /// <summary>Back to empty, keeping the arrays.</summary>
    public void Clear()
    {
        Array.Clear(Fields);
        Array.Clear(Employer);
        Array.Clear(Pay);
        Array.Clear(Units);
        Array.Clear(YearToDate);
        YearToDateParts.Clear();
    }
}

/// <param name="Amounts">By ordinal of <see cref="IRulePack.Lines"/>; only lines that are <see cref="Line.KeptApart"/> have any.</param>
public sealed record YearToDatePart(string Key, decimal[] Amounts);

/// <summary>Amounts by ordinal of <see cref="IRulePack.Lines"/>.</summary>
public sealed class PayResult(IRulePack pack)
{
    public decimal[] Amounts { get; } = new decimal[pack.Lines.Count];

    public IRulePack Pack { get; } = pack;

    public decimal this[string line] => Amounts[Pack.Lines.Ordinal(line)];

    public void Clear() => Array.Clear(Amounts);
}

/// <summary>The calculation told step by step. Made by the same code that calculates, so it cannot tell another story.</summary>
public sealed class Trace
{
    private readonly List<Step> _steps = [];

    public IReadOnlyList<Step> Steps => _steps;

    public void Add(Step step) => _steps.Add(step);
}

/// <summary>One step of an explanation. The <see cref="Contributes"/> amounts of a line's steps add up to the line.</summary>
/// <param name="Line">Name of the line that the step belongs to.</param>
/// <param name="Label">What the step finds, e.g. <c>Free pay to date</c>.</param>
/// <param name="Formula">In words, e.g. <c>free pay of a month × months so far</c>.</param>
/// <param name="Operands">Name and value of each input, in the order of the formula.</param>
/// <param name="Result">What comes out.</param>
/// <param name="Contributes">The part of the line's amount that this step adds; zero for intermediate steps.</param>
/// <param name="Rounding">How the result was rounded, in words; null where it was not.</param>
/// <param name="Parameter">The legal value used, if any.</param>
public sealed record Step(
    string Line, string Label, string Formula, IReadOnlyList<(string Name, string Value)> Operands,
    decimal Result, decimal Contributes = 0, string? Rounding = null, ParameterUse? Parameter = null);

/// <param name="Name">Name of the parameter.</param>
/// <param name="Value">Value in force.</param>
/// <param name="From">First day on which that value applies.</param>
/// <param name="Source">Where the law or guidance says so.</param>
public sealed record ParameterUse(string Name, string Value, string Unit, DateOnly From, Source Source);
