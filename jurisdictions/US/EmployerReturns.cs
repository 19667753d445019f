using System.Globalization;
using static Bureau.Jurisdictions.US.Rounding;

namespace Bureau.Jurisdictions.US;

/// <summary>Lines of Forms 941 and 940 and of the deposits that belong to them. What a former payroll paid in the quarter was on its own return.</summary>
/// <param name="figures">Values in force on the pay date.</param>
/// <param name="employer">Facts of the employer by field name.</param>
internal sealed class EmployerReturns(ParameterTable figures, DateOnly payDate, IReadOnlyDictionary<string, string> employer, EmployerPay paid)
{
    private static readonly string[] s_incomeTax = ["federal_income_tax"];
    private static readonly string[] s_socialSecurity = ["employee_social_security", "employer_social_security"];
    private static readonly string[] s_medicare = ["employee_medicare", "employee_additional_medicare", "employer_medicare"];

    private readonly DateOnly _quarter = Calendar.QuarterStart(payDate);

    /// <summary>Amounts that are stated apart with a deposit, for the paydays that one deposit pays.</summary>
    public IEnumerable<ReportFigure> FederalDeposit()
    {
        var period = PeriodOf(payDate);
        var from = paid.Runs.Select(r => r.PayDate).Where(day => PeriodOf(day) == period).DefaultIfEmpty(payDate).Min();
        yield return Of("Social Security", s_socialSecurity, "Social Security, employees and employer", from);
        yield return Of("Medicare", s_medicare, "Medicare, employees and employer, and Additional Medicare Tax", from);
        yield return Of("Withholding", s_incomeTax, "Federal income tax withheld", from);
        yield return Of("Total", Lines.FederalDeposit, "Deposit", from);

        string PeriodOf(DateOnly day) => Obligations.DepositOf(day, employer).Period;
    }

    /// <summary>Taxes are the rates on the wages of all employees; what was withheld payment by payment differs by fractions of cents (line 7).</summary>
    public IEnumerable<ReportFigure> Form941()
    {
        decimal Rate(string parameter) => figures.Member(parameter, "employee").Value + figures.Member(parameter, "employer").Value;
        var (wages, tips) = (Sum("social_security_wages") - Sum("social_security_tips"), Sum("social_security_tips"));
        var (onWages, onTips) = (Cent(wages * Rate("social_security_rate")), Cent(tips * Rate("social_security_rate")));
        var medicare = Cent(Sum("medicare_wages") * Rate("medicare_rate"));
        var additional = Cent(Sum("additional_medicare_wages") * figures.Member("medicare_additional", "rate_employee").Value);
        var (contributions, withheld, owed) = (onWages + onTips + medicare + additional, Sum("federal_income_tax"), Lines.FederalDeposit.Sum(Sum));
        var twelfth = new DateOnly(payDate.Year, _quarter.Month + 2, 12);
        if (Employees(paid, "1", twelfth, "gross_wages") is { } employees) yield return employees;
        yield return Of("2", ["federal_taxable_wages"], "Wages, tips and other compensation");
        yield return Of("3", s_incomeTax, "Federal income tax withheld");
        yield return Money("5a/1", wages, "Taxable Social Security wages");
        yield return Money("5a/2", onWages, "Social Security tax on them");
        yield return Of("5b/1", ["social_security_tips"], "Taxable Social Security tips");
        yield return Money("5b/2", onTips, "Social Security tax on them");
        yield return Of("5c/1", ["medicare_wages"], "Taxable Medicare wages and tips");
        yield return Money("5c/2", medicare, "Medicare tax on them");
        yield return Of("5d/1", ["additional_medicare_wages"], "Wages and tips subject to Additional Medicare Tax");
        yield return Money("5d/2", additional, "Additional Medicare Tax on them");
        yield return Money("5e", contributions, "Total Social Security and Medicare taxes");
        yield return Money("6", withheld + contributions, "Total taxes before adjustments");
        yield return Money("7", owed - withheld - contributions, "Adjustment for fractions of cents");
        yield return Money("10", owed, "Total taxes after adjustments");
        yield return Of("12", Lines.FederalDeposit, "Total taxes after adjustments and credits: what the deposits of the quarter pay");
        foreach (var settled in Settled(Obligations.FederalDeposit, "13", "14", "15", _quarter, owed)) yield return settled;
        foreach (var liability in Liabilities()) yield return liability;
    }

    /// <summary>A quarter's tax is deposited once more than the threshold is owed; less is carried to the next quarter, from the last to the return (26 CFR 31.6302(c)-3).</summary>
    public IEnumerable<ReportFigure> FutaDeposit()
    {
        var threshold = figures.Member("futa_rates", "deposit_threshold_quarter").Value;
        var carried = 0m;
        for (var start = new DateOnly(payDate.Year, 1, 1); start < _quarter; start = start.AddMonths(3))
        {
            carried += paid.Sum("futa", start) - paid.Sum("futa", start.AddMonths(3));
            if (carried > threshold) carried = 0;
        }

        var owed = carried + Sum("futa");
        yield return Of("Quarter", ["futa"], "Federal unemployment tax of the quarter");
        yield return Money("Carried", carried, "Not deposited with the quarters before");
        yield return Money("Deposit", owed > threshold ? owed : 0, owed > threshold ? "To deposit" : $"To deposit: nothing, {threshold.ToString("N0", CultureInfo.InvariantCulture)} dollars or less are {(_quarter.Month == 10 ? "paid with Form 940" : "carried to the next quarter")}") with { IsDue = true };
    }

    /// <summary>Credit reductions are settled here, by the list that the Department of Labor announces after 10 November.</summary>
    public IEnumerable<ReportFigure> Form940()
    {
        var wages = paid.Sum("futa_wages");
        var tax = Cent(wages * figures.Member("futa_rates", "net_rate").Value);
        yield return Year("3", "gross_wages", "Total payments to all employees");
        yield return Money("6", paid.Sum("gross_wages") - wages, "Payments exempt from the tax, and those above the limit of each employee");
        yield return Year("7", "futa_wages", "Total taxable FUTA wages");
        yield return Money("8", tax, "FUTA tax before adjustments");
        if (figures.Has("futa_credit_reduction"))
        {
            var reduction = Cent(paid.Sum("ca_futa_wages") * figures.Member("futa_credit_reduction", "CA").Value);
            yield return Money("11", reduction, "Credit reduction (Schedule A), California");
            yield return Money("12", tax + reduction, "Total FUTA tax after adjustments");
            if (paid.Deposited is null) yield return Money("14", tax + reduction - paid.Sum("futa"), "Balance due beyond what was accrued");
            foreach (var settled in Settled(Obligations.FutaDeposit, "13", "14", "15", new(payDate.Year, 1, 1), tax + reduction)) yield return settled;
        }
        else
        {
            yield return new("11", "", "Credit reduction (Schedule A): the list of the year is not known yet");
        }

        for (var quarter = 1; quarter <= Calendar.QuarterOf(payDate); quarter++)
        {
            var start = new DateOnly(payDate.Year, 3 * quarter - 2, 1);
            yield return Money($"16{"abcd"[quarter - 1]}", paid.Sum("futa", start) - paid.Sum("futa", start.AddMonths(3)), $"Liability of quarter {quarter}");
        }
    }

    /// <summary>Deposits that are marked as paid, and what is left; nothing where they are not known.</summary>
    private IEnumerable<ReportFigure> Settled(string deposit, string line, string due, string over, DateOnly from, decimal owed)
    {
        if (paid.Deposited is not { } known) yield break;
        var deposited = known.Where(d => d.Key == deposit && d.PayDate >= from).Sum(d => d.Amount);
        yield return Money(line, deposited, "Deposits that are marked as paid");
        yield return deposited > owed ? Money(over, deposited - owed, "Overpayment") : Money(due, owed - deposited, "Balance due");
    }

    /// <summary>How many people have a line in the pay periods that include a day; null before that day's period is paid.</summary>
    public static ReportFigure? Employees(EmployerPay paid, string name, DateOnly day, string line) => paid.Runs.All(r => r.PeriodEnd < day) ? null : new(
        name, paid.Runs.Where(r => r.PeriodStart <= day && day <= r.PeriodEnd).Sum(r => r.Lines.GetValueOrDefault(line).People).ToString(CultureInfo.InvariantCulture),
        string.Create(CultureInfo.InvariantCulture, $"Employees paid for the pay period that includes {day:MMMM d}"));

    /// <summary>By month for whoever deposits monthly (line 16), else by day (Schedule B).</summary>
    private IEnumerable<ReportFigure> Liabilities()
    {
        var monthly = employer.GetValueOrDefault("federal_deposit_schedule") == "monthly";
        foreach (var days in paid.Runs.Where(r => r.PayDate >= _quarter).GroupBy(r => monthly ? new DateOnly(r.PayDate.Year, r.PayDate.Month, 1) : r.PayDate))
        {
            var owed = days.Sum(r => Lines.FederalDeposit.Sum(line => r.Lines.GetValueOrDefault(line).Amount));
            yield return monthly
                ? Money($"16/{days.Key.Month - _quarter.Month + 1}", owed, string.Create(CultureInfo.InvariantCulture, $"Tax liability of {days.Key:MMMM}"))
                : Money(string.Create(CultureInfo.InvariantCulture, $"B/{days.Key.Month - _quarter.Month + 1}/{days.Key.Day}"), owed, string.Create(CultureInfo.InvariantCulture, $"Schedule B: tax liability of {days.Key:MMMM d}"));
        }
    }

    private decimal Sum(string line) => paid.Sum(line, _quarter);

    private ReportFigure Of(string name, IReadOnlyList<string> lines, string label) => Of(name, lines, label, _quarter);

    private ReportFigure Of(string name, IReadOnlyList<string> lines, string label, DateOnly from) =>
        Money(name, lines.Sum(line => paid.Sum(line, from)), label) with { Lines = lines, From = from };

    private ReportFigure Year(string name, string line, string label) => Money(name, paid.Sum(line), label) with { Lines = [line] };

    public static ReportFigure Money(string name, decimal amount, string label) => new(name, amount.ToString("0.00", CultureInfo.InvariantCulture), label);
}
