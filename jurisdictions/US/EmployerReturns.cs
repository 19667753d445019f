using System.Globalization;
using static Bureau.Jurisdictions.US.Rounding;

namespace Bureau.Jurisdictions.US;

/// <summary>Lines of Forms 941 and 940 from sums of all employees, beginning of the year to end of period. Those of a quarter are the difference of two.</summary>
internal static class EmployerReturns
{
    /// <summary>Taxes are the rates on the wages of all employees; what was withheld payment by payment differs by fractions of cents (line 7).</summary>
    public static IEnumerable<ReportFigure> Form941(ParameterTable figures, IReadOnlyDictionary<string, decimal> yearToDate)
    {
        decimal Sum(string line) => yearToDate.GetValueOrDefault(line);
        decimal Rate(string parameter) => figures.Member(parameter, "employee").Value + figures.Member(parameter, "employer").Value;
        var social = Cent(Sum("social_security_wages") * Rate("social_security_rate"));
        var medicare = Cent(Sum("medicare_wages") * Rate("medicare_rate"));
        var additional = Cent(Sum("additional_medicare_wages") * figures.Member("medicare_additional", "rate_employee").Value);
        var total = social + medicare + additional;
        var deposited = Lines.FederalDeposit.Sum(Sum);
        yield return Money("2", Sum("federal_taxable_wages"), "Wages, tips and other compensation");
        yield return Money("3", Sum("federal_income_tax"), "Federal income tax withheld");
        yield return Money("5a/1", Sum("social_security_wages"), "Taxable Social Security wages and tips");
        yield return Money("5a/2", social, "Social Security tax on them");
        yield return Money("5c/1", Sum("medicare_wages"), "Taxable Medicare wages and tips");
        yield return Money("5c/2", medicare, "Medicare tax on them");
        yield return Money("5d/1", Sum("additional_medicare_wages"), "Wages subject to Additional Medicare Tax");
        yield return Money("5d/2", additional, "Additional Medicare Tax on them");
        yield return Money("5e", total, "Total Social Security and Medicare taxes");
        yield return Money("6", Sum("federal_income_tax") + total, "Total taxes before adjustments");
        yield return Money("7", deposited - Sum("federal_income_tax") - total, "Adjustment for fractions of cents");
        yield return Money("12", deposited, "Total taxes after adjustments");
    }

    /// <summary>Credit reductions are settled here, by the list that the Department of Labor announces after 10 November.</summary>
    public static IEnumerable<ReportFigure> Form940(ParameterTable figures, IReadOnlyDictionary<string, decimal> yearToDate)
    {
        decimal Sum(string line) => yearToDate.GetValueOrDefault(line);
        var tax = Cent(Sum("futa_wages") * figures.Member("futa_rates", "net_rate").Value);
        yield return Money("3", Sum("gross_wages"), "Total payments to all employees");
        yield return Money("7", Sum("futa_wages"), "Total taxable FUTA wages");
        yield return Money("8", tax, "FUTA tax before adjustments");
        if (figures.Has("futa_credit_reduction"))
        {
            var reduction = Cent(Sum("ca_futa_wages") * figures.Member("futa_credit_reduction", "CA").Value);
            yield return Money("11", reduction, "Credit reduction (Schedule A), California");
            yield return Money("12", tax + reduction, "Total FUTA tax after adjustments");
            yield return Money("14", tax + reduction - Sum("futa"), "Balance due beyond what was accrued");
        }
        else
        {
            yield return new("11", "", "Credit reduction (Schedule A): the list of the year is not known yet");
        }
    }

    private static ReportFigure Money(string line, decimal amount, string label) => new(line, amount.ToString("0.00", CultureInfo.InvariantCulture), label);
}
