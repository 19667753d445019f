namespace Bureau.Jurisdictions.GB;

/// <summary>National Minimum Wage Regulations 2015: pay of the pay reference period ÷ hours of it, against the rate on its first day.</summary>
internal sealed class MinimumWage
{
    private readonly (DateOnly From, decimal Adult, decimal From18, decimal Under18, decimal Apprentice)[] _rates;

    public MinimumWage(IReadOnlyList<Parameter> parameters) => _rates =
    [
        .. parameters.Where(p => p is { Name: "minimum_wage_21_and_over", Status: "enacted" }).SelectMany(p => p.Values).Select(v => v.From).Order().Select(from =>
        {
            var table = new ParameterTable(parameters, from, from);
            decimal Of(string name) => table.Amount("minimum_wage_" + name).Value;
            return (from, Of("21_and_over"), Of("18_to_20"), Of("under_18"), Of("apprentice"));
        }),
    ];

    public void Check(PayCase pay, YearTables year, ICollection<Finding> findings)
    {
        var hours = pay.Units[PayItems.Regular] + pay.Units[PayItems.Overtime];
        if (hours == 0) hours = Given.Number(pay, EmployeeFields.HoursInPeriod);
        if (hours <= 0) return;

        var firstDay = pay.PeriodStart == default ? pay.PayDate : pay.PeriodStart;
        var born = Given.Date(pay, EmployeeFields.DateOfBirth);
        if (RateOn(firstDay, born, Given.Date(pay, EmployeeFields.ApprenticeSince)) is not { } rate) return;

        var counted = PayThatCounts(pay, year);
        // Regulation 7: average hourly pay, so pay must reach hours × rate.
        if (counted >= hours * rate) return;
        findings.Add(new("below_minimum_wage", null,
            $"Pay that counts for the minimum wage is {Explain.Pounds(decimal.Round(counted / hours, 2))} an hour; the rate is {Explain.Pounds(rate)}. Raise pay to at least {Explain.Pounds(Rounding.UpToPenny(hours * rate))} for these hours, lower the sacrifice, or correct the hours.",
            // Without a date of birth the adult rate was taken, which may be too high.
            Blocks: born is not null));
    }

    private decimal? RateOn(DateOnly firstDay, DateOnly? born, DateOnly? apprenticeSince)
    {
        // A rate stands for the twelve months from 1 April; an older one is not carried on.
        var index = Array.FindLastIndex(_rates, r => r.From <= firstDay && firstDay < r.From.AddYears(1));
        if (index < 0) return null;
        var rates = _rates[index];
        var age = born is { } date ? Ages.On(date, firstDay) : 21;
        if (apprenticeSince <= firstDay && (age < 19 || firstDay < apprenticeSince.Value.AddYears(1))) return rates.Apprentice;
        return age >= 21 ? rates.Adult : age >= 18 ? rates.From18 : rates.Under18;
    }

    /// <summary>
    /// Basic pay, overtime at the basic rate, bonus and commission, less pay given up. Premiums, allowances, tips, expenses and benefits do not
    /// count (regulation 10), nor does pay for time not worked.
    /// </summary>
    private static decimal PayThatCounts(PayCase pay, YearTables year)
    {
        decimal Of(int item) => pay.Pay[item];
        var overtime = Of(PayItems.Overtime);
        if (pay.Units[PayItems.Regular] > 0 && pay.Units[PayItems.Overtime] > 0)
            overtime = Math.Min(overtime, Of(PayItems.Regular) / pay.Units[PayItems.Regular] * pay.Units[PayItems.Overtime]);
        var pension = Pension.Of(pay, year, Earnings.Of(pay), null);
        return Of(PayItems.Regular) + overtime + Of(PayItems.Bonus) + Of(PayItems.Commission) - Of(PayItems.SalarySacrifice) - pension.OffNiablePay;
    }
}
