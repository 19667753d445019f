using static Bureau.Jurisdictions.US.Explain;

namespace Bureau.Jurisdictions.US;

/// <summary>Annual limits of elective deferrals (26 USC 402(g), 414(v)), and what they let through of a payment.</summary>
internal sealed class DeferralLimits(ParameterTable figures)
{
    /// <summary>Item, line of what is deferred, line of what is not.</summary>
    private static readonly (int Item, int Line, int NotTaken)[] s_limited =
        [.. PayItems.LimitedDeferrals.Select(n => (PayItems.All.Ordinal(n), Lines.All.Ordinal("reported_" + n), Lines.All.Ordinal(n + "_not_taken")))];

    private static readonly int s_roth = PayItems.All.Ordinal("retirement_401k_roth");

    public Figure Normal { get; } = figures.Amount("retirement_elective_deferral_limit_401k");

    public Figure CatchUp50 { get; } = figures.Amount("retirement_catch_up_limit_age_50");

    public Figure CatchUp60To63 { get; } = figures.Amount("retirement_catch_up_limit_age_60_to_63");

    /// <param name="age">Reached by the end of the year.</param>
    /// <param name="before">Deferrals of the year before this payment.</param>
    /// <returns>What may be deferred now, and how much of it lies above the normal limit.</returns>
    public (decimal Allowed, decimal CatchUpPart) Allow(int age, decimal before, decimal elected)
    {
        var allowed = Math.Clamp(Normal.Value + CatchUp(age) - before, 0, elected);
        return (allowed, allowed - Math.Clamp(Normal.Value - before, 0, allowed));
    }

    /// <summary>What somebody may defer above the normal limit.</summary>
    public decimal CatchUp(PayCase pay) => CatchUp(AgeAtYearEnd(pay));

    private decimal CatchUp(int age) => age switch { >= 60 and <= 63 => CatchUp60To63.Value, >= 50 => CatchUp50.Value, _ => 0 };

    /// <summary>What this payment defers as far as it is taken, and what the year has come to with it.</summary>
    public static (decimal Now, decimal ToDate) Taken(PayCase pay, decimal[] amounts)
    {
        var (now, toDate) = (0m, 0m);
        foreach (var (_, line, _) in s_limited)
        {
            now += amounts[line];
            toDate += amounts[line] + pay.YearToDate[line];
        }

        return (now, toDate);
    }

    /// <summary>What this payment elects before tax, and all that the year elects with it.</summary>
    public static (decimal BeforeTax, decimal ToDate) Elected(PayCase pay)
    {
        var (beforeTax, toDate) = (0m, 0m);
        foreach (var (item, line, _) in s_limited)
        {
            if (item != s_roth) beforeTax += pay.Pay[item];
            toDate += pay.Pay[item] + pay.YearToDate[line];
        }

        return (beforeTax, toDate);
    }

    /// <summary>Writes the deferrals that count, and gives back to the employee what is above the limit.</summary>
    /// <returns>The part before tax of what is not taken.</returns>
    public decimal Apply(PayCase pay, decimal[] amounts, Trace? trace)
    {
        var (elected, before) = (0m, 0m);
        foreach (var (item, line, _) in s_limited)
        {
            elected += pay.Pay[item];
            before += pay.YearToDate[line];
        }

        if (elected == 0) return 0;
        // What is given back to the employee is under no limit.
        var excess = elected < 0 ? 0 : elected - Allow(AgeAtYearEnd(pay), before, elected).Allowed;
        var (beforeTax, rest) = (0m, excess);
        foreach (var (item, line, notTaken) in s_limited)
        {
            var off = Math.Min(rest, Math.Max(0, pay.Pay[item]));
            rest -= off;
            amounts[line] = pay.Pay[item] - off;
            if (amounts[line] != 0)
                trace?.Add(new(Lines.Name(line), Lines.All[line].Label, "elected, as far as the limit of the year allows", [("elected", Dollars(pay.Pay[item])), ("not taken", Dollars(off))], amounts[line], Contributes: amounts[line], Parameter: Normal.Use));
            if (item != s_roth) beforeTax += off;
            if (off == 0) continue;
            amounts[notTaken] = -off;
            trace?.Add(new(Lines.Name(notTaken), "Above the annual limit", "part of what all plans elect − what the limit of the year and the catch-up of the age leave; not deducted",
                [("elected", Dollars(elected)), ("this year before", Dollars(before)), ("limit", Dollars(Normal.Value)), ("allowed", Dollars(elected - excess))],
                -off, Contributes: -off, Parameter: Normal.Use));
        }

        return beforeTax;
    }

    /// <summary>Zero where neither date of birth nor age is known: no catch-up then.</summary>
    private static int AgeAtYearEnd(PayCase pay) =>
        Given.Date(pay, EmployeeFields.DateOfBirth) is { } born ? pay.PayDate.Year - born.Year : Given.Count(pay, EmployeeFields.Age);
}
