namespace Bureau.Jurisdictions;

/// <summary>What an employer paid in one tax year up to a day: what its reports are made of. Amounts are exact decimals in the pack's currency.</summary>
/// <param name="Runs">By pay date, earliest first.</param>
public sealed record EmployerPay(IReadOnlyList<PaidRun> Runs)
{
    /// <summary>By line, what people brought from a former payroll of the same tax year. It belongs to no run and to no day.</summary>
    public IReadOnlyDictionary<string, decimal> Brought { get; init; } = new Dictionary<string, decimal>();

    /// <summary>Everybody who was paid, each counted once.</summary>
    public int People { get; init; }

    /// <summary>What was paid to authorities, by obligation and by the pay date that it was owed for; null where that is not known.</summary>
    public IReadOnlyList<PaidObligation>? Deposited { get; init; }

    /// <summary>A line over all employees: of the tax year with what was brought, or of the pay dates from a day on without it.</summary>
    public decimal Sum(string line, DateOnly? from = null) =>
        (from is null ? Brought.GetValueOrDefault(line) : 0) + Runs.Sum(r => from is null || r.PayDate >= from ? r.Lines.GetValueOrDefault(line).Amount : 0);
}

/// <summary>What one pay run paid.</summary>
/// <param name="Lines">By line of the pack, those that somebody has.</param>
public sealed record PaidRun(DateOnly PayDate, DateOnly PeriodStart, DateOnly PeriodEnd, IReadOnlyDictionary<string, PaidLine> Lines);

/// <param name="People">How many payslips have the line.</param>
public readonly record struct PaidLine(decimal Amount, int People);

/// <param name="Key">As in <see cref="Obligation.Key"/>.</param>
/// <param name="PayDate">Pay date that it was owed for.</param>
public sealed record PaidObligation(string Key, DateOnly PayDate, decimal Amount);
