using static Bureau.Jurisdictions.GB.Explain;
using static Bureau.Jurisdictions.GB.Rounding;

namespace Bureau.Jurisdictions.GB;

internal enum PensionScheme { None, NetPay, ReliefAtSource, SalarySacrifice }

/// <summary>Contributions of one period to the workplace pension.</summary>
/// <param name="Base">Earnings that the rates apply to.</param>
/// <param name="Employee">The employee's part, tax relief included.</param>
/// <param name="Employer">The employer's own part.</param>
internal readonly record struct Pension(PensionScheme Scheme, decimal Base, decimal Employee, decimal Employer)
{
    /// <summary>What the employee part takes off taxable pay.</summary>
    public decimal OffTaxablePay => Scheme is PensionScheme.NetPay or PensionScheme.SalarySacrifice ? Employee : 0;

    /// <summary>What the employee part takes off pay for National Insurance.</summary>
    public decimal OffNiablePay => Scheme == PensionScheme.SalarySacrifice ? Employee : 0;

    /// <remarks>Under salary sacrifice the contributions are worked out on the pay before it is given up.</remarks>
    public static Pension Of(PayCase pay, YearTables year, in Earnings earnings, Trace? trace)
    {
        var scheme = SchemeOf(pay);
        if (scheme == PensionScheme.None) return default;
        var pensionable = PensionableEarnings(pay, year, earnings, trace);
        var employee = Contribution(pay, EmployeeFields.PensionEmployeeRate, 0.05m, pensionable);
        var employer = Contribution(pay, EmployeeFields.PensionEmployerRate, 0.03m, pensionable);
        return new(scheme, pensionable, employee, employer);
    }

    /// <summary>Withheld amounts into the lines. Tax relief at source is claimed by the scheme, so only the rest is withheld.</summary>
    public void WriteTo(PayCase pay, YearTables year, PayResult result, Trace? trace)
    {
        if (Scheme == PensionScheme.None) return;
        result.Amounts[Lines.PensionablePay] = Base;
        result.Amounts[Lines.EmployerPension] = Employer;
        trace?.Add(OfRate("employer_pension", pay, EmployeeFields.PensionEmployerRate, 0.03m, Employer, Employer));
        if (Scheme == PensionScheme.SalarySacrifice)
        {
            result.Amounts[Lines.PensionSacrifice] = Employee;
            trace?.Add(OfRate("pension_sacrifice", pay, EmployeeFields.PensionEmployeeRate, 0.05m, Employee, Employee));
            return;
        }

        trace?.Add(OfRate("employee_pension", pay, EmployeeFields.PensionEmployeeRate, 0.05m, Employee, Employee));
        var withheld = Scheme == PensionScheme.ReliefAtSource ? NearestPenny(Employee * (1 - year.BasicRate)) : Employee;
        if (Scheme == PensionScheme.ReliefAtSource)
            trace?.Add(new("employee_pension", "Basic-rate tax relief", "contribution × basic rate, added by the scheme and so not withheld",
                [("contribution", Pounds(Employee)), ("basic rate", Percent(year.BasicRate))], withheld - Employee, Contributes: withheld - Employee,
                Rounding: "nearest penny", Parameter: year.Bands[0].Use));
        result.Amounts[Lines.EmployeePension] = withheld;
        if (Scheme != PensionScheme.NetPay) return;
        result.Amounts[Lines.NetPayPension] = Employee;
        trace?.Add(new("net_pay_pension", Lines.All[Lines.NetPayPension].Label, "the whole contribution", [], Employee, Contributes: Employee));
    }

    private static PensionScheme SchemeOf(PayCase pay) => pay.Fields[EmployeeFields.PensionScheme] switch
    {
        null or "" => PensionScheme.None,
        "net_pay" => PensionScheme.NetPay,
        "relief_at_source" => PensionScheme.ReliefAtSource,
        "salary_sacrifice" => PensionScheme.SalarySacrifice,
        var other => throw Given.Wrong(EmployeeFields.PensionScheme, other),
    };

    private static decimal PensionableEarnings(PayCase pay, YearTables year, in Earnings earnings, Trace? trace)
    {
        switch (pay.Fields[EmployeeFields.PensionEarningsBasis])
        {
            case null or "" or "qualifying":
                var band = year.QualifyingEarnings[(int)pay.Frequency];
                var qualifying = Math.Max(0, Math.Min(earnings.Pensionable, band.Upper.Value) - band.Lower.Value);
                trace?.Add(new("pensionable_pay", "Qualifying earnings", "earnings up to the upper limit − lower limit of the band",
                    [("earnings", Pounds(earnings.Pensionable)), ("upper limit", Pounds(band.Upper.Value)), ("lower limit", Pounds(band.Lower.Value))],
                    qualifying, Contributes: qualifying, Parameter: band.Lower.Use));
                return qualifying;
            case "basic":
                return Whole("Basic pay", earnings.Basic, trace);
            case "total":
                return Whole("All earnings", earnings.Pensionable, trace);
            case var other:
                throw Given.Wrong(EmployeeFields.PensionEarningsBasis, other);
        }
    }

    private static decimal Whole(string label, decimal earnings, Trace? trace)
    {
        var pensionable = Math.Max(0, earnings);
        trace?.Add(new("pensionable_pay", label, "from the first pound", [], pensionable, Contributes: pensionable));
        return pensionable;
    }

    private static decimal Contribution(PayCase pay, int rateField, decimal whenAbsent, decimal pensionable) =>
        NearestPenny(pensionable * Given.Number(pay, rateField, whenAbsent));

    private Step OfRate(string line, PayCase pay, int rateField, decimal whenAbsent, decimal result, decimal contributes)
    {
        var rate = Given.Number(pay, rateField, whenAbsent);
        return new(line, Lines.All[line].Label, "pensionable pay × contribution rate",
            [("pensionable pay", Pounds(Base)), ("rate", Percent(rate))], result, Contributes: contributes, Rounding: "nearest penny");
    }
}

/// <summary>Limits of the qualifying earnings band for one pay frequency.</summary>
internal sealed record QualifyingBand(Figure Lower, Figure Upper, Figure Trigger);
