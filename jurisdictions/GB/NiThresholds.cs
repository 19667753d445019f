using static Bureau.Jurisdictions.GB.Rounding;

namespace Bureau.Jurisdictions.GB;

/// <summary>From which earnings the employer pays.</summary>
internal enum EmployerThreshold { Secondary, FreeportInvestmentZone, Apprentice, Under21, Veteran }

/// <summary>Limits and thresholds of one earnings period. <paramref name="Employer"/> is indexed by <see cref="EmployerThreshold"/>.</summary>
internal sealed record NiThresholds(decimal LowerEarningsLimit, decimal Primary, decimal UpperEarningsLimit, decimal[] Employer, NiCitations Citations)
{
    private const string Zone = "upper_secondary_threshold_freeport_investment_zone";

    /// <param name="period"><c>weekly</c>, <c>monthly</c> or <c>annual</c>: prescribed values.</param>
    public static NiThresholds Prescribed(ParameterTable table, string period)
    {
        Figure Of(string name) => table.Amount($"ni_{name}_{period}");
        Figure[] employer = [Of("secondary_threshold"), Of(Zone), Of("upper_secondary_threshold_apprentice"), Of("upper_secondary_threshold_under_21"), Of("upper_secondary_threshold_veteran")];
        var (lel, pt, uel) = (Of("lower_earnings_limit"), Of("primary_threshold"), Of("upper_earnings_limit"));
        return new(lel.Value, pt.Value, uel.Value, [.. employer.Select(f => f.Value)], new(lel.Use, pt.Use, uel.Use, [.. employer.Select(f => f.Use)]));
    }

    /// <summary>Weeks of an annual value: annual × weeks ÷ 52 up to the next pound; the lower earnings limit is the weekly one × weeks.</summary>
    /// <remarks>Social Security (Contributions) Regulations 2001, regulations 8 and 11.</remarks>
    public static NiThresholds OfWeeks(NiThresholds annual, decimal weeklyLowerEarningsLimit, int weeks)
    {
        decimal Part(decimal yearly) => UpToPound(yearly * weeks / 52);
        return new(weeklyLowerEarningsLimit * weeks, Part(annual.Primary), Part(annual.UpperEarningsLimit), [.. annual.Employer.Select(Part)], annual.Citations);
    }
}

internal sealed record NiCitations(ParameterUse LowerEarningsLimit, ParameterUse Primary, ParameterUse UpperEarningsLimit, ParameterUse[] Employer);

/// <summary>What a category letter means for both contributions.</summary>
internal sealed record NiCategory(char Letter, decimal MainRate, decimal UpperRate, EmployerThreshold? EmployerFrom, decimal EmployerRate)
{
    /// <summary>Category X: neither contributions nor earnings bands.</summary>
    public bool IsExempt => EmployerFrom is null;

    /// <summary>By letter − 'A'; null where there is no such letter.</summary>
    public static NiCategory?[] ByLetter(ParameterTable table)
    {
        var employee = table.Json("ni_employee_rates").Value;
        var employer = table.Json("ni_employer_rates").Value;
        var categories = new NiCategory?[26];
        foreach (var letter in employee.EnumerateObject())
        {
            var ours = employer.GetProperty(letter.Name);
            categories[letter.Name[0] - 'A'] = new(
                letter.Name[0], letter.Value.GetProperty("pt_to_uel").GetDecimal(), letter.Value.GetProperty("above_uel").GetDecimal(),
                ours.GetProperty("zero_rate_up_to").GetString() switch
                {
                    null => null,
                    "secondary_threshold" => EmployerThreshold.Secondary,
                    "upper_secondary_threshold_freeport_investment_zone" => EmployerThreshold.FreeportInvestmentZone,
                    "upper_secondary_threshold_apprentice" => EmployerThreshold.Apprentice,
                    "upper_secondary_threshold_under_21" => EmployerThreshold.Under21,
                    "upper_secondary_threshold_veteran" => EmployerThreshold.Veteran,
                    var other => throw new InvalidDataException($"ni_employer_rates: threshold '{other}' of category {letter.Name} is not known."),
                },
                ours.GetProperty("rate_above").GetDecimal());
        }

        return categories;
    }
}
